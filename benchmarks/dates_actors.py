"""Date expressions and actor mentions in context: horseshoe beside dateparser, Microsoft's recognizers and country_converter.

Run: python benchmarks/dates_actors.py [--misses]
Each library is measured where it is installed and skipped where not. recognizers-text and country_converter pin old versions of
what horseshoe needs; install them in an environment of their own and run this file with its interpreter as well.

A date is right when the interval is; "span too" also asks for the marked words (leading prepositions and articles aside).
An actor mention is right when exactly one mention lies inside the marked words and bears the expected id; "-" expects none.
"""

from __future__ import annotations

import argparse
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

DATA = Path(__file__).parent / "data"
LEADING = re.compile(r"^(?:(?:on|in|at|over|for|the|during|from)\s+)+", re.I)
HALVES = ("first", "second")

Interval = tuple[str, str]
DateFinder = Callable[[str, date], list[tuple[int, int, "Interval | None"]]]
ActorFinder = Callable[[str, date], list[tuple[int, int, str]]]


@dataclass(frozen=True)
class DateCase:
    published: date
    text: str
    start: int
    end: int
    expected: Interval | None
    absent: bool


@dataclass(frozen=True)
class ActorCase:
    published: date
    text: str
    marks: tuple[tuple[int, int, str], ...]


def lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def date_cases(half: str) -> list[DateCase]:
    found = []
    for line in lines(f"dates_{half}.txt"):
        published, first, last, marked = line.split(" | ", 3)
        start, end = marked.index("[["), marked.index("]]") - 2
        text = marked.replace("[[", "").replace("]]", "")
        expected = None if first in ("?", "x") else (first, last)
        found.append(DateCase(date.fromisoformat(published), text, start, end, expected, first == "x"))
    return found


def actor_cases(half: str) -> list[ActorCase]:
    found = []
    for line in lines(f"actors_{half}.txt"):
        published, marked = line.split(" | ", 1)
        text, marks, at = "", [], 0
        for m in re.finditer(r"\[\[(.+?)=([^\]]+)\]\]", marked):
            text += marked[at : m.start()]
            marks.append((len(text), len(text) + len(m[1]), m[2]))
            text += m[1]
            at = m.end()
        found.append(ActorCase(date.fromisoformat(published), text + marked[at:], tuple(marks)))
    return found


def judge_date(case: DateCase, find: DateFinder) -> tuple[bool, bool]:
    """(interval right, span right too)."""
    hits = [h for h in find(case.text, case.published) if h[0] < case.end and case.start < h[1]]
    if case.absent:
        return (not hits, not hits)
    right = [h for h in hits if h[2] == case.expected]
    plain = LEADING.sub("", case.text[case.start : case.end]).lower()
    return bool(right), any(LEADING.sub("", case.text[s:e]).lower() == plain for s, e, _ in right)


def judge_mark(text: str, mark: tuple[int, int, str], found: list[tuple[int, int, str]]) -> bool:
    start, end, id_ = mark
    hits = [f for f in found if f[0] < end and start < f[1]]
    if id_ == "-":
        return not hits
    return len(hits) == 1 and hits[0][2] == id_ and start <= hits[0][0] and hits[0][1] <= end


def horseshoe_finders() -> tuple[DateFinder, ActorFinder]:
    from horseshoe.model import Document
    from horseshoe.reading.actors import find_actors
    from horseshoe.reading.dates import find_dates
    from horseshoe.reading.known import Known
    from horseshoe.reading.parse import parse

    def dates(text: str, published: date) -> list[tuple[int, int, Interval | None]]:
        found = find_dates(parse(Document(text, "case", published=published)), Known())
        return [(d.span.start, d.span.end, d.range and (str(d.range.start), str(d.range.end))) for d in found]

    def actors(text: str, published: date) -> list[tuple[int, int, str]]:
        parsed = parse(Document(text, "case", published=published))
        found = find_actors(parsed, Known(dates=find_dates(parsed, Known())))
        return [(m.span.start, m.span.end, a.id) for a in found for m in a.mentions]

    return dates, actors


def dateparser_finder() -> DateFinder:
    from dateparser.search import search_dates

    def dates(text: str, published: date) -> list[tuple[int, int, Interval | None]]:
        base = datetime(published.year, published.month, published.day)
        found, at = [], 0
        for words, when in search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}) or []:
            at = max(text.find(words, at), 0)
            day = str(when.date())
            found.append((at, at + len(words), (day, day)))
        return found

    return dates


def recognizers_finder() -> DateFinder:
    from datetime import timedelta

    from recognizers_date_time import recognize_datetime
    from recognizers_text import Culture

    def interval(value: dict[str, str]) -> Interval | None:
        kind = value.get("type", "")
        if kind == "date" or kind == "datetime":
            day = value.get("value", "")[:10]
            return (day, day) if day[:1].isdigit() else None
        if kind in ("daterange", "datetimerange") and "start" in value and "end" in value:
            start, end = value["start"][:10], value["end"][:10]
            if kind == "daterange" or value["end"][11:] == "00:00:00":  # its ends are exclusive
                end = str(date.fromisoformat(end) - timedelta(days=1))
            return start, end
        return None

    def dates(text: str, published: date) -> list[tuple[int, int, Interval | None]]:
        base = datetime(published.year, published.month, published.day)
        found: list[tuple[int, int, Interval | None]] = []
        for r in recognize_datetime(text, Culture.English, reference=base):
            values = (r.resolution or {}).get("values", [])
            for value in values or [{}]:  # every reading it offers counts as its answer
                found.append((r.start, r.end + 1, interval(value)))
        return found

    return dates


def country_converter_finder() -> ActorFinder:
    import logging

    import country_converter

    logging.disable(logging.CRITICAL)
    converter = country_converter.CountryConverter()

    def actors(text: str, published: date, marks: tuple[tuple[int, int, str], ...] = ()) -> list[tuple[int, int, str]]:
        found = []
        for start, end, _ in marks:  # it finds nothing in running text: it is given the marked words
            code = converter.convert(text[start:end], to="ISO3", not_found=None)
            if isinstance(code, str) and len(code) == 3 and code.isupper() and code != text[start:end]:
                found.append((start, end, code))
        return found

    return actors  # type: ignore[return-value]


def report_dates(name: str, make: Callable[[], DateFinder], misses: bool) -> None:
    try:
        find = make()
    except ImportError as error:
        print(f"dates   {name:28} not installed ({error.name})")
        return
    for half in HALVES:
        cases = date_cases(half)
        judged = [judge_date(c, find) for c in cases]
        right, spans = sum(j[0] for j in judged), sum(j[1] for j in judged)
        print(
            f"dates   {name:28} {half:6} {right:3}/{len(cases)} = {right / len(cases):.3f}   span too {spans / len(cases):.3f}"
        )
        if misses:
            for case, (ok, _) in zip(cases, judged, strict=True):
                if not ok:
                    print("   ", case.published, case.text, case.expected)


def report_actors(name: str, make: Callable[[], ActorFinder], misses: bool) -> None:
    try:
        find = make()
    except ImportError as error:
        print(f"actors  {name:28} not installed ({error.name})")
        return
    for half in HALVES:
        right = total = 0
        for case in actor_cases(half):
            given = {"marks": case.marks} if name == "country_converter" else {}
            found = find(case.text, case.published, **given)
            for mark in case.marks:
                ok = judge_mark(case.text, mark, found)
                right, total = right + ok, total + 1
                if misses and not ok:
                    print("   ", case.text, case.text[mark[0] : mark[1]], mark[2])
        print(f"actors  {name:28} {half:6} {right:3}/{total} = {right / total:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="print the cases that fail")
    misses = parser.parse_args().misses
    warnings.filterwarnings("ignore")
    report_dates("horseshoe", lambda: horseshoe_finders()[0], misses)
    report_dates("dateparser", dateparser_finder, misses)
    report_dates("recognizers-text-date-time", recognizers_finder, misses)
    report_actors("horseshoe", lambda: horseshoe_finders()[1], misses)
    report_actors("country_converter", country_converter_finder, misses)


if __name__ == "__main__":
    main()
