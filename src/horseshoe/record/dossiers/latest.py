"""What is newest in a record: the readings that a forecast starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

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
