"""Work in child processes that are killed at moments drawn from a seed, counted in steps of the work and not in seconds.

A step is an SQL statement, a commit, or a file that is opened, renamed or removed. A child is killed before a step, or by its
parent at whatever moment after it; either way the same seed asks for the same steps on any machine.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator

from sqlalchemy import Engine, event

LONGEST = 300  # seconds of a child: one that hangs ends by a signal of its own
FILE_STEPS = frozenset({"open", "os.rename", "os.remove"})
Work = Callable[[], object]


def in_child(work: Work) -> int:
    """Do some work in a child process; its exit status is 0 when it has finished. Returns its process id."""
    child = os.fork()
    if child:
        return child
    signal.alarm(LONGEST)
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def steps_of(work: Work) -> int:
    """How many steps some work takes, done in a child process."""
    ours, theirs = os.pipe()

    def counted() -> None:
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1

        _before_each_step(count)
        work()
        os.write(theirs, str(steps).encode())

    child = in_child(counted)
    os.close(theirs)
    with os.fdopen(ours) as told:
        steps = told.read()
    assert os.waitpid(child, 0)[1] == 0
    return int(steps)


def killed_until_done(work: Work, dice: random.Random, last: int) -> Iterator[int]:
    """Do some work in child processes, each killed at a step from 1 to `last`, until one has finished; kills so far after each.

    Every second child is killed by its parent, while it goes on with the step or the next ones.
    """
    kills, finished = 0, False
    while not finished:
        finished = _killed_at(work, dice.randint(1, last), itself=dice.random() < 0.5)
        kills += not finished
        yield kills


def _killed_at(work: Work, step: int, *, itself: bool) -> bool:
    """Do some work in a child process that is killed at a step; whether it had finished before."""
    ours, theirs = os.pipe()

    def watched() -> None:
        left = step

        def count() -> None:
            nonlocal left
            left -= 1
            if left == 0 and itself:
                os.kill(os.getpid(), signal.SIGKILL)
            elif left == 0:
                os.write(theirs, b".")

        _before_each_step(count)
        work()

    child = in_child(watched)
    os.close(theirs)
    if os.read(ours, 1):
        os.kill(child, signal.SIGKILL)
    os.close(ours)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), "the work failed by itself"
    return status == 0


def _before_each_step(do: Callable[[], None]) -> None:
    """Call `do` before each step this process takes from now on."""
    event.listen(Engine, "before_cursor_execute", lambda *_: do())
    event.listen(Engine, "commit", lambda *_: do())
    sys.addaudithook(lambda name, _: do() if name in FILE_STEPS else None)
