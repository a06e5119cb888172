"""Several processes that read: results in the order of the input, a time limit a document, workers that die replaced."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from horseshoe.documents.limits import READING_SECONDS
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Document
from horseshoe.reading.workers.worker import (
    LOADED,
    LOADING,
    SMALL,
    TOGETHER,
    Errand,
    Failure,
    Item,
    Raw,
    Task,
    held_by,
    name_of,
)

SECONDS = READING_SECONDS
LOADING_SECONDS = 120.0  # for a worker's start and the loading of its model
WINDOW = 64  # documents a worker that are sorted by length, handed out and kept for their turn
AHEAD = 2  # paths, addresses and bytes sent to a worker at a time: the one it reads and the next
TRIES = 2
STARTS = 4  # workers that may die while they load the model, which is no fault of the document that waits for it


@dataclass(slots=True)
class Job:
    """An input with its place in the order, and what became of the workers that had it."""

    number: int
    item: Item
    tries: int = 0  # workers lost that read it
    starts: int = 0  # and workers lost before they did
    alone: bool = False  # was with a worker that was lost: whose fault it was shows where nothing else is there


@dataclass(slots=True, eq=False)
class ReadingProcess:
    """A worker with the documents that were handed to it."""

    process: subprocess.Popen[bytes]
    connection: Connection
    jobs: deque[Job] = field(default_factory=deque)
    since: float = 0.0
    loading: bool = True

    def takes(self, job: Job) -> bool:
        """Whether a job can be sent now: any to an idle worker; else a small one, as a full pipe would block both its ends."""
        if not self.jobs:
            return True
        most = TOGETHER if isinstance(job.item, Document) else AHEAD
        held = sum(held_by(j.item) for j in list(self.jobs)[1:]) + held_by(job.item)
        return len(self.jobs) < most and held <= SMALL and not job.alone and not self.jobs[0].alone


class Pool:
    """Reads documents in `jobs` processes, each with its own model. Use as a context manager; leaving it ends the workers."""

    def __init__(self, jobs: int, task: Task, seconds: float = SECONDS, window: int = WINDOW) -> None:
        self.jobs, self.seconds, self.window = max(1, jobs), seconds, window
        self.task = dataclasses.replace(task, cpu_seconds=2 * seconds)
        self.workers: list[ReadingProcess] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; reading again starts new ones."""
        for worker in self.workers:
            _end(worker)
        self.workers.clear()

    def read(self, items: Iterable[Item | HorseshoeError]) -> Iterator[Any]:
        """For each item, in order, what the task makes of its reading, or the HorseshoeError that says why not.

        An item may be a path, an address, bytes or a Document; an error among them comes back in its place, and so does a
        Document where the task only loads. An item whose worker dies or runs out of time is tried once more in a new one;
        one whose worker dies while it still starts, a few times more.
        Memory does not grow with the number of items.
        """
        try:
            yield from self._read(items)
        finally:
            if any(w.jobs for w in self.workers):  # left half-way: their answers belong to nobody
                self.close()

    def _read(self, items: Iterable[Item | HorseshoeError]) -> Iterator[Any]:
        size = self.window * self.jobs
        numbered = enumerate(items)
        done: dict[int, Any] = {}
        waiting: deque[Job] = deque()
        next_out, taken, more = 0, 0, True
        while True:
            if more and len(waiting) < size // 2 and taken - next_out < 2 * size:
                fresh = list(itertools.islice(numbered, size))
                taken, more = taken + len(fresh), len(fresh) == size
                jobs = []
                for number, item in fresh:
                    if isinstance(item, HorseshoeError) or (isinstance(item, Document) and not self.task.reads):
                        done[number] = item
                    else:
                        jobs.append(Job(number, item))
                waiting.extend(sorted(jobs, key=lambda j: -_length(j.item)))
            self._hand_out(waiting)
            while next_out in done:
                yield done.pop(next_out)
                next_out += 1
            if next_out == taken and not more:
                return
            if next_out < taken and next_out not in done:
                for job, result in self._collect(waiting):
                    done[job.number] = result

    def _hand_out(self, waiting: deque[Job]) -> None:
        """Give each worker the document it reads and some more; start workers while there is work for them."""
        for _ in range(TOGETHER):
            while waiting and len(self.workers) < self.jobs:
                self.workers.append(self.start_worker())
                self._send(self.workers[-1], waiting)
            before = len(waiting)
            for worker in sorted(self.workers, key=lambda w: len(w.jobs)):
                if waiting and worker.takes(waiting[0]):
                    self._send(worker, waiting)
            if len(waiting) == before:
                return

    def _send(self, worker: ReadingProcess, waiting: deque[Job]) -> None:
        job = waiting.popleft()
        if not worker.jobs:
            worker.since = time.monotonic()
        worker.jobs.append(job)
        try:
            worker.connection.send((job.number, job.item))
        except OSError:
            return  # it has died; `_collect` finds that out

    def _collect(self, waiting: deque[Job]) -> Iterator[tuple[Job, Any]]:
        """Wait for the next answers, deaths and overruns."""
        busy = {w.connection: w for w in self.workers if w.jobs}
        now = time.monotonic()
        left = [w.since + self._allowed(w) - now for w in busy.values()]
        ready = wait(list(busy), timeout=max(0.0, min(left))) if busy else []
        for connection in ready:
            worker = busy[connection]  # type: ignore[index]
            try:
                number, result = worker.connection.recv()
            except (EOFError, OSError):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    worker.process.wait(timeout=2)
                yield from self._lost(worker, waiting, None)
                continue
            worker.since, worker.loading = time.monotonic(), number == LOADING
            if number in (LOADING, LOADED):
                continue
            job = worker.jobs.popleft()
            assert job.number == number
            yield job, result.error() if isinstance(result, Failure) else result
        now = time.monotonic()
        for worker in [w for w in busy.values() if w.jobs and w in self.workers]:
            if now - worker.since >= self._allowed(worker):
                yield from self._lost(worker, waiting, f"takes more than {self.seconds:g} seconds to read")

    def _allowed(self, worker: ReadingProcess) -> float:
        return LOADING_SECONDS if worker.loading else self.seconds

    def _lost(self, worker: ReadingProcess, waiting: deque[Job], reason: str | None) -> Iterator[tuple[Job, Any]]:
        """End a worker; its document is tried again or given up, those it had not begun go back."""
        self.workers.remove(worker)
        code = _end(worker)
        job, *rest = worker.jobs
        for each in worker.jobs:
            each.alone = True
        waiting.extendleft(reversed(rest))
        if worker.loading:
            job.starts += 1
        else:
            job.tries += 1
        if job.tries < TRIES and job.starts < STARTS:
            waiting.appendleft(job)
            return
        lost = f"made its worker stop {TRIES} times" if job.tries >= TRIES else f"found no worker that starts in {STARTS} tries"
        what = reason or f"{lost} ({_cause(code)})"
        yield job, InputError(what, where=name_of(job.item), fix="split it first, or report it")

    def start_worker(self) -> ReadingProcess:
        """A new process that reads, not yet among the pool's `workers`."""
        ours, theirs = multiprocessing.Pipe()
        # Numerical libraries start a thread a core in every process otherwise, and the processes get in each other's way.
        environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"} | os.environ
        # The system ends a child with the thread that started it: only the main thread is sure to last as long as the pool.
        parent = os.getpid() if threading.current_thread() is threading.main_thread() else 0
        main = "from horseshoe.reading.workers.worker import main; main()"
        command = [sys.executable, "-c", main, str(theirs.fileno()), str(parent)]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment)
        theirs.close()
        worker = ReadingProcess(process, ours, since=time.monotonic())
        try:
            ours.send(self.task)
        except OSError as error:
            raise HorseshoeError("a worker process does not start") from error
        return worker


def _end(worker: ReadingProcess) -> int:
    """Kill a worker, without waiting for what it does; its exit status as it was before."""
    code = worker.process.poll()
    worker.process.kill()
    worker.connection.close()
    ended = worker.process.wait()
    return ended if code is None else code


def _cause(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit status {code}"


def _length(item: Item) -> int:
    """The length that items are sorted by, in bytes or characters; 0 where it is not known."""
    if isinstance(item, Document | Raw | Errand):
        return held_by(item)
    try:
        return Path(item).stat().st_size
    except (OSError, ValueError):
        return 0
