"""What stands above a resolution's body: symbol, date, sponsors, number, meeting."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from horseshoe.council.votes_on_record import find_draft
from horseshoe.model import Span
from horseshoe.reading.formal.deadlines import MONTHS
from horseshoe.reading.formal.scan import FIGURES, figure, scanned_day
from horseshoe.reading.formal.states import NamedState, states_in

FIRST_YEAR, LAST_YEAR = 1946, 2099
SYMBOL = re.compile(r"\bS/(?:19|20)\d\d/\s?\d{1,4}(?:/(?:Rev|Corr|Add)\.\s?\d+)*|\bS/\d{3,5}(?:/(?:Rev|Corr|Add)\.\s?\d+)*")
RESOLUTION_SYMBOL = re.compile(r"\bS/RES/\s?(\d{1,4})\s*\((\d{4})\)")
DAY = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
# "Resolution 242 (1967) of 22 November 1967", and before 1965 "73 (1949). Resolution of 11 August 1949"
HEADING = re.compile(
    rf"(?im)^[^\w\n]{{0,4}}(?:Resolution[ \t]+(?P<new>{FIGURES})\b"
    r"(?:[ \t]*[({\[](?P<year>[^)\]}\n]{3,7})[)\]}])?(?=[ \t.,]*(?:$|\n|[o0][ef]\b))"
    rf"|(?P<old>{FIGURES})[ \t]*\((?P<old_year>[^)\n]{{3,6}})\)[.,]?[ \t]+Resolution[ \t]+[o0][ef]\b)"
)
ADOPTED = re.compile(
    r"Ad[oa]pted\s+(?P<how>unanimously\s+)?by\s+the\s+Security\s+(?:Council\s+)?at\s+\W?\s*its\s+(?P<meeting>\S+)"
    r"\s+meeting,?\s*(?:\([^)]*\),?\s*)?(?:held\s+)?on\s+(?=(?P<day>[^\n]{6,24}))",
    re.IGNORECASE,
)
DRAFT_OF = re.compile(r"\s*:\s*(?P<what>(?:revised\s+)?draft\s+resolution\b)", re.IGNORECASE)
# "France and Ghana: amendment to draft resolution S/2031/417"
AMENDMENT = re.compile(
    r"(?P<what>amendments?\s+to\s+(?:the\s+)?(?:revised\s+)?draft\s+resolution\b)[^.;]{0,60}?(?P<draft>S/\d{4}/\d+(?:/\w+\.\d+)*)",
    re.IGNORECASE,
)
AMENDED = re.compile(r"\b(?:operative|preambular)\s+paragraphs?\s+\d{1,2}(?:\s+(?:bis|ter))?", re.IGNORECASE)
TITLE = re.compile(
    r"(?im)^[ \t]*([^\n]{0,100}\bdraft\b[^\n]{0,120}\bresolution\b[^\n]{0,120}|[^\n]{0,60}\bdraft resolution\b[^\n]{0,120})$"
)
MEETING_DAY = re.compile(rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,[ \t]+{DAY.pattern}", re.IGNORECASE)
DAY_ALONE = re.compile(rf"(?im)^[^\n.;]{{0,25}}?(?<!dated )(?<!until )(?<!of )(?<!on )(?<!by ){DAY.pattern}[^\n.;]{{0,25}}$")
AFTER_HEADING = 60  # how far behind a heading its day may stand, in characters


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a header; a fact that does not stand there is None or empty. `named` are the words that name the text."""

    named: Span | None
    symbol: str | None
    resolution: int | None
    day: date | None
    adopted: bool
    unanimous: bool
    line: Span | None  # the words that say that it was adopted
    sponsors: tuple[NamedState, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The line that numbers a resolution, at `[start, end)`: its number, its year and, where it stands there, its day."""

    start: int
    end: int
    number: int
    year: int | None
    printed: int | None  # the year in the brackets, where the day has another: one of them is misread
    day: date | None


def day_in(text: str) -> date | None:
    """The first date of a text written as "4 February 2012", or None."""
    for found in DAY.finditer(text):
        try:
            return date(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
        except ValueError:
            continue
    return None


def masthead_day(text: str) -> date | None:
    """The day in a masthead: "Friday, 16 May 2031, 3 p.m.", or a date alone on its line; no date of a letter or a mandate."""
    held = MEETING_DAY.search(text)
    if held is not None:
        return day_in(held[0])
    return next((day for line in DAY_ALONE.finditer(text) if (day := day_in(line[0])) is not None), None)


def find_heading(text: str) -> Heading | None:
    """The first heading of a resolution in a text ("Resolution 242 (1967) of 22 November 1967"), or None."""
    for found in HEADING.finditer(text):
        number = figure(found["new"] or found["old"])
        if not number:
            continue
        year = printed = figure(found["year"] or found["old_year"])
        day = scanned_day(text, found.end(), min(len(text), found.end() + AFTER_HEADING))
        if day is not None and year != day.year:
            year = day.year
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            year = None
        return Heading(found.start(), found.end(), number, year, printed, day)
    return None


def read_header(text: str, body: int) -> Header:
    """The header of a resolution text: everything before `body`."""
    head = text[:body]
    adopted = ADOPTED.search(head)
    symbol = RESOLUTION_SYMBOL.search(head)
    heading = find_heading(head)
    day = scanned_day(head, adopted.start("day")) if adopted else None
    if symbol or heading:
        return _numbered(text, symbol, heading, adopted, day or (heading.day if heading else None) or day_in(head))
    return _draft(text, head, adopted, day or day_in(head))


def _numbered(
    text: str, symbol: re.Match[str] | None, heading: Heading | None, adopted: re.Match[str] | None, day: date | None
) -> Header:
    """An adopted text: number and year from its heading, else from its symbol."""
    if heading is not None and (heading.year or symbol is None):
        number, year = heading.number, heading.year or (day.year if day else None)
        if heading.printed != year and day is not None and _year_on_record(number) == heading.printed:
            year, day = heading.printed, _in_year(day, heading.printed)
    else:
        assert symbol is not None
        number, year = int(symbol[1]), int(symbol[2])
    named = Span.of(text, heading.start, heading.end) if heading else None
    if named is None and symbol is not None:
        named = Span.of(text, symbol.start(), symbol.end())
    return Header(
        named=_stripped(named),
        symbol=f"S/RES/{number} ({year})" if year else f"S/RES/{number}",
        resolution=number,
        day=day,
        adopted=True,
        unanimous=bool(adopted and adopted["how"]),
        line=_line(text, adopted),
        sponsors=(),
    )


def _line(text: str, adopted: re.Match[str] | None) -> Span | None:
    """The words "Adopted by the Security Council at its … meeting, on" with their day."""
    return _stripped(Span.of(text, adopted.start(), adopted.end("day"))) if adopted else None


def _year_on_record(number: int) -> int | None:
    real = find_draft(str(number))
    return real.date.year if real is not None and real.resolution == number else None


def _in_year(day: date, year: int | None) -> date:
    """A day whose year was misread, in the year of its heading; the 29th of February becomes the 28th where there is none."""
    year = year or day.year
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _draft(text: str, head: str, adopted: re.Match[str] | None, day: date | None) -> Header:
    """A draft: its own symbol, its sponsors before ": draft resolution"."""
    symbol = SYMBOL.search(head)
    listed = DRAFT_OF.search(head)
    sponsors = tuple(states_in(text, _list_start(head, listed.start()), listed.start())) if listed else ()
    title = symbol or (TITLE.search(head) if not listed else None)
    named = Span.of(text, title.start(), title.end()) if title else None
    if title is None and listed is not None:
        named = Span.of(text, listed.start("what"), listed.end("what"))
    return Header(
        named=_stripped(named),
        symbol="".join(symbol[0].split()) if symbol else None,
        resolution=None,
        day=day,
        adopted=bool(adopted),
        unanimous=bool(adopted and adopted["how"]),
        line=_line(text, adopted),
        sponsors=_once(sponsors),
    )


def _list_start(head: str, end: int) -> int:
    """Where the list of sponsors starts that ends at `end`: behind the last stop or colon ("Original: English France …")."""
    return max(head.rfind(".", 0, end), head.rfind(":", 0, end)) + 1


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
