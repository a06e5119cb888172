"""Members' chances given what a benchmark tells by its choice of drafts: that they were adopted, or that not all voted yes.

UNBench's task 2 asks for votes on adopted drafts alone, UNSC-Bench's rows are taken on drafts on which somebody withheld a
yes. Both are known before any answer is given, and change how each member voted there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.members.model import outcome
from horseshoe.forecast.members.votes import PERMANENT, DraftFacts
from horseshoe.forecast.scoring.backtest import Backtest

Array = NDArray[np.float64]
Votes = dict[str, tuple[float, float, float]]
NEVER = 1e-4
"""What stands for a likelihood of nothing, so that no member is left without a vote."""
NEARLY = 0.98
"""The most that a member's dissent is said to be where somebody's is known."""


def given_adopted(votes: Votes, facts: DraftFacts) -> Votes:
    """Votes on a draft that was adopted: no permanent member voted no (Article 27(3)), which tells of its camp too."""
    against = 1.0 if facts.procedural else NEVER
    known = {m: (1.0, against, 1.0) for m in votes if m in PERMANENT}
    return outcome(votes, facts, known).members


def given_contested(votes: Votes, facts: DraftFacts) -> Votes:
    """Votes on a draft on which not all voted yes: a member's dissent is part of that, so its chance is divided by that of any."""
    some = max(1.0 - outcome(votes, facts).yes[-1], NEVER)
    return {m: _raised(p, some) for m, p in votes.items()}


def _raised(p: tuple[float, float, float], some: float) -> tuple[float, float, float]:
    no, abstain = p[1] / some, p[2] / some
    excess = max(1.0, (no + abstain) / NEARLY)
    return 1.0 - (no + abstain) / excess, no / excess, abstain / excess


def told(b: Backtest) -> tuple[Array, Array, Array]:
    """The chances of a backtest's rows with this known: of permanent and elected members on adopted drafts, of permanent ones
    on contested drafts; rows of other drafts stay as they are.
    """
    members: list[Votes] = [{} for _ in b.drafts]
    for rows, p in ((b.five, b.five_p), (b.ten, b.ten_p)):
        for r, (i, m) in enumerate(zip(rows.draft, rows.member, strict=True)):
            members[int(i)][m] = (float(p[r, 0]), float(p[r, 1]), float(p[r, 2]))
    known = b.outcome.sum(axis=1) > 0
    adopted, contested = list(members), list(members)
    for i, (d, votes) in enumerate(zip(b.drafts, members, strict=True)):
        if known[i] and d.outcome == "adopted":
            adopted[i] = given_adopted(votes, d.facts)
        if known[i] and any(v != "yes" for v in d.votes.values()):
            contested[i] = given_contested(votes, d.facts)

    def laid_out(found: list[Votes], permanent: bool) -> Array:
        rows = b.five if permanent else b.ten
        return np.array([found[int(i)][m] for i, m in zip(rows.draft, rows.member, strict=True)])

    return laid_out(adopted, True), laid_out(adopted, False), laid_out(contested, True)
