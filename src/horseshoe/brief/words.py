"""One wording for a chance, a day, a status and a list of names, for every page, print and terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from horseshoe.brief.names import with_articles
from horseshoe.stances import STATUS

VOTE = {"yes": "in favour", "no": "against", "abstain": "abstaining", "absent": "not voting"}


def status_word(status: str) -> str:
    """A draft's status in words; a word that a person's correction brought in stands as it is."""
    return next((row.words for name, row in STATUS.items() if name == status), status.replace("_", " "))


def percent(chance: float) -> str:
    """A chance in whole per cent; never 0% or 100% where it is not certain."""
    if 0 < chance < 0.01:
        return "under 1%"
    if 0.99 < chance < 1:
        return "over 99%"
    return f"{100 * chance:.0f}%"


def long_day(day: date | None) -> str:
    """A day as it is written in a sentence: "18 November 2024"."""
    return f"{day.day} {day:%B %Y}" if day else "no date"


def many(names: Sequence[str]) -> str:
    """Names joined as in a sentence, with the articles they take: "China and the United States"."""
    plain = [with_articles(f"of {n}").removeprefix("of ") for n in names]
    return "".join(plain) if len(plain) < 2 else f"{', '.join(plain[:-1])} and {plain[-1]}"


def capital(text: str) -> str:
    """The text with its first letter as a capital: the beginning of a sentence or a title."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, several: str | None = None) -> str:
    """A number with its noun: "1 document", "3 documents"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
