"""Scores of probability forecasts, their decomposition, calibration by decile, and bootstrap intervals by blocks of years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]
FLOOR = 1e-12


def log_losses(p: Array, y: Places) -> Array:
    """Minus the log of the probability given to what happened, one a forecast."""
    return np.asarray(-np.log(np.clip(p[np.arange(len(y)), y], FLOOR, 1.0)))


def brier_scores(p: Array, y: Places) -> Array:
    """Sum over the classes of the squared error, one a forecast (0 to 2)."""
    return np.asarray(((p - np.eye(p.shape[1])[y]) ** 2).sum(axis=1))


def skill(own: float, other: float) -> float:
    """One less the ratio of the losses; 0 where the other loses nothing."""
    return 1.0 - own / other if other > 0 else 0.0


@dataclass(frozen=True)
class Bin:
    """Forecasts between `low` and `high` of an event: how many, what they said on average, how often it happened."""

    low: float
    high: float
    n: int
    said: float
    happened: float


def calibration(p: Array, happened: Array, bins: int = 10) -> tuple[Bin, ...]:
    """Calibration by equal intervals of the forecast (deciles of the scale); the last takes 1.0, and the bins sum to n."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    found = []
    for k in range(bins):
        mine = place == k
        n = int(mine.sum())
        said, rate = (float(p[mine].mean()), float(happened[mine].mean())) if n else (0.0, 0.0)
        found.append(Bin(k / bins, (k + 1) / bins, n, said, rate))
    return tuple(found)


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """Expected calibration error: the mean gap between said and happened, weighted by the forecasts in each bin."""
    total = sum(b.n for b in bins)
    return sum(b.n * abs(b.said - b.happened) for b in bins) / total if total else 0.0


@dataclass(frozen=True)
class Decomposition:
    """Murphy's parts of a binary Brier score over bins: score ~ reliability - resolution + uncertainty (+ within-bin rest)."""

    reliability: float
    resolution: float
    uncertainty: float


def decompose(bins: tuple[Bin, ...]) -> Decomposition:
    """The parts of the Brier score of the binned forecasts."""
    n = sum(b.n for b in bins)
    if not n:
        return Decomposition(0.0, 0.0, 0.0)
    base = sum(b.n * b.happened for b in bins) / n
    reliability = sum(b.n * (b.said - b.happened) ** 2 for b in bins) / n
    resolution = sum(b.n * (b.happened - base) ** 2 for b in bins) / n
    return Decomposition(reliability, resolution, base * (1 - base))


def area_under_curve(p: Array, happened: Array) -> float | None:
    """Chance that a forecast of what happened exceeds one of what did not (ties count half); None without both."""
    yes, no = p[happened > 0.5], p[happened <= 0.5]
    if not len(yes) or not len(no):
        return None
    rank = np.argsort(np.argsort(np.concatenate([yes, no]), kind="stable"), kind="stable").astype(float)
    values = np.concatenate([yes, no])
    for v in np.unique(values):
        same = values == v
        rank[same] = rank[same].mean()
    return float((rank[: len(yes)].sum() - len(yes) * (len(yes) - 1) / 2) / (len(yes) * len(no)))


def year_blocks(
    years: Places, statistic: Callable[[Places], float], *, draws: int = 1000, seed: int = 27
) -> tuple[float, float]:
    """A 95% interval of a statistic of the chosen forecasts (their places), drawing whole years with replacement."""
    random = np.random.default_rng(seed)
    blocks = [np.flatnonzero(years == y) for y in np.unique(years)]
    values = [
        statistic(np.concatenate([blocks[k] for k in random.integers(0, len(blocks), len(blocks))])) for _ in range(draws)
    ]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
