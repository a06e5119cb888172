"""The list of documents: newest first, with facets for situation, publisher, kind and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import ColumnElement, Select, extract, func, select

from horseshoe.brief.titles import title_of
from horseshoe.council.states import short_name
from horseshoe.errors import UsageError
from horseshoe.record.names import title
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


@router.get("/documents")
def documents(
    request: Request, situation: str = "", publisher: str = "", kind: str = "", year: str = "", offset: int = 0
) -> Response:
    """The documents that have all the values asked for; near-copies left out."""
    from horseshoe.record.schema import documents as d

    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UsageError(f"{year!r} is no year", where="year")
    asked = {"situation": situation, "publisher": publisher, "kind": kind, "year": year}
    columns: dict[str, ColumnElement[Any]] = {
        "situation": d.c.situation,
        "publisher": d.c.publisher,
        "kind": d.c.kind,
        "year": extract("year", d.c.published),
    }

    def chosen(query: Select[Any], but: str = "") -> Select[Any]:
        query = query.where(d.c.lead.is_(None))
        for key, value in asked.items():
            if value and key != but:
                query = query.where(columns[key] == (int(value) if key == "year" else value))
        return query

    offset = max(0, min(offset, 1_000_000))
    start = func.substr(d.c.text, 1, 400).label("start")
    listed = chosen(select(d.c.id, d.c.title, d.c.published, d.c.publisher, d.c.kind, d.c.situation, start))
    listed = listed.order_by(d.c.published.desc().nulls_last(), d.c.no.desc()).limit(PAGE).offset(offset)

    def counted() -> tuple[int, list[tuple[str, list[Value]]]]:
        facets = []
        with record_of(request).snapshot() as connection:
            total = connection.execute(chosen(select(func.count()).select_from(d))).scalar_one()
            for key, heading in HEADINGS.items():
                counts = chosen(select(columns[key].label("v"), func.count().label("n")), key).where(columns[key].is_not(None))
                counts = counts.group_by(columns[key]).order_by(func.count().desc(), columns[key]).limit(FACET)
                facets.append((heading, [_value(asked, key, r.v, r.n) for r in connection.execute(counts)]))
        return total, facets

    total, facets = served_of(request).remembered(("facets", situation, publisher, kind, year), counted)
    with record_of(request).snapshot() as connection:
        rows = connection.execute(listed).all()
    return page(
        request,
        "documents.html",
        "Documents",
        rows=[
            Row(
                r.id,
                title_of(r.title, r.start),
                r.published,
                r.publisher,
                r.kind,
                r.situation,
                _called("situation", r.situation),
            )
            for r in rows
        ],
        total=total,
        facets=[(heading, values) for heading, values in facets if len(values) > 1 or any(v.chosen for v in values)],
        offset=offset,
        step=PAGE,
        more=lambda at: "/documents?" + urlencode({k: v for k, v in {**asked, "offset": str(at)}.items() if v}),
    )


def _called(key: str, value: object) -> str:
    text = str(value or "")
    if key == "situation":
        return short_name(text, None) or title(text)
    return text.replace("_", " ") if key == "kind" else text


def _value(asked: dict[str, str], key: str, value: object, count: int) -> Value:
    text = str(value)
    chosen = asked[key] == text
    query = {**asked, key: "" if chosen else text}
    return Value(_called(key, value), count, "/documents?" + urlencode({k: v for k, v in query.items() if v}), chosen)
