"""One ingest, wherever loading and reading are done: items out, what was made of them in, once each.

This process lists the sources, asks the sink what it knows, and alone writes there. Documents are loaded first, which gives
their ids; then those that are not known are read. `on_this_machine` does both by processes of its own, `ray.on_ray` on a
cluster.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from horseshoe.documents import find_sources
from horseshoe.errors import HorseshoeError
from horseshoe.model import Document, Reading
from horseshoe.reading.triage.first_pass import is_on_council, is_worth_reading
from horseshoe.reading.workers.pool import SECONDS
from horseshoe.reading.workers.worker import Failure, Item, Task, Worker
from horseshoe.record.codec import pack
from horseshoe.record.ingest.kept import NOT_ABOUT, Head, Kept, Progress, Sink, Summary, copy_of, head_of, writable
from horseshoe.record.ingest.sources import numbered_items

BATCH = 50  # documents a reading process that are loaded, then asked after and read together
BATCH_SECONDS = 5.0  # nor are loaded ones kept waiting longer than this
BATCH_CHARACTERS = 5_000_000  # nor more text than this, for memory's sake
HANDED_ON = 1.0  # seconds after which what was read is handed on, though the rest of its batch is not

Gate = Literal["triage", "thorough", "everything"]
Read = Callable[[Document], Reading]
Numbered = Iterator[tuple[int, Item | HorseshoeError]]
Tell = Callable[[int, str], None]  # what is done: the number of a source, and the document's path


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


class Readers(Protocol):
    """What loads and reads, an error in place of what cannot be: `reading.guarded.Guarded`, or `InThisProcess`."""

    def load(self, items: Iterable[Item | HorseshoeError]) -> Iterator[Document | HorseshoeError]:
        """The documents of items, in their order."""

    def read(self, documents: Iterable[Document]) -> Iterator[Reading | HorseshoeError]:
        """The readings of documents, in their order."""


class InThisProcess:
    """Loads here and reads by a function: without the processes' limits, for a reader of one's own."""

    def __init__(self, task: Task, read: Read) -> None:
        self._load, self._read = Worker(task).load, read

    def load(self, items: Iterable[Item | HorseshoeError]) -> Iterator[Document | HorseshoeError]:
        """The documents of items, in their order; an error in place of what cannot be loaded."""
        for item in items:
            try:
                yield item if isinstance(item, HorseshoeError) else self._load(item)
            except HorseshoeError as error:
                yield error

    def read(self, documents: Iterable[Document]) -> Iterator[Reading | HorseshoeError]:
        """The readings of documents, in their order; an error in place of what cannot be read."""
        for document in documents:
            try:
                yield self._read(document)
            except HorseshoeError as error:
                yield error


@dataclass(slots=True)
class Intake:
    """Where heads and what was made of documents come in, whatever their order, on the way to the sink."""

    sink: Sink
    job: Job
    summary: Summary = field(default_factory=Summary)

    def meet(self, heads: Sequence[Head | Failure]) -> list[int]:
        """Which documents of some, by place, are to be read; the others are counted, and new places of known texts noted."""
        loaded = [h for h in heads if isinstance(h, Head)]
        states = iter(self.sink.meet(loaded, self.job.again))
        wanted, copies = [], []
        for place, head in enumerate(heads):
            if isinstance(head, Failure):
                self.summary.note(head.error())
                continue
            state = next(states)
            if state == "fresh":
                wanted.append(place)
            elif state == "copy":
                copies.append(copy_of(head))
            elif state == "left out":
                self.summary.leave_out(head.path, NOT_ABOUT)
            else:
                self.summary.counts["known"] += 1
        if copies:
            self.sink.take(copies, self.summary)
        return wanted

    def take(self, made: Iterable[Kept | Failure]) -> None:
        """Hand on what was made of documents, from time to time while others are still being read."""
        kept: list[Kept] = []
        since = time.monotonic()
        try:
            for one in made:
                if isinstance(one, Failure):
                    self.summary.note(one.error())
                else:
                    kept.append(one)
                if time.monotonic() - since > HANDED_ON:
                    handed, kept = kept, []
                    self.sink.take(handed, self.summary)
                    since = time.monotonic()
        finally:  # what was read before an end is kept
            self.sink.take(kept, self.summary)

    def bring(self, documents: Sequence[Document], readers: Readers) -> None:
        """Read those of some loaded documents that are not known."""
        if documents:
            wanted = self.meet([head_of(d) for d in documents])
            self.take(read_documents(readers, self.job, [documents[place] for place in wanted]))


Runner = Callable[[Numbered, Intake, Tell], None]


def ingest(
    sources: Iterable[str | Path],
    sink: Sink,
    job: Job,
    run: Runner,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read what `sources` hold (files, folders, archives of texts, JSON lines, web addresses, `-`) by `run`, into `sink`.

    What the job's gate denies is left out and remembered. A document that cannot be read is noted in the summary and stops
    nothing. What was read is stored also where the run ends early by an error. StoreError where the sink fails.
    """
    start, named = time.monotonic(), list(sources)
    intake = Intake(sink, job)
    total = sum(1 for _ in find_sources(named)) if progress else None

    def tell(number: int, path: str) -> None:
        if progress:
            progress(Progress(number, total, path))

    try:
        run(numbered_items(named, job.task), intake, tell)
    finally:
        sink.flush(intake.summary)
    intake.summary.seconds = time.monotonic() - start
    return intake.summary


def bring_documents(documents: Sequence[Document], sink: Sink, job: Job, readers: Readers) -> Summary:
    """Read and store documents that are already loaded."""
    start, intake = time.monotonic(), Intake(sink, job)
    try:
        intake.bring(documents, readers)
    finally:
        sink.flush(intake.summary)
    intake.summary.seconds = time.monotonic() - start
    return intake.summary


def on_this_machine(readers: Readers, batch: int = BATCH) -> Runner:
    """Load and read by `readers`, some `batch` documents at a time."""

    def run(items: Numbered, intake: Intake, tell: Tell) -> None:
        waiting: list[Document] = []
        since = time.monotonic()
        for number, document in _loaded(items, readers):
            if isinstance(document, HorseshoeError):
                intake.summary.note(document)
            else:
                waiting.append(document)
            if len(waiting) >= batch or _too_much(waiting) or time.monotonic() - since > BATCH_SECONDS:
                intake.bring(waiting, readers)
                waiting, since = [], time.monotonic()
            tell(number, document.path if isinstance(document, Document) else document.where or "")
        intake.bring(waiting, readers)

    return run


def _loaded(items: Numbered, readers: Readers) -> Iterator[tuple[int, Document | HorseshoeError]]:
    """Each document with the number of the source it comes from."""
    numbers: deque[int] = deque()

    def unnumbered() -> Iterator[Item | HorseshoeError]:
        for number, item in items:
            numbers.append(number)
            yield item

    for document in load_documents(readers, unnumbered()):
        yield numbers.popleft(), document


def _too_much(waiting: list[Document]) -> bool:
    return sum(len(d.text) for d in waiting) > BATCH_CHARACTERS


def load_documents(readers: Readers, items: Iterable[Item | HorseshoeError]) -> Iterator[Document | HorseshoeError]:
    """The documents of items as a store can hold them (a file's name need not be Unicode), or why one cannot be loaded."""
    for loaded in readers.load(items):
        try:
            yield loaded if isinstance(loaded, HorseshoeError) else writable(loaded)
        except HorseshoeError as error:
            yield error


def read_documents(readers: Readers, job: Job, documents: Sequence[Document]) -> Iterator[Kept | Failure]:
    """What is made of loaded documents, in their order, each as soon as it is read."""
    fresh = [job.gate != "triage" or is_worth_reading(d.text) for d in documents]
    readings = iter(readers.read(d for d, wanted in zip(documents, fresh, strict=True) if wanted)) if any(fresh) else iter(())
    for document, wanted in zip(documents, fresh, strict=True):
        yield _kept(document, next(readings) if wanted else None, job)


def _kept(document: Document, reading: Reading | HorseshoeError | None, job: Job) -> Kept | Failure:
    if isinstance(reading, HorseshoeError):
        return Failure.of(reading)
    if reading is None or (job.gate == "thorough" and not is_on_council(reading)):
        return Kept(document.id, Document("", document.path), left_out=NOT_ABOUT)
    return Kept(document.id, document, pack(reading), reading=reading)
