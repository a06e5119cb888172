"""A chunk of documents on its way to a cluster, loaded and read there: the two steps between which the sink is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from horseshoe.documents.files import read_file
from horseshoe.documents.load import is_address
from horseshoe.errors import HorseshoeError
from horseshoe.model import Document
from horseshoe.reading.workers.worker import Failure, Item, Raw, Task, held_by, name_of
from horseshoe.record.ingest.kept import Head, head_of
from horseshoe.record.ingest.pipeline import Readers, load_documents

CHUNK = 32  # documents
CHUNK_SIZE = 4_000_000  # nor more bytes or characters than this, but for a single large document

Chunk = list[Item | HorseshoeError]


def chunks_of(items: Iterable[tuple[int, Item | HorseshoeError]], size: int | None = None) -> Iterator[tuple[int, Chunk]]:
    """Items in chunks of at most `size` (CHUNK) and of a bounded weight, with the number of the source that a chunk ends in."""
    size = size or CHUNK
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


def load_chunk(readers: Readers, items: Chunk) -> tuple[list[Head | Failure], list[Document | None]]:
    """The heads of a chunk's documents, or why one cannot be loaded; and the documents themselves."""
    heads: list[Head | Failure] = []
    documents: list[Document | None] = []
    for loaded in load_documents(readers, items):
        if isinstance(loaded, HorseshoeError):
            heads.append(Failure.of(loaded))
            documents.append(None)
        else:
            heads.append(head_of(loaded))
            documents.append(loaded)
    return heads, documents


def failures(chunk: Chunk, why: HorseshoeError) -> list[HorseshoeError]:
    """One error for each document of a chunk that is given up."""
    return [
        item if isinstance(item, HorseshoeError) else type(why)(why.what, where=name_of(item), fix=why.fix) for item in chunk
    ]
