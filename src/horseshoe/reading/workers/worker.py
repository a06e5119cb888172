"""One worker process of the pool: reads what it is sent, one document at a time."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import importlib
import math
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from horseshoe.documents.limits import DEFAULT_LIMITS, READING_SECONDS, Limits
from horseshoe.errors import HorseshoeError
from horseshoe.model import Document, DocumentKind, Reading

if TYPE_CHECKING:
    from horseshoe.reading.llm.choose import ReadsDocuments

SMALL = 30_000  # characters, up to which a document is sent, and looked at, while another is read
TOGETHER = 16  # documents that a worker is sent at once and looks at together
LOADING, LOADED = -1, -2  # sent in a result's place while no document's time runs, and when it does
STARTING_CPU = 120.0  # seconds of computing more for the first document: libraries and the model are loaded with it
Finish = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes that are still to be loaded: a member of an archive, a download, standard input (path `-`)."""

    path: str
    data: bytes
    content_type: str | None = None
    kind: DocumentKind | None = None  # overrides the task's
    published: date | None = None  # overrides the task's


@dataclass(frozen=True, slots=True)
class Errand:
    """Something else to be done under a worker's limits: a function, `module:function`, and what it is called with."""

    path: str  # what it is about, for errors
    function: str
    arguments: tuple[Any, ...] = ()


Item = str | Path | Document | Raw | Errand


@dataclass(frozen=True, slots=True)
class Task:
    """How workers read: the options of loading, the reader, and what they send back.

    `finish` names a function of a reading, `module:function`; the reading itself is sent back without one.
    """

    reader: str = "rules"
    model: str | None = None
    published: date | None = None
    kind: DocumentKind | None = None
    encoding: str | None = None
    allow_private: bool = False
    limits: Limits = DEFAULT_LIMITS
    triage: bool = False  # parse only what horseshoe.reading.triage.first_pass chooses
    reads: bool = True  # False: documents are only loaded, and come back themselves
    finish: str | None = None
    cpu_seconds: float = 2 * READING_SECONDS  # of computing for one document: for a worker whom nobody watches any more
    memory_bytes: int = 6_000_000_000  # of address space, which counts the model and the libraries


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it travels between processes."""

    kind: str
    what: str
    where: str | None
    fix: str | None

    @classmethod
    def of(cls, error: HorseshoeError, where: str | None = None) -> Failure:
        """An error made ready to travel; `where` is said of one that names no place itself."""
        return cls(type(error).__name__, error.what, error.where or where, error.fix)

    def error(self) -> HorseshoeError:
        """The error again."""
        made: HorseshoeError = getattr(importlib.import_module("horseshoe.errors"), self.kind)(
            self.what, where=self.where, fix=self.fix
        )
        return made


def name_of(item: Item) -> str:
    """What an item is called in errors."""
    return item.path if isinstance(item, Document | Raw | Errand) else str(item)


def held_by(item: object) -> int:
    """Bytes or characters that an item carries along; 0 for a path, an address or an error in an item's place."""
    if isinstance(item, Errand):
        return sum(len(a) for a in item.arguments if isinstance(a, bytes | str))
    return len(item.text) if isinstance(item, Document) else len(item.data) if isinstance(item, Raw) else 0


class Worker:
    """Loads and reads with a reader that is made for the first document and kept; `tell` hears when."""

    def __init__(self, task: Task, tell: Callable[[int], None] = lambda _: None) -> None:
        self.task, self._tell = task, tell
        self._reader: ReadsDocuments | None = None
        self._finish = _function(task.finish) if task.finish else None

    def do(self, item: Item) -> Any:
        """The finished reading of one item, or its Failure. Whatever else is raised stays with this one item."""
        try:
            if isinstance(item, Errand):
                return _function(item.function)(*item.arguments)
            document = self.load(item)
            if not self.task.reads:
                return document
            reading = self.read(document)
            return self._finish(reading) if self._finish else reading
        except HorseshoeError as error:
            return Failure.of(error, name_of(item))
        except MemoryError:
            return Failure("InputError", "needs more memory than is allowed", name_of(item), "split it first")
        except RecursionError:
            return Failure("InputError", "is nested too deep to be read", name_of(item), "split it first")
        except Exception as error:
            fault = f"unexpected fault ({type(error).__name__}: {error})"
            return Failure("HorseshoeError", fault, name_of(item), "run it alone with --debug and report it")

    def load(self, item: Item) -> Document:
        """The document of an item."""
        if isinstance(item, Document):
            return item
        if isinstance(item, Errand):
            raise TypeError("an errand is no document")
        from horseshoe.documents import from_bytes, load

        t = self.task
        if isinstance(item, Raw):
            made = from_bytes(
                item.data,
                "standard input" if item.path == "-" else item.path,
                published=item.published or t.published,
                kind=item.kind or t.kind,
                limits=t.limits,
                encoding=t.encoding,
                content_type=item.content_type,
            )
            return dataclasses.replace(made, path=item.path)
        return load(
            item, published=t.published, kind=t.kind, limits=t.limits, encoding=t.encoding, allow_private=t.allow_private
        )

    def look_ahead(self, items: Sequence[Item]) -> None:
        """Tell the reader what comes next, where it asks for it. A fault is left for the document that it belongs to."""
        from horseshoe.reading.llm.choose import LooksAhead

        small = [i for i in items if isinstance(i, Document) and len(i.text) <= SMALL]
        if len(small) < 2 or not self.task.reads:
            return
        with contextlib.suppress(Exception):
            if isinstance(reader := self._chosen(), LooksAhead):
                reader.look_ahead(small)

    def read(self, document: Document) -> Reading:
        """The reading of a document."""
        return self._chosen().read(document)

    def _chosen(self) -> ReadsDocuments:
        if self._reader is None:
            from horseshoe.reading.llm.choose import choose_reader
            from horseshoe.reading.triage.first_pass import TriageReader

            self._tell(LOADING)
            reader = choose_reader(self.task.reader, self.task.model)
            reader = TriageReader(reader) if self.task.triage else reader
            if self.task.reader == "rules":  # the parser and the word lists are loaded by their first use
                reader.read(Document("The Security Council met.", "warm"))
            self._reader = reader
            gc.freeze()  # the model and the lists live as long as the process: no search for garbage looks at them again
            self._tell(LOADED)
        return self._reader


def _function(name: str) -> Finish:
    module, function = name.split(":")
    found: Finish = getattr(importlib.import_module(module), function)
    return found


def limit_memory(size: int) -> None:
    """Bound this process's address space, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def limit_cpu(seconds: float) -> None:
    """Let the system end this process when it has computed for that many seconds more, whether or not it is watched."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = math.ceil(used.ru_utime + used.ru_stime + seconds)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def end_with(parent: int) -> None:
    """Let the system end this process when its parent ends, however that ends (Linux); at once where it has ended already.

    For a child of its parent's main thread only: the signal comes when the thread ends that started the child.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def _watch(descriptor: int) -> None:
    """End this process when the other end of its connection is gone, whatever it is doing."""
    poll = select.poll()
    poll.register(descriptor, getattr(select, "POLLRDHUP", 0))
    while not any(event & (select.POLLHUP | select.POLLERR | getattr(select, "POLLRDHUP", 0)) for _, event in poll.poll()):
        pass
    os._exit(0)


def serve(connection: Connection) -> None:
    """Answer (number, item) with (number, result) until the other end closes."""
    try:
        task = connection.recv()
        if hasattr(select, "poll"):
            threading.Thread(target=_watch, args=(connection.fileno(),), daemon=True).start()
        limit_memory(task.memory_bytes)
        worker = Worker(task, lambda told: connection.send((told, None)))
        connection.send((LOADED, None))  # from here on time counts
        allowed = STARTING_CPU
        while True:
            arrived = [connection.recv()]
            while len(arrived) < TOGETHER and connection.poll():
                arrived.append(connection.recv())
            limit_cpu(task.cpu_seconds + allowed)
            worker.look_ahead([item for _, item in arrived])
            for number, item in arrived:
                limit_cpu(task.cpu_seconds + allowed)
                connection.send((number, worker.do(item)))
                allowed = 0.0
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return


def main() -> None:
    """Serve the connection whose file descriptor is the first argument; the second is the parent's number, or 0."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    if (parent := int(sys.argv[2])) != 0:
        end_with(parent)
    serve(Connection(int(sys.argv[1])))
