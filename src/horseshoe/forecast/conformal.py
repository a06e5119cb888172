"""Sets of votes that hold the true one with a stated chance (split conformal prediction within groups).

The groups are how sure the forecast is of a yes, so that the many unanimous votes do not pay for the few open ones. A vote
belongs to a set when its probability is at least the quantile of the probabilities that votes cast in earlier years had been
given in the same group, out of sample. Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005), ch. 4.5.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.votes import VOTES, Vote

Array = NDArray[np.float64]
Places = NDArray[np.intp]
COVERAGE = 0.9
GROUPS = ("open", "leaning", "sure")
BOUNDS = (0.75, 0.95)
"""Probabilities of yes at which a forecast passes from open to leaning and from leaning to sure."""
FEWEST = 20
"""Below this many earlier votes in a group its sets hold every vote."""
Least = tuple[float, float, float]


def group(yes: float) -> int:
    """The place in GROUPS of a forecast that gives this probability to yes."""
    return int(np.searchsorted(BOUNDS, yes, side="right"))


def thresholds(p: Array, votes: Places, coverage: float = COVERAGE) -> Least:
    """The least probability at which a vote enters a set, for each group, from earlier forecasts (n, 3) and votes cast."""
    groups = np.searchsorted(BOUNDS, p[:, 0], side="right")
    given = p[np.arange(len(votes)), votes]
    found = []
    for k in range(len(GROUPS)):
        mine = np.sort(given[groups == k])
        place = int(np.floor((1 - coverage) * (len(mine) + 1))) - 1
        found.append(float(mine[place]) if len(mine) >= FEWEST and place >= 0 else 0.0)
    return found[0], found[1], found[2]


def vote_set(p: Sequence[float], least: Sequence[float]) -> tuple[Vote, ...]:
    """The votes that cannot be left out; never empty (the likeliest vote stands in)."""
    bound = least[group(p[0])]
    kept = tuple(v for v, chance in zip(VOTES, p, strict=True) if chance >= bound)
    return kept or (VOTES[int(np.argmax(p))],)
