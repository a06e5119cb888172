"""An ingest of which the loading and reading may be done elsewhere: chunks out, what was made of them in, once each.

The driver (this process) lists the sources, asks the sink what it knows, and alone writes there. Whoever reads gets a chunk
twice: once to load it, which gives the texts' ids; then, of those that are not known, to read it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from horseshoe.documents import find_sources
from horseshoe.errors import HorseshoeError
from horseshoe.reading.guarded import Guarded
from horseshoe.reading.worker import Failure, name_of
from horseshoe.record.chunk import CHUNK, NOT_ABOUT, Chunk, Job, chunks_of, load_chunk, read_chunk, with_bytes
from horseshoe.record.ingest import Progress, Summary
from horseshoe.record.kept import Head, Kept, Sink, copy_of
from horseshoe.record.sources import numbered_items

HANDED_ON = 1.0  # seconds after which what was read is handed on, though its chunk is not done


@dataclass(slots=True)
class Desk:
    """Where heads and what was made of documents come in, whatever their order."""

    sink: Sink
    job: Job
    summary: Summary = field(default_factory=Summary)

    def meet(self, heads: Sequence[Head | Failure]) -> list[int]:
        """Which documents of a chunk, by place, are to be read; the others are counted, and new places of known texts noted."""
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
        """Hand on what was made of documents, from time to time while they are still being read."""
        kept: list[Kept] = []
        since = time.monotonic()
        for one in made:
            if isinstance(one, Failure):
                self.summary.note(one.error())
            else:
                kept.append(one)
            if time.monotonic() - since > HANDED_ON:
                self.sink.take(kept, self.summary)
                kept, since = [], time.monotonic()
        self.sink.take(kept, self.summary)


Engine = Callable[[Iterator[tuple[int, Chunk]], Desk, Callable[[int], None]], None]


def distribute(
    sources: Iterable[str | Path],
    sink: Sink,
    job: Job,
    engine: Engine,
    *,
    size: int = CHUNK,
    as_bytes: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read what `sources` hold in chunks by `engine`, into `sink`. With `as_bytes` files travel as their bytes.

    A document that cannot be read is noted in the summary and stops nothing. What was read is stored also where the run ends
    early by an error.
    """
    start, named = time.monotonic(), list(sources)
    desk = Desk(sink, job)
    total = sum(1 for _ in find_sources(named)) if progress else None

    def chunks() -> Iterator[tuple[int, Chunk]]:
        items = numbered_items(named, job.task)
        yield from chunks_of(((n, with_bytes(i, job.task) if as_bytes else i) for n, i in items), size)

    def tell(number: int) -> None:
        if progress:
            progress(Progress(number, total, ""))

    try:
        engine(chunks(), desk, tell)
    finally:
        sink.flush(desk.summary)
    desk.summary.seconds = time.monotonic() - start
    return desk.summary


def here(guarded: Guarded) -> Engine:
    """The engine that loads and reads by processes of this machine, one chunk after the other."""

    def run(chunks: Iterator[tuple[int, Chunk]], desk: Desk, tell: Callable[[int], None]) -> None:
        for number, chunk in chunks:
            heads, documents = load_chunk(guarded, chunk)
            wanted = [d for place in desk.meet(heads) if (d := documents[place]) is not None]
            desk.take(read_chunk(guarded, desk.job, wanted))
            tell(number)

    return run


def failures(chunk: Chunk, why: HorseshoeError) -> list[HorseshoeError]:
    """One error for each document of a chunk that is given up."""
    return [
        item if isinstance(item, HorseshoeError) else type(why)(why.what, where=name_of(item), mend=why.mend) for item in chunk
    ]
