"""From sources to the store: load, read, store in batches. A batch is one transaction, so a run can be cut off at any point."""

from __future__ import annotations

import io
import json
import tarfile
import time
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select

from horseshoe.documents import DEFAULT_LIMITS, Limits, find_sources, from_text
from horseshoe.documents.files import read_file, read_stdin
from horseshoe.documents.limits import human_size
from horseshoe.documents.load import is_address
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import DOCUMENT_KINDS, Document, DocumentKind, Reading
from horseshoe.reading.worker import Item, Raw, Task, Worker
from horseshoe.record.engine import reading, writing
from horseshoe.record.schema import copies, documents, skipped
from horseshoe.record.sql import chunks, insert_missing
from horseshoe.record.write import Outcome, prepare, store_prepared

if TYPE_CHECKING:
    from horseshoe.reading.guarded import Guarded

Read = Callable[[Document], Reading]
ReadAll = Callable[[Sequence[Document]], Iterator[Reading | HorseshoeError]]
BATCH = 50  # documents in one transaction
BATCH_SECONDS = 5.0  # and at most this long between two
BATCH_CHARACTERS = 5_000_000  # nor more text than this, for memory's sake
NOT_ABOUT = "nothing about the Security Council found"


@dataclass(slots=True)
class Summary:
    """What an ingest did: counts by outcome, and each input that was left out, with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[HorseshoeError] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def seen(self) -> int:
        """Documents met, of whatever outcome."""
        return sum(self.counts.values())


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
    Documents that `about` denies by their text, or `keep` by their reading, are left out and remembered; with `keep`, what was
    left out before is read all the same. A document that cannot be read is noted in the summary and stops nothing; StoreError
    where the store fails.
    """
    summary, start = Summary(), time.monotonic()
    task = Task(published=published, kind=kind, limits=limits, encoding=encoding, allow_private=allow_private)
    entries = list(find_sources(sources))
    read_all = guarded.read if guarded else in_turn(read or _no_reader)
    batch *= guarded.jobs if guarded else 1
    waiting: list[Document] = []
    since = time.monotonic()
    for number, document in _loaded(entries, task, guarded):
        if isinstance(document, HorseshoeError):
            _note(summary, document)
        else:
            waiting.append(document)
        if len(waiting) >= batch or _too_much(waiting) or time.monotonic() - since > BATCH_SECONDS:
            _store(engine, db, waiting, read_all, reader, about, summary, keep)
            waiting.clear()
            since = time.monotonic()
        if progress:
            progress(Progress(number, len(entries), str(entries[number - 1])))
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


def _note(summary: Summary, error: HorseshoeError) -> None:
    summary.failed.append(error)
    summary.counts["failed"] += 1


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
    done, passed = _already(engine, db, found, reader)
    readings: list[Reading] = []
    fresh: list[Document] = []
    apart: list[dict[str, str]] = []

    def leave_out(document: Document) -> None:
        apart.append({"id": document.id, "path": document.path, "reason": NOT_ABOUT, "reader": reader})
        summary.left_out.append((document.path, NOT_ABOUT))
        summary.counts["left out"] += 1

    for document in found:
        if (document.id, document.path) in done:
            summary.counts["known"] += 1
        elif document.id in passed and keep is None:
            summary.left_out.append((document.path, passed[document.id]))
            summary.counts["left out"] += 1
        elif (document.id, None) in done:
            readings.append(Reading(document))  # the text is known, only the place is new
        elif about is not None and not about(document.text):
            leave_out(document)
        else:
            fresh.append(document)
    for document, made in zip(fresh, read_all(fresh) if fresh else (), strict=True):
        if isinstance(made, HorseshoeError):
            _note(summary, made)
        elif keep is None or keep(made):
            readings.append(made)
        else:
            leave_out(document)
    outcomes: list[Outcome] = []
    if readings or apart:
        prepared = [prepare(r) for r in readings]
        with writing(engine, db) as connection:
            insert_missing(connection, skipped, apart)
            outcomes = store_prepared(connection, prepared, reader)
    summary.counts.update(o.what for o in outcomes)


def _already(
    engine: Engine, db: str, found: Sequence[Document], reader: str
) -> tuple[set[tuple[str, str | None]], dict[str, str]]:
    """What of `found` this reader has read before: (id, None), with (id, path) for each known place; and what it left out."""
    ids = sorted({d.id for d in found})
    done: set[tuple[str, str | None]] = set()
    passed: dict[str, str] = {}
    with reading(engine, db) as connection:
        for part in chunks(ids):
            query = (
                select(documents.c.id, copies.c.path)
                .join(copies, copies.c.document == documents.c.no)
                .where(documents.c.id.in_(part), documents.c.reader == reader)
            )
            for row in connection.execute(query):
                done |= {(row.id, None), (row.id, row.path)}
            query = select(skipped.c.id, skipped.c.reason).where(skipped.c.id.in_(part), skipped.c.reader == reader)
            passed.update((row.id, row.reason) for row in connection.execute(query))
    return done, passed


def _loaded(
    entries: Sequence[str | Path | HorseshoeError], task: Task, guarded: Guarded | None
) -> Iterator[tuple[int, Document | HorseshoeError]]:
    """Each document with the number, from 1, of the entry it comes from."""
    numbers: deque[int] = deque()

    def items() -> Iterator[Item | HorseshoeError]:
        for number, entry in enumerate(entries, 1):
            for item in _items(entry, task):
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


def _items(entry: str | Path | HorseshoeError, task: Task) -> Iterator[Item | HorseshoeError]:
    """What is to be loaded of one source: itself, the members of an archive, the lines of a file of JSON, standard input."""
    name = "" if isinstance(entry, HorseshoeError) else str(entry).lower()
    try:
        if isinstance(entry, HorseshoeError) or is_address(name):
            yield entry
        elif name == "-":
            yield Raw("-", read_stdin(task.limits))
        elif name.endswith((".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")):
            yield from _archive(Path(entry), task.limits)
        elif name.endswith((".jsonl", ".ndjson")):
            yield from _json_lines(Path(entry), task)
        else:
            yield entry
    except HorseshoeError as error:
        yield error


def _archive(path: Path, limits: Limits) -> Iterator[Raw | HorseshoeError]:
    """The members of an archive of texts, in sorted order; no member is written to the disk, and sizes are bounded."""
    data = io.BytesIO(read_file(path, limits))
    room = limits.unpacked_bytes
    try:
        for name, member in _members(data, path):
            taken = member(min(limits.file_bytes, room) + 1)
            room -= len(taken)
            if room < 0:
                yield InputError(f"unpacks to more than {human_size(limits.unpacked_bytes)}", where=str(path), mend="split it")
                return
            yield Raw(f"{path}/{name}", taken)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise InputError("is a damaged archive", where=str(path), mend="unpack it by other means") from error


def _members(data: io.BytesIO, path: Path) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(data) as archive:
            for info in sorted(archive.infolist(), key=lambda i: i.filename):
                if not info.is_dir() and not Path(info.filename).name.startswith("."):
                    with archive.open(info) as stream:
                        yield info.filename, stream.read
        return
    with tarfile.open(fileobj=data) as archive:
        for member in archive:
            taken = archive.extractfile(member) if member.isfile() else None
            if taken and not Path(member.name).name.startswith("."):
                yield member.name, taken.read


def _json_lines(path: Path, task: Task) -> Iterator[Document | HorseshoeError]:
    """One document a line: `text`; if known `path` (or `url`, `id`), `title`, `published` (or `date`), `publisher`, `kind`."""
    data = read_file(path, task.limits)
    for number, line in enumerate(io.BytesIO(data), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield _json_document(json.loads(line), where, task.published, task.kind)
        except (ValueError, TypeError, RecursionError):
            yield InputError(
                "is no JSON object with a text", where=where, mend='write {"text": "...", "published": "2012-02-01"}'
            )


def _json_document(data: dict[str, str], where: str, published: date | None, kind: DocumentKind | None) -> Document:
    text = data["text"] if isinstance(data, dict) and "text" in data else None
    if not isinstance(text, str) or not text.strip() or "\x00" in text:
        raise ValueError("no text")
    place = next((data[k] for k in ("path", "url", "id") if isinstance(data.get(k), str)), where)
    day = data.get("published") or data.get("date")
    made = from_text(text, path=place, published=published, kind=kind)
    stated = data.get("kind") if data.get("kind") in DOCUMENT_KINDS else None
    return Document(
        text=made.text,
        path=made.path,
        title=data.get("title"),
        published=published or (date.fromisoformat(day[:10]) if day else made.published),
        published_from="option" if published else "metadata" if day else made.published_from,
        publisher=data.get("publisher") or made.publisher,
        kind=kind or stated or made.kind,  # type: ignore[arg-type]
        language=made.language,
        warnings=() if day else made.warnings,
    )
