"""The list of documents: newest first, with facets for situation, publisher, kind and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import ColumnElement, Connection, Select, extract, func, select

from horseshoe.brief.titles import title_of
from horseshoe.council.states import short_name
from horseshoe.errors import UsageError
from horseshoe.record.names import title
from horseshoe.serve.rss import Item, feed
from horseshoe.serve.served import record_of, served_of
from horseshoe.serve.templating import page

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


Columns = dict[str, ColumnElement[Any]]
Rows = Select[*tuple[Any, ...]]


def _columns() -> Columns:
    from horseshoe.record.schema import documents as d

    year = extract("year", d.c.published)
    return {"situation": d.c.situation, "publisher": d.c.publisher, "kind": d.c.kind, "year": year}


def _asked(situation: str, publisher: str, kind: str, year: str) -> dict[str, str]:
    """The values asked for, by facet. UsageError for what is no year."""
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UsageError(f"{year!r} is no year", where="year")
    return {"situation": situation, "publisher": publisher, "kind": kind, "year": year}


def _chosen(query: Rows, asked: dict[str, str], but: str = "") -> Rows:
    """A query for those that have all values asked for, one facet left out; near-copies are left out."""
    from horseshoe.record.schema import documents as d

    query = query.where(d.c.lead.is_(None))
    for key, column in _columns().items():
        if asked[key] and key != but:
            query = query.where(column == (int(asked[key]) if key == "year" else asked[key]))
    return query


def _listed(connection: Connection, asked: dict[str, str], offset: int) -> list[Row]:
    """The newest documents that have all values asked for."""
    from horseshoe.record.schema import documents as d

    start = func.substr(d.c.text, 1, 400).label("start")
    query = _chosen(select(d.c.id, d.c.title, d.c.published, d.c.publisher, d.c.kind, d.c.situation, start), asked)
    query = query.order_by(d.c.published.desc().nulls_last(), d.c.no.desc()).limit(PAGE).offset(offset)
    return [
        Row(
            r.id,
            title_of(r.title, r.start),
            r.published,
            r.publisher,
            r.kind,
            r.situation,
            _called("situation", r.situation),
        )
        for r in connection.execute(query)
    ]


@router.get("/documents")
def documents(
    request: Request, situation: str = "", publisher: str = "", kind: str = "", year: str = "", offset: int = 0
) -> Response:
    """The documents that have all the values asked for; near-copies left out."""
    from horseshoe.record.schema import documents as d

    asked = _asked(situation, publisher, kind, year)
    offset = max(0, min(offset, 1_000_000))

    def counted() -> tuple[int, list[tuple[str, list[Value]]]]:
        facets = []
        with record_of(request).snapshot() as connection:
            total = connection.execute(_chosen(select(func.count()).select_from(d), asked)).scalar_one()
            for key, heading in HEADINGS.items():
                column = _columns()[key]
                counts = _chosen(select(column.label("v"), func.count().label("n")), asked, key).where(column.is_not(None))
                counts = counts.group_by(column).order_by(func.count().desc(), column).limit(FACET)
                facets.append((heading, [_value(asked, key, r.v, r.n) for r in connection.execute(counts)]))
        return total, facets

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
        more=lambda at: _address("/documents", {**asked, "offset": str(at)}),
        feed=_address("/documents.rss", asked),
    )


@router.get("/documents.rss")
def documents_feed(request: Request, situation: str = "", publisher: str = "", kind: str = "", year: str = "") -> Response:
    """The newest documents that have all the values asked for, as a feed."""
    asked = _asked(situation, publisher, kind, year)
    with record_of(request).snapshot() as connection:
        rows = _listed(connection, asked, 0)
    called = ", ".join(_called(key, value) for key, value in asked.items() if value)
    title = "Documents" + (f": {called}" if called else "")
    items = [Item(r.id, r.title, r.published, ", ".join(w for w in (r.publisher, r.called) if w)) for r in rows]
    return feed(request, title, _address("/documents", asked), items)


def _address(path: str, values: dict[str, str]) -> str:
    query = urlencode({k: v for k, v in values.items() if v})
    return f"{path}?{query}" if query else path


def _called(key: str, value: object) -> str:
    text = str(value or "")
    if key == "situation":
        return short_name(text, None) or title(text)
    return text.replace("_", " ") if key == "kind" else text


def _value(asked: dict[str, str], key: str, value: object, count: int) -> Value:
    text = str(value)
    chosen = asked[key] == text
    query = {**asked, key: "" if chosen else text}
    return Value(_called(key, value), count, _address("/documents", query), chosen)
