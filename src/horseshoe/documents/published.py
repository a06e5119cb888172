"""When a document was published: its own words (dateline, date line, `Published:`) and its file name. Never today's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

LONGEST_DAY = 40  # characters of a day, with the symbol of a draft in brackets behind it
EARLIEST = date(1945, 6, 26)  # the Charter was signed that day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]*)\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
_FORMS = (
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>[12]\d{{3}})",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>[12]\d{{3}})",
    r"(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?",
)
_FULL = [re.compile(rf"(?<![\w-]){form}(?![\w-])", re.I) for form in _FORMS]
_NO_YEAR = re.compile(
    rf"(?<![\w-])(?:{_DAY}\s+{_MONTH}|{_MONTH.replace('month', 'm2')}\s+{_DAY.replace('day', 'd2')})(?![\w-])", re.I
)

_LABEL = re.compile(
    r"^\W*(?:first\s+)?(?:published|posted|issued|date[d]?|publication date|released?|release date)(?:\s+on)?\s*[:\-–—]?\s*",
    re.I,
)
# A resolution's heading: "73 (1949). Resolution of 11 August 1949", "Adopted by the Security Council at its … meeting, on …"
_ADOPTED = re.compile(
    r"^\W*(?:(?:\d{1,4}\s*\(\d{4}\)\.\s*)?resolution\s+(?:\d{1,4}\s*\(\d{4}\)\s+)?of"
    r"|adopted(?:\s+unanimously)?\s+by\s+the\s+security\s+council\s+at\s+its\s+\S+\s+meeting,?\s+(?:held\s+)?on)"
    r"\s+(?=\d)",
    re.I,
)
_UPDATED = re.compile(r"^\W*(?:last\s+)?(?:updated?|modified|revised|edited)\b", re.I)
# The wires of the Associated Press of the 1990s set an underscore for the dash: MOSCOW (AP) _ The envoy said
_DASH = re.compile(r"\s*(?:--|–|—|―|(?<=\s)_(?=\s)|(?<=\s)-|(?<=\))-|-(?=\s))\s*(?=\S)")
_AGENCY = re.compile(r"\((?P<agency>[A-Z][\w .&'’/-]{1,40})\)")
_CAPITALS = re.compile(r"[A-Z][A-Z.'’-]+(?:[ /,]+[A-Z][\w.'’-]+){0,4}\s*(?:--|–|—|―|(?<=\s)[-_](?=\s))\s*(?=[\"“‘`A-Z])")
_PLACE_WORDS = frozenset(("of", "the", "de", "la", "al", "and", "upon", "au", "am"))
_TRAILING = re.compile(
    r"^[\s,|/•·–—-]*(?:(?:at|@)\s+)?(?:\d{1,2}(?:[:.]\d{2}){0,2})?\s*(?:[aApP]\.?\s?[mM]\.?)?\s*"
    r"(?:[A-Z]{2,5}(?:[+-]\d+)?|local time)?\s*(?:\([A-Z][\w .-]{1,40}\))?[\s.|)/•·–—-]*(?:(?i:\(?updated)\b.{0,40})?$"
)
_BYLINE = re.compile(r"^(?:by|from|press release|for immediate release|distr\.|original|new york|united nations)\b", re.I)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the first or last lines tell: a full date, or words of a date without a year; and the agency, if named."""

    day: date | None = None
    words: str | None = None
    agency: str | None = None
    updated: bool = False  # the day is that of an update


def plausible(day: date | None) -> bool:
    """Whether a document on the Security Council can have been published on that day: from 1945 to tomorrow."""
    return day is not None and EARLIEST <= day <= date.today() + timedelta(days=1)


def parse_day(text: str | None) -> date | None:
    """The first full date in `text` (`2012-02-01T09:00Z`, `1 February 2012`, `Feb. 1, 2012`, `20120201`), or None."""
    if not text:
        return None
    found = [(m.start(), day) for pattern in _FULL if (m := pattern.search(text)) and (day := _day(m))]
    if found:
        return min(found)[1]
    if m := re.fullmatch(r"\s*([12]\d{3})([01]\d)([0-3]\d)(?:T?\d{4,6}\w*)?\s*", text):
        return _date(*map(int, m.groups()))
    return None


def labelled_day(line: str) -> date | None:
    """The day that a line says it was published on: `Published: 1 February 2012, 10:30`, and no `Updated: ...`."""
    m = _LABEL.match(line)
    return parse_day(line[m.end() : m.end() + 40]) if m and m.end() else None


def _adopted_day(heading: str) -> date | None:
    """The day in a resolution's heading, which may be broken over two lines: `… at its 3145th meeting, on 3 December 1992`."""
    m = _ADOPTED.match(heading)
    return parse_day(heading[m.end() :]) if m and len(heading) - m.end() <= LONGEST_DAY else None


def dateline(text: str) -> Dateline:
    """The date that the text's own first lines (or a `Published:` line among the last) give.

    A line on an update counts where no other says more; the dates of a timeline are those of its entries.
    """
    lines = [line.strip().lstrip("\ufeff") for line in re.split(r"[\r\n\f\v]+", text[:20_000]) if line.strip()]
    tail = (
        [line.strip() for line in re.split(r"[\r\n]+", text[-1000:]) if line.strip()][-4:] if len(text) > 20_000 else lines[-4:]
    )
    first = _first_lines(lines)
    if first.day and not first.updated:
        return first
    for line in tail:
        if len(line) < 100 and (day := labelled_day(line)):
            return Dateline(day, agency=first.agency)
    return first


def _first_lines(lines: list[str]) -> Dateline:
    agency = words = updated = None
    entries = _timeline(lines)
    for number, line in enumerate(lines[:15]):
        heading = f"{lines[number - 1]} {line}" if number else line
        if day := labelled_day(line) or _adopted_day(line) or _adopted_day(heading):
            return Dateline(day, agency=agency)
        if _UPDATED.match(line):
            updated = updated or parse_day(line[:110])
            continue
        if number in entries:
            continue
        if (day := _date_alone(line)) is not None:
            return Dateline(day, agency=agency)
        found = _opening(line)
        agency, words = agency or found.agency, words or found.words
        if found.day:
            return Dateline(found.day, agency=agency)
    return Dateline(updated, words, agency, updated=updated is not None)


def _timeline(lines: list[str]) -> frozenset[int]:
    """The lines, by place, that are entries of a timeline: three or more that begin with a date each, in the order of time.

    `4 October 2011: China and Russia veto a draft.` A first date that is out of that order is that of the publication.
    """
    found = [(n, day) for n, line in enumerate(lines) if (day := _first_day(line)) is not None]
    if len(found) > 3 and not _in_order([day for _, day in found]):
        found = found[1:]
    if len(found) < 3 or len({day for _, day in found}) < 3 or not _in_order([day for _, day in found]):
        return frozenset()
    return frozenset(n for n, _ in found)


def _first_day(line: str) -> date | None:
    """The date that a line begins with."""
    for pattern in _FULL:
        if (m := pattern.match(line.lstrip("-–—•*· "))) and (day := _day(m)):
            return day
    return None


def _in_order(days: list[date]) -> bool:
    return days == sorted(days) or days == sorted(days, reverse=True)


def _opening(line: str) -> Dateline:
    """The dateline at the start of a paragraph: `MOSCOW (Reuters) - Russia said`, `HOMS — Feb. 1, 2012 — He said`."""
    best = Dateline()
    for dash in list(_DASH.finditer(line[:140]))[:3]:
        head = line[: dash.start()]
        day, rest = _take_day(head)
        short = _NO_YEAR.search(rest)
        rest = rest.replace(short[0], " ", 1) if short else rest
        named = _AGENCY.search(rest)
        rest = rest.replace(named[0], " ", 1) if named else rest
        if not _is_place(rest):
            break
        if day or named or (short and rest.strip(" ,.–—-")):
            best = Dateline(day or best.day, short[0] if short else best.words, named["agency"] if named else best.agency)
    return best


def dateline_end(text: str) -> int | None:
    """Where the story starts after a dateline in front of one of the first paragraphs, in characters; None without one.

    `MOSCOW (Reuters) - Russia said`, and a place alone in capitals: `WASHINGTON — The envoy said`.
    """
    position = 0
    for line in text[:20_000].splitlines(keepends=True)[:15]:
        words = line.strip().lstrip("\ufeff")
        if (place := _CAPITALS.match(words)) and not words.isupper():
            return position + line.index(words) + place.end()
        if words and _opening(words) != Dateline():
            dashes = [m.end() for m in _DASH.finditer(words[:140])][:3]
            ends = [end for end in dashes if _opening(words[:end] + "x") == _opening(words)]
            if ends:
                return position + line.index(words) + ends[0]
        position += len(line)
    return None


def _take_day(text: str) -> tuple[date | None, str]:
    """The first full date of `text`, and the text without it."""
    for pattern in _FULL:
        if (m := pattern.search(text)) and (day := _day(m)):
            return day, text[: m.start()] + " " + text[m.end() :]
    return None, text


def _is_place(text: str) -> bool:
    """Whether words could be the place of a dateline: few, and capitalised but for small words."""
    words = re.findall(r"[^\s,;:()/–—-]+", text)
    return len(words) <= 7 and all(w[0].isupper() or not w[0].isalpha() or w in _PLACE_WORDS for w in words)


def _date_alone(line: str) -> date | None:
    """The date of a short line that is nothing but a date, perhaps with a place or byline before and a time after it."""
    if len(line) > 110:
        return None
    for pattern in _FULL:
        m = pattern.search(line)
        if not m or not (day := _day(m)):
            continue
        before, after = line[: m.start()].strip(" \t,|–—-•·/:("), line[m.end() :]
        if not _TRAILING.match(after):
            continue
        if before.lower().endswith((" of", " on", " since", " until", " from", " dated")):
            continue
        if _is_place(before) or (_BYLINE.match(before) and len(before.split()) <= 8):
            return day
    return None


_NAME = (
    re.compile(r"(?<!\d)(?P<year>19[4-9]\d|20\d\d)[-_.](?P<month>[01]?\d)[-_.](?P<day>[0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>19[4-9]\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>[0-3]?\d)[-_. ]?(?P<month>{'|'.join(_MONTHS)})[a-z]*[-_. ]?(?P<year>19[4-9]\d|20\d\d)(?!\d)", re.I
    ),
    re.compile(
        rf"(?<![a-z])(?P<month>{'|'.join(_MONTHS)})[a-z]*[-_. ]?(?P<day>[0-3]?\d)[-_. ,]+(?P<year>19[4-9]\d|20\d\d)(?!\d)", re.I
    ),
)
_URL_DAY = re.compile(r"/(?P<year>19[4-9]\d|20\d\d)/(?P<month>[01]?\d|[a-z]{3})/(?P<day>[0-3]?\d)(?:/|$)", re.I)


def file_name_day(path: str) -> date | None:
    """The date in a file's name (`2012-02-01_a.txt`, `a-20120201.txt`, `1Feb2012.html`) or a URL's path (`/2012/02/01/`)."""
    if "://" in path and (m := _URL_DAY.search(path)) and (day := _day(m)):
        return day
    name = PurePath(path.split("?")[0] if "://" in path else path).name
    for pattern in _NAME:
        for m in pattern.finditer(name):
            if day := _day(m):
                return day
    return None


def _day(m: re.Match[str]) -> date | None:
    month = m["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0
    return _date(int(m["year"]), number, int(m["day"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if plausible(found) else None
