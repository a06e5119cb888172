"""The drop zone: a pasted text, files or a web address are read and briefed; nothing is stored unless asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from horseshoe.brief.source import BriefSource
from horseshoe.brief.titles import title_of
from horseshoe.errors import BusyError, HorseshoeError, OutsideRecordError, UsageError
from horseshoe.model import Document, Reading
from horseshoe.serve.batches import Batch, Sent
from horseshoe.serve.problems import problem, status_of
from horseshoe.serve.served import must_take_changes, record_of, served_of
from horseshoe.serve.templating import must_be_own_form, page
from horseshoe.text import parse_day

router = APIRouter()
MOST = 200  # files at once


@router.get("/brief")
def form(request: Request) -> Response:
    """The form."""
    return filled_form(request)


def filled_form(
    request: Request, wrong: str = "", text: str = "", published: str = "", address: str = "", status: int = 200
) -> Response:
    """The form, with what was written in it before and what was wrong with that."""
    fetches = request.app.state.settings.fetch
    written = {"wrong": wrong, "text": text, "published": published, "address": address, "fetches": fetches, "most": MOST}
    return page(request, "brief_form.html", "Brief a text", status, **written)


@router.post("/brief")
def brief(
    request: Request,
    form_token: Annotated[str, Form()],
    text: Annotated[str, Form()] = "",
    address: Annotated[str, Form()] = "",
    store: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    file: Annotated[list[UploadFile] | None, File()] = None,
    folder: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Read a text and show the briefing beside its source, or read files one after another; errors keep what was written."""
    must_be_own_form(request, form_token)
    guard = request.app.state.guard
    if not guard.rate.allow(guard.client_of(request)):
        return problem(request, 429, "Too many readings", "Wait a minute and send it again.", {"Retry-After": "60"})
    if store:
        must_take_changes(request)
    try:
        day = parse_day(published or None, "published")
        files = [(_name(f), f.file.read()) for f in (*(file or ()), *(folder or ())) if f.filename]
        if len(files) > 1:
            return RedirectResponse(f"/briefings/{several(request, files, day, bool(store)).id}", 303)
        made = served_of(request).batches.read(one_of(request, text, address, files, day)())
    except BusyError:
        raise  # answered with when to come again
    except HorseshoeError as error:
        return filled_form(request, error.line(), text, published, address, status_of(error))
    if store:
        record_of(request).add_readings([made])
        return RedirectResponse(f"/documents/{made.document.id}", 303)
    return RedirectResponse(f"/briefings/{served_of(request).batches.done(made).id}/1", 303)


def _name(file: UploadFile) -> str:
    return Path((file.filename or "").replace("\\", "/")).name or "upload"


def several(request: Request, files: list[tuple[str, bytes]], day: date | None, keep: bool) -> Batch:
    """Begin to read several files; one that cannot be read stops no other."""
    if len(files) > MOST:
        raise UsageError(f"{len(files)} files are too many at once", fix=f"send at most {MOST}, or use horseshoe ingest")
    texts = [(name, partial(from_file, name, data, day)) for name, data in files]
    return served_of(request).batches.send(texts, keep=keep)


def one_of(
    request: Request, text: str, address: str, files: list[tuple[str, bytes]], day: date | None
) -> Callable[[], Document]:
    """What loads the one text that was dropped, pasted or named by its address. UsageError when there is none."""
    from horseshoe.documents import from_text
    from horseshoe.documents.load import is_address

    settings = request.app.state.settings
    if files:
        return partial(from_file, *files[0], day)
    if address.strip():
        if not settings.fetch:
            raise UsageError("this server fetches no address", where="address", fix="paste the text")
        if not is_address(address.strip()):
            raise UsageError("is no web address", where=address.strip()[:100], fix="begin it with https://")
        return partial(from_address, settings.allow_private, address.strip(), day)
    if not text.strip():
        raise UsageError("there is nothing to read", fix="paste a text, give an address or choose a file")
    return partial(from_text, text, path="pasted text", published=day)


def from_file(name: str, data: bytes, day: date | None) -> Document:
    """The document in a file's bytes. InputError when it cannot be read."""
    from horseshoe.reading.workers.worker import Raw
    from horseshoe.serve.rooms import rooms

    return rooms().load(Raw(name, data, published=day))


def from_address(allow_private: bool, address: str, day: date | None) -> Document:
    """The document at a web address, fetched by a worker as `horseshoe brief URL` does; private networks are refused."""
    from dataclasses import replace

    from horseshoe.serve.rooms import rooms

    found = rooms(allow_private).load(address)
    return replace(found, published=day, published_from="option") if day else found


def batch_of(request: Request, batch: str) -> Batch:
    """A batch by its id. OutsideRecordError when it is not remembered any more."""
    found = served_of(request).batches.get(batch)
    if found is None:
        raise OutsideRecordError("this briefing is no longer remembered", fix="send the text again, or keep it in the record")
    return found


def sent_of(request: Request, batch: str, number: int) -> tuple[Sent, Reading]:
    """One text of a batch, from 1, and its reading. OutsideRecordError where there is none that was read."""
    sent = batch_of(request, batch).sent
    if not 1 <= number <= len(sent) or (reading := sent[number - 1].reading) is None:
        raise OutsideRecordError("no text of this number has been read")
    return sent[number - 1], reading


@router.get("/briefings/{batch}")
def briefings(request: Request, batch: str) -> Response:
    """What has been read of several texts, a line each; the page looks again by itself until all are."""
    found = batch_of(request, batch)
    return page(request, "briefings.html", f"{len(found.sent)} texts", batch=found)


@router.get("/briefings/{batch}/{number:int}.{format}")
def briefing_as(request: Request, batch: str, number: int, format: str) -> Response:
    """One briefing as `json`, `md` or `pdf`."""
    from horseshoe.brief.build import build_brief

    _, reading = sent_of(request, batch, number)
    made = build_brief(reading)
    if format == "json":
        from horseshoe.brief.render.json import to_json

        return JSONResponse(to_json(made))
    if format == "md":
        from horseshoe.brief.render.markdown import render

        return PlainTextResponse(render(made), media_type="text/markdown")
    if format == "pdf":
        from horseshoe.brief.render.pdf import render as as_pdf

        return Response(as_pdf(made), media_type="application/pdf")
    raise OutsideRecordError(f"a briefing comes as json, md or pdf, not as {format[:20]!r}")


@router.get("/briefings/{batch}/{number:int}")
def briefing(request: Request, batch: str, number: int) -> Response:
    """The page of one briefing, beside its source."""
    from horseshoe.brief.build import build_brief
    from horseshoe.brief.drawing.svg import draw_svg

    sent, reading = sent_of(request, batch, number)
    made = build_brief(reading)
    return page(
        request,
        "briefing.html",
        title_of(reading.document.title, reading.document.text),
        brief=made,
        source=BriefSource(made),
        drawing=draw_svg(made.seats) if made.seats else "",
        sent=sent,
        at=f"/briefings/{batch}/{number}",
    )


@router.post("/briefings/{batch}/{number:int}/keep")
def keep(request: Request, batch: str, number: int, form_token: Annotated[str, Form()]) -> Response:
    """Put one text that was read into the record."""
    must_be_own_form(request, form_token)
    must_take_changes(request)
    sent, _ = sent_of(request, batch, number)
    return RedirectResponse(f"/documents/{served_of(request).batches.keep(sent)}", 303)
