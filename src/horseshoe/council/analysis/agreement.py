"""How often two members voted alike, with the treatment of abstentions named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.analysis.ballots import ABSTAIN, MISSING, NO, YES, Ballots
from horseshoe.errors import UsageError

Abstention = Literal["half", "distinct", "excluded", "against"]
ABSTENTIONS: tuple[str, ...] = get_args(Abstention)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`share[i, j]` from 0 to 1 (NaN where the two share no decision), `shared[i, j]` the decisions it rests on."""

    members: tuple[str, ...]
    share: NDArray[np.float64]
    shared: NDArray[np.int64]
    abstention: Abstention

    def pairs(self, at_least: int = 1) -> list[tuple[str, str, float, int]]:
        """(member, member, share, shared decisions) of every pair with enough shared decisions, most alike first."""
        n = len(self.members)
        found = [
            (self.members[i], self.members[j], float(self.share[i, j]), int(self.shared[i, j]))
            for i in range(n)
            for j in range(i + 1, n)
            if self.shared[i, j] >= max(at_least, 1)
        ]
        return sorted(found, key=lambda p: (-p[2], -p[3], p[0], p[1]))


def agreement(ballots: Ballots, abstention: Abstention = "half") -> Agreement:
    """The agreement of every pair of members over the decisions on which both cast a vote (absences never count).

    `half`: 1 for the same choice, 1/2 where one abstains and the other does not, 0 for yes against no (Lijphart's index of
    agreement, American Political Science Review 57, 1963). `distinct`: 1 for the same of three choices, else 0. `excluded`:
    decisions on which either abstains are left out. `against`: an abstention counts as a no, as for the majority.
    """
    votes = ballots.votes
    if abstention == "excluded":
        votes = np.where(votes == ABSTAIN, MISSING, votes)
    elif abstention == "against":
        votes = np.where(votes == ABSTAIN, NO, votes)
    elif abstention not in ABSTENTIONS:
        raise UsageError(f"unknown treatment of abstentions {abstention!r}", mend=f"use {', '.join(ABSTENTIONS)}")
    yes, abstain, no, cast = ((votes == c).astype(np.float64) for c in (YES, ABSTAIN, NO, MISSING))
    cast = 1 - cast
    shared = cast.T @ cast
    points = yes.T @ yes + abstain.T @ abstain + no.T @ no
    if abstention == "half":
        other = yes + no
        points = points + 0.5 * (abstain.T @ other + other.T @ abstain)
    with np.errstate(invalid="ignore"):
        share = points / np.where(shared == 0, np.nan, shared)
    return Agreement(ballots.members, share, np.rint(shared).astype(np.int64), abstention)


def common(found: Agreement, at_least: int = 1) -> tuple[Agreement, tuple[str, ...]]:
    """The agreement among members of whom every two share enough decisions, and the members left out to get there.

    The member with the most pairs below `at_least` goes first (the one with fewer shared decisions when two are level).
    """
    keep = list(range(len(found.members)))
    dropped: list[str] = []
    while keep:
        part = found.shared[np.ix_(keep, keep)]
        thin = (part < max(at_least, 1)).sum(axis=1)
        if not thin.any():
            break
        worst = max(range(len(keep)), key=lambda k: (int(thin[k]), -int(part[k].sum())))
        dropped.append(found.members[keep.pop(worst)])
    index: Any = np.ix_(keep, keep)
    members = tuple(found.members[k] for k in keep)
    return Agreement(members, found.share[index], found.shared[index], found.abstention), tuple(sorted(dropped))
