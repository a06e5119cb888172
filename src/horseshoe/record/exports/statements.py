"""What every export is made from: the record's statements as flat rows with their words and origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from horseshoe.record.item_ref import ItemRef, mark_of
from horseshoe.record.schema import copies, documents, items


class Statement(NamedTuple):
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


COLUMNS = Statement._fields
DAYS = ("published", "day_from", "day_to")
PART = 1000  # statements whose documents are asked for together


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported: one situation or all, published by a day or ever, some kinds of statements or all."""

    situation: str | None = None
    as_of: date | None = None


class Origin(NamedTuple):
    """Where statements stand."""

    id: str
    path: str
    publisher: str | None
    title: str | None
    text: str


def statements(connection: Connection, scope: Scope, *kinds: str) -> Iterator[Statement]:
    """The statements in the scope, by document and place; an event with several parties once."""
    for origin, row in rows_in(connection, scope, *kinds):
        yield _statement(origin, *row[1:])


def rows_in(connection: Connection, scope: Scope, *kinds: str) -> Iterator[tuple[Origin, tuple[Any, ...]]]:
    """The rows of `items` that the statements are made of, in their order, each with its document.

    A row: document, kind, seq, start, stop, published, situation, actor, label, target, draft, reported_by, day_from, day_to,
    value, upper, judgement, extra.
    """
    i = items.c
    query = select(
        i.document, i.kind, i.seq, i.start, i.stop, i.published, i.situation, i.actor, i.label, i.target, i.draft,
        i.reported_by, i.day_from, i.day_to, i.value, i.upper, i.judgement, i.extra,
    ).order_by(i.document, i.no)  # fmt: skip
    if scope.situation:
        query = query.where(i.situation == scope.situation)
    if scope.as_of:
        query = query.where(i.published <= scope.as_of)
    if kinds:
        query = query.where(i.kind.in_(kinds))
    before: tuple[Any, ...] = ()
    found = connection.execution_options(yield_per=PART).execute(query)
    for part in found.partitions():
        origins = _origins(connection, {row[0] for row in part})
        for row in part:
            if row[1] == "event":
                if row[:3] == before:
                    continue
                before = row[:3]
            yield origins[row[0]], tuple(row)


def _origins(connection: Connection, numbers: set[int]) -> dict[int, Origin]:
    """Documents by their number."""
    d = documents.c
    place = select(func.min(copies.c.path)).where(copies.c.document == d.no).scalar_subquery()
    query = select(d.no, d.id, place, d.publisher, d.title, d.text).where(d.no.in_(numbers))
    return {row[0]: Origin(*row[1:]) for row in connection.execute(query)}


def _statement(  # noqa: PLR0913
    origin: Origin, kind: str, _seq: int, start: int, stop: int, published: date | None, situation: str | None,
    actor: str | None, label: str | None, target: str | None, draft: int | None, reported_by: str | None,
    day_from: date | None, day_to: date | None, value: float | None, upper: float | None, judgement: str | None,
    extra: str | None,
) -> Statement:  # fmt: skip
    return Statement(
        str(ItemRef(origin.id, kind, start, stop, mark_of(kind, actor, label, target))),
        origin.id, origin.path, published, origin.publisher, origin.title, kind, start, stop, origin.text[start:stop],
        situation, actor, label, target, draft, reported_by, day_from, day_to, value, upper, judgement,
        json.loads(extra) if extra else {},
    )  # fmt: skip


def plain(statement: Statement) -> dict[str, Any]:
    """The statement as JSON data, without what is not known."""
    found: dict[str, Any] = {name: value for name, value in zip(COLUMNS, statement, strict=True) if value is not None}
    for name in DAYS:
        if name in found:
            found[name] = found[name].isoformat()
    if not statement.more:
        del found["more"]
    return found
