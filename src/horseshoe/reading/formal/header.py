"""What stands above a resolution's body: symbol, date, sponsors, number, meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from horseshoe.model import Span
from horseshoe.reading.formal.deadlines import MONTHS
from horseshoe.reading.formal.states import NamedState, states_in

SYMBOL = re.compile(r"\bS/(?:19|20)\d\d/\d{1,4}(?:/(?:Rev|Corr|Add)\.\d+)*|\bS/\d{3,5}(?:/Rev\.\d+)?\b")
RESOLUTION_SYMBOL = re.compile(r"\bS/RES/(\d{1,4})\s*\((\d{4})\)")
RESOLUTION_NUMBER = re.compile(r"\bResolution\s+(\d{1,4})\s*\((\d{4})\)", re.IGNORECASE)
DAY = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
ADOPTED = re.compile(
    rf"Adopted\s+(?P<how>unanimously\s+)?by\s+the\s+Security\s+Council\s+at\s+its\s+[\d,]+\w*\s+meeting,?\s*(?:held\s+)?on\s+"
    rf"(?P<day>{DAY.pattern[2:-2]})",
    re.IGNORECASE,
)
SPONSORS = re.compile(r"(?P<who>[^.:]{3,1500}?)\s*:\s*(?:revised\s+)?draft\s+resolution\b", re.IGNORECASE)
TITLE = re.compile(
    r"(?im)^[ \t]*([^\n]{0,100}\bdraft\b[^\n]{0,120}\bresolution\b[^\n]{0,120}|[^\n]{0,60}\bdraft resolution\b[^\n]{0,120})$"
)


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a header; a fact that does not stand there is None or empty. `named` are the words that name the text."""

    named: Span | None
    symbol: str | None
    resolution: int | None
    day: date | None
    adopted: bool
    unanimous: bool
    sponsors: tuple[NamedState, ...]


def day_in(text: str) -> date | None:
    """The first date of a text written as "4 February 2012", or None."""
    for found in DAY.finditer(text):
        try:
            return date(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
        except ValueError:
            continue
    return None


def read_header(text: str, body: int) -> Header:
    """The header of a resolution text: everything before `body`."""
    head = text[:body]
    adopted = ADOPTED.search(head)
    number = RESOLUTION_SYMBOL.search(head) or RESOLUTION_NUMBER.search(head)
    symbol = SYMBOL.search(head)
    listed = SPONSORS.search(head)
    sponsors = tuple(states_in(text, listed.start("who"), listed.end("who"))) if listed else ()
    title = number or symbol or (TITLE.search(head) if not listed else None)
    if title is None and listed is not None:
        title = re.search(r"(?:revised\s+)?draft\s+resolution", head[listed.start() :], re.IGNORECASE)
        named = Span.of(text, listed.start() + title.start(), listed.start() + title.end()) if title else None
    else:
        named = Span.of(text, title.start(), title.end()) if title else None
    return Header(
        named=_stripped(named),
        symbol=f"S/RES/{number[1]} ({number[2]})" if number else symbol[0] if symbol else None,
        resolution=int(number[1]) if number else None,
        day=day_in(adopted["day"]) if adopted else day_in(head),
        adopted=bool(adopted or number),
        unanimous=bool(adopted and adopted["how"]),
        sponsors=_once(sponsors),
    )


def _stripped(span: Span | None) -> Span | None:
    if span is None:
        return None
    left = len(span.text) - len(span.text.lstrip())
    core = span.text.strip()
    return Span(span.start + left, span.start + left + len(core), core)


def _once(states: tuple[NamedState, ...]) -> tuple[NamedState, ...]:
    seen: dict[str, NamedState] = {}
    for state in states:
        seen.setdefault(state.id, state)
    return tuple(seen.values())
