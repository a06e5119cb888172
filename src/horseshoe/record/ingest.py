"""From sources to the store: load, read, store in batches. A batch is one transaction, so a run can be cut off at any point."""

from __future__ import annotations

import io
import json
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select

from horseshoe.documents import DEFAULT_LIMITS, Limits, find_sources, from_bytes, from_text, load
from horseshoe.documents.files import read_file
from horseshoe.documents.limits import human_size
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import DOCUMENT_KINDS, Document, DocumentKind, Reading
from horseshoe.record.engine import reading, writing
from horseshoe.record.schema import copies, documents, skipped
from horseshoe.record.sql import chunks, insert_missing
from horseshoe.record.write import Outcome, prepare, store_prepared

Read = Callable[[Document], Reading]
BATCH = 50  # documents in one transaction
BATCH_SECONDS = 5.0  # and at most this long between two
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
    read: Read,
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

    `read` makes a reading, `reader` is its version; documents that `about` denies by their text, or `keep` by their reading,
    are left out and remembered; with `keep`, what was left out before is read all the same. A document that cannot be read is
    noted in the summary and stops nothing; StoreError where the store fails.
    """
    summary, start = Summary(), time.monotonic()
    entries = list(find_sources(sources))
    waiting: list[Document] = []
    since = time.monotonic()

    def flush() -> None:
        nonlocal since
        _store(engine, db, waiting, read, reader, about, summary, keep)
        waiting.clear()
        since = time.monotonic()

    for number, entry in enumerate(entries, 1):
        for document in _documents(entry, published, kind, limits, encoding, allow_private):
            if isinstance(document, HorseshoeError):
                summary.failed.append(document)
                summary.counts["failed"] += 1
                continue
            waiting.append(document)
            if len(waiting) >= batch or time.monotonic() - since > BATCH_SECONDS:
                flush()
        if progress:
            progress(Progress(number, len(entries), str(entry)))
    flush()
    summary.seconds = time.monotonic() - start
    return summary


def store_documents(
    engine: Engine, db: str, found: list[Document], *, read: Read, reader: str, about: Callable[[str], bool] | None = None
) -> Summary:
    """Read and store documents that are already loaded, in one transaction."""
    summary, start = Summary(), time.monotonic()
    _store(engine, db, found, read, reader, about, summary)
    summary.seconds = time.monotonic() - start
    return summary


def _store(
    engine: Engine,
    db: str,
    found: list[Document],
    read: Read,
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
    apart: list[dict[str, str]] = []
    for document in found:
        if (document.id, document.path) in done:
            summary.counts["known"] += 1
        elif document.id in passed and keep is None:
            summary.left_out.append((document.path, passed[document.id]))
            summary.counts["left out"] += 1
        elif (document.id, None) in done:
            readings.append(Reading(document))  # the text is known, only the place is new
        elif (made := _made(document, read, about, keep)) is not None:
            readings.append(made)
        else:
            apart.append({"id": document.id, "path": document.path, "reason": NOT_ABOUT, "reader": reader})
            summary.left_out.append((document.path, NOT_ABOUT))
            summary.counts["left out"] += 1
    outcomes: list[Outcome] = []
    if readings or apart:
        prepared = [prepare(r) for r in readings]
        with writing(engine, db) as connection:
            insert_missing(connection, skipped, apart)
            outcomes = store_prepared(connection, prepared, reader)
    summary.counts.update(o.what for o in outcomes)


def _made(
    document: Document, read: Read, about: Callable[[str], bool] | None, keep: Callable[[Reading], bool] | None
) -> Reading | None:
    """The reading of a document; None where its text or its reading has nothing on the Council."""
    if about is not None and not about(document.text):
        return None
    made = read(document)
    return made if keep is None or keep(made) else None


def _already(engine: Engine, db: str, found: list[Document], reader: str) -> tuple[set[tuple[str, str | None]], dict[str, str]]:
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


def _documents(
    entry: str | Path | HorseshoeError,
    published: date | None,
    kind: DocumentKind | None,
    limits: Limits,
    encoding: str | None,
    allow_private: bool,
) -> Iterator[Document | HorseshoeError]:
    """The documents of one source."""
    if isinstance(entry, HorseshoeError):
        yield entry
        return
    name = str(entry).lower()
    try:
        if "://" not in name and name.endswith((".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")):
            yield from _archive(Path(entry), published, kind, limits)
        elif "://" not in name and name.endswith((".jsonl", ".ndjson")):
            yield from _json_lines(Path(entry), published, kind, limits)
        else:
            yield load(entry, published=published, kind=kind, limits=limits, encoding=encoding, allow_private=allow_private)
    except HorseshoeError as error:
        yield error


def _archive(
    path: Path, published: date | None, kind: DocumentKind | None, limits: Limits
) -> Iterator[Document | HorseshoeError]:
    """The documents in an archive of texts, in sorted order; no member is written to the disk, and sizes are bounded."""
    data = io.BytesIO(read_file(path, limits))
    room = limits.unpacked_bytes
    try:
        for name, member in _members(data, path):
            taken = member(min(limits.file_bytes, room) + 1)
            room -= len(taken)
            if room < 0:
                yield InputError(f"unpacks to more than {human_size(limits.unpacked_bytes)}", where=str(path), mend="split it")
                return
            try:
                yield from_bytes(taken, f"{path}/{name}", published=published, kind=kind, limits=limits)
            except HorseshoeError as error:
                yield error
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


def _json_lines(
    path: Path, published: date | None, kind: DocumentKind | None, limits: Limits
) -> Iterator[Document | HorseshoeError]:
    """One document a line: `text`; if known `path` (or `url`, `id`), `title`, `published` (or `date`), `publisher`, `kind`."""
    data = read_file(path, limits)
    for number, line in enumerate(io.BytesIO(data), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield _json_document(json.loads(line), where, published, kind)
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
