"""One-dimensional ideal points: where members stand on the line that best tells their votes apart, with uncertainty.

An ordered probit item-response model (Clinton, Jackman and Rivers, American Political Science Review 98, 2004; for no, abstain,
yes: Bailey, Strezhnev and Voeten, Journal of Conflict Resolution 61, 2017): member i's utility from decision j is
u = slope_j * point_i - hurdle_j plus a standard normal error; the vote is no below -width, yes above width, else an
abstention. Priors: point ~ N(0, 1), slope ~ N(0, 2^2), hurdle ~ N(0, 5^2). The posterior's mode is found by L-BFGS with the
exact gradient; the uncertainty comes from the curvature there (Laplace), the decisions' parameters integrated out exactly by
the Schur complement. Simulated members lie in the 90 % intervals 86 to 90 times in 100 (docs/measurements.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.votes.ballots import ABSTAIN, MISSING, NO, YES, Ballots

Floats = NDArray[np.float64]
SLOPE_SD, HURDLE_SD = 2.0, 5.0
SURE = 36.0  # Phi is 1 to the last bit long before; the scaled error function would overflow soon after
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """`point[i]` and its standard deviation `sd[i]` on a scale with mean 0 and standard deviation 1 over the members.

    `votes[i]` is how many of the contested decisions the member voted on; `explained` the share of votes that the model's
    likeliest choice gets right, `majority` what naming each decision's commonest choice would.
    """

    members: tuple[str, ...]
    point: Floats
    sd: Floats
    votes: NDArray[np.int64]
    decisions: int
    explained: float
    majority: float

    def interval(self, z: float = Z90) -> tuple[Floats, Floats]:
        """Lower and upper ends of each member's interval, 90 % by default."""
        return self.point - z * self.sd, self.point + z * self.sd


def ideal_points(
    ballots: Ballots, *, left: str | None = None, right: str | None = None, at_least: int = 5, seed: int = 0
) -> IdealPoints:
    """Estimate ideal points from the contested decisions, for members with at least `at_least` votes in them.

    The direction of the line is free: `left` stands left of `right` (without them the first member by name stands left of the
    line's middle). NothingFoundError when fewer than three members or decisions are left.
    """
    part = ballots.only(contested=True, at_least=at_least)
    part = part.only(contested=True)
    if len(part.members) < 3 or len(part.decisions) < 3:
        raise NothingFoundError(
            f"{len(part.decisions)} contested decisions and {len(part.members)} members are too few for ideal points",
            fix="widen the period or lower --at-least",
        )
    for anchor in (left, right):
        if anchor is not None and anchor not in part.members:
            raise UsageError(f"{anchor} is not among the members with enough votes", fix="choose another anchor")
    model = Model(part)
    fitted = model.fit(seed)
    point, sd = model.points(fitted)
    sign = _direction(part.members, point, left, right)
    centre, scale = point.mean(), point.std() or 1.0
    explained, majority = model.explained(fitted)
    cast = (part.votes != MISSING).sum(axis=0)
    return IdealPoints(
        part.members, sign * (point - centre) / scale, sd / scale, cast, len(part.decisions), explained, majority
    )


def _direction(members: tuple[str, ...], point: Floats, left: str | None, right: str | None) -> float:
    where = dict(zip(members, point, strict=True))
    middle = float(point.mean())
    low = where[left] if left else middle
    high = where[right] if right else middle
    if left is None and right is None:
        low = where[members[0]]
    return 1.0 if high >= low else -1.0


class Model:
    """The model's data: where in the table of decisions by members the votes stand, abstentions apart from the others.

    Parameters stand in a row: points, slopes, hurdles, log width.
    """

    def __init__(self, ballots: Ballots) -> None:
        self.n_decisions, self.n_members = ballots.votes.shape
        votes = ballots.votes.ravel()
        self.sided = np.flatnonzero((votes == YES) | (votes == NO))
        self.side = np.where(votes[self.sided] == YES, 1.0, -1.0)
        self.middle = np.flatnonzero(votes == ABSTAIN)
        self.votes = ballots.votes
        self.start = _first_component(ballots.votes)

    def split(self, x: Floats) -> tuple[Floats, Floats, Floats, float]:
        """Points, slopes, hurdles and the width that a vector of all parameters holds."""
        m, d = self.n_members, self.n_decisions
        return x[:m], x[m : m + d], x[m + d : m + 2 * d], float(np.exp(np.clip(x[-1], -5, 3)))

    def fit(self, seed: int) -> Floats:
        """All parameters at the mode, searched from the first component and a seed."""
        from scipy.optimize import minimize

        rng = np.random.default_rng(seed)
        x = np.concatenate([self.start, np.zeros(2 * self.n_decisions), [np.log(0.5)]])
        m, d = self.n_members, self.n_decisions
        x[m : m + d] = rng.normal(0, 0.05, d)
        found: Floats = minimize(self.loss, x, jac=True, method="L-BFGS-B", options={"maxiter": 2000, "maxcor": 20}).x
        return found

    def loss(self, x: Floats) -> tuple[float, Floats]:
        """Negative log posterior and its gradient."""
        point, slope, hurdle, width = self.split(x)
        log_p, d_u, d_w, _ = self.terms(np.outer(slope, point) - hurdle[:, None], width)
        value = -log_p + 0.5 * (point @ point + slope @ slope / SLOPE_SD**2 + hurdle @ hurdle / HURDLE_SD**2)
        g_point = slope @ d_u - point
        g_slope = d_u @ point - slope / SLOPE_SD**2
        g_hurdle = -d_u.sum(axis=1) - hurdle / HURDLE_SD**2
        value += 0.5 * (x[-1] - np.log(0.5)) ** 2
        g_width = d_w * width - (x[-1] - np.log(0.5))
        return float(value), -np.concatenate([g_point, g_slope, g_hurdle, [g_width]])

    def terms(self, u: Floats, width: float, curved: bool = False) -> tuple[float, Floats, float, Floats]:
        """For all votes: log probability and its derivative by width; for each, the derivative by u and, where `curved`,
        minus the second one, in the shape of the table, 0 where none was cast.
        """
        flat = u.ravel()
        z = self.side * flat[self.sided] - width  # a vote for a side has the probability Phi(z)
        log_sided, ratio = _tail(z)
        low, high = -width - flat[self.middle], width - flat[self.middle]  # an abstention, Phi(high) - Phi(low)
        # on the side where the two do not cancel
        a, b = np.where(low + high < 0, low, -high), np.where(low + high < 0, high, -low)
        log_a, log_b = _tail(a)[0], _tail(b)[0]
        log_middle = log_b + np.log1p(-np.exp(log_a - log_b))
        density = -0.5 * np.log(2 * np.pi) - log_middle
        at_low, at_high = np.exp(density - 0.5 * low**2), np.exp(density - 0.5 * high**2)
        d_u, bent = np.zeros(u.size), np.zeros(u.size if curved else 0)
        d_u[self.sided] = self.side * ratio
        d_u[self.middle] = at_low - at_high
        if curved:
            bent[self.sided] = np.maximum(ratio**2 + z * ratio, 1e-12)
            bent[self.middle] = np.maximum((at_low - at_high) ** 2 - (low * at_low - high * at_high), 1e-12)
        d_w = (at_low + at_high).sum() - ratio.sum()
        return log_sided.sum() + log_middle.sum(), d_u.reshape(u.shape), d_w, bent.reshape(u.shape if curved else 0)

    def points(self, x: Floats) -> tuple[Floats, Floats]:
        """Points and their standard deviations, slopes and hurdles integrated out (Laplace, Schur complement)."""
        point, slope, hurdle, width = self.split(x)
        _, d_u, _, w = self.terms(np.outer(slope, point) - hurdle[:, None], width, curved=True)
        m = self.n_members
        own = slope**2 @ w + 1
        ss = w @ point**2 + 1 / SLOPE_SD**2
        sh = -(w @ point)
        hh = w.sum(axis=1) + 1 / HURDLE_SD**2
        with_slope = w * np.outer(slope, point) - d_u
        with_hurdle = -w * slope[:, None]
        det = np.maximum(ss * hh - sh**2, 1e-12)
        left = (hh[:, None] * with_slope - sh[:, None] * with_hurdle) / det[:, None]
        right = (ss[:, None] * with_hurdle - sh[:, None] * with_slope) / det[:, None]
        precision = np.diag(own) - with_slope.T @ left - with_hurdle.T @ right
        values, vectors = np.linalg.eigh((precision + precision.T) / 2)
        covariance = (vectors / np.maximum(values, 0.05)) @ vectors.T
        # The line's zero and unit are fixed afterwards, so what moves or stretches all points together is no uncertainty.
        fixed = np.stack([np.ones(m), point - point.mean()])
        base, _ = np.linalg.qr(fixed.T)
        away = np.eye(m) - base @ base.T
        return point, np.sqrt(np.clip(np.diag(away @ covariance @ away), 1e-12, None))

    def explained(self, x: Floats) -> tuple[float, float]:
        """Share of votes named rightly by the model, and by each decision's commonest choice."""
        point, slope, hurdle, width = self.split(x)
        from scipy.special import ndtr

        u = np.outer(slope, point) - hurdle[:, None]
        no, yes = ndtr(-width - u), ndtr(u - width)
        guess = np.argmax(np.stack([no, 1 - no - yes, yes]), axis=0)
        cast = self.votes != MISSING
        counts = np.stack([(self.votes == code).sum(axis=1) for code in (NO, ABSTAIN, YES)])
        return float((guess == self.votes)[cast].mean()), float(counts.max(axis=0).sum() / cast.sum())


def _tail(z: Floats) -> tuple[Floats, Floats]:
    """The logarithm of Phi(z), and phi(z) / Phi(z), both from one scaled error function."""
    from scipy.special import erfcx

    z = np.minimum(z, SURE)
    scaled = erfcx(z * -np.sqrt(0.5))
    return np.log(0.5 * scaled) - 0.5 * z**2, np.sqrt(2 / np.pi) / scaled


def _first_component(votes: NDArray[np.int8]) -> Floats:
    """A start: members' scores on the first component of the votes, each decision centred, what is missing set to the mean."""
    cast = votes != MISSING
    mean = np.where(cast, votes, 0).sum(axis=1) / np.maximum(cast.sum(axis=1), 1)
    centred = np.where(cast, votes - mean[:, None], 0.0)
    values: Any = np.linalg.eigh(centred.T @ centred)[1][:, -1]
    return np.asarray(values / (values.std() or 1.0), dtype=np.float64)
