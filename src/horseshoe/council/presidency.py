"""Who presides (rule 18: a calendar month each in English alphabetical order), who sits where on a date, and a drawing."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from horseshoe.council.members import COMPLETE_THROUGH, Member, check_day, members_on
from horseshoe.council.states import fold, name_on
from horseshoe.council.tables import day, directives, rows
from horseshoe.errors import UsageError


@dataclass(frozen=True, slots=True)
class Presidency:
    """One turn: state id, the name that decided its place in the order, first and last day."""

    state: str
    name: str
    start: date
    end: date
    note: str | None = None


@functools.cache
def presidencies() -> tuple[Presidency, ...]:
    """Every turn from 17 January 1946 to the end of the membership table, computed; the record's exceptions are data."""
    turns = list(_first_year())
    exceptions = {(x.year, x.month): r for r in rows("presidency_exceptions.csv") if (x := day(r["month"]))}
    last_name = turns[-1].name
    month = date(1947, 1, 1)
    while month <= COMPLETE_THROUGH:
        end = _next_month(month) - timedelta(days=1)
        row = exceptions.get((month.year, month.month))
        if row:
            state, name, note = row["state"], name_on(row["state"], month), row["note"]
            last_name = name_on(row["resume_after"], month)
        else:
            state, name = _next_in_order(last_name, month)
            note, last_name = None, name
        turns.append(Presidency(state, name, month, end, note))
        month = _next_month(month)
    return tuple(turns)


@functools.cache
def complete_through() -> date:
    """The day up to which every month that departs from the alphabetical order is known; later turns follow the order."""
    return date.fromisoformat(directives("presidency_exceptions.csv")["complete_through"])


def _first_year() -> tuple[Presidency, ...]:
    turns = []
    for r in rows("presidency_1946.csv"):
        start, end = day(r["start"]), day(r["end"])
        assert start
        assert end
        turns.append(Presidency(r["state"], name_on(r["state"], start), start, end))
    return tuple(turns)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _next_in_order(after: str, month: date) -> tuple[str, str]:
    """The member that follows the last President's name in the order of this month's names, round again after the last one."""
    order = members_on(month)
    later = [m for m in order if fold(m.name) > fold(after)]
    chosen = later[0] if later else order[0]
    return chosen.id, chosen.name


def president_on(when: date) -> Presidency:
    """The presidency that covers a day. OutsideRecordError outside the membership table."""
    check_day(when)
    return next(p for p in presidencies() if p.start <= when <= p.end)


def president(year: int, month: int) -> str:
    """Id of the state that presides in a month; in 1946, when turns ran from the 17th, the one that presides at its end."""
    if not 1 <= month <= 12:
        raise UsageError(f"{month} is not a month", fix="use 1 to 12")
    return president_on(_next_month(date(year, month, 1)) - timedelta(days=1)).state


# Distance of the seats from the middle, in columns, from the President's neighbours to the open end.
BEND = (6, 9, 11, 12, 13, 13, 13)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place: 0 is the President in the middle; the order runs clockwise, so 1 sits at the President's left."""

    place: int
    member: Member
    presides: bool


def seating(when: date) -> tuple[Seat, ...]:
    """The seats on a day from the President round the table in English alphabetical order.

    The table turns by one seat a month: members sit in English alphabetical order, the President of the month in the middle.
    """
    members = members_on(when)
    chair = president_on(when).state
    # Where a seat changed hands within a month (SUN to RUS, YMD to YEM), the successor presides.
    start = next((i for i, m in enumerate(members) if m.id == chair), None)
    if start is None:
        start = next(i for i, m in enumerate(members) if m.start == when or m.start > president_on(when).start)
    turned = members[start:] + members[:start]
    return tuple(Seat(i, m, i == 0) for i, m in enumerate(turned))


def label(seat: Seat, marks: Mapping[str, str] | None = None) -> str:
    """A seat's name with its mark: ● permanent, ○ elected, or what `marks` (state id -> mark) holds."""
    return (marks or {}).get(seat.member.id) or ("●" if seat.member.permanent else "○")


def draw(seats: Sequence[Seat], marks: Mapping[str, str] | None = None, width: int = 100) -> str:
    """The table as lines of at most `width` columns, open towards the reader; the President at the top."""
    middle = width // 2
    half = len(seats) // 2
    top = seats[0]
    lines = [f"{top.member.name}, President".center(width).rstrip(), label(top, marks).center(width).rstrip()]
    for row in range(half):
        out = BEND[min(row, len(BEND) - 1)]
        right, left = seats[1 + row], seats[-1 - row]
        left_text = f"{_cut(left.member.name, middle - out - 2)} {label(left, marks)}".rjust(middle - out)
        right_text = f"{label(right, marks)} {_cut(right.member.name, width - middle - out - 2)}"
        lines.append(f"{left_text}{' ' * (2 * out - 1)}{right_text}")
    return "\n".join(lines)


def _cut(name: str, room: int) -> str:
    return name if len(name) <= room else name[: room - 1] + "…"
