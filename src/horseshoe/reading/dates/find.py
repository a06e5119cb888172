"""Run the date grammar over a text: collect matches, keep the longest, resolve them in text order, widen them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from horseshoe.model import DateMention, DateRange, Span
from horseshoe.reading.dates import rules_absolute, rules_clock, rules_nested, rules_relative
from horseshoe.reading.dates.calendar import make, one
from horseshoe.reading.dates.grammar import Context, Match, Rule, lexicon, matches
from horseshoe.reading.lexing import Lexed

__all__ = ["Finder", "rules_absolute", "rules_clock", "rules_nested", "rules_relative"]

_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<y>\d{4})([-/])(?P<m>\d{1,2})\2(?P<d>\d{1,2})|(?P<a>\d{1,2})([./-])(?P<b>\d{1,2})\6(?P<y2>\d{4}))(?![\w/-]|\.\d)"
)
_SPECIAL = re.compile(r"(?<![\w/.])9/11(?![\w/.])")
_MAX_GAP = 3  # white space between two words of one expression


class Finder:
    """One text's date expressions. `tense(word index)` and `sentence(offset)` come from the parse."""

    def __init__(
        self,
        lexed: Lexed,
        published: date | None,
        tense: Callable[[int], str | None],
        sentence: Callable[[int], tuple[int, int]],
    ) -> None:
        self.lexed, self.published, self._sentence = lexed, published, sentence
        self.context = Context(lexed, published, tense, self._anchor, self._year, lambda i: sentence(lexed.starts[i]))
        self._done: list[DateMention] = []

    def mentions(self) -> tuple[DateMention, ...]:
        """All mentions in text order."""
        numeric = self._numeric()
        taken = [(m.span.start, m.span.end) for m in numeric]
        for r, m in self._longest():
            start, end = self.lexed.starts[m.first], self.lexed.ends[m.stop - 1]
            while numeric and numeric[0].span.start < start:
                self._done.append(numeric.pop(0))
            if not any(s < end and start < e for s, e in taken):
                self._done.append(self._mention(r, m))
        self._done += numeric
        return tuple(self._done)

    def _longest(self) -> list[tuple[Rule, Match]]:
        found = [(m.first, -m.stop, i, r, m) for i, (r, m) in enumerate(matches(self.lexed)) if self._joined(m)]
        found = [f for f in found if f[3].accept is None or f[3].accept(f[4], self.context)]
        found.sort(key=lambda f: f[:3])
        kept: list[tuple[Rule, Match]] = []
        for _, _, _, r, m in found:
            if kept and m.first < kept[-1][1].stop:
                if m.stop - m.first > kept[-1][1].stop - kept[-1][1].first:
                    kept[-1] = (r, m)
                continue
            kept.append((r, m))
        return kept

    def _joined(self, m: Match) -> bool:
        """Whether the words stand close together, in one paragraph."""
        starts, ends = self.lexed.starts, self.lexed.ends
        for i in range(m.first, m.stop - 1):
            size = starts[i + 1] - ends[i]
            if size > _MAX_GAP or (size > 1 and self.lexed.text.count("\n", ends[i], starts[i + 1]) > 1):
                return False
        before = self.lexed.text[starts[m.first] - 1 : starts[m.first]]
        return not (before.isalnum() or before == "_")

    def _mention(self, r: Rule, m: Match) -> DateMention:
        try:
            found = r.resolve(m, self.context)
        except (ValueError, OverflowError):
            found = None
        first, stop = m.first, m.stop
        while r.name != "clock" and stop > first + 1 and self.lexed.lower[stop - 1] in (".", ",", "-", "–", "—"):
            stop -= 1
        if found and found.start == found.end and r.name != "clock":
            first, stop = self._times(first, stop)
        first, found = self._bounded(first, found)
        return DateMention(Span.of(self.lexed.text, self.lexed.starts[first], self.lexed.ends[stop - 1]), found)

    def _times(self, first: int, stop: int) -> tuple[int, int]:
        """Take in the part of the day around a day: "late on Friday", "before dawn on Thursday", "Thursday night"."""
        lowers, words = self.lexed.lower, lexicon()["words"]
        if stop < len(lowers) and lowers[stop] in (*words["DAYPART"], *words["INSTANT"]):
            stop += 1
        i = first - 1
        if i >= 0 and lowers[i] in ("on", "of"):
            i -= 1
        if i >= 0 and lowers[i] in (*words["INSTANT"], *words["DAYPART"], "late", "early", "later", "earlier"):
            first = i
            if first and lowers[first - 1] in ("the", "late", "early", "before", "around", "after"):
                first -= 1
        return first, stop

    def _bounded(self, first: int, found: DateRange | None) -> tuple[int, DateRange | None]:
        """Take in "since", "by" and "until", which stretch the interval to or from publication."""
        i = first - 1
        if i >= 0 and self.lexed.lower[i] == "the":
            i -= 1
        word = self.lexed.lower[i] if i >= 0 else ""
        if word == "since" and (found is None or self.published is None or found.start <= self.published):
            return i, DateRange(found.start, self.published) if found and self.published else None
        if word in ("by", "until", "till") and found and self.published and found.end >= self.published:
            return (i if word == "by" else first), DateRange(self.published, found.end) if word == "by" else found
        return first, found

    def _numeric(self) -> list[DateMention]:
        found = []
        for m in _NUMERIC.finditer(self.lexed.text):
            if m["y"]:
                day = make(int(m["y"]), int(m["m"]), int(m["d"]))
            else:
                a, b, year = int(m["a"]), int(m["b"]), int(m["y2"])
                both = {d for d in (make(year, b, a), make(year, a, b)) if d}
                day = both.pop() if len(both) == 1 else None
            found.append(DateMention(Span.of(self.lexed.text, *m.span()), one(day) if day else None))
        for m in _SPECIAL.finditer(self.lexed.text):
            found.append(DateMention(Span.of(self.lexed.text, *m.span()), one(date(2001, 9, 11))))
        return sorted(found, key=lambda d: d.span)

    def _anchor(self, index: int) -> DateRange | None:
        """The last date before a word that the text itself gave; the publication where there is none."""
        for mention in reversed(self._done):
            if mention.range and mention.span.end <= self.lexed.starts[index]:
                return mention.range
        return one(self.published) if self.published else None

    def _year(self, index: int) -> int | None:
        """A year named before a word in its sentence, where it is not the publication's."""
        start, _ = self._sentence(self.lexed.starts[index])
        for mention in reversed(self._done):
            if mention.span.start < start:
                return None
            year = re.search(r"(?<!\d)(1[89]|20)\d\d(?!\d)", mention.span.text)
            if year and mention.range and mention.range.start.year == mention.range.end.year:
                return int(year.group())
        return None
