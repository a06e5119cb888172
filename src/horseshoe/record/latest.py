"""What is newest in a record: the readings that a forecast starts from, and whether anything was written since."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text

from horseshoe.model import Draft, Reading
from horseshoe.record.schema import documents, items
from horseshoe.record.write import stored_reading

Told = tuple[Reading, Draft]
READINGS = 60  # newest documents that a forecast listens to


def readings_of_draft(connection: Connection, numbers: Sequence[int], day: date | None = None) -> tuple[Told, ...]:
    """What documents up to `day` tell of one draft of the record, newest first: each reading with its own draft.

    `numbers` are those that the record knows the draft by. Only documents that tell of it as awaiting its vote count; those
    without a date and near-copies do not.
    """
    from horseshoe.reading.docket import is_open  # whoever only asks the record does not load what reads
    from horseshoe.stances import OPEN

    query = (
        select(documents, items.c.start)
        .join(items, items.c.document == documents.c.no)
        .where(items.c.kind == "draft", items.c.draft.in_(numbers), items.c.label.in_(OPEN))
        .where(documents.c.published.is_not(None), documents.c.lead.is_(None))
    )
    if day is not None:
        query = query.where(documents.c.published <= day)
    newest = query.order_by(documents.c.published.desc(), documents.c.no.desc()).limit(READINGS)
    found: list[Told] = []
    for row in connection.execute(newest):
        reading = stored_reading(row)
        draft = next((d for d in reading.drafts if d.mentions[0].start == row.start and not d.background), None)
        if draft is not None and is_open(draft):
            found.append((reading, draft))
    return tuple(found)


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
