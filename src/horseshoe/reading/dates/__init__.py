"""Date expressions of a text and the closed intervals of days that they name (docs/dates.md)."""

from __future__ import annotations

from datetime import date

from horseshoe.model import DateMention, DateRange
from horseshoe.reading.dates.find import Finder
from horseshoe.reading.dates.tense import tense_at
from horseshoe.reading.known import Known
from horseshoe.reading.lexing import Grid, lex
from horseshoe.reading.parse import Parsed


def find_dates(parsed: Parsed, known: Known) -> tuple[DateMention, ...]:
    """Date expressions in text order; `range` is None where the text does not tell. Never counted from today."""
    places = Grid(parsed)
    lexed = lex(parsed.text)

    def tense(index: int) -> str | None:
        return tense_at(places.token(lexed.starts[index]))

    return Finder(lexed, parsed.document.published, tense, places.sentence).mentions()


def resolve(text: str, published: date | None = None) -> DateRange | None:
    """The interval of the first date expression in a fragment, read without a parse: weekdays then count as past."""
    found = Finder(lex(text), published, lambda index: None, lambda offset: (0, len(text))).mentions()
    return found[0].range if found else None


__all__ = ["find_dates", "resolve"]
