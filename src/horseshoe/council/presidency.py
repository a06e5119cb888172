"""Who presides: rule 18 of the provisional rules of procedure, one calendar month each in English alphabetical order."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from horseshoe.council.members import COMPLETE_THROUGH, check_day, members_on
from horseshoe.council.states import fold, name_on
from horseshoe.council.tables import day, rows
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
        raise UsageError(f"{month} is not a month", mend="use 1 to 12")
    return president_on(_next_month(date(year, month, 1)) - timedelta(days=1)).state
