"""The newest reading of a situation in which a draft awaits a vote: what a forecast starts from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, exists, select

from horseshoe.model import Reading
from horseshoe.record.schema import documents, items
from horseshoe.record.write import stored_reading

OPEN = ("pending", "put_to_vote")


def latest_reading_with_open_draft(connection: Connection, situation: str, day: date | None = None) -> Reading | None:
    """The reading of the newest document up to `day` that tells of an open draft on the situation; None where there is none."""
    tells = exists().where(
        items.c.document == documents.c.no,
        items.c.kind == "draft",
        items.c.situation == situation,
        items.c.label.in_(OPEN),
    )
    query = select(documents).where(tells, documents.c.published.is_not(None), documents.c.lead.is_(None))
    if day is not None:
        query = query.where(documents.c.published <= day)
    for row in connection.execute(query.order_by(documents.c.published.desc(), documents.c.no.desc()).limit(5)):
        reading = stored_reading(row)
        if any(not d.background and d.status in OPEN for d in reading.drafts):
            return reading
    return None
