"""The record behind the pages: opened when first asked for, one for all requests."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import Request

from horseshoe.errors import StoreError
from horseshoe.model import Document, Reading
from horseshoe.record.address import shown
from horseshoe.serve.batches import Batches
from horseshoe.serve.settings import Settings

if TYPE_CHECKING:
    from horseshoe.record.record import Record


T = TypeVar("T")
KEPT = 256  # answers remembered
PATIENCE = 2.0  # an answer that is made anew all the time is given for so many times what it takes to make it
OLDEST = 10.0  # seconds, at most


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with the state of the record it was made from, when and how long that took, by the monotonic clock.

    `own` counts what this server had written by then; `hurried` tells that the answer before it lived for a moment only.
    """

    value: Any
    state: Hashable
    own: int
    made: float
    took: float
    hurried: bool

    def fits(self, state: Hashable, own: int, now: float) -> bool:
        """Whether it may be given: the record is as it was, or others write to it faster than answers can be made.

        In that case it is given for so long as keeps two thirds of the time for other work, `OLDEST` seconds at most. What this
        server itself has written is always seen at once.
        """
        if self.state == state:
            return True
        return self.own == own and self.hurried and now - self.made < min(OLDEST, PATIENCE * self.took)

    def stands_in(self, own: int, now: float) -> bool:
        """Whether it may be given while it is being made anew for somebody else."""
        return self.own == own and self.hurried and now - self.made < OLDEST


class ServedRecord:
    """Holds the record of one server, and answers made since it was last written to."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._record: Record | None = None
        self._answers: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, Future[Any]] = {}
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._opened: Hashable = None
        self.batches = Batches(_read, self.record)

    def record(self) -> Record:
        """The record. StoreError where there is none and the server may not make one, or it was taken away under it.

        A file that stands in the place of the one that was opened is opened at the next question; none is ever made again.
        """
        with self._opening:
            if self._record is not None and _identity(self._record.database.address) != self._opened:
                self._record.close()
                self._record = None
                self.forget()
                raise StoreError("the record was deleted or replaced", where=shown(self.settings.db), fix="put it back")
            if self._record is None:
                from horseshoe.record.record import Record

                made_once = self._opened is not None
                self._record = Record(self.settings.db, create=not (self.settings.read_only or made_once))
                self._opened = _identity(self.settings.db)
            return self._record

    def remembered(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question, made anew when the record has been written to since (but see `Kept.fits`).

        It is made once, however many ask at the same time: the others wait for it, or take the one before.
        """
        database = self.record().database
        state, own = database.state(), database.writes.done  # asked first: a write meanwhile makes it another
        if state is None:
            return answer()
        key = (question, own) if self._is_hurried(question) else (question, own, state)
        with self._lock:
            kept, now = self._answers.get(question), time.monotonic()
            if kept is not None and kept.fits(state, own, now):
                self._answers.move_to_end(question)
                return kept.value  # type: ignore[no-any-return]
            waited_for = self._making.get(key)
            promised = self._making.setdefault(key, Future())
        if waited_for is not None:
            if kept is not None and kept.stands_in(own, now):
                return kept.value  # type: ignore[no-any-return]
            return waited_for.result()  # type: ignore[no-any-return]
        return self._make(key, promised, answer, (question, state, own))  # type: ignore[no-any-return]

    def _is_hurried(self, question: Hashable) -> bool:
        kept = self._answers.get(question)
        return kept is not None and kept.hurried

    def _make(self, key: Hashable, promised: Future[T], answer: Callable[[], T], asked: tuple[Hashable, Hashable, int]) -> T:
        """Make an answer for all who wait for it; a failure is theirs, too, and remembered by nobody."""
        start = time.monotonic()
        try:
            made = answer()
        except BaseException as error:
            with self._lock:
                del self._making[key]
            promised.set_exception(error)
            raise
        question, state, own = asked
        with self._lock:
            del self._making[key]
            before, now = self._answers.get(question), time.monotonic()
            hurried = before is not None and before.own == own and start - before.made < OLDEST
            self._answers[question] = Kept(made, state, own, now, now - start, hurried)
            self._answers.move_to_end(question)
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        promised.set_result(made)
        return made

    def forget(self) -> None:
        """Let go of all answers."""
        with self._lock:
            self._answers.clear()

    def close(self) -> None:
        """Let go of the record, and begin to read nothing more."""
        self.batches.close()
        if self._record is not None:
            self._record.close()


def _read(document: Document) -> Reading:
    """The reading of a text that a visitor sent; NothingFoundError where it is not about the Council."""
    from horseshoe.reading.triage.first_pass import must_be_worth_reading
    from horseshoe.serve.rooms import rooms

    must_be_worth_reading(document.text, document.path)
    return rooms().read(document)


def _identity(db: str) -> Hashable:
    """Which file a record is, whatever its name; the address itself for a server's."""
    if "://" in db:
        return db
    try:
        told = Path(db).stat()
    except OSError:
        return "gone"
    return told.st_dev, told.st_ino


def record_of(request: Request) -> Record:
    """The record of the server that answers a request."""
    return served_of(request).record()


def served_of(request: Request) -> ServedRecord:
    """What the server that answers a request holds: its record and remembered answers."""
    served: ServedRecord = request.app.state.served
    return served


def must_take_changes(request: Request) -> None:
    """HTTPException 403 on a read-only server."""
    from starlette.exceptions import HTTPException

    if request.app.state.settings.read_only:
        raise HTTPException(403, "This server takes no changes; it was started with --read-only")
