"""Storing readings: within one transaction each document with all that belongs to it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from horseshoe.model import Document, Reading
from horseshoe.record import full_text, near_copies
from horseshoe.record.cases import CaseDesk, note_actors
from horseshoe.record.codec import pack, unpack
from horseshoe.record.corrections import apply_corrections, corrections_of
from horseshoe.record.rows import Row, item_rows
from horseshoe.record.schema import bands, copies, documents, items, situations
from horseshoe.record.situation_of import situations_of
from horseshoe.record.sql import chunks, insert_all, insert_missing, next_number

What = Literal["new", "near_copy", "known", "renewed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one reading: `new`; a `near_copy` of document `lead`; `known` (same text, same reader); `renewed`."""

    id: str
    path: str
    what: What
    lead: str | None = None


@dataclass(slots=True)
class _Stored:
    """A document's row while it is being stored."""

    no: int
    reading: Reading
    signature: Any
    lead: int | None = None


def store_readings(connection: Connection, readings: Sequence[Reading], reader: str) -> list[Outcome]:
    """Store readings made by `reader` (its version). `connection` must come from `engine.writing`.

    The same text is stored once, with every place where it was found; a near-copy is stored, but its items are not counted; a
    text read by another version before is read anew and keeps its corrections.
    """
    outcomes: list[Outcome] = []
    known = _known(connection, [r.document.id for r in readings])
    fresh: list[Reading] = []
    seen: dict[str, Reading] = {}
    for reading in readings:
        id_ = reading.document.id
        if id_ in seen:
            outcomes.append(Outcome(id_, reading.document.path, "known"))
        elif id_ not in known:
            seen[id_] = reading
            fresh.append(reading)
        elif known[id_][1] == reader:
            outcomes.append(Outcome(id_, reading.document.path, "known"))
        else:
            seen[id_] = reading
            renew(connection, known[id_][0], reading, reader)
            outcomes.append(Outcome(id_, reading.document.path, "renewed"))
    stored = _number(connection, fresh)
    _insert_documents(connection, stored, reader)
    _note_places(connection, readings, {**{i: k[0] for i, k in known.items()}, **{s.reading.document.id: s.no for s in stored}})
    outcomes += _file_away(connection, stored)
    order = {r.document.path: n for n, r in enumerate(readings)}
    return sorted(outcomes, key=lambda o: order[o.path])


def renew(connection: Connection, no: int, reading: Reading, reader: str) -> None:
    """Put a new reading of a stored document in place of its old one."""
    connection.execute(update(documents).where(documents.c.no == no).values(reading=pack(reading), reader=reader))
    lead = connection.execute(select(documents.c.lead).where(documents.c.no == no)).scalar()
    _drop_items(connection, [no])
    if lead is None:
        index_readings(connection, [(no, reading)])


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for part in chunks(ids):
        rows = connection.execute(select(documents.c.id, documents.c.no, documents.c.reader).where(documents.c.id.in_(part)))
        found.update({row.id: (row.no, row.reader) for row in rows})
    return found


def _number(connection: Connection, readings: Sequence[Reading]) -> list[_Stored]:
    last = next_number(connection, documents)
    return [_Stored(last + n, r, near_copies.signature(r.document.text)) for n, r in enumerate(readings)]


def _insert_documents(connection: Connection, stored: Sequence[_Stored], reader: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {
            "no": s.no,
            "id": s.reading.document.id,
            "text": s.reading.document.text,
            "title": s.reading.document.title,
            "published": s.reading.document.published,
            "published_from": s.reading.document.published_from,
            "publisher": s.reading.document.publisher,
            "kind": s.reading.document.kind,
            "media_type": s.reading.document.media_type,
            "lead": None,
            "situation": None,
            "reader": reader,
            "signature": s.signature.tobytes(),
            "reading": pack(s.reading),
            "added": now,
        }
        for s in stored
    ]
    if rows:
        connection.execute(insert(documents), rows)
        full_text.index(connection, [(r["no"], r["title"], r["text"]) for r in rows])


def _note_places(connection: Connection, readings: Iterable[Reading], numbers: dict[str, int]) -> None:
    """Where each text was found; a place already noted stays."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = {
        (numbers[r.document.id], r.document.path): {
            "document": numbers[r.document.id],
            "path": r.document.path,
            "publisher": r.document.publisher,
            "published": r.document.published,
            "added": now,
        }
        for r in readings
    }
    insert_missing(connection, copies, list(rows.values()))


def _file_away(connection: Connection, stored: Sequence[_Stored]) -> list[Outcome]:
    """Find near-copies among old and new documents, and write the items of those that are counted."""
    leads = _find_leads(connection, stored)
    by_no = {s.no: s for s in stored}
    counted = [s for s in stored if s.lead is None]
    rows = [{"key": key, "document": s.no} for s in counted for key in set(near_copies.band_keys(s.signature))]
    insert_all(connection, bands, rows)
    index_readings(connection, [(s.no, s.reading) for s in counted])
    outcomes = [Outcome(s.reading.document.id, s.reading.document.path, "new") for s in counted]
    for s in stored:
        if s.lead is not None:
            connection.execute(update(documents).where(documents.c.no == s.no).values(lead=s.lead))
            lead_id = by_no[s.lead].reading.document.id if s.lead in by_no else leads[s.lead]
            outcomes.append(Outcome(s.reading.document.id, s.reading.document.path, "near_copy", lead_id))
    for s in stored:
        if s.lead is not None:
            _lead_by_date(connection, s)
    return outcomes


def _find_leads(connection: Connection, stored: Sequence[_Stored]) -> dict[int, str]:
    """Set `lead` of each near-copy. Returns the ids of the leads that were stored before."""
    keys = {s.no: set(near_copies.band_keys(s.signature)) for s in stored}
    holders: dict[int, set[int]] = {}
    for part in chunks(sorted({k for ks in keys.values() for k in ks})):
        for key, document in connection.execute(select(bands.c.key, bands.c.document).where(bands.c.key.in_(part))):
            holders.setdefault(key, set()).add(document)
    old = sorted({d for ds in holders.values() for d in ds})
    signatures, lead_of, ids = {}, {}, {}
    for part in chunks(old):
        columns = (documents.c.no, documents.c.id, documents.c.lead, documents.c.signature)
        for no, id_, lead, packed in connection.execute(select(*columns).where(documents.c.no.in_(part))):
            signatures[no], lead_of[no], ids[no] = near_copies.from_bytes(packed), lead, id_
    for s in stored:
        candidates = sorted({d for key in keys[s.no] for d in holders.get(key, ())})
        scored = [(near_copies.likeness(s.signature, signatures[c]), -c) for c in candidates]
        best = max(scored, default=(0.0, 0))
        if best[0] >= near_copies.NEAR:
            s.lead = lead_of.get(-best[1]) or -best[1]
        else:
            signatures[s.no], lead_of[s.no] = s.signature, None
            for key in keys[s.no]:
                holders.setdefault(key, set()).add(s.no)
    missing = {s.lead for s in stored if s.lead is not None} - ids.keys()
    for part in chunks(sorted(missing)):
        ids.update(
            (row.no, row.id)
            for row in connection.execute(select(documents.c.no, documents.c.id).where(documents.c.no.in_(part)))
        )
    return ids


def _lead_by_date(connection: Connection, copy: _Stored) -> None:
    """Let the earliest published of a story's copies stand for it, so that no answer rests on a text of a later day."""
    day = copy.reading.document.published
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
    index_readings(connection, [(copy.no, copy.reading)])


def _drop_items(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(delete(items).where(items.c.document.in_(numbers)))
    connection.execute(delete(situations).where(situations.c.document.in_(numbers)))
    connection.execute(update(documents).where(documents.c.no.in_(numbers)).values(situation=None))


def index_readings(connection: Connection, readings: Sequence[tuple[int, Reading]]) -> None:
    """Write the items of readings, with drafts and persons linked and people's corrections applied."""
    if not readings:
        return
    mains: list[Row] = []
    placed: list[Row] = []
    situated = {no: situations_of(reading) for no, reading in readings}
    for no, found in situated.items():
        placed += [{"document": no, "situation": s.situation, "weight": s.weight, "reason": s.reason} for s in found]
        if found:
            mains.append({"number": no, "main": found[0].situation})
    insert_all(connection, situations, placed)
    if mains:
        connection.execute(
            update(documents).where(documents.c.no == bindparam("number")).values(situation=bindparam("main")), mains
        )
    note_actors(connection, [r for _, r in readings])
    desk = CaseDesk(connection, readings, {no: found[0].situation if found else None for no, found in situated.items()})
    corrected = corrections_of(connection, [r.document.id for _, r in readings])
    rows: list[Row] = []
    for no, reading in readings:
        main = situated[no][0].situation if situated[no] else None
        cases, links = desk.file(reading, main)
        made = list(item_rows(reading, main, cases, links))
        if reading.document.id in corrected:
            made = apply_corrections(made, corrected[reading.document.id], reading)
        for row in made:
            row["document"] = no
        rows += made
    desk.close()
    first = next_number(connection, items)
    for n, row in enumerate(rows):
        row["no"] = first + n
    insert_all(connection, items, rows)


def stored_reading(row: Any) -> Reading:
    """The Reading of a row of `documents`."""
    return unpack(row.reading, stored_document(row))


def stored_document(row: Any, path: str | None = None) -> Document:
    """The Document of a row of `documents`; its path is not kept there."""
    return Document(
        text=row.text,
        path=path or row.id,
        title=row.title,
        published=row.published,
        published_from=row.published_from,
        publisher=row.publisher,
        kind=row.kind,
        media_type=row.media_type,
    )
