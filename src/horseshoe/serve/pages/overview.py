"""The first page: situations of the record, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection, func, select

from horseshoe.serve.served import record_of
from horseshoe.serve.templating import page
from horseshoe.serve.titles import title_of

router = APIRouter()


@router.get("/")
def first_page(request: Request) -> Response:
    """All situations with their newest document, open drafts, and what changed of late."""
    from horseshoe.record.overview import LATELY, overview

    with record_of(request).snapshot() as connection:
        rows = overview(connection)
        newest = newest_documents(connection)
    return page(request, "overview.html", "Situations", rows=rows, newest=newest, days=LATELY.days, told=told)


@dataclass(frozen=True, slots=True)
class Newest:
    """A document as the list of the newest shows it."""

    id: str
    title: str
    published: date | None
    publisher: str | None


def newest_documents(connection: Connection, most: int = 8) -> list[Newest]:
    """The newest documents, near-copies left out."""
    from horseshoe.record.schema import copies, documents

    d = documents.c
    start = func.substr(d.text, 1, 400).label("start")
    path = select(func.min(copies.c.path)).where(copies.c.document == d.no).scalar_subquery().label("path")
    query = select(d.id, d.title, d.published, d.publisher, start, path).where(d.lead.is_(None))
    rows = connection.execute(query.order_by(d.published.desc().nulls_last(), d.no.desc()).limit(most))
    return [Newest(r.id, title_of(r.title, r.start, r.path or r.id[:8]), r.published, r.publisher) for r in rows]


def told(what: str, count: int) -> str:
    """A kind of change in words: `1 document`, `3 threaten a veto`."""
    one, many = WORDS.get(what, (what.replace("_", " "), what.replace("_", " ")))
    return one if count == 1 else many


WORDS = {
    "documents": ("document", "documents"),
    "threatens_veto": ("threat of a veto", "threats of a veto"),
    "vetoed": ("told of a veto", "told of vetoes"),
    "supports": ("in support", "in support"),
    "opposes": ("against", "against"),
    "voted_for": ("vote in favour", "votes in favour"),
    "abstained": ("abstention", "abstentions"),
}
