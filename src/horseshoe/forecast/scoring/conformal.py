"""Sets of votes that hold the true one with a stated chance (split conformal prediction within groups).

The groups are how sure the forecast is of a yes, so that the many unanimous votes do not pay for the few open ones. A vote
belongs to a set when its probability is at least the quantile of the probabilities that votes cast in earlier years had been
given in the same group, out of sample. Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005), ch. 4.5.
The Council changes, so a group's stated level follows the years: where its sets held too little, the next year's are wider
(adaptive conformal inference, Gibbs and Candes 2021, by year).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.members.votes import VOTES, Vote

Array = NDArray[np.float64]
Places = NDArray[np.intp]
COVERAGE = 0.9
GROUPS = ("open", "leaning", "sure")
BOUNDS = (0.75, 0.95)
"""Probabilities of yes at which a forecast passes from open to leaning and from leaning to sure."""
FEWEST = 20
"""Below this many earlier votes in a group its sets hold every vote."""
STEP = 0.3
"""How much of a year's shortfall of coverage the next year's level makes up."""
FEW = 5.0
"""Votes that a year's shortfall is shrunk by."""
LEVELS = (0.8, 0.99)
"""Bounds of a group's level."""
Least = tuple[float, float, float]


def group(yes: float) -> int:
    """The place in GROUPS of a forecast that gives this probability to yes."""
    return int(_groups(np.array(yes)))


def _groups(yes: Array) -> Places:
    return np.asarray(np.searchsorted(BOUNDS, yes, side="right"))


def thresholds(p: Array, votes: Places, levels: Sequence[float] = (COVERAGE,) * len(GROUPS)) -> Least:
    """The least probability at which a vote enters a set, by group, from earlier forecasts (n, 3) and votes cast."""
    groups = _groups(p[:, 0])
    given = p[np.arange(len(votes)), votes]
    found = []
    for k, level in enumerate(levels):
        mine = np.sort(given[groups == k])
        place = int(np.floor((1 - level) * (len(mine) + 1))) - 1
        found.append(float(mine[place]) if len(mine) >= FEWEST and place >= 0 else 0.0)
    return found[0], found[1], found[2]


@dataclass
class YearlySets:
    """Sets that learn year by year: `least()` for the next year, then `add` that year's forecasts and votes."""

    levels: list[float] = field(default_factory=lambda: [COVERAGE] * len(GROUPS))
    p: list[Array] = field(default_factory=list)
    votes: list[Places] = field(default_factory=list)

    def least(self) -> Least:
        """The least probabilities for the year to come; zeros, which leave nothing out, before any year is known."""
        if not self.p:
            return 0.0, 0.0, 0.0
        return thresholds(np.concatenate(self.p), np.concatenate(self.votes), self.levels)

    def add(self, p: Array, votes: Places) -> None:
        """Take in a year: forecasts (n, 3) and votes cast. Levels follow what the sets for it held."""
        if self.p:
            least = self.least()
            held = np.array([VOTES[v] in vote_set(row, least) for row, v in zip(p, votes, strict=True)])
            groups = _groups(p[:, 0])
            for k in range(len(GROUPS)):
                n = int((groups == k).sum())
                if n:
                    short = COVERAGE - float(held[groups == k].mean())
                    self.levels[k] = float(np.clip(self.levels[k] + STEP * short * n / (n + FEW), *LEVELS))
        self.p.append(p)
        self.votes.append(votes)


def vote_set(p: Sequence[float], least: Sequence[float]) -> tuple[Vote, ...]:
    """The votes that cannot be left out; never empty (the likeliest vote stands in)."""
    bound = least[group(p[0])]
    kept = tuple(v for v, chance in zip(VOTES, p, strict=True) if chance >= bound)
    return kept or (VOTES[int(np.argmax(p))],)
