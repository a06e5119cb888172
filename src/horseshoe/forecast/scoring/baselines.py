"""What a forecast must beat: tables of shares, each made from the years before the one it forecasts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]


def shrunk_table(
    keys: Sequence[Hashable],
    y: Places,
    years: Places,
    test: range,
    weight: float,
    classes: int = 3,
    parents: Sequence[Hashable] | None = None,
) -> Array:
    """For every row of a test year: the shares of the classes among earlier years' rows of the same key.

    Shares are shrunk to those of the row's parent key (all rows, where `parents` is None) as if `weight` rows had been seen.
    Rows with y < 0 are not counted; rows outside the test years get zeros.
    """
    found = np.zeros((len(y), classes))
    up = list(parents) if parents is not None else [None] * len(y)
    for year in test:
        counted = np.flatnonzero((years < year) & (y >= 0))
        total = np.full(classes, 0.5) + np.bincount(y[counted], minlength=classes)
        total = total / total.sum()
        here: dict[Hashable, Array] = {}
        above: dict[Hashable, Array] = {}
        for i in map(int, counted):
            here.setdefault(keys[i], np.zeros(classes))[y[i]] += 1
            above.setdefault(up[i], np.zeros(classes))[y[i]] += 1
        for i in map(int, np.flatnonzero(years == year)):
            parent = above.get(up[i], np.zeros(classes))
            parent = (parent + 10 * total) / (parent.sum() + 10) if parents is not None else total
            own = here.get(keys[i], np.zeros(classes))
            found[i] = (own + weight * parent) / (own.sum() + weight)
    return found


def base_rate(y: Places, years: Places, test: range, classes: int = 3) -> Array:
    """The shares of the classes in all earlier years."""
    return shrunk_table([0] * len(y), y, years, test, 1.0, classes)


def persistence(keys: Sequence[Hashable], y: Places, years: Places, test: range, classes: int = 3) -> Array:
    """What happened last time under the same key in an earlier year or row, at the rate at which such repeats came true."""
    last: dict[Hashable, int] = {}
    before = np.full(len(y), -1)
    for i, key in enumerate(keys):
        before[i] = last.get(key, -1)
        if y[i] >= 0:
            last[key] = int(y[i])
    return shrunk_table([int(b) for b in before], y, years, test, 5.0, classes)
