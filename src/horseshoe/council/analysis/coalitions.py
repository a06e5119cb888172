"""Which members suffice to adopt, and which suffice to block, by Article 27(3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import comb

from horseshoe.council.members import members_on
from horseshoe.council.rule import majority_needed
from horseshoe.errors import UsageError


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
