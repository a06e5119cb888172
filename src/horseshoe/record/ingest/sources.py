"""What an ingest is given, one item a document: files, members of archives, lines of files of JSON, rows of the corpus."""

from __future__ import annotations

import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from horseshoe.documents import Limits, find_sources, from_text
from horseshoe.documents.files import file_lines, read_file, read_stdin
from horseshoe.documents.limits import human_size
from horseshoe.documents.load import is_address
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import DOCUMENT_KINDS, Document, DocumentKind
from horseshoe.reading.workers.worker import Item, Raw, Task
from horseshoe.record.ingest.corpus import table_items

# What zipfile, tarfile and the packers below them raise where an archive is broken or locked.
DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError,
    ValueError, LookupError, struct.error,
)  # fmt: skip


def numbered_items(sources: Iterable[str | Path], task: Task) -> Iterator[tuple[int, Item | HorseshoeError]]:
    """Each item with the number, from 1, of the source it comes from; folders are walked, archives and JSON lines opened."""
    for number, entry in enumerate(find_sources(sources), 1):
        for item in items_of(entry, task):
            yield number, item


def items_of(entry: str | Path | HorseshoeError, task: Task) -> Iterator[Item | HorseshoeError]:
    """What is to be loaded of one source: itself, the members of an archive, lines of JSON, rows of a table, standard input."""
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
        elif name.endswith(".csv"):
            yield from table_items(Path(entry), task)
        else:
            yield entry
    except HorseshoeError as error:
        yield error


def _archive(path: Path, limits: Limits) -> Iterator[Raw | HorseshoeError]:
    """The members of an archive of texts, in sorted order; no member is written to the disk, and sizes are bounded."""
    data = io.BytesIO(read_file(path, limits))
    room, found = limits.unpacked_bytes, False
    try:
        for name, member in _members(data, path):
            found = True
            taken = member(min(limits.file_bytes, room) + 1)
            room -= len(taken)
            if room < 0:
                yield InputError(f"unpacks to more than {human_size(limits.unpacked_bytes)}", where=str(path), fix="split it")
                return
            yield Raw(f"{path}/{name}", taken)
    except DAMAGED as error:
        raise InputError("is a damaged archive", where=str(path), fix="unpack it by other means") from error
    if not found:
        yield InputError("is an archive without documents", where=str(path), fix="give one that holds texts")


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
    for number, line in enumerate(file_lines(path, task.limits), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            if len(line) > task.limits.file_bytes:
                yield InputError(
                    f"is a line of more than {human_size(task.limits.file_bytes)}",
                    where=where,
                    fix="write one document a line",
                )
                return
            yield _json_document(json.loads(line), where, task.published, task.kind)
        except (ValueError, TypeError, RecursionError):
            yield InputError(
                "is no JSON object with a text", where=where, fix='write {"text": "...", "published": "2012-02-01"}'
            )


def _json_document(data: dict[str, str], where: str, published: date | None, kind: DocumentKind | None) -> Document:
    text = data["text"] if isinstance(data, dict) and "text" in data else None
    if not isinstance(text, str) or not text.strip() or "\x00" in text:
        raise ValueError("no text")
    data["text"].encode()  # half characters are no text
    title, publisher = (v if isinstance(v := data.get(k), str) else None for k in ("title", "publisher"))
    place = next((data[k] for k in ("path", "url", "id") if isinstance(data.get(k), str)), where)
    day = data.get("published") or data.get("date")
    made = from_text(text, path=place, published=published, kind=kind)
    stated = data.get("kind") if data.get("kind") in DOCUMENT_KINDS else None
    return Document(
        text=made.text,
        path=made.path,
        title=title,
        published=published or (date.fromisoformat(day[:10]) if day else made.published),
        published_from="option" if published else "metadata" if day else made.published_from,
        publisher=publisher or made.publisher,
        kind=kind or stated or made.kind,  # type: ignore[arg-type]
        language=made.language,
        warnings=() if day else made.warnings,
    )
