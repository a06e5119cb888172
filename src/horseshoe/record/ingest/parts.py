"""Parts: what was read, as Parquet files in a folder, until `horseshoe merge` brings them into a record.

A part is written under a hidden name, brought to the disk, and then renamed, so that a file with a part's name is whole,
whatever was killed when. One program at a time writes into a folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from horseshoe.errors import HorseshoeError, InputError, StoreError, UsageError
from horseshoe.model import Document
from horseshoe.record.ingest.kept import Head, Kept, State, Summary, state_of, without_text

FORMAT = "1"
ROWS = 2_000  # documents in a part
CHARACTERS = 20_000_000  # nor more text than this
SECONDS = 30.0  # and what was read is on the disk at most this much later
LARGEST_GROUP = 1_000_000_000  # bytes of a row group once unpacked: more is no part of ours
NAME = re.compile(r"part-(\d{6,})\.parquet")
COLUMNS = (
    "id", "path", "text", "title", "published", "published_from", "publisher", "kind", "language", "media_type", "warnings",
    "left_out", "reading",
)  # fmt: skip
OF_DOCUMENT = COLUMNS[1:-2]


class Parts:
    """A folder that parts are written into, opened for this program alone; `reader` is the version that reads.

    UsageError without pyarrow; StoreError where the folder cannot be written or another program writes there. Damaged parts
    are named in `damaged` and passed over: what they held is read anew.
    """

    def __init__(self, folder: str | Path, reader: str) -> None:
        arrow()
        self.folder, self.reader = Path(folder), reader
        self.damaged: list[HorseshoeError] = []
        self._ids: set[bytes] = set()
        self._places: set[bytes] = set()
        self._left_out: set[bytes] = set()
        self._waiting: list[Kept] = []
        self._characters, self._since = 0, time.monotonic()
        with self._translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self.folder)
            for stale in self.folder.glob(".part-*.parquet"):
                stale.unlink()
        self._number = 1 + max((number_of(p) for p in part_files(self.folder)), default=0)
        self._scan()

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.flush()
        finally:
            os.close(self._lock)

    def meet(self, heads: Sequence[Head], again: bool) -> list[State]:
        """For each document whether it is to be read; `again` reads what was left out before."""
        return [self._state(h.id, h.path, again) for h in heads]

    def take(self, kept: Sequence[Kept], summary: Summary) -> None:
        """Hold what was made, and write a part when there is enough of it; count what became of each document."""
        for one in kept:
            outcome = self._hold(one)
            if outcome == "left out":
                summary.leave_out(one.document.path, one.left_out or "")
            else:
                summary.counts[outcome] += 1
        if len(self._waiting) >= ROWS or self._characters >= CHARACTERS or time.monotonic() - self._since > SECONDS:
            self.flush(summary)

    def _hold(self, one: Kept) -> str:
        state = self._state(one.id, one.document.path, again=one.left_out is None)
        if state == "known":
            return "known"
        if one.left_out and state != "fresh":
            return "left out"
        if state == "copy" and one.packed is not None:  # read twice at the same time
            one = without_text(one)
        self._note(one.id, one.document.path, one.left_out)
        self._waiting.append(one)
        self._characters += len(one.document.text)
        return "left out" if one.left_out else "new" if one.packed is not None else "known"

    def flush(self, summary: Summary | None = None) -> None:
        """Write what is held as a part, whole or not at all."""
        if self._waiting:
            name = f"part-{self._number:06}.parquet"
            hidden = self.folder / f".{name}"
            with self._translated():
                _write(hidden, self._waiting, self.reader)
                hidden.replace(self.folder / name)
                _sync(self.folder)
            self._number += 1
            self._waiting, self._characters = [], 0
        self._since = time.monotonic()

    def _state(self, id_: str, path: str, again: bool) -> State:
        return state_of(
            place=_place(id_, path) in self._places,
            text=_short(id_) in self._ids,
            left_out=_short(id_) in self._left_out,
            again=again,
        )

    def _note(self, id_: str, path: str, left_out: str | None) -> None:
        if left_out:
            self._left_out.add(_short(id_))
        else:
            self._ids.add(_short(id_))
            self._places.add(_place(id_, path))

    def _scan(self) -> None:
        """Learn what the parts that are there hold of this reader."""
        for path in part_files(self.folder):
            try:
                for columns in heads_of(path, self.reader):
                    for id_, place, left_out in zip(*columns, strict=True):
                        self._note(id_, place, left_out)
            except HorseshoeError as error:
                self.damaged.append(error)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            fix = "make room and run it again: what was stored is kept" if error.errno == 28 else "check folder and permissions"
            raise StoreError(f"cannot be written ({error.strerror or error})", where=str(self.folder), fix=fix) from error


def arrow() -> Any:
    """pyarrow with its Parquet part; UsageError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("parts need pyarrow", where="--out", fix="pip install 'horseshoe[parts]'") from error
    return pyarrow


def part_files(folder: Path) -> list[Path]:
    """The finished parts of a folder, oldest first."""
    return sorted((p for p in folder.glob("part-*.parquet") if NAME.fullmatch(p.name)), key=number_of)


def number_of(path: Path) -> int:
    """The number in a part's name."""
    match = NAME.fullmatch(path.name)
    assert match
    return int(match[1])


def reader_of(path: Path) -> str:
    """The version of horseshoe that read a part; InputError where the file is none."""
    return _opened(path)[1]


def heads_of(path: Path, reader: str) -> Iterator[tuple[list[str], list[str], list[str | None]]]:
    """Ids, paths and reasons of being left out, of a part of this reader, some thousand at a time; nothing of another's."""
    file, made_by = _opened(path)
    with file, _damage(path):
        if made_by == reader:
            for batch in file.iter_batches(batch_size=10_000, columns=["id", "path", "left_out"]):
                yield tuple(batch.column(name).to_pylist() for name in ("id", "path", "left_out"))


def read_part(path: Path, batch: int = 200) -> Iterator[list[Kept]]:
    """What a part holds, `batch` documents at a time; InputError where it is damaged or none of ours."""
    file, _ = _opened(path)
    with file, _damage(path):
        for found in file.iter_batches(batch_size=batch):
            yield [_kept(row, path) for row in found.to_pylist()]


def _kept(row: dict[str, Any], path: Path) -> Kept:
    told = {name: row[name] for name in OF_DOCUMENT} | {"text": row["text"] or "", "warnings": tuple(row["warnings"] or ())}
    document = Document(**told)
    if row["reading"] is not None and document.id != row["id"]:
        raise _bad(path)
    return Kept(row["id"], document, row["reading"], row["left_out"])


def _opened(path: Path) -> tuple[Any, str]:
    """An open part and the version that read it."""
    pyarrow = arrow()
    with _damage(path):
        if not path.is_file():
            raise _bad(path)
        file = pyarrow.parquet.ParquetFile(path)
        told = file.schema_arrow.metadata or {}
        format_, reader = told.get(b"horseshoe_part"), told.get(b"reader")
        if format_ is None or reader is None:
            raise InputError("is no part written by horseshoe", where=str(path), fix="take it out of the folder")
        if format_ != FORMAT.encode():
            raise InputError("was written by a newer horseshoe", where=str(path), fix="upgrade horseshoe")
        groups = [file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)]
        if set(COLUMNS) != set(file.schema_arrow.names) or max(groups, default=0) > LARGEST_GROUP:
            raise _bad(path)
    return file, reader.decode("utf-8", "replace")


@contextlib.contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file makes pyarrow raise into one line."""
    import pyarrow

    try:
        yield
    except HorseshoeError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, KeyError) as error:
        raise _bad(path) from error


def _bad(path: Path) -> InputError:
    return InputError("is no part, or a damaged one", where=str(path), fix="delete it and run the ingest again")


def _write(path: Path, kept: list[Kept], reader: str) -> None:
    pyarrow = arrow()
    string, strings = pyarrow.string(), pyarrow.list_(pyarrow.string())
    types = {"published": pyarrow.date32(), "warnings": strings, "reading": pyarrow.binary()}
    schema = pyarrow.schema(
        [(name, types.get(name, string)) for name in COLUMNS], metadata={"horseshoe_part": FORMAT, "reader": reader}
    )
    table = pyarrow.Table.from_pylist([_row(k) for k in kept], schema=schema)
    with path.open("wb") as file:
        pyarrow.parquet.write_table(
            table, file, compression="zstd", use_dictionary=["publisher", "kind", "language", "media_type"]
        )
        file.flush()
        os.fsync(file.fileno())


def _row(kept: Kept) -> dict[str, Any]:
    row = {name: getattr(kept.document, name) for name in OF_DOCUMENT}
    if kept.packed is None:
        row |= {"text": None, "warnings": None}
    return row | {"id": kept.id, "left_out": kept.left_out, "reading": kept.packed}


def _lock(folder: Path) -> int:
    """Hold the folder for this program; the system lets go of it when the program ends, however it ends."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    with contextlib.suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise StoreError(
                "another ingest writes into this folder", where=str(folder), fix="wait, or give each its own folder"
            ) from error
    return descriptor


def _sync(folder: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _short(id_: str) -> bytes:
    return bytes.fromhex(id_)[:16]


def _place(id_: str, path: str) -> bytes:
    return hashlib.blake2b(f"{id_} {path}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
