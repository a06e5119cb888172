"""Who sits on the Council on a date (data/terms.csv), Article 23 of the Charter."""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass, replace
from datetime import date, timedelta

from horseshoe.council.states import GROUPS_SINCE, fold, group_of, name_on, state_names
from horseshoe.council.tables import day, rows
from horseshoe.errors import OutsideRecordError

FIRST_MEETING = date(1946, 1, 17)
COMPLETE_THROUGH = date(2027, 12, 31)
"""The last day for which the table holds all fifteen members: the elections of 3 June 2026 are the last ones in it."""
ENLARGED = date(1966, 1, 1)
"""First day with fifteen members (General Assembly resolution 1991 A (XVIII), in force 31 August 1965)."""
PRC_SEATED = date(1971, 10, 25)
"""General Assembly resolution 2758 (XXVI): the People's Republic represents China from this day."""
REST = frozenset({"rest", "all", "others"})  # words for all members that no list names


@dataclass(frozen=True, slots=True)
class Member:
    """A term on the Council. `name` is the name on the date asked for, `seat` the seat's label, `group` the regional group."""

    id: str
    name: str
    permanent: bool
    start: date
    end: date | None
    group: str | None
    seat: str
    arab_swing: bool = False
    note: str | None = None
    government: str | None = None  # who speaks for China on the date

    def sits_on(self, when: date) -> bool:
        """Whether the term covers a day."""
        return self.start <= when and (self.end is None or when <= self.end)


@functools.cache
def terms() -> tuple[Member, ...]:
    """Every term since 1946, permanent members first; names and groups are those of the first day of the term."""
    found = []
    for r in rows("terms.csv"):
        start = day(r["start"]) or FIRST_MEETING
        found.append(
            Member(
                id=r["state"],
                name=name_on(r["state"], start),
                permanent=r["seat"] == "permanent",
                start=start,
                end=day(r["end"]),
                group=group_of(r["state"], start),
                seat=r["seat"],
                arab_swing=bool(r["swing"]),
                note=r["note"] or None,
            )
        )
    return tuple(found)


def check_day(when: date) -> None:
    """OutsideRecordError when the tables say nothing about a day."""
    if when < FIRST_MEETING:
        raise OutsideRecordError(
            f"the Security Council had no members on {when}", fix=f"its first meeting was on {FIRST_MEETING}"
        )
    if when > COMPLETE_THROUGH:
        raise OutsideRecordError(
            f"the membership table is complete through {COMPLETE_THROUGH} and says nothing about {when}",
            fix="ask about an earlier day, or add the later terms to council/data/terms.csv",
        )


def members_on(when: date) -> tuple[Member, ...]:
    """The members of the Council on a day in English alphabetical order of their names then; 11 until 1965, 15 since.

    OutsideRecordError before the first meeting and after COMPLETE_THROUGH.
    """
    check_day(when)
    return _members_since(_last_turn(when))


def _last_turn(when: date) -> date:
    return _turning_days()[bisect.bisect_right(_turning_days(), when) - 1]


@functools.cache
def _turning_days() -> tuple[date, ...]:
    """The days from which something about a member changes: a term begins or has ended, a state bears another name."""
    days = {GROUPS_SINCE, PRC_SEATED, FIRST_MEETING}
    days |= {t.start for t in terms()} | {t.end + timedelta(days=1) for t in terms() if t.end}
    for name in state_names():
        days |= {name.start} if name.start else set()
        days |= {name.end + timedelta(days=1)} if name.end else set()
    return tuple(sorted(days))


@functools.cache
def _members_since(when: date) -> tuple[Member, ...]:
    sitting = [replace(t, name=name_on(t.id, when), group=group_of(t.id, when)) for t in terms() if t.sits_on(when)]
    sitting = [replace(m, government=_government(when)) if m.id == "CHN" else m for m in sitting]
    return tuple(sorted(sitting, key=lambda m: fold(m.name)))


def _government(when: date) -> str:
    return "People's Republic of China" if when >= PRC_SEATED else "Republic of China"


def permanent_members(when: date) -> tuple[str, ...]:
    """Ids of the five permanent members on a day, in alphabetical order of their names."""
    return tuple(m.id for m in members_on(when) if m.permanent)


@functools.lru_cache(maxsize=4096)
def is_permanent(state: str, when: date | None = None) -> bool:
    """Whether a state is (on a day: was) a permanent member; without a day, whether it ever was one (SUN, RUS both)."""
    return any(t.permanent and t.id == state and (when is None or t.sits_on(when)) for t in terms())


def is_member(state: str, when: date) -> bool:
    """Whether a state sat on the Council on a day."""
    check_day(when)
    return state in _ids_since(_last_turn(when))


@functools.cache
def _ids_since(when: date) -> frozenset[str]:
    return frozenset(m.id for m in _members_since(when))


def terms_of(state: str) -> tuple[Member, ...]:
    """All terms of one state id, oldest first."""
    return tuple(sorted((t for t in terms() if t.id == state), key=lambda t: t.start))


def is_rest(word: str) -> bool:
    """Whether a word stands for all members that no list names: `rest`, `all`, `others`."""
    return word.strip().lower() in REST
