"""Where a server reads what strangers send: in worker processes, under limits of time and memory, so that no file ends it."""

from __future__ import annotations

import functools
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from horseshoe.documents.limits import READING_SECONDS
from horseshoe.errors import BusyError
from horseshoe.model import Document, Reading
from horseshoe.reading.workers.guarded import Guarded
from horseshoe.reading.workers.worker import Raw, Task

ROOMS = 2  # texts that are read at a time
WAITING = 6  # and that wait for a room: each holds a thread of the server, of which pages need some
WAIT = 30.0  # seconds until a request is told to come again
Answer = TypeVar("Answer")


class Rooms:
    """At most `rooms` readings at a time; a room's processes start with its first document."""

    def __init__(
        self,
        rooms: int = ROOMS,
        seconds: float = READING_SECONDS,
        wait: float = WAIT,
        waiting: int = WAITING,
        task: Task | None = None,
    ) -> None:
        self._wait = wait
        self._places = threading.BoundedSemaphore(rooms + waiting)
        self._free: queue.LifoQueue[Guarded] = queue.LifoQueue()
        for _ in range(rooms):
            self._free.put(Guarded(task or Task(), seconds=seconds))

    def load(self, item: Raw | str) -> Document:
        """The document in some bytes or at a web address. InputError where it cannot be read in its limits."""
        return self.in_a_room(lambda room: room.load_one(item))

    def read(self, document: Document) -> Reading:
        """The reading of a document. InputError where it cannot be read in its limits."""
        return self.in_a_room(lambda room: room.read_one(document))

    def in_a_room(self, work: Callable[[Guarded], Answer]) -> Answer:
        """What `work` gives in a room that is free. BusyError where none is after the wait."""
        if not self._places.acquire(blocking=False):
            raise BusyError("is busy with other texts", where="the server", fix="send it again in half a minute")
        try:
            room = self._free.get(timeout=self._wait)
        except queue.Empty as error:
            self._places.release()
            raise BusyError("is busy with other texts", where="the server", fix="send it again in half a minute") from error
        try:
            return work(room)
        finally:
            self._free.put(room)
            self._places.release()


@functools.cache
def rooms(allow_private: bool = False) -> Rooms:
    """The rooms of this process; `allow_private` are those of a server that may fetch from private networks."""
    return Rooms(task=Task(allow_private=allow_private))
