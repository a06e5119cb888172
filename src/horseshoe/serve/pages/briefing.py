"""The drop zone: a pasted text or a file is read and briefed; nothing is stored unless asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from horseshoe.brief.source import BriefSource
from horseshoe.brief.titles import title_of
from horseshoe.errors import HorseshoeError, NothingFoundError, UsageError
from horseshoe.model import Document, Reading
from horseshoe.serve.problems import BusyError, problem, status_of
from horseshoe.serve.served import must_take_changes, record_of
from horseshoe.serve.templating import must_be_own_form, page
from horseshoe.text import parse_day

router = APIRouter()
MOST = 20  # files at once


@router.get("/brief")
def form(request: Request) -> Response:
    """The form."""
    return filled_form(request)


def filled_form(request: Request, wrong: str = "", text: str = "", published: str = "", status: int = 200) -> Response:
    """The form, with what was written in it before and what was wrong with that."""
    return page(request, "brief_form.html", "Brief a text", status, wrong=wrong, text=text, published=published)


@router.post("/brief")
def brief(
    request: Request,
    form_token: Annotated[str, Form()],
    text: Annotated[str, Form()] = "",
    store: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    file: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Read a text and show the briefing beside its source, or files, a line each; errors keep what was written."""
    must_be_own_form(request, form_token)
    guard = request.app.state.guard
    if not guard.rate.allow(guard.client_of(request)):
        return problem(request, 429, "Too many readings", "Wait a minute and send it again.", {"Retry-After": "60"})
    if store:
        must_take_changes(request)
    files = [f for f in file or () if f.filename]
    try:
        day = parse_day(published or None, "published")
        if len(files) > 1:
            return several(request, files, day, keep=bool(store))
        made = read(document_of(text, files[0] if files else None, day))
    except BusyError:
        raise  # answered with when to come again
    except HorseshoeError as error:
        return filled_form(request, error.line(), text, published, status_of(error))
    if store:
        record_of(request).add_readings([made])
        return RedirectResponse(f"/documents/{made.document.id}", 303)
    return show(request, made)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one file among several: its headline and, where it was kept, its document; else what was wrong."""

    name: str
    headline: str
    document: str = ""
    wrong: str = ""


def several(request: Request, files: list[UploadFile], day: date | None, keep: bool) -> Response:
    """A line for each of several files; one that cannot be read stops no other."""
    from horseshoe.brief.build import build_brief

    if len(files) > MOST:
        raise UsageError(f"{len(files)} files are too many at once", fix=f"send at most {MOST}, or use horseshoe ingest")
    told = []
    for file in files:
        name = Path((file.filename or "").replace("\\", "/")).name
        try:
            made = read(document_of("", file, day))
        except HorseshoeError as error:
            told.append(Told(name, "", wrong=error.line()))
            continue
        if keep:
            record_of(request).add_readings([made])
        told.append(Told(name, build_brief(made).headline.text, made.document.id if keep else ""))
    return page(request, "briefings.html", f"{len(files)} files", told=told, kept=keep)


def document_of(text: str, file: UploadFile | None, day: date | None) -> Document:
    """The document that was dropped or pasted. InputError when it cannot be read, UsageError when there is none."""
    from horseshoe.documents import from_text
    from horseshoe.reading.workers.worker import Raw
    from horseshoe.serve.rooms import rooms

    if file is not None and file.filename:
        name = Path(file.filename.replace("\\", "/")).name or "upload"
        return rooms().load(Raw(name, file.file.read(), published=day))
    if not text.strip():
        raise UsageError("there is nothing to read", fix="paste a text or choose a file")
    return from_text(text, path="pasted text", published=day)


def read(document: Document) -> Reading:
    """The reading of a document about the Council; NothingFoundError for any other."""
    from horseshoe.reading.triage.first_pass import is_worth_reading
    from horseshoe.serve.rooms import rooms

    if not is_worth_reading(document.text):
        raise NothingFoundError("nothing about the Security Council found", where=document.path)
    return rooms().read(document)


def show(request: Request, reading: Reading) -> Response:
    """The page of one briefing."""
    from horseshoe.brief.build import build_brief
    from horseshoe.brief.drawing.svg import draw_svg

    made = build_brief(reading)
    return page(
        request,
        "briefing.html",
        title_of(reading.document.title, reading.document.text),
        brief=made,
        source=BriefSource(made),
        drawing=draw_svg(made.seats) if made.seats else "",
    )
