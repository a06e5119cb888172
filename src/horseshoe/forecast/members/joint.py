"""From the members' probabilities to the outcome's: exact under a Gaussian copula with one shared factor for each camp.

Each member's vote hangs on a latent inclination: no below one threshold, abstain below a second, yes above it. The thresholds
are set so that the member's own probabilities hold; the inclinations of a camp's members share a factor, which is integrated
by Gauss-Hermite quadrature. Given the factor the members are independent: the permanent ones are taken by cases (one of them
votes no, none does), the others by the Poisson-binomial distribution; camps are independent of each other and their counts
are convolved. No sampling. Charter, Article 27(3).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.rule import MAJORITY

Array = NDArray[np.float64]
Loading = tuple[str, float]
"""The camp whose factor a member shares, and how strongly (the root of the correlation of two members)."""
NODES = 64
SMALL = 1e-12


# the normal distribution with the standard library and numpy: importing scipy.special would take longer than a forecast
_erfc = np.frompyfunc(math.erfc, 1, 1)
_inverse = np.frompyfunc(NormalDist().inv_cdf, 1, 1)


@dataclass(frozen=True)
class OutcomeProbabilities:
    """The outcome's distribution.

    `vetoed_by[m]`: permanent member m votes no while enough others vote yes (two may, so they may sum to more than `vetoed`).
    `members[m]`: (yes, no, abstain) after the evidence. `yes[k]`, `no[k]`, `abstain[k]`: the chance of k such votes.
    """

    adopted: float
    vetoed: float
    failed: float
    vetoed_by: dict[str, float]
    members: dict[str, tuple[float, float, float]]
    yes: tuple[float, ...]
    no: tuple[float, ...]
    abstain: tuple[float, ...]


@functools.cache
def _rule() -> tuple[Array, Array]:
    x, w = np.polynomial.hermite_e.hermegauss(NODES)
    return x, w / w.sum()


def ndtr(x: Array) -> Array:
    """The normal distribution function, element by element."""
    return 0.5 * np.asarray(_erfc(np.asarray(x) * -math.sqrt(0.5)), dtype=np.float64)


def ndtri(p: Array) -> Array:
    """Its inverse, element by element, for 0 < p < 1."""
    return np.asarray(_inverse(np.asarray(p, dtype=np.float64))).astype(np.float64)


def given_factor(probabilities: Array, loadings: Array) -> Array:
    """Members' (yes, no, abstain) at each node of their camp's factor: (nodes, members, 3) from (members, 3) and (members,)."""
    p = np.clip(probabilities, SMALL, 1.0)
    p = p / p.sum(axis=1, keepdims=True)
    no = ndtri(np.clip(p[:, 1], SMALL, 1 - SMALL))
    not_yes = ndtri(np.clip(p[:, 1] + p[:, 2], SMALL, 1 - SMALL))
    shift = _rule()[0][:, None] * loadings[None, :]
    rest = np.sqrt(1.0 - loadings**2)
    low, high = ndtr((no - shift) / rest), ndtr((not_yes - shift) / rest)
    return np.stack([1 - high, low, np.maximum(high - low, 0.0)], axis=2)


@functools.lru_cache(maxsize=64)
def _given_factor(probabilities: bytes, loadings: bytes) -> Array:
    """The same for the bytes of two arrays: what is tried on a draft, evidence by evidence, leaves its members as they are."""
    return given_factor(np.frombuffer(probabilities).reshape(-1, 3), np.frombuffer(loadings))


def counts(hit: Array, miss: Array) -> Array:
    """Distribution of how many members hit, at each node: (nodes, members) chances of hit and miss -> (nodes, members + 1).

    Poisson-binomial where hit + miss is one; where it is less, the rest of the mass is lost (a case that is left out).
    """
    found = np.zeros((hit.shape[0], hit.shape[1] + 1))
    found[:, 0] = 1.0
    for j in range(hit.shape[1]):
        h, m = hit[:, j : j + 1], miss[:, j : j + 1]
        found[:, 1 : j + 2] = found[:, 1 : j + 2] * m + found[:, : j + 1] * h
        found[:, 0] *= m[:, 0]
    return found


@dataclass(frozen=True)
class _Camp:
    """One camp integrated over its factor: distributions of its yes votes in all, with no permanent no, with m's no."""

    members: dict[str, tuple[float, float, float]]
    yes: Array
    no: Array
    abstain: Array
    clear: Array
    against: dict[str, Array]


def _camp(
    names: Sequence[str],
    p: Array,
    loadings: Array,
    likelihood: Array,
    permanent: Sequence[str],
    given: Mapping[str, Sequence[float]],
) -> _Camp:
    q = _given_factor(p.tobytes(), loadings.tobytes()) * likelihood[None, :, :]
    each = q.sum(axis=2)
    weights = _rule()[1] * each.prod(axis=1)
    weights = weights / weights.sum()
    q = q / each[:, :, None]
    for i, m in enumerate(names):
        if m in given:
            q[:, i, :] = np.asarray(given[m], dtype=float)
    y, n, a = q[:, :, 0], q[:, :, 1], q[:, :, 2]
    block = np.array([m in permanent for m in names])
    after = weights @ q.reshape(len(weights), -1)
    after = after.reshape(len(names), 3)
    vetoers = [int(k) for k in np.flatnonzero(block)]
    hits, misses = [y, n, a, y], [n + a, y + a, y + n, np.where(block, a, n + a)]
    for k in vetoers:
        yes, other = y.copy(), n + a
        yes[:, k], other[:, k] = 0.0, n[:, k]
        hits.append(yes)
        misses.append(other)
    each_node = counts(np.concatenate(hits), np.concatenate(misses)).reshape(len(hits), len(weights), -1)
    in_favour, no, abstain, clear, *against = weights @ each_node
    return _Camp(
        members={m: (float(after[i, 0]), float(after[i, 1]), float(after[i, 2])) for i, m in enumerate(names)},
        yes=in_favour,
        no=no,
        abstain=abstain,
        clear=clear,
        against={names[k]: found for k, found in zip(vetoers, against, strict=True)},
    )


def outcome_probabilities(
    members: Mapping[str, Sequence[float]],
    loadings: Mapping[str, Loading],
    permanent: Sequence[str],
    evidence: Mapping[str, Sequence[float]] | None = None,
    short: float = 1.0,
    majority: int = MAJORITY,
    given: Mapping[str, Sequence[float]] | None = None,
) -> OutcomeProbabilities:
    """The outcome of a vote from each member's (yes, no, abstain), its camp, and what is known of its intention.

    `evidence[m]` is the likelihood of what was heard if m votes yes, no, abstain; it moves m and, through the shared factor,
    m's camp. `short` is how much likelier a text that misses the majority is to be put to the vote than one that reaches
    it (it weighs outcome and yes votes; the distributions of no and abstain stay as they are). Every member in `members` has a
    row in `loadings`; `permanent` are those with a veto, none on a procedural motion; `majority` the votes needed (Article 27).
    `given[m]` sets m's (yes, no, abstain) and leaves all others as they are: a question of what if, not news of m's camp.
    """
    parts = _camps(members, loadings, permanent, evidence or {}, given or {})
    yes = _convolved([c.yes for c in parts])
    yes[:majority] *= short
    total = float(yes.sum())
    yes = yes / total
    enough = float(yes[majority:].sum())
    adopted = float(_convolved([c.clear for c in parts])[majority:].sum()) / total
    by = _vetoes(parts, majority, total)
    after = {m: c.members[m] for c in parts for m in c.members}
    return OutcomeProbabilities(
        adopted=adopted,
        vetoed=max(0.0, enough - adopted) if permanent else 0.0,
        failed=max(0.0, 1 - enough),
        vetoed_by={m: by[m] for m in members if m in by},
        members={m: after[m] for m in members},
        yes=tuple(map(float, yes)),
        no=tuple(map(float, _convolved([c.no for c in parts]))),
        abstain=tuple(map(float, _convolved([c.abstain for c in parts]))),
    )


def _camps(
    members: Mapping[str, Sequence[float]],
    loadings: Mapping[str, Loading],
    permanent: Sequence[str],
    heard: Mapping[str, Sequence[float]],
    given: Mapping[str, Sequence[float]],
) -> list[_Camp]:
    """The members of each camp, integrated over the factor that they share."""
    camps: dict[str, list[str]] = {}
    for m in members:
        camps.setdefault(loadings[m][0], []).append(m)
    return [
        _camp(
            names,
            np.array([members[m] for m in names], dtype=float),
            np.array([loadings[m][1] for m in names], dtype=float),
            np.array([heard.get(m, (1.0, 1.0, 1.0)) for m in names], dtype=float),
            permanent,
            given,
        )
        for names in camps.values()
    ]


def _vetoes(parts: Sequence[_Camp], majority: int, total: float) -> dict[str, float]:
    """The chance that each permanent member votes no while enough others vote yes."""
    by: dict[str, float] = {}
    for c in parts:
        others = [o.yes for o in parts if o is not c]
        by |= {m: float(_convolved([*others, d])[majority:].sum()) / total for m, d in c.against.items()}
    return by


def _convolved(parts: Sequence[Array]) -> Array:
    return functools.reduce(np.convolve, parts)
