"""What is newest in a record: the readings that a forecast starts from."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, and_, exists, not_, or_, select

from horseshoe.model import Reading
from horseshoe.record.schema import documents, drafts, items
from horseshoe.record.write import stored_reading

OPEN = ("pending", "put_to_vote")
WINDOW = timedelta(days=120)  # older talk is of another draft


def readings_with_open_draft(
    connection: Connection, situation: str, day: date | None = None, *, limit: int = 60
) -> tuple[Reading, ...]:
    """Readings of documents up to `day`, newest first, that tell of a draft on the situation that was not voted on by then.

    Whether it was voted on is what all documents of the record up to that day tell of the linked draft. Only the time around
    the newest of them counts (WINDOW), near-copies once.
    """
    voted: ColumnElement[bool] = drafts.c.status.not_in(OPEN)
    if day is not None:
        voted = and_(voted, or_(drafts.c.status_day.is_(None), drafts.c.status_day <= day))
    tells = exists().where(
        items.c.document == documents.c.no,
        items.c.kind == "draft",
        items.c.situation == situation,
        items.c.label.in_(OPEN),
        items.c.draft == drafts.c.no,
        not_(voted),
    )
    query = select(documents).where(tells, documents.c.published.is_not(None), documents.c.lead.is_(None))
    if day is not None:
        query = query.where(documents.c.published <= day)
    found: list[Reading] = []
    newest: date | None = None
    for row in connection.execute(query.order_by(documents.c.published.desc(), documents.c.no.desc()).limit(limit)):
        reading = stored_reading(row)
        if any(not d.background and d.status in OPEN for d in reading.drafts):
            newest = newest or row.published
            if row.published >= newest - WINDOW:
                found.append(reading)
    return tuple(found)
