"""Answers made once and given to all who ask, until their record is written to."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from horseshoe.record.database import Database

T = TypeVar("T")
KEPT = 256  # answers remembered
PATIENCE = 2.0  # an answer made anew all the time is given for so many times what that takes
OLDEST = 10.0  # seconds: what was true so long ago may stand in for what is being made
LATELY = 30.0  # seconds: an answer made anew within so many of the one before is hurried


@dataclass(slots=True)
class Kept:
    """An answer, the state of the record it was made from, when that was and how long it took.

    Times are by the monotonic clock. `own` counts what this server had written by then; `hurried`
    tells that the answer before it lived for a moment only; `true` is when the record was last found
    as it was then.
    """

    value: Any
    state: Hashable
    own: int
    made: float
    took: float
    hurried: bool
    true: float

    def stands_in(self, own: int, now: float) -> bool:
        """Whether it may be given though others have written since: it was true a moment ago.

        What this server itself has written is always seen at once.
        """
        return self.own == own and now - max(self.true, self.made) < OLDEST

    def rests(self, now: float) -> bool:
        """Whether it is too early to make it anew: others write faster than answers can be made.

        It is given for so long as keeps two thirds of the time for other work, at most `OLDEST`.
        """
        return self.hurried and now - self.made < min(OLDEST, PATIENCE * self.took)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, how its answer is made, and the record's state when it was asked."""

    question: Hashable
    made: Callable[[], Any]
    state: Hashable
    own: int


class Remembered:
    """Answers by their questions. What is made anew all the time is made beside the requests, one at a time."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, Future[Any]] = {}
        self._lock = threading.Lock()
        self._at_work = threading.local()
        self.behind: threading.Thread | None = None  # makes an answer that nobody waits for

    def answer(self, question: Hashable, made: Callable[[], T], database: Database) -> T:
        """The answer to a question, made anew by `made` when the record has been written to since.

        It is made once, however many ask at the same time: the others take the one before if it was
        true a moment ago, or wait. Where others write all the time nobody waits. An answer that goes
        into another is never an old one.
        """
        state, own = database.state(), database.writes.done  # first: a write may follow
        if state is None:
            return made()
        asked = Asked(question, made, state, own)
        with self._lock:
            kept, now = self._answers.get(question), time.monotonic()
            if kept is not None and kept.state == state:
                kept.true = now
                self._answers.move_to_end(question)
                return kept.value  # type: ignore[no-any-return]
            if kept is not None and not self._is_part() and kept.stands_in(own, now):
                if not self._must_wait_for(kept, asked, now):
                    return kept.value  # type: ignore[no-any-return]
                key: Hashable = (question, own)
            else:
                key = (question, own, state)
            waited_for = self._making.get(key)
            if waited_for is None:
                self._making[key] = Future()
        return waited_for.result() if waited_for is not None else self._make(key, asked)  # type: ignore[no-any-return]

    def forget(self) -> None:
        """Let go of all answers."""
        with self._lock:
            self._answers.clear()

    def _is_part(self) -> bool:
        """Whether the answer asked for goes into another that this thread makes."""
        return bool(getattr(self._at_work, "depth", 0))

    def _must_wait_for(self, kept: Kept, asked: Asked, now: float) -> bool:
        """Whether who asks has to make the answer, though one of a moment ago is there.

        So it is the first time after some rest; else it is or will be made beside the requests.
        """
        key = (asked.question, asked.own)
        if key in self._making or kept.rests(now):
            return False
        if not kept.hurried:
            return True
        if self.behind is None or not self.behind.is_alive():
            self._making[key] = Future()
            self.behind = threading.Thread(target=self._make_behind, args=(key, asked), name="answer", daemon=True)
            self.behind.start()
        return False

    def _make_behind(self, key: Hashable, asked: Asked) -> None:
        with suppress(Exception):  # who asks once the old answer is too old is told
            self._make(key, asked)

    def _make(self, key: Hashable, asked: Asked) -> Any:
        """Make an answer for all who wait for it; a failure is theirs, too, and not remembered."""
        start = time.monotonic()
        self._at_work.depth = getattr(self._at_work, "depth", 0) + 1
        try:
            value = asked.made()
        except BaseException as error:
            with self._lock:
                failed = self._making.pop(key)
            failed.set_exception(error)
            raise
        finally:
            self._at_work.depth -= 1
        with self._lock:
            self._keep(asked, value, start)
            promised = self._making.pop(key)
        promised.set_result(value)
        return value

    def _keep(self, asked: Asked, value: Any, start: float) -> None:
        before, now = self._answers.get(asked.question), time.monotonic()
        hurried = before is not None and before.own == asked.own and start - before.made < LATELY
        self._answers[asked.question] = Kept(value, asked.state, asked.own, now, now - start, hurried, start)
        self._answers.move_to_end(asked.question)
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)
