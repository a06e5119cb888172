"""From the members' probabilities to the outcome's: exact under a Gaussian copula with a few shared factors.

Each member's vote hangs on a latent inclination: no below one threshold, abstain below a second, yes above it. The thresholds
are set so that the member's own probabilities hold exactly; the inclinations of members share factors (one for each camp),
which are integrated by Gauss-Hermite quadrature. Given the factors the members are independent: the permanent five are taken
by cases, the elected by the Poisson-binomial distribution. No sampling. Charter, Article 27(3).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]
NODES = 9
MAJORITY = 9


@dataclass(frozen=True)
class OutcomeProbabilities:
    """The outcome's distribution. `vetoed_by[m]`: m votes no and the draft fails for that alone; they sum to more than vetoed.

    `tally[(yes, no, abstain)]` is the joint distribution of the tally.
    """

    adopted: float
    vetoed: float
    failed: float
    vetoed_by: dict[str, float]
    yes: tuple[float, ...]
    no: tuple[float, ...]


@functools.cache
def _grid(factors: int) -> tuple[Array, Array]:
    """Nodes (n, factors) and weights (n,) of a product Gauss-Hermite rule for independent standard normal factors."""
    x, w = np.polynomial.hermite_e.hermegauss(NODES)
    w = w / w.sum()
    mesh = np.meshgrid(*[x] * factors, indexing="ij")
    weights = functools.reduce(np.multiply.outer, [w] * factors)
    return np.stack([m.ravel() for m in mesh], axis=1), np.ravel(weights)


def given_factors(probabilities: Array, loadings: Array) -> tuple[Array, Array]:
    """Members' probabilities (nodes, members, 3: yes, no, abstain) given the factors at each node, and the nodes' weights.

    `probabilities` (members, 3), `loadings` (members, factors) with row norms below 1.
    """
    nodes, weights = _grid(loadings.shape[1])
    p = np.clip(probabilities, 1e-9, 1.0)
    p = p / p.sum(axis=1, keepdims=True)
    no = ndtri(np.clip(p[:, 1], 1e-12, 1 - 1e-12))
    not_yes = ndtri(np.clip(p[:, 1] + p[:, 2], 1e-12, 1 - 1e-12))
    shift = nodes @ loadings.T
    rest = np.sqrt(1.0 - (loadings**2).sum(axis=1))
    low = ndtr((no - shift) / rest)
    high = ndtr((not_yes - shift) / rest)
    return np.stack([1 - high, low, np.maximum(high - low, 0.0)], axis=2), weights


def counts(yes: Array) -> Array:
    """Poisson-binomial distribution: (nodes, members) chances of yes -> (nodes, members + 1) chances of each number of yes."""
    found = np.zeros((yes.shape[0], yes.shape[1] + 1))
    found[:, 0] = 1.0
    for j in range(yes.shape[1]):
        p = yes[:, j : j + 1]
        found[:, 1 : j + 2] = found[:, 1 : j + 2] * (1 - p) + found[:, : j + 1] * p
        found[:, 0] *= 1 - p[:, 0]
    return found


def outcome_probabilities(
    members: Mapping[str, Sequence[float]], loadings: Mapping[str, Sequence[float]], permanent: Sequence[str]
) -> OutcomeProbabilities:
    """The outcome of a vote from each member's (yes, no, abstain) and loadings on the shared factors.

    Every member in `members` has a row in `loadings`, all of one length; `permanent` are the members with a veto.
    """
    order = [m for m in members if m in permanent] + [m for m in members if m not in permanent]
    p, weights = given_factors(
        np.array([members[m] for m in order], dtype=float), np.array([loadings[m] for m in order], dtype=float)
    )
    five = sum(m in permanent for m in order)
    elected = counts(p[:, five:, 0])
    enough, clear = _cases(p[:, :five], elected)
    failed = float(weights @ (1 - enough))
    adopted = float(weights @ clear)
    by = {m: float(weights @ _with_no(p[:, :five], elected, k)) for k, m in enumerate(order[:five])}
    yes = weights @ counts(p[:, :, 0])
    no = weights @ counts(p[:, :, 1])
    return OutcomeProbabilities(
        adopted, max(0.0, 1 - failed - adopted), failed, by, tuple(map(float, yes)), tuple(map(float, no))
    )


def _reach(yes: Array, elected: Array) -> Array:
    """Chance of nine yes, where `yes` (nodes, permanent + 1) is the (sub)distribution of the permanent members' yes votes."""
    tail = np.cumsum(elected[:, ::-1], axis=1)[:, ::-1]
    total = np.zeros(elected.shape[0])
    for k in range(yes.shape[1]):
        need = MAJORITY - k
        if need <= elected.shape[1] - 1:
            total += yes[:, k] * (tail[:, need] if need > 0 else 1.0)
    return total


def _sub(yes: Array, other: Array) -> Array:
    """Like `counts`, for members that say yes or something else out of a part of what they may do (mass below one)."""
    found = np.zeros((yes.shape[0], yes.shape[1] + 1))
    found[:, 0] = 1.0
    for j in range(yes.shape[1]):
        y, o = yes[:, j : j + 1], other[:, j : j + 1]
        found[:, 1 : j + 2] = found[:, 1 : j + 2] * o + found[:, : j + 1] * y
        found[:, 0] *= o[:, 0]
    return found


def _cases(five: Array, elected: Array) -> tuple[Array, Array]:
    """Chance of nine yes at each node, and of nine yes with no permanent member against."""
    y, n, a = five[:, :, 0], five[:, :, 1], five[:, :, 2]
    return _reach(_sub(y, n + a), elected), _reach(_sub(y, a), elected)


def _with_no(five: Array, elected: Array, k: int) -> Array:
    """Chance at each node that permanent member k votes no while nine others vote yes."""
    y, other = five[:, :, 0].copy(), five[:, :, 1] + five[:, :, 2]
    other[:, k] = five[:, k, 1]
    y[:, k] = 0.0
    return _reach(_sub(y, other), elected)
