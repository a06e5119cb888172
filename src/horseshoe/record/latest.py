"""What is newest in a record: the reading that a forecast starts from, and whether anything was written since."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, exists, select, text

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


def state_of(engine: Engine) -> Hashable | None:
    """A value that is another after every write to the record, cheap to ask for; None where there is none.

    SQLite: size and time of the database and its log; PostgreSQL: the snapshot of transactions.
    """
    if engine.dialect.name == "sqlite":
        if not engine.url.database:
            return None
        files = [Path(engine.url.database + end) for end in ("", "-wal")]
        return tuple((s.st_mtime_ns, s.st_size) for f in files if f.exists() for s in [f.stat()])
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT txid_current_snapshot()::text")).scalar_one())
