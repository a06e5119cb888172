"""The record at a glance: its situations, the newest first, with what changed of late."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Select, bindparam, exists, func, select

from horseshoe.record.names import title
from horseshoe.record.schema import documents, drafts, items
from horseshoe.record.schema import situations as placed
from horseshoe.stances import OPEN

LATELY = timedelta(days=14)  # before the situation's newest document


@dataclass(frozen=True, slots=True)
class SituationRow:
    """One situation. `lately` counts documents, threats and votes in the two weeks before its newest document."""

    id: str
    name: str
    documents: int
    newest: date | None
    open_drafts: int
    lately: dict[str, int]


def overview(connection: Connection, *, limit: int = 200) -> tuple[SituationRow, ...]:
    """The situations of the record, the one with the newest document first; near-copies are counted once.

    A state or group that documents on something else only name is no situation: one has a draft, or a document of its own.
    """
    newest = func.max(placed.c.published).label("newest")
    counted = (
        select(placed.c.situation, func.count().label("n"), newest)
        .where(placed.c.document.not_in(_near_copies()))
        .group_by(placed.c.situation)
        .subquery()
    )
    own = exists().where(documents.c.situation == counted.c.situation, documents.c.no.not_in(_near_copies()))
    drafted = exists().where(drafts.c.situation == counted.c.situation)
    listed = (
        select(counted)
        .where(own | drafted)
        .order_by(counted.c.newest.desc().nulls_last(), counted.c.n.desc(), counted.c.situation)
        .limit(limit)
    )
    pending = select(drafts.c.situation, func.count().label("n")).where(drafts.c.status.in_(OPEN)).group_by(drafts.c.situation)
    still_open = {row.situation: row.n for row in connection.execute(pending)}
    return tuple(
        SituationRow(
            row.situation,
            title(row.situation),
            row.n,
            row.newest,
            still_open.get(row.situation, 0),
            _lately(connection, row.situation, row.newest),
        )
        for row in connection.execute(listed).all()
    )


def _near_copies() -> Select[Any]:
    """The few documents that are not counted. To ask each one whether it is counted would read every row of the record."""
    return select(documents.c.no).where(documents.c.lead.is_not(None))


def _lately(connection: Connection, situation: str, newest: date | None) -> dict[str, int]:
    if newest is None:
        return {}
    asked = {"situation": situation, "after": newest - LATELY}
    said, placed_here = _of_late()
    found = {str(label): int(n) for label, n in connection.execute(said, asked)}
    return {"documents": int(connection.execute(placed_here, asked).scalar_one()), **found}


@functools.cache
def _of_late() -> tuple[Select[Any], Select[Any]]:
    """The questions for the stances, and for the number of documents, of a `situation` `after` a day; made once."""
    situation: BindParameter[str] = bindparam("situation")
    after: BindParameter[date] = bindparam("after", type_=Date)
    stances = ("threatens_veto", "vetoed", "supports", "opposes", "voted_for", "abstained")
    said = (
        select(items.c.label, func.count())
        .where(items.c.situation == situation, items.c.published > after)
        .where(items.c.kind == "position", items.c.label.in_(stances))
        .group_by(items.c.label)
    )
    placed_here = (
        select(func.count())
        .select_from(documents)
        .where(documents.c.situation == situation, documents.c.published > after)
        .where(documents.c.no.not_in(_near_copies()))
    )
    return said, placed_here
