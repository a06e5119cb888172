"""A chunk of documents, loaded and read by whichever process: the two steps between which the store is asked what it knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from horseshoe.documents.files import read_file
from horseshoe.documents.load import is_address
from horseshoe.errors import HorseshoeError
from horseshoe.model import Document, Reading
from horseshoe.reading.guarded import Guarded
from horseshoe.reading.pool import SECONDS
from horseshoe.reading.triage import is_on_council, is_worth_reading
from horseshoe.reading.worker import Failure, Item, Raw, Task, held_by
from horseshoe.record.codec import pack
from horseshoe.record.kept import Head, Kept, head_of, writable

CHUNK = 32  # documents
CHUNK_SIZE = 4_000_000  # nor more bytes or characters than this, but for a single large document
NOT_ABOUT = "nothing about the Security Council found"
Gate = Literal["triage", "thorough", "everything"]


@dataclass(frozen=True, slots=True)
class Job:
    """How an ingest reads: the task of its workers, seconds for a document, and what decides whether a document is kept."""

    task: Task
    gate: Gate = "triage"
    seconds: float = SECONDS

    @property
    def again(self) -> bool:
        """Whether what was left out before is read all the same."""
        return self.gate != "triage"


Chunk = list[Item | HorseshoeError]


def chunks_of(items: Iterable[tuple[int, Item | HorseshoeError]], size: int = CHUNK) -> Iterator[tuple[int, Chunk]]:
    """Items in chunks of a bounded number and size, with the number of the source that a chunk ends in."""
    chunk: Chunk = []
    number = weight = 0
    for number, item in items:
        chunk.append(item)
        weight += held_by(item)
        if len(chunk) >= size or weight >= CHUNK_SIZE:
            yield number, chunk
            chunk, weight = [], 0
    if chunk:
        yield number, chunk


def with_bytes(item: Item | HorseshoeError, task: Task) -> Item | HorseshoeError:
    """A file as its bytes, for a worker on another machine; anything else as it is."""
    if not isinstance(item, str | Path) or is_address(str(item)):
        return item
    try:
        return Raw(str(item), read_file(Path(item), task.limits))
    except HorseshoeError as error:
        return error


def load_chunk(guarded: Guarded, items: Chunk) -> tuple[list[Head | Failure], list[Document | None]]:
    """The heads of a chunk's documents, or why one cannot be loaded; and the documents themselves."""
    heads: list[Head | Failure] = []
    documents: list[Document | None] = []
    for loaded in guarded.load(items):
        try:
            if isinstance(loaded, HorseshoeError):
                raise loaded
            document = writable(loaded)
            heads.append(head_of(document))
            documents.append(document)
        except HorseshoeError as error:
            heads.append(Failure.of(error))
            documents.append(None)
    return heads, documents


def read_chunk(guarded: Guarded, job: Job, documents: Sequence[Document]) -> Iterator[Kept | Failure]:
    """What is made of loaded documents, in their order, each as soon as it is read."""
    fresh = [job.gate != "triage" or is_worth_reading(d.text) for d in documents]
    readings = guarded.read(d for d, wanted in zip(documents, fresh, strict=True) if wanted)
    for document, wanted in zip(documents, fresh, strict=True):
        yield _kept(document, next(readings) if wanted else None, job)


def _kept(document: Document, reading: Reading | HorseshoeError | None, job: Job) -> Kept | Failure:
    if isinstance(reading, HorseshoeError):
        return Failure.of(reading)
    if reading is None or (job.gate == "thorough" and not is_on_council(reading)):
        return Kept(document.id, Document("", document.path), left_out=NOT_ABOUT)
    return Kept(document.id, document, pack(reading))
