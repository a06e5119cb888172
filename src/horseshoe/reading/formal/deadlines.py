"""Deadlines and reporting dates inside a paragraph: "by 31 March 2012", "within 30 days"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from horseshoe.model import DateRange

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNDER_TEN = "one two three four five six seven eight nine"
NUMBERS = {word: n for n, word in enumerate(f"{_UNDER_TEN} {_TEENS}".split(), start=1)}
NUMBERS |= {word: 10 * n for n, word in enumerate(_TENS.split(), start=2)}
NUMBERS |= {f"{ten}-{one}": NUMBERS[ten] + NUMBERS[one] for ten in _TENS.split() for one in _UNDER_TEN.split()}
COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_MONTH = "|".join(MONTHS)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?)"
PHRASE = re.compile(
    rf"\b(?:by|until|no later than|not later than|before)\s+(?:(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})|"
    rf"(?P<month_first>{_MONTH})\s+(?P<day_second>\d{{1,2}}),)\s+(?P<year>\d{{4}})"
    rf"|\b(?P<every>every|each)\s+(?P<cycle>{COUNT})?\s*(?P<cycle_unit>days?|weeks?|months?|years?)\b"
    rf"|\b(?:within|no later than|not later than|for a(?:n initial)? period (?:of|up to)|for a further period of)\s+"
    rf"(?:up to\s+|the next\s+)?(?P<n>{COUNT})(?:\s*\(\d+\))?\s+(?P<unit>{_UNIT})\b"
    rf"|\b(?P<n_after>{COUNT})\s+(?P<unit_after>{_UNIT})\s+(?:from|after|following)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?adoption\b"
    rf"|\b(?P<regular>(?:on a\s+)?(?:monthly|weekly|quarterly|regular|annual|semi-annual)(?:ly)?\s+basis"
    r"|(?:immediately|without delay|urgently))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words of a deadline at `[start, end)` of the paragraph, and its days where text and adoption date give them."""

    start: int
    end: int
    range: DateRange | None


def find_deadline(text: str, adopted: date | None) -> Deadline | None:
    """The first deadline of a paragraph; one counted in days from adoption has a date only where `adopted` is known."""
    for found in PHRASE.finditer(text):
        if found["year"]:
            month = found["month"] or found["month_first"]
            try:
                day = date(int(found["year"]), MONTHS[month.lower()], int(found["day"] or found["day_second"]))
            except ValueError:
                continue
            return Deadline(found.start(), found.end(), DateRange(day, day))
        count, unit = found["n"] or found["n_after"], found["unit"] or found["unit_after"]
        due = _after(adopted, count, unit) if count and adopted else None
        return Deadline(found.start(), found.end(), DateRange(due, due) if due else None)
    return None


def _after(adopted: date, count: str, unit: str) -> date | None:
    n = int(count) if count.isdigit() else NUMBERS[count.lower()]
    unit = unit.lower().rstrip("s")
    if unit in ("month", "year"):
        months = adopted.month - 1 + n * (12 if unit == "year" else 1)
        year, month = adopted.year + months // 12, months % 12 + 1
        if year > 9999:
            return None
        return date(year, month, min(adopted.day, calendar.monthrange(year, month)[1]))
    return adopted + timedelta(days={"hour": (n + 23) // 24, "day": n, "week": 7 * n}[unit])
