"""What others have read, brought into a record: from a folder of parts, or as it comes from a cluster."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from horseshoe import __version__
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Reading
from horseshoe.record.chunk import NOT_ABOUT
from horseshoe.record.codec import unpack
from horseshoe.record.engine import reading, writing
from horseshoe.record.ingest import BATCH_CHARACTERS, Progress, Summary, already
from horseshoe.record.kept import Head, Kept, State
from horseshoe.record.parts import part_files, read_part, reader_of
from horseshoe.record.schema import skipped
from horseshoe.record.sql import insert_missing
from horseshoe.record.write import known_readings, note_places, prepare, store_prepared

BATCH = 200  # documents in one transaction
SECONDS = 10.0  # and what was read is stored at most this much later
LARGEST_READING = 200_000_000  # bytes of a reading once unpacked


def merge(engine: Engine, db: str, folder: str | Path, progress: Callable[[Progress], None] | None = None) -> Summary:
    """Bring the finished parts of a folder into a record.

    May be stopped at any moment and run again, also while an ingest still writes parts: what is stored is passed over. A
    damaged part is noted in the summary and stops nothing. InputError where there are no parts.
    """
    summary, start = Summary(), time.monotonic()
    paths = parts_in(folder)
    for number, path in enumerate(paths, 1):
        try:
            made_by = reader_of(path)
            for kept in read_part(path, BATCH):
                bring_in_all(engine, db, kept, made_by, summary)
        except InputError as error:
            summary.note(error)
        if progress:
            progress(Progress(number, len(paths), str(path)))
    summary.seconds = time.monotonic() - start
    return summary


def parts_in(folder: str | Path) -> list[Path]:
    """The finished parts of a folder; InputError where there are none."""
    paths = part_files(Path(folder))
    if not paths:
        mend = "make them with: horseshoe ingest ... --out FOLDER"
        raise InputError("holds no parts" if Path(folder).is_dir() else "is no folder", where=str(folder), mend=mend)
    return paths


class Store:
    """A record that takes what others have read; `reader` is their version."""

    def __init__(self, engine: Engine, db: str, reader: str) -> None:
        self.engine, self.db, self.reader = engine, db, reader
        self._waiting: list[Kept] = []
        self._since = time.monotonic()

    def meet(self, heads: Sequence[Head], again: bool) -> list[State]:
        """For each document whether it is to be read; `again` reads what was left out before."""
        return already(self.engine, self.db, [(h.id, h.path) for h in heads], self.reader, again)

    def take(self, kept: Sequence[Kept], summary: Summary) -> None:
        """Store what was made, some hundred documents at a time, and count what became of it."""
        self._waiting += kept
        if len(self._waiting) >= BATCH or time.monotonic() - self._since > SECONDS:
            self.flush(summary)

    def flush(self, summary: Summary) -> None:
        """Store all that was taken."""
        bring_in_all(self.engine, self.db, self._waiting, self.reader, summary)
        self._waiting = []
        self._since = time.monotonic()


def bring_in_all(engine: Engine, db: str, kept: Sequence[Kept], made_by: str, summary: Summary) -> None:
    """Store what was made of documents, in as many transactions as its size asks for. See `bring_in`."""
    taken: list[Kept] = []
    size = 0
    for one in kept:
        taken.append(one)
        size += len(one.document.text)
        if size > BATCH_CHARACTERS:
            bring_in(engine, db, taken, made_by, summary)
            taken, size = [], 0
    bring_in(engine, db, taken, made_by, summary)


def bring_in(engine: Engine, db: str, kept: Sequence[Kept], made_by: str, summary: Summary) -> None:
    """Store what the version `made_by` made of documents, in one transaction; what is there already is passed over.

    A text that another version read is read anew by this one's reading only, so that old parts undo nothing.
    """
    if not kept:
        return
    with reading(engine, db) as connection:
        there = known_readings(connection, sorted({k.id for k in kept}))
    fresh = [k for k in kept if k.packed is not None and _is_wanted(there.get(k.id), made_by)]
    prepared = []
    for one in fresh:
        try:
            prepared.append(prepare(_reading(one), one.packed))
        except HorseshoeError as error:
            summary.note(error)
    with writing(engine, db) as connection:
        outcomes = store_prepared(connection, prepared, made_by)
        _leave_out(connection, kept, made_by, summary)
        _note_known(connection, kept, {p.id for p in prepared}, summary)
    summary.counts.update(o.what for o in outcomes)


def _is_wanted(stored: tuple[int, str] | None, made_by: str) -> bool:
    return stored is None or (stored[1] != made_by and made_by == __version__)


def _reading(kept: Kept) -> Reading:
    """The reading in a part; InputError where it does not fit its text."""
    assert kept.packed is not None
    try:
        return unpack(kept.packed, kept.document, LARGEST_READING)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error) as error:
        raise InputError("has a damaged reading", where=kept.document.path, mend="ingest it again") from error


def _leave_out(connection: Connection, kept: Sequence[Kept], made_by: str, summary: Summary) -> None:
    rows = [
        {"id": k.id, "path": k.document.path, "reason": k.left_out, "reader": made_by} for k in kept if k.left_out is not None
    ]
    insert_missing(connection, skipped, rows)
    for row in rows:
        summary.leave_out(row["path"] or "", row["reason"] or NOT_ABOUT)


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
            summary.note(InputError("its text is in none of the parts", where=one.document.path, mend="ingest it again"))
