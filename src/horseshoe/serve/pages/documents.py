"""The list of documents: newest first, with facets for situation, publisher, kind and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.brief.titles import title_of
from horseshoe.council.states import short_name
from horseshoe.record.names import title
from horseshoe.serve.rss import Item, feed
from horseshoe.serve.served import record_of, served_of
from horseshoe.serve.templating import page

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from horseshoe.record.searching.listing import Asked

router = APIRouter()
PAGE = 30
HEADINGS = {"situation": "Situation", "publisher": "Publisher", "kind": "Kind", "year": "Year"}
FACET = 12  # most frequent values of a facet that are offered


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list."""

    id: str
    title: str
    published: date | None
    publisher: str | None
    kind: str
    situation: str | None
    called: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: what it is called, how many documents have it, the address that asks for it or takes it back."""

    words: str
    count: int
    address: str
    chosen: bool


def _listed(connection: Connection, asked: Asked, offset: int) -> list[Row]:
    """The newest documents that have all values asked for."""
    from horseshoe.record.searching.listing import newest_documents

    rows = newest_documents(connection, asked, limit=PAGE, offset=offset)
    names = [(r, _called("situation", r.situation)) for r in rows]
    return [Row(r.id, title_of(r.title, r.start), r.published, r.publisher, r.kind, r.situation, n) for r, n in names]


@router.get("/documents")
def documents(
    request: Request, situation: str = "", publisher: str = "", kind: str = "", year: str = "", offset: int = 0
) -> Response:
    """The documents that have all the values asked for; near-copies left out."""
    from horseshoe.record.searching.listing import FACETS, Asked, count_documents, values_of

    asked = Asked(situation, publisher, kind, year)
    offset = max(0, min(offset, 1_000_000))

    def counted() -> tuple[int, list[tuple[str, list[Value]]]]:
        with record_of(request).snapshot() as connection:
            found = [(facet, values_of(connection, facet, asked, FACET)) for facet in FACETS]
            total = count_documents(connection, asked)
        return total, [(HEADINGS[key], [_value(asked, key, v, n) for v, n in values]) for key, values in found]

    total, facets = served_of(request).remembered(("facets", situation, publisher, kind, year), counted)
    with record_of(request).snapshot() as connection:
        rows = _listed(connection, asked, offset)
    return page(
        request,
        "documents.html",
        "Documents",
        rows=rows,
        total=total,
        facets=[(heading, values) for heading, values in facets if len(values) > 1 or any(v.chosen for v in values)],
        offset=offset,
        step=PAGE,
        more=lambda at: _address("/documents", {**asked.values(), "offset": str(at)}),
        feed=_address("/documents.rss", asked.values()),
    )


@router.get("/documents.rss")
def documents_feed(request: Request, situation: str = "", publisher: str = "", kind: str = "", year: str = "") -> Response:
    """The newest documents that have all the values asked for, as a feed."""
    from horseshoe.record.searching.listing import Asked

    asked = Asked(situation, publisher, kind, year)
    with record_of(request).snapshot() as connection:
        rows = _listed(connection, asked, 0)
    called = ", ".join(_called(key, value) for key, value in asked.values().items() if value)
    title = "Documents" + (f": {called}" if called else "")
    items = [Item(r.id, r.title, r.published, ", ".join(w for w in (r.publisher, r.called) if w)) for r in rows]
    return feed(request, title, _address("/documents", asked.values()), items)


def _address(path: str, values: dict[str, str]) -> str:
    query = urlencode({k: v for k, v in values.items() if v})
    return f"{path}?{query}" if query else path


def _called(key: str, value: object) -> str:
    text = str(value or "")
    if key == "situation":
        return short_name(text, None) or title(text)
    return text.replace("_", " ") if key == "kind" else text


def _value(asked: Asked, key: str, value: object, count: int) -> Value:
    text = str(value)
    chosen = asked.values()[key] == text
    query = {**asked.values(), key: "" if chosen else text}
    return Value(_called(key, value), count, _address("/documents", query), chosen)
