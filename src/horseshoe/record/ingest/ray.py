"""The same reading on a Ray cluster. Ray schedules; whether a document is done is decided here and by the sink alone.

A worker holds processes of its own for loading and reading (`reading.guarded`), so that time and memory limits a document are
those of one machine. A chunk whose worker or node is lost is sent out again; the second time its documents go out one by one,
so that one that takes its worker along is found, and given up after three losses.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from horseshoe import __version__
from horseshoe.errors import HorseshoeError, InputError, StoreError, UsageError
from horseshoe.model import Document
from horseshoe.reading.workers.guarded import Guarded
from horseshoe.reading.workers.worker import Failure
from horseshoe.record.ingest.chunk import Chunk, chunks_of, failures, load_chunk, with_bytes
from horseshoe.record.ingest.kept import Head, Kept
from horseshoe.record.ingest.pipeline import Intake, Job, Numbered, Runner, Tell, read_documents

_START = "start it with: ray start --head; if it asks for a token, set RAY_AUTH_TOKEN"
TRIES = 3  # losses after which a document is given up
CONNECT = 10.0  # seconds for a cluster's door to open
FIRST_ANSWER = 120.0  # seconds that a cluster may take to find a free CPU
ASK_AGAIN = 10.0  # seconds between two looks at how many CPUs there are: a cluster may grow
AHEAD = 2  # chunks a CPU: the one it works on and the next

_guarded: dict[Job, Guarded] = {}  # of this worker process


@dataclass(slots=True, eq=False)
class _Sent:
    """A chunk that is out: being loaded, or being read."""

    number: int
    chunk: Chunk
    tries: int = 0
    loads: bool = True
    documents: Any = None  # where Ray keeps the loaded documents


def on_ray(address: str | None = None, jobs: int | None = None) -> Runner:
    """Load and read on the Ray cluster at `address`, at most `jobs` chunks at a time (default: all its CPUs).

    Without an address that of RAY_ADDRESS or of a cluster on this machine is taken, else Ray is started here for this run.
    UsageError without ray; StoreError where there is no such cluster, or it cannot run this version of horseshoe.
    """
    ray = _ray()

    def run(items: Numbered, intake: Intake, tell: Tell) -> None:
        chunks = chunks_of((number, with_bytes(item, intake.job.task)) for number, item in items)
        ours = not ray.is_initialized()
        if ours:
            with _silent():
                _connect(ray, address, jobs)
        try:
            _check_workers(ray, address)
            Driver(ray, intake, jobs).run(chunks, tell)
        finally:
            if ours:
                ray.shutdown()

    return run


def load_there(job: Job, chunk: Chunk) -> tuple[list[Head | Failure], list[Document | None]]:
    """On a worker: load a chunk."""
    return load_chunk(_held(job), chunk)


def read_there(job: Job, documents: list[Document | None], wanted: Sequence[int]) -> list[Kept | Failure]:
    """On a worker: read the wanted of a chunk's documents."""
    made = read_documents(_held(job), job, [d for place in wanted if (d := documents[place]) is not None])
    return [dataclasses.replace(one, reading=None) if isinstance(one, Kept) else one for one in made]  # packed travels faster


def version_there() -> str:
    """On a worker: its version of horseshoe."""
    return __version__


def _held(job: Job) -> Guarded:
    """This worker's processes, started at its first chunk and kept."""
    if job not in _guarded:
        for other in _guarded.values():
            other.close()
        _guarded.clear()
        _guarded[job] = Guarded(job.task, seconds=job.seconds)
    return _guarded[job]


class Driver:
    """Keeps the cluster's CPUs in chunks, and takes what comes back."""

    def __init__(self, ray: Any, intake: Intake, jobs: int | None) -> None:
        self.ray, self.intake, self.jobs = ray, intake, jobs
        self.job = ray.put(intake.job)
        options = {"num_cpus": 1, "max_retries": 0}
        self.load = ray.remote(**options, num_returns=2)(load_there)
        self.read = ray.remote(**options)(read_there)
        self.out: dict[Any, _Sent] = {}
        self.again: deque[_Sent] = deque()
        self.looked, self.room = 0.0, 1

    def run(self, chunks: Iterator[tuple[int, Chunk]], tell: Tell) -> None:
        """Send chunks out until there are none, and take what was made of each."""
        more = True
        while more or self.again or self.out:
            while len(self.out) < self._room() and (more or self.again):
                if self.again:
                    self._send(self.again.popleft())
                elif (found := next(chunks, None)) is not None:
                    self._send(_Sent(*found))
                else:
                    more = False
            if self.out:
                ready, _ = self.ray.wait(list(self.out), num_returns=1, timeout=ASK_AGAIN)
                for reference in ready:
                    sent = self.out.pop(reference)
                    self._take(sent, reference)
                    tell(sent.number, "")

    def _room(self) -> int:
        """How many chunks may be out."""
        if self.jobs:
            return self.jobs
        if time.monotonic() - self.looked > ASK_AGAIN:
            self.room = AHEAD * max(1, int(self.ray.cluster_resources().get("CPU", 1)))
            self.looked = time.monotonic()
        return self.room

    def _send(self, sent: _Sent) -> None:
        sent.loads = True
        reference, sent.documents = self.load.remote(self.job, sent.chunk)
        self.out[reference] = sent

    def _take(self, sent: _Sent, reference: Any) -> None:
        try:
            answer = self.ray.get(reference)
        except self.ray.exceptions.RayTaskError as error:  # a fault of ours: it would come again
            self._give_up(
                sent, HorseshoeError(f"unexpected fault ({error.cause})", fix="read it alone with --debug and report it")
            )
            return
        except self.ray.exceptions.RayError as error:
            self._lost(sent, error)
            return
        if not sent.loads:
            self.intake.take(answer)
            sent.documents = None
        elif wanted := self.intake.meet(answer):
            sent.loads = False
            self.out[self.read.remote(self.job, sent.documents, wanted)] = sent
            sent.chunk = [sent.chunk[place] for place in wanted]  # the others are told or counted: they do not go out again

    def _lost(self, sent: _Sent, error: Exception) -> None:
        """A worker or node was lost with a chunk: send it again, the second time document by document."""
        sent.tries, sent.documents = sent.tries + 1, None
        if sent.tries < TRIES:
            if sent.tries == 1 or len(sent.chunk) == 1:
                self.again.append(sent)
            else:
                self.again.extend(_Sent(sent.number, [item], 1) for item in sent.chunk)
            return
        what = f"its worker was lost {TRIES} times ({type(error).__name__})"
        self._give_up(sent, InputError(what, fix="run it again, or read it alone"))

    def _give_up(self, sent: _Sent, why: HorseshoeError) -> None:
        for error in failures(sent.chunk, why):
            self.intake.summary.note(error)


def _ray() -> Any:
    # Ray tells its makers of every use otherwise, and prints on every lost worker, which is told here.
    for name, value in (("USAGE_STATS_ENABLED", "0"), ("BACKEND_LOG_LEVEL", "error"), ("IGNORE_UNHANDLED_ERRORS", "1")):
        os.environ.setdefault(f"RAY_{name}", value)
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise UsageError("needs Ray", where="--engine ray", fix="pip install 'horseshoe[ray]'") from error
    return ray


def _connect(ray: Any, address: str | None, jobs: int | None) -> None:
    quiet = {"logging_level": "ERROR", "log_to_driver": False}
    try:
        _knock(address or os.environ.get("RAY_ADDRESS"))
        ray.init(address=address or "auto", **quiet)
    except (OverflowError, ValueError, RuntimeError, ImportError, OSError, ray.exceptions.RayError) as error:
        if address is None and not os.environ.get("RAY_ADDRESS"):
            ray.init(address="local", num_cpus=jobs, include_dashboard=False, **quiet)
            return
        where = address or os.environ["RAY_ADDRESS"]
        why = " ".join(str(error).split())[:200]
        raise StoreError(f"no Ray cluster answers ({why})", where=where, fix=_START) from error


def _knock(address: str | None) -> None:
    """OSError where nobody listens at host:port: Ray itself would ask there for minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), CONNECT).close()


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep Ray's own lines on each try to connect from standard error: what fails is told in one line of ours."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _check_workers(ray: Any, address: str | None) -> None:
    """That the cluster's workers can run this very version."""
    where = address or "Ray"
    fix = f"install horseshoe {__version__} on all its machines"
    try:
        found = ray.get(ray.remote(num_cpus=1)(version_there).remote(), timeout=FIRST_ANSWER)
    except ray.exceptions.GetTimeoutError as error:
        fix = "wait until it has room, or give it more"
        raise StoreError(f"had no free CPU in {FIRST_ANSWER:g} seconds", where=where, fix=fix) from error
    except ray.exceptions.RayError as error:
        why = " ".join(str(error).split())[-200:]
        raise StoreError(f"cannot run horseshoe ({why})", where=where, fix=fix) from error
    if found != __version__:
        raise StoreError(f"runs horseshoe {found}, this is {__version__}", where=where, fix=fix)
