"""Blocs: members grouped step by step by how alike they vote (agglomerative clustering)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.analysis.agreement import Agreement, common
from horseshoe.errors import NothingFoundError, UsageError

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
        raise UsageError(f"unknown method {method!r}", mend=f"use {', '.join(METHODS)}")
    part, left_out = common(found, at_least)
    if len(part.members) < 2:
        raise NothingFoundError("fewer than two members share enough decisions", mend="lower --at-least or widen the period")
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
