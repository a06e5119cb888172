"""Permanent members' chances given what a benchmark tells by its choice of drafts: that somebody withheld a yes.

UNSC-Bench's rows are taken on drafts on which not all voted yes. That is known before any answer is given, and makes a dissent
likelier there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.members.model import outcome
from horseshoe.forecast.members.votes import DraftFacts
from horseshoe.forecast.scoring.backtest import Backtest

Array = NDArray[np.float64]
Votes = dict[str, tuple[float, float, float]]
LEAST = 1e-4
"""The least chance that is given to any dissent at all."""
NEARLY = 0.98
"""The most that a member's dissent is said to be where somebody's is known."""


def given_contested(votes: Votes, facts: DraftFacts) -> Votes:
    """Votes on a draft on which not all voted yes: each member's chance of dissent is divided by that of anybody's."""
    some = max(1.0 - outcome(votes, facts).yes[-1], LEAST)
    return {m: _raised(p, some) for m, p in votes.items()}


def _raised(p: tuple[float, float, float], some: float) -> tuple[float, float, float]:
    no, abstain = p[1] / some, p[2] / some
    excess = max(1.0, (no + abstain) / NEARLY)
    return 1.0 - (no + abstain) / excess, no / excess, abstain / excess


def told(b: Backtest) -> Array:
    """The permanent members' rows of a backtest with this known on contested drafts; rows of other drafts stay as they are."""
    members: list[Votes] = [{} for _ in b.drafts]
    for rows, p in ((b.five, b.five_p), (b.ten, b.ten_p)):
        for r, (i, m) in enumerate(zip(rows.draft, rows.member, strict=True)):
            members[int(i)][m] = (float(p[r, 0]), float(p[r, 1]), float(p[r, 2]))
    known = b.outcome.sum(axis=1) > 0
    for i, d in enumerate(b.drafts):
        if known[i] and any(v != "yes" for v in d.votes.values()):
            members[i] = given_contested(members[i], d.facts)
    return np.array([members[int(i)][m] for i, m in zip(b.five.draft, b.five.member, strict=True)])
