"""Storing readings: within one transaction each document with all that belongs to it, or nothing."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, select, update

from horseshoe.errors import StoreError
from horseshoe.model import Document, Reading
from horseshoe.record.codec import pack, unpack
from horseshoe.record.corrections import apply_corrections, corrections_of
from horseshoe.record.dossiers.situation_of import Situated, situations_of
from horseshoe.record.linking import near_copies
from horseshoe.record.linking.cases import CaseAssigner, note_actors
from horseshoe.record.linking.versions import what_is_new
from horseshoe.record.rows import Row, item_rows, settle
from horseshoe.record.schema import bands, copies, documents, items, situations
from horseshoe.record.searching import full_text
from horseshoe.record.sql import chunks, insert_all, insert_missing, next_number

_COMPARED = 8  # stories that a new text is compared with word by word

What = Literal["new", "version", "near_copy", "known", "renewed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one reading: `new`; a `version` or `near_copy` of `lead`; `known` (same text, same reader); `renewed`.

    Of a version `changed` tells what it says that the lead does not.
    """

    id: str
    path: str
    what: What
    lead: str | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading with all that can be worked out before the store is locked."""

    reading: Reading
    id: str
    packed: bytes
    signature: Any
    keys: frozenset[int]  # of the near-copy bands
    situated: Sequence[Situated]
    rows: Sequence[Row]

    @property
    def main(self) -> str | None:
        """The document's main situation."""
        return self.situated[0].situation if self.situated else None


def prepare(reading: Reading, packed: bytes | None = None) -> Prepared:
    """Work out what is to be stored; needs no store. `packed` saves packing it again."""
    signature = near_copies.signature(reading.document.text)
    situated = situations_of(reading)
    rows = list(item_rows(reading, situated[0].situation if situated else None))
    keys = frozenset(near_copies.band_keys(signature))
    return Prepared(reading, reading.document.id, packed or pack(reading), signature, keys, situated, rows)


@dataclass(slots=True)
class _Stored:
    """A document's row while it is being stored."""

    no: int
    made: Prepared
    lead: int | None = None
    version_of: int | None = None
    earlier_than: int | None = None  # a story stored before that turns out to be a later version of this one
    changed: tuple[str, ...] = ()


def store_prepared(connection: Connection, readings: Sequence[Prepared], reader: str) -> list[Outcome]:
    """Store what `prepare` made of readings by `reader` (its version); `connection` comes from `Record.transaction`.

    The same text is stored once, with every place where it was found. A near-copy is stored, but its items are not counted; one
    that corrects or updates the other is counted, and told as its version (`versions.what_is_new`). A text that another
    version of the reader has read is read anew and keeps its corrections.
    """
    outcomes: list[Outcome] = []
    known = known_readings(connection, [p.id for p in readings])
    fresh: list[Prepared] = []
    seen: set[str] = set()
    for made in readings:
        path = made.reading.document.path
        if made.id in seen or (made.id in known and known[made.id][1] == reader):
            outcomes.append(Outcome(made.id, path, "known"))
            continue
        seen.add(made.id)
        if made.id in known:
            renew(connection, known[made.id][0], made, reader)
            outcomes.append(Outcome(made.id, path, "renewed"))
        else:
            fresh.append(made)
    first = next_number(connection, documents)
    stored = [_Stored(first + n, made) for n, made in enumerate(fresh)]
    _insert_documents(connection, stored, reader)
    found_at = [(made.id, made.reading.document) for made in readings]
    note_places(connection, found_at, {**{i: k[0] for i, k in known.items()}, **{s.made.id: s.no for s in stored}})
    outcomes += _file_away(connection, stored)
    order = {p.reading.document.path: n for n, p in enumerate(readings)}
    return sorted(outcomes, key=lambda o: order[o.path])


def renew(connection: Connection, no: int, made: Prepared, reader: str) -> None:
    """Put a new reading of a stored document in place of its old one."""
    connection.execute(update(documents).where(documents.c.no == no).values(reading=made.packed, reader=reader))
    lead = connection.execute(select(documents.c.lead).where(documents.c.no == no)).scalar()
    _drop_items(connection, [no])
    if lead is None:
        index_readings(connection, [(no, made)])


def known_readings(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The row number, and the version that read it, of each text that is stored."""
    found: dict[str, tuple[int, str]] = {}
    for part in chunks(ids):
        rows = connection.execute(select(documents.c.id, documents.c.no, documents.c.reader).where(documents.c.id.in_(part)))
        found.update({row.id: (row.no, row.reader) for row in rows})
    return found


def _insert_documents(connection: Connection, stored: Sequence[_Stored], reader: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {
            "no": s.no,
            "id": s.made.id,
            "text": s.made.reading.document.text,
            "title": s.made.reading.document.title,
            "published": s.made.reading.document.published,
            "published_from": s.made.reading.document.published_from,
            "publisher": s.made.reading.document.publisher,
            "kind": s.made.reading.document.kind,
            "media_type": s.made.reading.document.media_type,
            "lead": None,
            "version_of": None,
            "changed": None,
            "situation": None,
            "reader": reader,
            "signature": s.made.signature.tobytes(),
            "reading": s.made.packed,
            "added": now,
        }
        for s in stored
    ]
    if rows:
        insert_all(connection, documents, rows)
        full_text.index(connection, [(r["no"], r["title"], r["text"]) for r in rows])


def note_places(connection: Connection, found: Iterable[tuple[str, Document]], numbers: dict[str, int]) -> None:
    """Where each text, given by its id, was found; a place already noted stays."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = {}
    for id_, document in found:
        no = numbers[id_]
        rows[no, document.path] = {
            "document": no,
            "path": document.path,
            "publisher": document.publisher,
            "published": document.published,
            "added": now,
        }
    insert_missing(connection, copies, list(rows.values()))


def _file_away(connection: Connection, stored: Sequence[_Stored]) -> list[Outcome]:
    """Find near-copies among old and new documents, and write the items of those that are counted."""
    leads = _find_leads(connection, stored)
    by_no = {s.no: s for s in stored}
    counted = [s for s in stored if s.lead is None]
    rows = [{"key": key, "document": s.no} for s in counted for key in s.made.keys]
    insert_all(connection, bands, rows)
    index_readings(connection, [(s.no, s.made) for s in counted])
    outcomes = []
    for s in stored:
        path, story = s.made.reading.document.path, s.lead or s.version_of or s.earlier_than
        story_id = None if story is None else by_no[story].made.id if story in by_no else leads[story]
        if s.lead is not None:
            connection.execute(update(documents).where(documents.c.no == s.no).values(lead=s.lead))
            outcomes.append(Outcome(s.made.id, path, "near_copy", story_id))
        elif story is not None:
            later, earlier = (s.no, story) if s.version_of else (story, s.no)
            told = {"version_of": earlier, "changed": json.dumps(s.changed, ensure_ascii=False)}
            connection.execute(update(documents).where(documents.c.no == later).values(**told))
            outcomes.append(Outcome(s.made.id, path, "version", story_id, s.changed))
        else:
            outcomes.append(Outcome(s.made.id, path, "new"))
    for s in stored:
        if s.lead is not None:
            _lead_by_date(connection, s)
    return outcomes


@dataclass(slots=True)
class _Story:
    """A counted document that others may be copies or versions of."""

    no: int
    signature: Any
    published: date | None
    situation: str | None
    text: str | None = None  # looked up when it is asked for


def _find_leads(connection: Connection, stored: Sequence[_Stored]) -> dict[int, str]:
    """Set `lead` of each near-copy and `version_of` of each version. Returns the ids of what was stored before."""
    holders: dict[int, set[int]] = {}
    for part in chunks(sorted({k for s in stored for k in s.made.keys})):
        for key, document in connection.execute(select(bands.c.key, bands.c.document).where(bands.c.key.in_(part))):
            holders.setdefault(key, set()).add(document)
    stories, lead_of, ids = _stories(connection, sorted({d for ds in holders.values() for d in ds}))
    for s in stored:
        candidates = sorted({lead_of.get(d) or d for key in s.made.keys for d in holders.get(key, ())})
        _compare(connection, s, [stories[c] for c in candidates if c in stories])
        if s.lead is None:
            document = s.made.reading.document
            stories[s.no] = _Story(s.no, s.made.signature, document.published, s.made.main, document.text)
            for key in s.made.keys:
                holders.setdefault(key, set()).add(s.no)
    return ids


def _stories(connection: Connection, numbers: Sequence[int]) -> tuple[dict[int, _Story], dict[int, int], dict[int, str]]:
    """What is stored under numbers, and their leads: the stories, the lead of each that has one, the ids."""
    stories: dict[int, _Story] = {}
    lead_of: dict[int, int] = {}
    ids: dict[int, str] = {}
    d = documents.c
    columns = (d.no, d.id, d.lead, d.signature, d.published, d.situation)
    waiting = list(numbers)
    while waiting:
        found = [
            row for part in chunks(waiting) for row in connection.execute(select(*columns).where(documents.c.no.in_(part)))
        ]
        for row in found:
            ids[row.no] = row.id
            if row.lead is None:
                stories[row.no] = _Story(row.no, near_copies.from_bytes(row.signature), row.published, row.situation)
            else:
                lead_of[row.no] = row.lead
        waiting = sorted({row.lead for row in found if row.lead is not None} - ids.keys())
    return stories, lead_of, ids


def _compare(connection: Connection, new: _Stored, stories: Sequence[_Story]) -> None:
    """Say of a document which story it is a copy of, or else which it is another version of."""
    scored = [(near_copies.likeness(new.made.signature, story.signature), -story.no, story) for story in stories]
    alike = sorted((s for s in scored if s[0] >= near_copies.NEAR), reverse=True)[:_COMPARED]
    document = new.made.reading.document
    for _, _, story in alike:
        if story.text is None:
            query = select(documents.c.text).where(documents.c.no == story.no)
            story.text = str(connection.execute(query).scalar_one())
        is_older = bool(document.published and (story.published is None or document.published < story.published))
        changed = what_is_new(story.text, document.text)
        # The earlier of the two would stand for both (`_lead_by_date`), so it must say all that the later says.
        lost = what_is_new(document.text, story.text) if is_older else ()
        if not changed and not lost:
            new.lead, new.version_of, new.earlier_than, new.changed = story.no, None, None, ()
            return
        if new.version_of is None and new.earlier_than is None and story.situation == new.made.main:
            if is_older:
                new.earlier_than, new.changed = story.no, lost or changed
            else:
                new.version_of, new.changed = story.no, changed


def _lead_by_date(connection: Connection, copy: _Stored) -> None:
    """Let the earliest published of a story's copies stand for it, so that no answer rests on a text of a later day."""
    day = copy.made.reading.document.published
    assert copy.lead is not None
    lead = connection.execute(select(documents).where(documents.c.no == copy.lead)).one()
    if lead.lead is not None:  # changed meanwhile by another copy of this batch
        copy.lead = lead.lead
        connection.execute(update(documents).where(documents.c.no == copy.no).values(lead=copy.lead))
        lead = connection.execute(select(documents).where(documents.c.no == copy.lead)).one()
    if day is None or (lead.published is not None and lead.published <= day):
        return
    _drop_items(connection, [lead.no])
    connection.execute(
        update(documents).where((documents.c.lead == lead.no) | (documents.c.no == lead.no)).values(lead=copy.no)
    )
    connection.execute(update(documents).where(documents.c.no == copy.no).values(lead=None))
    index_readings(connection, [(copy.no, copy.made)])


def _drop_items(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(delete(items).where(items.c.document.in_(numbers)))
    connection.execute(delete(situations).where(situations.c.document.in_(numbers)))
    connection.execute(update(documents).where(documents.c.no.in_(numbers)).values(situation=None))


def index_readings(connection: Connection, readings: Sequence[tuple[int, Prepared]]) -> None:
    """Write the items of readings, with drafts and persons linked and people's corrections applied."""
    if not readings:
        return
    placed = [
        {"document": no, "situation": s.situation, "weight": s.weight, "reason": s.reason, "published": day}
        for no, made in readings
        for day in [made.reading.document.published]
        for s in made.situated
    ]
    insert_all(connection, situations, placed)
    mains = [{"number": no, "main": made.main} for no, made in readings if made.main]
    if mains:
        connection.execute(
            update(documents).where(documents.c.no == bindparam("number")).values(situation=bindparam("main")), mains
        )
    note_actors(connection, [made.reading for _, made in readings])
    assigner = CaseAssigner(connection, [(made.reading, made.main) for _, made in readings])
    corrected = corrections_of(connection, [made.id for _, made in readings])
    rows: list[Row] = []
    first = next_number(connection, items)
    for no, made in readings:
        mine = settle(made.rows, *assigner.file(made.reading, made.main))
        if made.id in corrected:
            mine = apply_corrections(mine, corrected[made.id], made.reading)
        for row in mine:
            row["document"] = no
            row["no"] = first + len(rows)
            rows.append(row)
    assigner.close()
    insert_all(connection, items, rows)


def stored_reading(row: Any) -> Reading:
    """The Reading of a row of `documents`. StoreError where it is damaged."""
    document = stored_document(row)
    try:
        return unpack(row.reading, document)
    except (ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
        raise _damaged(row) from error


def stored_document(row: Any, path: str | None = None) -> Document:
    """The Document of a row of `documents`; its path is not kept there. StoreError where its text is not what was stored."""
    document = Document(
        text=row.text,
        path=path or row.id,
        title=row.title,
        published=row.published,
        published_from=row.published_from,
        publisher=row.publisher,
        kind=row.kind,
        media_type=row.media_type,
    )
    if document.id != row.id:
        raise _damaged(row)
    return document


def _damaged(row: Any) -> StoreError:
    """The id of a document is the checksum of its text; that of a reading is in its packing."""
    return StoreError("is damaged in the record", where=f"document {row.id[:8]}", fix="restore the record, or ingest it anew")
