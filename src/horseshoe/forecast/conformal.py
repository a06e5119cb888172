"""Sets of votes that hold the true one with a stated chance, whatever it is (label-conditional split conformal prediction).

A vote belongs to the set when its probability is at least the quantile of the probabilities that such votes (yes, no, abstain)
had been given in earlier years, out of sample. Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005), 4.5.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.votes import VOTES, Vote

Array = NDArray[np.float64]
Places = NDArray[np.intp]
COVERAGE = 0.9
FEWEST = 9
"""Below this many earlier votes of a kind no threshold can hold the coverage: the vote then belongs to every set."""


def thresholds(p: Array, votes: Places, coverage: float = COVERAGE) -> tuple[float, float, float]:
    """The least probability at which each vote enters a set, from earlier forecasts (n, 3) and what was voted (places in VOTES)."""
    found = []
    for k in range(len(VOTES)):
        given = np.sort(p[votes == k, k])
        n = len(given)
        place = int(np.floor((1 - coverage) * (n + 1))) - 1
        found.append(float(given[place]) if n >= FEWEST and place >= 0 else 0.0)
    return found[0], found[1], found[2]


def vote_set(p: Sequence[float], least: Sequence[float]) -> tuple[Vote, ...]:
    """The votes that cannot be left out; never empty (the likeliest vote stands in)."""
    kept = tuple(v for v, chance, bound in zip(VOTES, p, least, strict=True) if chance >= bound)
    return kept or (VOTES[int(np.argmax(p))],)
