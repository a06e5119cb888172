"""From what a person says of a draft, in words, to the draft that a forecast takes: one builder for every door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import get_args

from horseshoe.council.members import members_on
from horseshoe.council.states import find_state
from horseshoe.errors import UsageError
from horseshoe.forecast.described import Described, Kind, check_acts
from horseshoe.forecast.evidence import Statement
from horseshoe.model import Stance

KIND_WORDS = {"draft": "draft", "amendment": "amendment", "procedural": "procedural motion"}
ONE_SEAT = ("SUN", "RUS")
"""The Russian Federation continues the Soviet Union's membership (letter of 24 December 1991 to the Secretary-General)."""


def describe(
    situation: str,
    day: date,
    *,
    sponsors: Sequence[str] = (),
    acts: Sequence[str] = (),
    threats: Sequence[str] = (),
    supporters: Sequence[str] = (),
    heard: Sequence[Statement] = (),
    rivals: int = 0,
    kind: str = "draft",
    label: str | None = None,
) -> Described:
    """The draft that a person describes; states by id or any name, the situation by id, name or the words of an agenda item.

    `threats` and `supporters` are members heard to threaten a veto or to support it, `heard` other statements, as read; `kind`
    is draft, amendment or procedural. UsageError for an unknown act or kind, or a statement of a state that was no member
    that day; OutsideRecordError for an unknown state or a day without a Council.
    """
    check_acts(acts)
    if kind not in get_args(Kind):
        raise UsageError(f"no kind called {kind!r}", where="kind", fix=f"choose from {', '.join(get_args(Kind))}")
    sitting = [m.id for m in members_on(day)]
    statements = list(heard)
    told: tuple[tuple[str, Stance, Sequence[str]], ...] = (
        ("threats", "threatens_veto", threats),
        ("supporters", "supports", supporters),
    )
    for where, stance, names in told:
        for member in (of_day(name, sitting) for name in names):
            if member not in sitting:
                raise UsageError(
                    f"{member} was not a member on {day}", where=where, fix=f"the members were {', '.join(sitting)}"
                )
            statements.append(Statement(member, stance, day, 1.0))
    return Described(
        situation=situation,
        day=day,
        sponsors=tuple(dict.fromkeys(of_day(name, sitting) for name in sponsors)),
        acts=tuple((a, None) for a in acts),
        statements=tuple(statements),
        rivals=rivals,
        label=label or f"described {KIND_WORDS[kind]} on {situation}",
        kind=kind,  # type: ignore[arg-type]
    )


def of_day(name: str, sitting: Sequence[str]) -> str:
    """The state of a name beside the members `sitting` on a day: "Russia" in 1985 -> SUN, "USSR" in 2012 -> RUS."""
    state = find_state(name.strip())
    return next(s for s in ONE_SEAT if s in sitting) if state in ONE_SEAT else state
