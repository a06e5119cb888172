"""Intervals of the calendar: weeks that run Monday to Sunday, months, years, and thirds of them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from horseshoe.model import DateRange

FIRST_YEAR, LAST_YEAR = 2, 9998  # room for a shift of one year on either side


def days(n: int) -> timedelta:
    """`n` days."""
    return timedelta(days=n)


def one(day: date) -> DateRange:
    """The interval of a single day."""
    return DateRange(day, day)


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return date(year, month, day)


def week_of(day: date) -> DateRange:
    """The week around a day, Monday to Sunday."""
    monday = day - days(day.weekday())
    return DateRange(monday, monday + days(6))


def weekend_of(day: date) -> DateRange:
    """The Saturday and Sunday of the week around a day."""
    sunday = week_of(day).end
    return DateRange(sunday - days(1), sunday)


def month_of(year: int, month: int) -> DateRange:
    """A calendar month; months beyond 1 to 12 count on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return DateRange(date(year, month, 1), date(year, month, month_length(year, month)))


def year_of(year: int) -> DateRange:
    """A calendar year."""
    return DateRange(date(year, 1, 1), date(year, 12, 31))


def years(first: int, last: int) -> DateRange:
    """Whole calendar years, both included."""
    return DateRange(date(first, 1, 1), date(last, 12, 31))


def shift(day: date, count: int, unit: str) -> date | None:
    """`day` moved by `count` units (hour, day, week, fortnight, month, year, decade, century); None beyond the calendar.

    A month's end stays one: 31 March less one month is the last of February. Hours count as begun days.
    """
    try:
        if unit in ("hour", "minute"):
            hours = abs(count) if unit == "hour" else abs(count) / 60
            whole = -int(-hours // 24)
            return day + days(whole if count >= 0 else -whole)
        if unit in ("day", "week", "fortnight"):
            return day + days(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        index = day.year * 12 + day.month - 1 + months
        year, month = index // 12, index % 12 + 1
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        return date(year, month, min(day.day, month_length(year, month)))
    except OverflowError:
        return None


def period_of(day: date, unit: str) -> DateRange:
    """The calendar period of a size that holds a day; a fortnight is held by its week, hours by the day."""
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return years(day.year // 10 * 10, day.year // 10 * 10 + 9)
    if unit == "century":
        first = max((day.year - 1) // 100 * 100 + 1, 2)
        return years(first, first + 99)
    return one(day)


def third(whole: DateRange, part: str) -> DateRange:
    """The early, mid or late third of a month (10 days), a year (4 months), a decade (0-3, 4-6, 7-9) or any interval."""
    start, end = whole.start, whole.end
    length = (end - start).days + 1
    if length <= 31:
        first, last = {"early": (0, 9), "mid": (10, 19), "late": (20, length - 1)}[part] if length > 27 else _cut(length, part)
        return DateRange(start + days(first), start + days(last))
    if length <= 366 and start.day == 1 and start.month == 1:
        first = {"early": 1, "mid": 5, "late": 9}[part]
        return DateRange(date(start.year, first, 1), month_of(start.year, first + 3).end)
    if end.year - start.year == 9:
        a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
        return years(start.year + a, start.year + b)
    first, last = _cut(length, part)
    return DateRange(start + days(first), start + days(last))


def _cut(length: int, part: str) -> tuple[int, int]:
    size = max(1, length // 3)
    return {
        "early": (0, size - 1),
        "mid": (min(size, length - 1), max(size, length - size - 1)),
        "late": (length - size, length - 1),
    }[part]
