"""How much a seat's vote weighs under Article 27(3), which members suffice, what it would take, and who was pivotal. Exact.

The game has two kinds of players, so that coalitions are counted by how many elected members they hold and no sampling is
needed. Members vote for or not for: an abstention counts as not for, so that in this game, as in the literature, a permanent
member that does not vote for blocks. Sources: Shapley and Shubik, American Political Science Review 48 (1954); Banzhaf,
Rutgers Law Review 19 (1965); Felsenthal and Machover, The Measurement of Voting Power (1998).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from math import comb, factorial
from typing import TYPE_CHECKING, Literal

from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, Member, members_on
from horseshoe.council.rule import Result, majority_needed, outcome_of_counts, seats_on
from horseshoe.council.states import CONTINUED_BY
from horseshoe.council.votes_on_record import find_draft
from horseshoe.errors import UsageError

if TYPE_CHECKING:
    from horseshoe.votes.ballots import Ballots

PERMANENT = 5


@dataclass(frozen=True, slots=True)
class CouncilGame:
    """A council of `permanent` members that must all be in favour and `elected` ones; `majority` votes decide."""

    permanent: int
    elected: int
    majority: int

    @property
    def elected_needed(self) -> int:
        """Elected members that must join all permanent ones."""
        return max(self.majority - self.permanent, 0)


@dataclass(frozen=True, slots=True)
class Power:
    """One seat's share under each index, as exact fractions.

    `shapley_shubik`: share of the orders of joining in which the seat decides. `banzhaf`: share of all swings (sums to 1 over
    the seats). `swing_probability`: Penrose-Banzhaf, how often the seat decides when the others vote at random. `swings` of one
    seat.
    """

    shapley_shubik: Fraction
    banzhaf: Fraction
    swing_probability: Fraction
    swings: int


def game_on(day: date) -> CouncilGame:
    """The Council of a day: five permanent members with six elected until 1965 (majority 7), ten since (majority 9)."""
    return CouncilGame(PERMANENT, seats_on(day) - PERMANENT, majority_needed(day))


def power(game: CouncilGame) -> tuple[Power, Power]:
    """The power of one permanent and of one elected member."""
    swings = swings_permanent(game), swings_elected(game)
    total = game.permanent * swings[0] + game.elected * swings[1]
    shapley = shapley_permanent(game), shapley_elected(game)
    others = 2 ** (game.permanent + game.elected - 1)
    first, second = (
        Power(s, Fraction(w, total) if total else Fraction(0), Fraction(w, others), w)
        for s, w in zip(shapley, swings, strict=True)
    )
    return first, second


def swings_permanent(game: CouncilGame) -> int:
    """Coalitions of the others that one permanent member makes winning: the other permanent members and enough elected ones."""
    return sum(comb(game.elected, k) for k in range(game.elected_needed, game.elected + 1))


def swings_elected(game: CouncilGame) -> int:
    """Coalitions of the others that one elected member makes winning: all permanent members and one elected vote too few."""
    return comb(game.elected - 1, game.elected_needed - 1) if game.elected_needed else 0


def shapley_elected(game: CouncilGame) -> Fraction:
    """Share of orders in which one elected member decides: right after all permanent and all but one needed."""
    if not game.elected_needed:
        return Fraction(0)
    n, before = game.permanent + game.elected, game.permanent + game.elected_needed - 1
    orders = factorial(before) * factorial(n - before - 1) * comb(game.elected - 1, game.elected_needed - 1)
    return Fraction(orders, factorial(n))


def shapley_permanent(game: CouncilGame) -> Fraction:
    """Share of orders in which one permanent member decides: what the elected members leave, in equal parts."""
    return (1 - game.elected * shapley_elected(game)) / game.permanent


@dataclass(frozen=True, slots=True)
class Coalitions:
    """Counts of coalitions on a day, exact. A winning coalition adopts by its affirmative votes, no permanent member against.

    `minimal_winning`: every member's vote is needed, permanent members that would abstain or stay away left out (practice:
    an abstention is no veto). `all_concurring`: the same with all five permanent members in favour. `minimal_blocking`:
    a permanent member alone by its negative vote, or as many members as leave the others short of the majority.
    """

    majority: int
    minimal_winning: int
    all_concurring: int
    minimal_blocking: int
    winning: int


def count_coalitions(day: date) -> Coalitions:
    """The counts for the Council of a day. OutsideRecordError where its members are not known."""
    members = members_on(day)
    permanent = sum(m.permanent for m in members)
    elected, majority = len(members) - permanent, majority_needed(day)
    blockers = len(members) - majority + 1  # not voting in favour is enough, without any veto
    return Coalitions(
        majority=majority,
        minimal_winning=comb(len(members), majority),
        all_concurring=comb(elected, majority - permanent),
        minimal_blocking=permanent + comb(elected, blockers),
        winning=sum(comb(elected, k) for k in range(majority - permanent, elected + 1)),
    )


def minimal_winning(
    day: date, *, against: Iterable[str] = (), in_favour: Iterable[str] = (), all_concurring: bool = False
) -> Iterator[tuple[str, ...]]:
    """Every smallest set of members whose votes adopt, given members that vote for and members that will not.

    Nothing comes where a permanent member is among those against (its negative vote is a veto). With `all_concurring` all
    permanent members are in the set. UsageError for a state that is no member on the day, or on both sides.
    """
    members = members_on(day)
    ids = [m.id for m in members]
    refused, ready = set(against), set(in_favour)
    for state in (*refused, *ready):
        if state not in ids:
            raise UsageError(f"{state} was not a member of the Council on {day}")
    if both := refused & ready:
        raise UsageError(f"{', '.join(sorted(both))} cannot be both for and against")
    if any(m.permanent and m.id in refused for m in members):
        return
    fixed = ready | ({m.id for m in members if m.permanent} if all_concurring else set())
    free = [i for i in ids if i not in fixed and i not in refused]
    wanted = majority_needed(day) - len(fixed)
    for more in combinations(free, max(wanted, 0)):
        chosen = fixed | set(more)
        yield tuple(i for i in ids if i in chosen)


Position = Literal["yes", "no", "abstain", "absent"]
Wanted = Literal["adopted", "vetoed", "failed", "not adopted"]
POSITIONS: tuple[Position, ...] = ("yes", "no", "abstain")


@dataclass(frozen=True, slots=True)
class Change:
    """Members that must change, and for each the positions that do (when all the others in the set take theirs)."""

    moves: tuple[tuple[str, tuple[Position, ...]], ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the members that change."""
        return tuple(state for state, _ in self.moves)


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """`now` is the outcome as the positions stand; `changes` every smallest set of changes that gives `wanted`.

    `size` is how many members must change, 0 when the outcome is the wanted one already, None when the members that may
    change cannot bring it about.
    """

    now: Result
    wanted: Wanted
    size: int | None
    changes: tuple[Change, ...]


def what_it_takes(
    day: date, positions: Mapping[str, Position], wanted: Wanted, *, unmoved: Iterable[str] = (), procedural: bool = False
) -> WhatItTakes:
    """Every smallest set of members whose change gives the wanted outcome; members without a position cast no vote.

    `unmoved` are members that will not change; `procedural` applies Article 27(2): no veto. UsageError when a state is no
    member on the day.
    """
    members = _voters(day, procedural)
    held = _positions(members, positions, day)
    now = outcome(day, members, held)
    if _is(now, wanted):
        return WhatItTakes(now, wanted, 0, ())
    fixed = set(unmoved)
    movable = [m.id for m in members if m.id not in fixed]
    for size in range(1, len(movable) + 1):
        found = [c for group in combinations(movable, size) if (c := _change(day, members, held, group, wanted))]
        if found:
            return WhatItTakes(now, wanted, size, tuple(found))
    return WhatItTakes(now, wanted, None, ())


def pivotal(
    day: date, positions: Mapping[str, Position], *, procedural: bool = False
) -> tuple[tuple[str, Position, Result], ...]:
    """The members whose change alone decides adoption: (member, the position it would take, the outcome then).

    Where two members veto, or a majority is missed by two, nobody does.
    """
    members = _voters(day, procedural)
    held = _positions(members, positions, day)
    now = outcome(day, members, held)
    found = []
    for member in members:
        for position in POSITIONS:
            if position == held[member.id]:
                continue
            then = outcome(day, members, {**held, member.id: position})
            if (then == "adopted") != (now == "adopted"):
                found.append((member.id, position, then))
    return tuple(found)


def _voters(day: date, procedural: bool) -> tuple[Member, ...]:
    """The members of a day; in a procedural vote nobody's seat counts as permanent, Article 27(2)."""
    members = members_on(day)
    return tuple(replace(m, permanent=False) for m in members) if procedural else members


def outcome(day: date, members: Iterable[Member], held: Mapping[str, Position]) -> Result:
    """The outcome of the positions by Article 27(3): as `rule.tally`, without words, for thousands of runs."""
    if sum(p == "yes" for p in held.values()) < majority_needed(day):
        return "failed"
    return "vetoed" if any(m.permanent and held[m.id] == "no" for m in members) else "adopted"


def _positions(members: tuple[Member, ...], given: Mapping[str, Position], day: date) -> dict[str, Position]:
    ids = {m.id for m in members}
    if strangers := sorted(set(given) - ids):
        raise UsageError(f"{', '.join(strangers)} was not a member of the Council on {day}")
    return {m.id: given.get(m.id, "absent") for m in members}


def _is(result: Result, wanted: Wanted) -> bool:
    return result == wanted or (wanted == "not adopted" and result != "adopted")


def _change(
    day: date, members: tuple[Member, ...], held: Mapping[str, Position], group: tuple[str, ...], wanted: Wanted
) -> Change | None:
    """The group's change if it gives the wanted outcome, with every position of each member that does; None if it cannot."""
    best = _witness(day, members, held, group, wanted)
    if best is None:
        return None
    moves = []
    for state in group:
        works = [p for p in POSITIONS if p != held[state] and _is(outcome(day, members, {**held, **best, state: p}), wanted)]
        moves.append((state, tuple(works)))
    return Change(tuple(moves))


def _witness(
    day: date, members: tuple[Member, ...], held: Mapping[str, Position], group: tuple[str, ...], wanted: Wanted
) -> dict[str, Position] | None:
    """Positions of a group that give the wanted outcome: first all the same, then every mixture."""
    alike = [dict.fromkeys(group, p) for p in POSITIONS]
    for trial in alike:
        if _really(trial, held) and _is(outcome(day, members, {**held, **trial}), wanted):
            return trial
    if wanted != "vetoed":
        return None  # all in favour is the best a group can do for adoption, none in favour the most against it
    for choice in product(("yes", "no"), repeat=len(group)):
        mixed: dict[str, Position] = dict(zip(group, choice, strict=True))  # type: ignore[arg-type]
        if _really(mixed, held) and _is(outcome(day, members, {**held, **mixed}), wanted):
            return mixed
    return None


def _really(trial: Mapping[str, Position], held: Mapping[str, Position]) -> bool:
    return all(position != held[state] for state, position in trial.items())


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
    cast = ballots.positions(row)
    held: dict[str, Position] = {s: cast.get(s, cast.get(CONTINUED_BY.get(s, s), "absent")) for s in seats}
    return held


def times_pivotal(found: list[Pivotal]) -> Counter[str]:
    """How often each member could have turned the outcome alone."""
    return Counter(member for p in found for member in p.members)
