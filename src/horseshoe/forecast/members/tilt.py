"""From a wanted outcome back to the members: the least change of their votes with which the outcome's chances come true.

What is foretold of a draft's fate, and what calibration corrects, is known of the outcome and of no member. So that seats,
tally and headline agree, the permanent members' inclination to veto and the elected members' to withhold their yes are moved,
each by one number on the log-odds scale, until the outcome is as wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.members.joint import OutcomeProbabilities

Array = NDArray[np.float64]
Triple = tuple[float, float, float]
"""Of adopted, vetoed, failed."""
NEAR = 0.002
STEPS = 12
BOUND = 9.0
SLOPE = 0.05
FLOOR = 1e-6


def tilted(
    expect: Callable[[float, float], OutcomeProbabilities], wanted: Triple
) -> tuple[OutcomeProbabilities, tuple[float, float]]:
    """The outcome that comes nearest to `wanted` among `expect(veto, short)`, and the tilts of permanent and elected members.

    Newton's method on the log-odds of vetoed against adopted and of failed against adopted, by differences.
    """
    place = np.zeros(2)
    best = now = expect(0.0, 0.0)
    best_place = place
    goal = _odds(wanted)
    for _ in range(STEPS):
        if _gap(now, wanted) < NEAR:
            return now, (float(place[0]), float(place[1]))
        here = _odds((now.adopted, now.vetoed, now.failed))
        slopes = np.empty((2, 2))
        for k in range(2):
            moved = place.copy()
            moved[k] += SLOPE
            there = expect(float(moved[0]), float(moved[1]))
            slopes[:, k] = (_odds((there.adopted, there.vetoed, there.failed)) - here) / SLOPE
        step = np.linalg.lstsq(slopes + 0.05 * np.eye(2), goal - here, rcond=None)[0]
        place = np.clip(place + np.clip(step, -2.0, 2.0), -BOUND, BOUND)
        now = expect(float(place[0]), float(place[1]))
        if _gap(now, wanted) < _gap(best, wanted):
            best, best_place = now, place
    return best, (float(best_place[0]), float(best_place[1]))


def _odds(p: Triple) -> Array:
    a, v, f = (max(x, FLOOR) for x in p)
    return np.array([math.log(v / a), math.log(f / a)])


def _gap(now: OutcomeProbabilities, wanted: Triple) -> float:
    return max(abs(now.adopted - wanted[0]), abs(now.vetoed - wanted[1]), abs(now.failed - wanted[2]))
