"""What every export is made from: the record's statements as flat rows with their words and origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from horseshoe.record.item_ref import ItemRef
from horseshoe.record.schema import copies, documents, items


@dataclass(frozen=True, slots=True)
class Statement:
    """One item. The columns mean by kind what horseshoe.record.schema says; `more` is the rest as JSON data."""

    ref: str
    document: str
    path: str
    published: date | None
    publisher: str | None
    title: str | None
    kind: str
    start: int
    end: int
    text: str
    situation: str | None
    actor: str | None
    label: str | None
    target: str | None
    draft: int | None
    reported_by: str | None
    day_from: date | None
    day_to: date | None
    value: float | None
    upper: float | None
    judgement: str | None
    more: dict[str, Any]


COLUMNS = tuple(f.name for f in fields(Statement))


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported: one situation or all, published by a day or ever, some kinds of statements or all."""

    situation: str | None = None
    as_of: date | None = None


def statements(connection: Connection, scope: Scope, *kinds: str) -> Iterator[Statement]:
    """The statements in the scope, by document and place; an event with several parties once."""
    words = func.substr(documents.c.text, items.c.start + 1, items.c.stop - items.c.start).label("words")
    places = select(copies.c.document, func.min(copies.c.path).label("path")).group_by(copies.c.document).subquery()
    query = (
        select(items, documents.c.id, documents.c.publisher, documents.c.title, places.c.path, words)
        .join(documents, documents.c.no == items.c.document)
        .join(places, places.c.document == items.c.document)
        .order_by(items.c.document, items.c.no)
    )
    if scope.situation:
        query = query.where(items.c.situation == scope.situation)
    if scope.as_of:
        query = query.where(items.c.published <= scope.as_of)
    if kinds:
        query = query.where(items.c.kind.in_(kinds))
    before: tuple[Any, ...] = ()
    for row in connection.execution_options(yield_per=1000).execute(query):
        place = (row.document, row.kind, row.seq)
        if row.kind == "event" and place == before:
            continue
        before = place
        yield _statement(row)


def _statement(row: Any) -> Statement:
    return Statement(
        ref=str(ItemRef.of(row.id, row)),
        document=row.id,
        path=row.path,
        published=row.published,
        publisher=row.publisher,
        title=row.title,
        kind=row.kind,
        start=row.start,
        end=row.stop,
        text=row.words,
        situation=row.situation,
        actor=row.actor,
        label=row.label,
        target=row.target,
        draft=row.draft,
        reported_by=row.reported_by,
        day_from=row.day_from,
        day_to=row.day_to,
        value=row.value,
        upper=row.upper,
        judgement=row.judgement,
        more=json.loads(row.extra) if row.extra else {},
    )


def plain(statement: Statement) -> dict[str, Any]:
    """The statement as JSON data, without what is not known."""
    found = {name: getattr(statement, name) for name in COLUMNS}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in found.items() if v not in (None, {})}
