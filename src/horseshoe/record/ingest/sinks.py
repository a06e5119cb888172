"""A record as the place where what was read goes, in transactions that are stored whole or not at all."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence

from sqlalchemy import Connection, select

from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Reading
from horseshoe.record.codec import unpack
from horseshoe.record.database import Database
from horseshoe.record.ingest.kept import NOT_ABOUT, Head, Kept, State, Summary, state_of
from horseshoe.record.schema import copies, documents, skipped
from horseshoe.record.sql import chunks, insert_missing
from horseshoe.record.write import known_readings, note_places, prepare, store_prepared

BATCH = 200  # documents in one transaction
BATCH_CHARACTERS = 5_000_000  # nor more text than this
SECONDS = 5.0  # and what was read is stored at most this much later: all may end at any moment
LARGEST_READING = 200_000_000  # bytes of a reading once unpacked


class RecordSink:
    """A record that takes what `reader` (a version) has read.

    A text that another version read gets this one's reading in its place, unless `renews` is false: old parts undo nothing.
    """

    def __init__(self, database: Database, reader: str, *, batch: int = BATCH, renews: bool = True) -> None:
        self.database, self.reader, self.batch, self.renews = database, reader, batch, renews
        self._waiting: list[Kept] = []
        self._characters, self._since = 0, time.monotonic()

    def meet(self, heads: Sequence[Head], again: bool) -> list[State]:
        """For each document whether it is to be read; `again` reads what was left out before."""
        ids = sorted({h.id for h in heads})
        places: set[tuple[str, str]] = set()
        passed: set[str] = set()
        with self.database.snapshot() as connection:
            for part in chunks(ids):
                query = (
                    select(documents.c.id, copies.c.path)
                    .join(copies, copies.c.document == documents.c.no)
                    .where(documents.c.id.in_(part), documents.c.reader == self.reader)
                )
                for row in connection.execute(query):
                    places.add((row.id, row.path))
                query = select(skipped.c.id).where(skipped.c.id.in_(part), skipped.c.reader == self.reader)
                passed.update(connection.execute(query).scalars())
        texts = {id_ for id_, _ in places}
        return [
            state_of(place=(h.id, h.path) in places, text=h.id in texts, left_out=h.id in passed, again=again) for h in heads
        ]

    def take(self, kept: Sequence[Kept], summary: Summary) -> None:
        """Store what was made when there is enough of it or the last time is long ago, and count what became of it."""
        for one in kept:
            self._waiting.append(one)
            self._characters += len(one.document.text)
            if len(self._waiting) >= self.batch or self._characters > BATCH_CHARACTERS:
                self.flush(summary)
        if time.monotonic() - self._since > SECONDS:
            self.flush(summary)

    def flush(self, summary: Summary) -> None:
        """Store all that was taken, in one transaction. What cannot be stored is not tried again."""
        kept, self._waiting, self._characters = self._waiting, [], 0
        if kept:
            self._store(kept, summary)
        self._since = time.monotonic()

    def _store(self, kept: Sequence[Kept], summary: Summary) -> None:
        made = [k for k in kept if k.packed is not None]
        with self.database.snapshot() as connection:
            there = known_readings(connection, sorted({k.id for k in made}))
        prepared = []
        for one in made:
            if one.id in there and (there[one.id][1] == self.reader or not self.renews):
                continue
            try:
                prepared.append(prepare(_reading(one), one.packed))
            except HorseshoeError as error:
                summary.note(error)
        with self.database.transaction() as connection:
            outcomes = store_prepared(connection, prepared, self.reader)
            self._leave_out(connection, kept, summary)
            _note_known(connection, kept, {p.id for p in prepared}, summary)
        summary.counts.update(o.what for o in outcomes)

    def _leave_out(self, connection: Connection, kept: Sequence[Kept], summary: Summary) -> None:
        apart = [k for k in kept if k.left_out is not None]
        rows = [{"id": k.id, "path": k.document.path, "reason": k.left_out, "reader": self.reader} for k in apart]
        insert_missing(connection, skipped, rows)
        for one in apart:
            summary.leave_out(one.document.path, one.left_out or NOT_ABOUT)


def _reading(kept: Kept) -> Reading:
    """The reading that was kept; InputError where it does not fit its text."""
    if kept.reading is not None:
        return kept.reading
    assert kept.packed is not None
    try:
        return unpack(kept.packed, kept.document, LARGEST_READING)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error) as error:
        raise InputError("has a damaged reading", where=kept.document.path, fix="ingest it again") from error


def _note_known(connection: Connection, kept: Sequence[Kept], stored_now: set[str], summary: Summary) -> None:
    """Note new places of texts that are there; a place whose text is in no part that could be read is told."""
    others = [k for k in kept if k.left_out is None and not (k.packed is not None and k.id in stored_now)]
    there = known_readings(connection, sorted({k.id for k in others}))
    found = [k for k in others if k.id in there]
    note_places(connection, [(k.id, k.document) for k in found], {id_: no for id_, (no, _) in there.items()})
    if found:
        summary.counts["known"] += len(found)
    for one in others:
        if one.id not in there and one.packed is None:
            summary.note(InputError("its text is in none of the parts", where=one.document.path, fix="ingest it again"))
