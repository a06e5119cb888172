"""The drop zone: a pasted text or a file is read and briefed; nothing is stored unless asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from horseshoe.brief.source import BriefSource
from horseshoe.brief.titles import title_of
from horseshoe.cli.options import parse_day
from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.model import Document, Reading
from horseshoe.serve.problems import problem
from horseshoe.serve.store import must_take_changes, record_of
from horseshoe.serve.templating import must_be_own_form, page

router = APIRouter()


@router.get("/brief")
def form(request: Request) -> Response:
    """The form."""
    return page(request, "brief_form.html", "Brief a text")


@router.post("/brief")
def brief(
    request: Request,
    form_token: Annotated[str, Form()],
    text: Annotated[str, Form()] = "",
    store: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Read a text or a file and show its briefing beside its source."""
    must_be_own_form(request, form_token)
    guard = request.app.state.guard
    if not guard.rate.allow(guard.client_of(request)):
        return problem(request, 429, "Too many readings", "Wait a minute and send it again.", {"Retry-After": "60"})
    day = parse_day(published or None, "published")
    document = document_of(text, file, day)
    made = read(document)
    if store:
        must_take_changes(request)
        record_of(request).add_readings([made])
        return RedirectResponse(f"/documents/{document.id}", 303)
    return show(request, made)


def document_of(text: str, file: UploadFile | None, day: date | None) -> Document:
    """The document that was dropped or pasted. InputError when it cannot be read, UsageError when there is none."""
    from horseshoe.documents import from_text
    from horseshoe.reading.worker import Raw
    from horseshoe.serve.rooms import rooms

    if file is not None and file.filename:
        name = Path(file.filename.replace("\\", "/")).name or "upload"
        return rooms().load(Raw(name, file.file.read(), published=day))
    if not text.strip():
        raise UsageError("there is nothing to read", mend="paste a text or choose a file")
    return from_text(text, path="pasted text", published=day)


def read(document: Document) -> Reading:
    """The reading of a document about the Council; NothingFoundError for any other."""
    from horseshoe.reading.triage import is_worth_reading
    from horseshoe.serve.rooms import rooms

    if not is_worth_reading(document.text):
        raise NothingFoundError("nothing about the Security Council found", where=document.path)
    return rooms().read(document)


def show(request: Request, reading: Reading) -> Response:
    """The page of one briefing."""
    from horseshoe.brief.build import build_brief
    from horseshoe.brief.svg import draw_svg

    made = build_brief(reading)
    return page(
        request,
        "briefing.html",
        title_of(reading.document.title, reading.document.text),
        brief=made,
        source=BriefSource(made),
        drawing=draw_svg(made.seats) if made.seats else "",
    )
