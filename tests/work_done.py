"""Limits that hold on any machine: work counted in calls, or processor time against that of other work in the same process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from time import process_time
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many functions some work called, here and in the threads that it started: the same on any machine."""
    called = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal called
        called += event in {"call", "c_call"}

    before = sys.getprofile(), threading.getprofile()
    threading.setprofile(count)
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before[0])
        threading.setprofile(before[1])
    return called


def times_as_long(work: Callable[[], object], reference: Callable[[], object], enough: float, tries: int = 10) -> float:
    """The processor time of some work as a multiple of that of other work, each the least of several tries.

    The two take turns until the ratio falls below `enough`. A busy machine lengthens one try or another; only work that is
    really longer stays above through all of them.
    """
    shortest = [float("inf"), float("inf")]
    for _ in range(tries):
        for place, run in enumerate((work, reference)):
            start = process_time()
            run()
            shortest[place] = min(shortest[place], process_time() - start)
        if shortest[0] < enough * shortest[1]:
            break
    return shortest[0] / shortest[1]
