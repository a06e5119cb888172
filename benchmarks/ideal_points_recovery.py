"""How well ideal points are recovered from simulated votes: correlation with the truth, and what the intervals hold.

python benchmarks/ideal_points_recovery.py [--seeds 20]
"""

from __future__ import annotations

import argparse
import time
from datetime import date

import numpy as np

from horseshoe.votes.ballots import MISSING, Ballots
from horseshoe.votes.ideal_points import ideal_points

CASES = ((15, 60, 1.0), (15, 200, 1.0), (60, 400, 0.25), (190, 500, 0.9))  # members, decisions, share of votes cast


def simulate(members: int, decisions: int, cast: float, seed: int) -> tuple[np.ndarray, Ballots]:
    """True points and votes drawn from the ordered probit model, votes missing at random."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=members)
    utility = rng.normal(0, 1.5, decisions)[:, None] * points - rng.normal(0, 1, decisions)[:, None]
    utility += rng.normal(size=(decisions, members))
    votes = np.where(utility < -0.5, 0, np.where(utility > 0.5, 2, 1)).astype(np.int8)
    votes[rng.random(votes.shape) > cast] = MISSING
    names, days = tuple(map(str, range(decisions))), (date(2012, 1, 1),) * decisions
    return points, Ballots(names, names, days, tuple(f"{i:03}" for i in range(members)), votes, np.full(decisions, members))


def main() -> None:
    """Print one line a case."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    seeds = options.parse_args().seeds
    print("members decisions cast   correlation mean, lowest   in 90 % interval   seconds")
    for members, decisions, cast in CASES:
        correlations, inside, start = [], [], time.perf_counter()
        for seed in range(seeds):
            points, votes = simulate(members, decisions, cast, seed)
            found = ideal_points(votes)
            truth = points[[int(m) for m in found.members]]
            truth = (truth - truth.mean()) / truth.std()
            correlation = np.corrcoef(truth, found.point)[0, 1]
            correlations.append(abs(correlation))
            low, high = found.interval()
            truth = truth * np.sign(correlation)
            inside.append(((low < truth) & (truth < high)).mean())
        seconds = (time.perf_counter() - start) / seeds
        print(
            f"{members:>7} {decisions:>9} {cast:>4}   {np.mean(correlations):>16.3f}, {min(correlations):.3f}"
            f"   {np.mean(inside):>16.3f}   {seconds:>7.2f}"
        )


if __name__ == "__main__":
    main()
