"""From sources to the store: load, read, store in batches. A batch is one transaction, so a run can be cut off at any point."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select

from horseshoe.documents import DEFAULT_LIMITS, Limits, find_sources
from horseshoe.errors import HorseshoeError
from horseshoe.model import Document, DocumentKind, Reading
from horseshoe.reading.worker import Item, Task, Worker
from horseshoe.record.chunk import NOT_ABOUT
from horseshoe.record.engine import reading, writing
from horseshoe.record.kept import State, state_of, writable
from horseshoe.record.schema import copies, documents, skipped
from horseshoe.record.sources import numbered_items
from horseshoe.record.sql import chunks, insert_missing
from horseshoe.record.write import Outcome, Prepared, prepare, store_prepared

if TYPE_CHECKING:
    from horseshoe.reading.guarded import Guarded

Read = Callable[[Document], Reading]
ReadAll = Callable[[Sequence[Document]], Iterator[Reading | HorseshoeError]]
BATCH = 50  # documents in one transaction
BATCH_SECONDS = 5.0  # and at most this long between two
BATCH_CHARACTERS = 5_000_000  # nor more text than this, for memory's sake
LISTED = 1_000  # documents left out that a summary names: memory must not grow with the number of documents


@dataclass(slots=True)
class Summary:
    """What an ingest did: counts by outcome; the first inputs that were left out, with the reason; those that failed."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[HorseshoeError] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def seen(self) -> int:
        """Documents met, of whatever outcome."""
        return sum(self.counts.values())

    def leave_out(self, path: str, reason: str) -> None:
        """Count a document that is left out, and name it while few are named."""
        self.counts["left out"] += 1
        if len(self.left_out) < LISTED:
            self.left_out.append((path, reason))

    def add(self, other: Summary) -> None:
        """Count what another run did, too."""
        self.counts.update(other.counts)
        self.left_out += other.left_out[: LISTED - len(self.left_out)]
        self.failed += other.failed
        self.seconds += other.seconds

    def note(self, error: HorseshoeError) -> None:
        """Note a document that cannot be read."""
        self.counts["failed"] += 1
        self.failed.append(error)


@dataclass(frozen=True, slots=True)
class Progress:
    """After each document: how many of how many (None while folders are still being listed), and its path."""

    done: int
    total: int | None
    path: str


def ingest(
    engine: Engine,
    db: str,
    sources: Iterable[str | Path],
    *,
    read: Read | None = None,
    guarded: Guarded | None = None,
    reader: str,
    published: date | None = None,
    kind: DocumentKind | None = None,
    about: Callable[[str], bool] | None = None,
    keep: Callable[[Reading], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    allow_private: bool = False,
    batch: int = BATCH,
) -> Summary:
    """Store what `sources` hold: files, folders, archives of texts (.zip, .tar), JSON lines, web addresses, `-`.

    `read` makes a reading in this process, or `guarded` loads and reads in others under its limits; `reader` is their version.
    Documents that `about` denies by their text, or `keep` by their reading, are left out and remembered; without `about`, what
    was left out before is read all the same. A document that cannot be read is noted in the summary and stops nothing.
    StoreError where the store fails.
    """
    summary, start = Summary(), time.monotonic()
    task = Task(published=published, kind=kind, limits=limits, encoding=encoding, allow_private=allow_private)
    sources = list(sources)
    total = sum(1 for _ in find_sources(sources)) if progress else None
    read_all = guarded.read if guarded else in_turn(read or _no_reader)
    batch *= guarded.jobs if guarded else 1
    waiting: list[Document] = []
    since = time.monotonic()
    for number, document in _loaded(sources, task, guarded):
        try:
            if isinstance(document, HorseshoeError):
                raise document
            waiting.append(writable(document))  # a file's name need not be Unicode
        except HorseshoeError as error:
            summary.note(error)
        if len(waiting) >= batch or _too_much(waiting) or time.monotonic() - since > BATCH_SECONDS:
            _store(engine, db, waiting, read_all, reader, about, summary, keep)
            waiting.clear()
            since = time.monotonic()
        if progress:
            progress(Progress(number, total, document.path if isinstance(document, Document) else document.where or ""))
    _store(engine, db, waiting, read_all, reader, about, summary, keep)
    summary.seconds = time.monotonic() - start
    return summary


def in_turn(read: Read) -> ReadAll:
    """Read documents one after the other in this process; an error takes the place of its reading."""

    def all_of(found: Sequence[Document]) -> Iterator[Reading | HorseshoeError]:
        for document in found:
            try:
                yield read(document)
            except HorseshoeError as error:
                yield error

    return all_of


def _no_reader(document: Document) -> Reading:
    raise TypeError("ingest needs `read` or `guarded`")


def _too_much(waiting: list[Document]) -> bool:
    return sum(len(d.text) for d in waiting) > BATCH_CHARACTERS


def store_documents(
    engine: Engine,
    db: str,
    found: Sequence[Document],
    *,
    read_all: ReadAll,
    reader: str,
    about: Callable[[str], bool] | None = None,
) -> Summary:
    """Read and store documents that are already loaded, in one transaction."""
    summary, start = Summary(), time.monotonic()
    _store(engine, db, found, read_all, reader, about, summary)
    summary.seconds = time.monotonic() - start
    return summary


def _store(
    engine: Engine,
    db: str,
    found: Sequence[Document],
    read_all: ReadAll,
    reader: str,
    about: Callable[[str], bool] | None,
    summary: Summary,
    keep: Callable[[Reading], bool] | None = None,
) -> None:
    """Read what is not stored yet, outside the transaction, for reading is slow; then store it all at once."""
    if not found:
        return
    states = already(engine, db, [(d.id, d.path) for d in found], reader, again=about is None)
    prepared: list[Prepared] = []
    fresh: list[Document] = []
    apart: list[dict[str, str]] = []

    def leave_out(document: Document) -> None:
        apart.append({"id": document.id, "path": document.path, "reason": NOT_ABOUT, "reader": reader})
        summary.leave_out(document.path, NOT_ABOUT)

    for document, state in zip(found, states, strict=True):
        if state == "known":
            summary.counts["known"] += 1
        elif state == "left out":
            summary.leave_out(document.path, NOT_ABOUT)
        elif state == "copy":
            prepared.append(prepare(Reading(document)))  # the text is known, only the place is new
        elif about is not None and not about(document.text):
            leave_out(document)
        else:
            fresh.append(document)
    batch = _Batch(engine, db, reader, summary, prepared, apart)
    for document, made in zip(fresh, read_all(fresh) if fresh else (), strict=True):
        if isinstance(made, HorseshoeError):
            summary.note(made)
        elif keep is None or keep(made):
            prepared.append(prepare(made))  # here, while the workers read on
        else:
            leave_out(document)
        batch.store_in_time()
    batch.store()


@dataclass(slots=True)
class _Batch:
    """What has been made of documents and waits to be stored."""

    engine: Engine
    db: str
    reader: str
    summary: Summary
    prepared: list[Prepared]
    apart: list[dict[str, str]]
    since: float = field(default_factory=time.monotonic)

    def store_in_time(self) -> None:
        """Store it where the last time is long ago: reading a few long texts takes minutes, and all may end at any moment."""
        if time.monotonic() - self.since > BATCH_SECONDS:
            self.store()

    def store(self) -> None:
        """Store it in one transaction."""
        outcomes: list[Outcome] = []
        if self.prepared or self.apart:
            with writing(self.engine, self.db) as connection:
                insert_missing(connection, skipped, self.apart)
                outcomes = store_prepared(connection, self.prepared, self.reader)
        self.summary.counts.update(o.what for o in outcomes)
        self.prepared.clear()
        self.apart.clear()
        self.since = time.monotonic()


def already(engine: Engine, db: str, met: Sequence[tuple[str, str]], reader: str, again: bool) -> list[State]:
    """What is to be done with texts met, each given by id and path, after what this reader has read and left out before."""
    ids = sorted({id_ for id_, _ in met})
    places: set[tuple[str, str]] = set()
    passed: set[str] = set()
    with reading(engine, db) as connection:
        for part in chunks(ids):
            query = (
                select(documents.c.id, copies.c.path)
                .join(copies, copies.c.document == documents.c.no)
                .where(documents.c.id.in_(part), documents.c.reader == reader)
            )
            for row in connection.execute(query):
                places.add((row.id, row.path))
            query = select(skipped.c.id).where(skipped.c.id.in_(part), skipped.c.reader == reader)
            passed.update(connection.execute(query).scalars())
    texts = {id_ for id_, _ in places}
    return [state_of(place=(id_, path) in places, text=id_ in texts, left_out=id_ in passed, again=again) for id_, path in met]


def _loaded(
    sources: Sequence[str | Path], task: Task, guarded: Guarded | None
) -> Iterator[tuple[int, Document | HorseshoeError]]:
    """Each document with the number, from 1, of the source it comes from."""
    numbers: deque[int] = deque()

    def items() -> Iterator[Item | HorseshoeError]:
        for number, item in numbered_items(sources, task):
            numbers.append(number)
            yield item

    for document in guarded.load(items()) if guarded else _load_here(items(), task):
        yield numbers.popleft(), document


def _load_here(items: Iterator[Item | HorseshoeError], task: Task) -> Iterator[Document | HorseshoeError]:
    worker = Worker(task)
    for item in items:
        try:
            yield item if isinstance(item, HorseshoeError) else worker.load(item)
        except HorseshoeError as error:
            yield error
