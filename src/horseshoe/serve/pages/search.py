"""Search over the record."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.brief.titles import title_of
from horseshoe.council.states import short_name
from horseshoe.errors import UsageError
from horseshoe.record.searching.search import Found
from horseshoe.serve.served import record_of
from horseshoe.serve.templating import page

router = APIRouter()
PAGE = 20


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a snippet; `found` where the words asked for stand."""

    text: str
    found: bool


def bits(snippet: str) -> list[Bit]:
    """A snippet cut at its marks (U+0002 before, U+0003 after the words found)."""
    pieces: list[Bit] = []
    for part in snippet.split("\x02"):
        hit, mark, rest = part.partition("\x03")
        pieces += [Bit(hit, True), Bit(rest, False)] if mark else [Bit(part, False)]
    return [b for b in pieces if b.text]


def called(actor: str) -> str:
    """A state's short name, else the id in words."""
    return short_name(actor, None) or actor.replace("-", " ")


@router.get("/search")
def search(request: Request, q: str = "", offset: int = 0) -> Response:
    """The form, and the answers to `q`; a query that cannot be understood is explained on the page."""
    found, wrong = None, None
    if q.strip():
        try:
            found = record_of(request).search(q, limit=PAGE, offset=max(0, min(offset, 10_000)))
        except UsageError as error:
            wrong = error.line()
    return page(
        request,
        "search.html",
        "Search",
        400 if wrong else 200,
        q=q,
        found=found,
        wrong=wrong,
        bits=bits,
        step=PAGE,
        titles=titles_of(request, found),
        name=called,
    )


def titles_of(request: Request, found: Found | None) -> dict[str, str]:
    """What the documents found are called, by id."""
    from sqlalchemy import func, select

    from horseshoe.record.schema import documents as d

    hits = {h.id: h for h in found.hits} if found else {}
    query = select(d.c.id, d.c.title, func.substr(d.c.text, 1, 400).label("start")).where(d.c.id.in_(list(hits)))
    with record_of(request).snapshot() as connection:
        return {r.id: title_of(r.title, r.start) for r in connection.execute(query)}
