"""The record at a glance: its situations, the newest first, with what changed of late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

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
    own = select(documents.c.situation).where(documents.c.situation.is_not(None), documents.c.no.not_in(_near_copies()))
    drafted = select(drafts.c.situation).where(drafts.c.situation.is_not(None))
    newest = func.max(placed.c.published)
    counted = (
        select(placed.c.situation, func.count().label("n"), newest.label("newest"))
        .where(placed.c.document.not_in(_near_copies()), placed.c.situation.in_(own.union(drafted)))
        .group_by(placed.c.situation)
        .order_by(newest.desc().nulls_last(), func.count().desc(), placed.c.situation)
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
        for row in connection.execute(counted).all()
    )


def _near_copies() -> Select[Any]:
    """The few documents that are not counted. To ask each one whether it is counted would read every row of the record."""
    return select(documents.c.no).where(documents.c.lead.is_not(None))


def _lately(connection: Connection, situation: str, newest: date | None) -> dict[str, int]:
    if newest is None:
        return {}
    here = (items.c.situation == situation, items.c.published > newest - LATELY)
    stances = ("threatens_veto", "vetoed", "supports", "opposes", "voted_for", "abstained")
    said = select(items.c.label, func.count()).where(*here, items.c.kind == "position", items.c.label.in_(stances))
    found = {str(label): int(n) for label, n in connection.execute(said.group_by(items.c.label))}
    placed_here = (
        select(func.count())
        .select_from(documents)
        .where(documents.c.situation == situation, documents.c.published > newest - LATELY)
        .where(documents.c.no.not_in(_near_copies()))
    )
    return {"documents": int(connection.execute(placed_here).scalar_one()), **found}
