"""What a veto sets off in the General Assembly: resolution 76/262 of 26 April 2022."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from horseshoe.council.tables import day as day_of
from horseshoe.council.tables import rows

IN_FORCE = date(2022, 4, 26)
WORKING_DAYS = 10
CAVEAT = (
    "counted Monday to Friday without the holidays of the United Nations in New York; no meeting is due where the Assembly "
    "meets in emergency special session on the same situation"
)


@dataclass(frozen=True, slots=True)
class AssemblyDebate:
    """The last day by which the General Assembly is to meet after a veto, and what that date does not know."""

    veto: date
    by: date
    caveat: str


@functools.cache
def un_holidays(year: int) -> frozenset[date]:
    """Days off of the Secretariat in New York: the fixed ones by rule, the two of Islam from data/un_holidays.csv."""
    fixed = {_observed(date(year, 1, 1)), _observed(date(year, 7, 4)), _observed(date(year, 12, 25))}
    by_week = {_weekday(year, 2, 0, 3), _weekday(year, 9, 0, 1), _weekday(year, 11, 3, 4)}
    last_of_may = date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday())
    by_moon = {d for r in rows("un_holidays.csv") if (d := day_of(r["date"])) and d.year == year}
    return frozenset({*fixed, *by_week, last_of_may, _easter(year) - timedelta(days=2), *by_moon})


def _observed(day: date) -> date:
    """A holiday on a Sunday is kept on Monday, one on a Saturday on Friday."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def assembly_debate(veto: date, holidays: Collection[date] = ()) -> AssemblyDebate | None:
    """The day by which the Assembly meets: ten working days after the veto; None for a veto before the resolution.

    General Assembly resolution 76/262, paragraph 1. `holidays` are further days off at Headquarters to leave out.
    """
    if veto < IN_FORCE:
        return None
    day, left = veto, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays and day not in un_holidays(day.year)
    return AssemblyDebate(veto, day, CAVEAT)
