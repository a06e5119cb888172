"""The faithfulness check: no name, number, date or quotation that is not in a briefing's evidence or in the record it cites.

It trusts nothing that the reading concluded: names, numbers and dates are looked for anew in the source text that the briefing
carries, and in the Council's tables for the citations of a line.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from horseshoe.brief.checking.evidence import OF_SEATS, CitedRecord, Source, cited, ids_in, values_in
from horseshoe.brief.checking.tokens import capitals, ids_named, mask_quotations, numbers_in
from horseshoe.brief.situation.expected import FORECAST
from horseshoe.errors import InputError
from horseshoe.model import Document

Kind = Literal["text", "span", "citation", "seat", "name", "number", "date", "symbol", "quotation", "forecast"]
BRIEF_VERSION = 1
FIX = "make it with horseshoe brief --format json"
_DAY = re.compile(rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}} (?:{'|'.join(calendar.month_name[1:])}) \d{{4}}\b")
_SYMBOL = re.compile(r"\b[SA]/(?:[A-Z]+/)?\d[\w./]*\d(?:\s\(\d{4}\))?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in a briefing without support: its kind, the words, and the line (`section:number`, `headline`)."""

    kind: Kind
    what: str
    line: str

    def words(self) -> str:
        """The problem as one line for a person."""
        return f"{self.line}: {self.kind} without evidence: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, by kind, and what failed. `elsewhere`: in the source, but not beside the line's spans."""

    checked: dict[str, int]
    elsewhere: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    text: str
    spans: tuple[tuple[int, int], ...]
    record: tuple[str, ...]
    section: str


def verify(data: dict[str, Any]) -> Report:
    """Check the JSON data of one briefing (`horseshoe brief --format json`). InputError where the data are no such briefing."""
    try:
        return _Check(data).report()
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, OverflowError) as error:
        raise InputError(
            f"is not the JSON of a briefing ({type(error).__name__}: {error})",
            fix=FIX,
        ) from error


class _Check:
    """One run of the check; collects counts and problems."""

    def __init__(self, data: dict[str, Any]) -> None:
        if data.get("brief") != BRIEF_VERSION or "text" not in data.get("document", {}):
            raise InputError("is not the JSON of a briefing", fix=FIX)
        document = data["document"]
        self.data = data
        day = date.fromisoformat(document["published"]) if document["published"] else None
        self.source = Source(
            Document(
                document["text"],
                document["path"],
                published=day,
                published_from=document["published_from"],
                publisher=document["publisher"],
                kind=document["kind"],
            )
        )
        self.counts = dict.fromkeys(
            ("span", "citation", "seat", "name", "number", "date", "symbol", "quotation", "forecast"), 0
        )
        self.elsewhere = 0
        self.problems: list[Problem] = []
        if hashlib.sha256(self.source.text.encode("utf-8", "surrogatepass")).hexdigest() != document["id"]:
            self.fail("text", "the source text is not the one that the id names", "document")

    def report(self) -> Report:
        """Check everything."""
        self.seats()
        for line in self.lines():
            self.line(line)
        return Report(self.counts, self.elsewhere, tuple(dict.fromkeys(self.problems)))

    def fail(self, kind: Kind, what: str, line: str) -> None:
        self.problems.append(Problem(kind, what, line))

    def lines(self) -> Iterator[_Line]:
        """The headline, the sections' titles and lines, with their spans checked."""
        yield self._line("headline", "headline", self.data["headline"])
        every = dict.fromkeys(
            x for s in self.data["sections"] for line in s["lines"] for x in line["record"] if s["key"] != FORECAST
        )
        for section in self.data["sections"]:
            yield _Line(f"{section['key']}:title", section["title"], (), (*every, OF_SEATS), "title")
            for number, line in enumerate(section["lines"], 1):
                yield self._line(f"{section['key']}:{number}", section["key"], line)

    def _line(self, name: str, section: str, line: dict[str, Any]) -> _Line:
        if not line["spans"] and not line["record"]:
            self.fail("span", "a line that rests on nothing", name)
        return _Line(name, line["text"], tuple(self.spans(line["spans"], name)), tuple(line["record"]), section)

    def spans(self, evidence: list[dict[str, Any]], name: str) -> Iterator[tuple[int, int]]:
        """The spans that reproduce their words in the source."""
        for item in evidence:
            start, end = item["span"]
            self.counts["span"] += 1
            if 0 <= start < end and self.source.text[start:end] == item["text"]:
                yield start, end
            else:
                self.fail("span", f"[{start}-{end}] {item['text'][:60]!r}", name)

    def seats(self) -> None:
        """Every seat is a member's of the day; a stance has words of the source that name the member."""
        members = self.source.members()
        for seat in self.data["council"]:
            self.counts["seat"] += 1
            known = members.get(seat["state"])
            if known is None or known != seat["permanent"]:
                self.fail("seat", f"{seat['state']} is no such member on that day", "council")
            spans = tuple(self.spans(seat["spans"], "council"))
            if seat["stance"] and (not spans or seat["state"] not in self.source.ids):
                self.fail("seat", f"{seat['state']} {seat['stance']}", "council")

    def line(self, line: _Line) -> None:
        """Quotations first, since they are taken out; then symbols, dates, names and numbers of what is left."""
        if line.section == FORECAST:
            self.found("forecast", line.text, line, line.text in self.source.forecast, False)
            return
        records = []
        for citation in line.record:
            self.counts["citation"] += 1
            found = cited(citation, self.source, self.data["council"])
            if found is None:
                self.fail("citation", citation, line.name)
            else:
                records.append(found)
        near = self.source.around(line.spans)
        rest = self.quotations(line, near, records)
        rest = self.symbols(line, rest, records)
        rest = self.dates(line, rest, near, records)
        self.names(line, rest, near, records)
        self.numbers(line, rest, near, records)

    def quotations(self, line: _Line, near: str, records: list[CitedRecord]) -> str:
        """Words in quotation marks, and all of what a speaker is said to have said, stand in the source letter for letter."""
        text, quoted = mask_quotations(line.text, self.source.text, speech=line.section == "quotes")
        for words in quoted:
            self.found("quotation", words, line, self.source.quotes(words, near), self.source.quotes(words))
        return text

    def symbols(self, line: _Line, text: str, records: list[CitedRecord]) -> str:
        """Symbols of UN documents."""
        for symbol in _SYMBOL.findall(text):
            known = any(symbol in r.symbols for r in records)
            self.found("symbol", symbol, line, known or symbol in self.source.around(line.spans), symbol in self.source.text)
        return _SYMBOL.sub(" ", text)

    def dates(self, line: _Line, text: str, near: str, records: list[CitedRecord]) -> str:
        """Days (16 November 2031): the publication's, the record's, or ones that a date expression of the source means."""
        for words in _DAY.findall(text):
            day = iso_day(words)
            own = day == str(self.source.day) or any(day in r.days for r in records)
            self.found("date", words, line, own or words in near, own or day in self.source.days)
        return _DAY.sub(" ", text)

    def names(self, line: _Line, text: str, near: str, records: list[CitedRecord]) -> None:
        """Names that the tables know by what they name, in whatever words; other capitals by their words."""
        known, rest = ids_named(text)
        for id_, words in known:
            own = any(id_ in r.ids for r in records) or id_ in ids_in(near) or self.source.has_words(words, near)
            self.found("name", words, line, own, id_ in self.source.ids or self.source.has_words(words))
        for word in capitals(rest):
            own = any(r.has_word(word) for r in records) or self.source.has_words(word, near)
            self.found("name", word, line, own, self.source.has_words(word))

    def numbers(self, line: _Line, text: str, near: str, records: list[CitedRecord]) -> None:
        """Numbers in figures and words, compared by value."""
        stated = values_in(near)
        for shown, value in numbers_in(text).items():
            own = value in stated or any(value in r.numbers for r in records)
            self.found("number", shown, line, own, value in self.source.numbers)

    def found(self, kind: Kind, what: str, line: _Line, near: bool, anywhere: bool) -> None:
        """Count one thing that was looked for; note where it was found."""
        self.counts[kind] += 1
        if near:
            return
        if anywhere:
            self.elsewhere += 1
        else:
            self.fail(kind, what, line.name)


def iso_day(words: str) -> str:
    """A day as YYYY-MM-DD: "16 November 2031" or itself."""
    if words[:4].isdigit():
        return words
    day, month, year = words.split()
    return f"{year}-{list(calendar.month_name).index(month):02}-{int(day):02}"
