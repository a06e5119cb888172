"""What is newest in a record: the readings that a forecast starts from, the next day that documents name, actors' names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from horseshoe.model import Draft, Reading
from horseshoe.record.schema import actors, documents, items
from horseshoe.record.write import stored_reading

Told = tuple[Reading, Draft]
READINGS = 60  # newest documents that a forecast listens to


def readings_of_draft(connection: Connection, numbers: Sequence[int], day: date | None = None) -> tuple[Told, ...]:
    """What documents up to `day` tell of one draft of the record, newest first: each reading with its own draft.

    `numbers` are those that the record knows the draft by. Only documents that tell of it as awaiting its vote count; those
    without a date and near-copies do not.
    """
    from horseshoe.reading.docket import is_open  # asking the record loads no reader
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


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that lies ahead, as a document names it."""

    day: date
    words: str
    document: str
    place: str  # of the words in the document, `start-end`


def coming_day(connection: Connection, ids: Iterable[str], after: date, until: date) -> Coming | None:
    """The next day after `after`, up to `until`, that documents name as still to come; the newest document's word first."""
    words = func.substr(documents.c.text, items.c.start + 1, items.c.stop - items.c.start).label("words")
    query = (
        select(items.c.day_from, items.c.start, items.c.stop, documents.c.id, words)
        .join(documents, documents.c.no == items.c.document)
        .where(documents.c.id.in_(sorted(set(ids))), items.c.kind == "date", items.c.label == "coming")
        .where(items.c.day_from > after, items.c.day_from == items.c.day_to, items.c.day_from <= until)
        .order_by(items.c.published.desc(), items.c.day_from)
    )
    row = connection.execute(query.limit(1)).first()
    return Coming(row.day_from, " ".join(row.words.split()), row.id, f"{row.start}-{row.stop}") if row else None


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """What the documents call actors, by id; those that the record does not know are left out."""
    query = select(actors.c.id, actors.c.name).where(actors.c.id.in_(sorted(set(ids))))
    return {row.id: row.name for row in connection.execute(query)}
