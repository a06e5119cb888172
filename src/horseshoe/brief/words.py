"""One wording for a chance, a day, a status and a list of names, for every page, print and terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.council.rule import OUTCOMES
from horseshoe.council.states import many
from horseshoe.stances import STATUS

if TYPE_CHECKING:
    from horseshoe.forecast.result import Shares

NAMED = 4  # members by name; the others are counted
VOTE = {"yes": "in favour", "no": "against", "abstain": "abstaining", "absent": "not voting"}


def some_named(who: Sequence[str]) -> str:
    """Names as a sentence joins them, four at most; the others are counted."""
    return many([*who[:NAMED], f"{len(who) - NAMED} others"] if len(who) > NAMED else who)


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


def chances(shares: Shares) -> dict[str, str]:
    """The chances of the three outcomes in whole per cent that add up to a hundred: what is left goes to the largest rests."""
    exact = {k: 100 * getattr(shares, k) for k in OUTCOMES}
    whole = {k: int(p) for k, p in exact.items()}
    rests = sorted(exact, key=lambda k: whole[k] - exact[k])
    for k in rests[: 100 - sum(whole.values())]:
        whole[k] += 1
    edge = {k: percent(getattr(shares, k)) for k in exact}
    return {k: edge[k] if edge[k][0] in "uo" else f"{whole[k]}%" for k in exact}


def told_chances(shares: Shares) -> str:
    """The three chances as they are told: "adopted 27%, vetoed 72%, not adopted without a veto 1%"."""
    told = chances(shares)
    return f"adopted {told['adopted']}, vetoed {told['vetoed']}, not adopted without a veto {told['failed']}"


def long_day(day: date | None) -> str:
    """A day as it is written in a sentence: "18 November 2024"."""
    return f"{day.day} {day:%B %Y}" if day else "no date"


def short_day(day: date) -> str:
    """A day on a scale: "18 Nov 2024"."""
    return f"{day.day} {day:%b %Y}"


def capital(text: str) -> str:
    """The text with its first letter as a capital: the beginning of a sentence or a title."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, several: str | None = None) -> str:
    """A number with its noun: "1 document", "3 documents"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
