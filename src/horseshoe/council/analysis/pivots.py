"""Close decisions of a votes file and the members whose vote alone decided them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from horseshoe.council.analysis.ballots import ABSTAIN, NO, YES, Ballots
from horseshoe.council.analysis.changes import Position, pivotal
from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, members_on
from horseshoe.council.rule import Result, outcome_of_counts
from horseshoe.council.states import CONTINUED_BY
from horseshoe.council.votes_on_record import find_draft

POSITION: dict[int, Position] = {YES: "yes", ABSTAIN: "abstain", NO: "no"}


@dataclass(frozen=True, slots=True)
class Pivotal:
    """A decision with the outcome that its members' votes make and the members that could have changed it alone."""

    decision: str
    label: str
    day: date
    outcome: Result
    yes: int
    members: tuple[str, ...]


def pivotal_decisions(ballots: Ballots, *, negative_only: bool = False) -> list[Pivotal]:
    """Decisions of the Council with full member votes that one member could have turned.

    A permanent member can turn nearly every adopted resolution by a negative vote; with `negative_only` only decisions come
    in which a member turned the outcome by the vote it cast: an adopted resolution without a vote to spare, a single veto, a
    majority missed by one. Decisions with members missing are left out: who decided cannot be told.
    """
    found = []
    for row, (id_, label, day) in enumerate(zip(ballots.decisions, ballots.labels, ballots.days, strict=True)):
        if not FIRST_MEETING <= day <= COMPLETE_THROUGH:
            continue
        seats = {m.id: m.permanent for m in members_on(day)}
        held = _held(ballots, row, seats)
        if held is None:
            continue
        yes = sum(p == "yes" for p in held.values())
        against = sum(seats[s] and p == "no" for s, p in held.items())
        procedural = (known := find_draft(label)) is not None and known.procedural
        outcome = outcome_of_counts(day, yes, against, procedural=procedural)
        turning = pivotal(day, held, procedural=procedural)
        if negative_only and outcome == "adopted":
            turning = tuple(t for t in turning if held[t[0]] == "yes" and t[1] == "abstain")
        members = tuple(dict.fromkeys(t[0] for t in turning))
        if members:
            found.append(Pivotal(id_, label, day, outcome, yes, members))
    return found


def _held(ballots: Ballots, row: int, seats: dict[str, bool]) -> dict[str, Position] | None:
    """The positions of all the members of the day; None where the rows of some are not there."""
    if int(ballots.rows[row]) != len(seats):
        return None
    cast = {m: POSITION.get(int(v), "absent") for m, v in zip(ballots.members, ballots.votes[row], strict=True)}
    held: dict[str, Position] = {s: cast.get(s, cast.get(CONTINUED_BY.get(s, s), "absent")) for s in seats}
    return held


def times_pivotal(found: list[Pivotal]) -> Counter[str]:
    """How often each member could have turned the outcome alone."""
    return Counter(member for p in found for member in p.members)
