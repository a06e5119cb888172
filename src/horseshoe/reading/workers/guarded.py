"""Loading and reading outside this process, under a time and a memory limit a document: for programs that must not stop at one.

Two pools: one loads (a file that hangs its library or eats the memory costs a worker, not the run), one reads with the model.
Between the two the caller may decide that a document is known already, and pass it over.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from horseshoe.errors import HorseshoeError
from horseshoe.model import Document, Reading
from horseshoe.reading.workers.pool import SECONDS, Pool
from horseshoe.reading.workers.worker import Errand, Item, Task

LOAD_WINDOW = 4  # documents a loader that are loaded and kept for their turn: each may be as large as the limits allow


class Guarded:
    """Reads in `jobs` processes, and loads in half as many, each document in at most `seconds`; they start when needed."""

    def __init__(self, task: Task, *, jobs: int = 1, seconds: float = SECONDS) -> None:
        self.jobs = jobs
        self._loading = Pool(max(1, jobs // 2), dataclasses.replace(task, reads=False, finish=None), seconds, LOAD_WINDOW)
        self._reading = Pool(jobs, dataclasses.replace(task, finish=None), seconds)

    def __enter__(self) -> Guarded:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._loading.close()
        self._reading.close()

    def load(self, items: Iterable[Item | HorseshoeError]) -> Iterator[Document | HorseshoeError]:
        """The documents of paths, addresses and bytes in their order; an error in place of what cannot be loaded."""
        return self._loading.read(items)

    def read(self, documents: Iterable[Document]) -> Iterator[Reading | HorseshoeError]:
        """The readings of documents in their order; an error in place of a document that cannot be read in its limits."""
        return self._reading.read(documents)

    def run(self, errand: Errand) -> Any:
        """What an errand gives, done by a process that loads; raises what it raises."""
        return _one(self._loading.read([errand]))

    def load_one(self, item: Item) -> Document:
        """The document of one item; raises what `load` gives as an error."""
        found: Document = _one(self.load([item]))
        return found

    def read_one(self, document: Document) -> Reading:
        """The reading of one document; raises what `read` gives as an error."""
        found: Reading = _one(self.read([document]))
        return found


def _one(found: Iterator[Any]) -> Any:
    [one] = found
    if isinstance(one, HorseshoeError):
        raise one
    return one
