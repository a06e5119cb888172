"""How often two members voted alike, with the treatment of abstentions named, and the blocs that this makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.votes.ballots import ABSTAIN, MISSING, NO, YES, Ballots

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
        raise UsageError(f"unknown treatment of abstentions {abstention!r}", fix=f"use {', '.join(ABSTENTIONS)}")
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


METHODS = ("average", "complete", "single")


@dataclass(frozen=True, slots=True)
class Blocs:
    """`merges` as scipy's linkage has them (shape (n - 1, 4), distance is 1 - agreement); `order`: the dendrogram's leaves.

    `groups` are the blocs at the cut, largest first; `within` the mean agreement inside each (NaN for one member alone);
    `left_out` members that share too few decisions with the others.
    """

    members: tuple[str, ...]
    merges: NDArray[np.float64]
    order: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    within: tuple[float, ...]
    left_out: tuple[str, ...]


def blocs(
    found: Agreement,
    *,
    groups: int | None = None,
    least_agreement: float | None = None,
    method: str = "average",
    at_least: int = 1,
) -> Blocs:
    """Blocs of members, cut into `groups` of them or where agreement falls below `least_agreement` (default 0.8).

    UsageError for an unknown method; NothingFoundError when fewer than two members share enough decisions.
    """
    from scipy.cluster.hierarchy import fcluster, leaves_list, linkage
    from scipy.spatial.distance import squareform

    if method not in METHODS:
        raise UsageError(f"unknown method {method!r}", fix=f"use {', '.join(METHODS)}")
    part, left_out = common(found, at_least)
    if len(part.members) < 2:
        raise NothingFoundError("fewer than two members share enough decisions", fix="lower --at-least or widen the period")
    distance = np.clip(1 - part.share, 0, None)
    np.fill_diagonal(distance, 0)
    merges = linkage(squareform(distance, checks=False), method=method, optimal_ordering=len(part.members) <= 300)
    if groups is not None:
        cut = fcluster(merges, t=groups, criterion="maxclust")
    else:
        cut = fcluster(merges, t=1 - (0.8 if least_agreement is None else least_agreement), criterion="distance")
    order = leaves_list(merges)
    by_group: dict[int, list[int]] = {}
    for leaf in order:
        by_group.setdefault(int(cut[leaf]), []).append(int(leaf))
    ranked = sorted(by_group.values(), key=lambda g: (-len(g), g))
    return Blocs(
        members=part.members,
        merges=merges,
        order=tuple(part.members[i] for i in order),
        groups=tuple(tuple(part.members[i] for i in g) for g in ranked),
        within=tuple(_within(part.share, g) for g in ranked),
        left_out=left_out,
    )


def _within(share: NDArray[np.float64], group: list[int]) -> float:
    if len(group) < 2:
        return float("nan")
    part = share[np.ix_(group, group)]
    return float(part[np.triu_indices(len(group), 1)].mean())
