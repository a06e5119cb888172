"""What would it take: the smallest change of positions that turns a vote's outcome, and the members that turn it alone. Exact.

A change is one member taking another position (for, against, abstain). All sets of members of the smallest size are found by
going through the sets in order of size (at most 2^15). Rule: Article 27(3), as in `council.rule.tally`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from typing import Literal

from horseshoe.council.members import Member, members_on
from horseshoe.council.rule import Result, majority_needed
from horseshoe.errors import UsageError

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
