"""Limits that hold on any machine: the processor time of some work against that of other work in the same process."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time that some work took when done several times."""
    took = []
    for _ in range(times):
        start = process_time()
        work()
        took.append(process_time() - start)
    return min(took)
