"""What a line of a briefing may rest on: the source text, and the facts of the Council's tables behind a citation."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from horseshoe.brief.checking.tokens import fold, ids_named, numbers_in, squeeze, zero_words
from horseshoe.council.rule import FIRST_MAJORITY, MAJORITY
from horseshoe.model import Document, Reading

OF_SEATS = "membership record"
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_END = re.compile(r"[.!?][\"'”’»)]*\s|\n\s*\n")
_STEM = 5  # letters that a name's adjective shares with it: Syria, Syrian


@dataclass(frozen=True, slots=True)
class CitedRecord:
    """The facts behind one citation."""

    ids: frozenset[str] = frozenset()
    numbers: frozenset[float] = frozenset()
    days: frozenset[str] = frozenset()
    symbols: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset())

    def has_word(self, word: str) -> bool:
        """Whether the record's titles use the word."""
        return fold(word) in self.words


class Source:
    """The text that a briefing is on, with its publication day, searched by form alone."""

    def __init__(self, document: Document) -> None:
        self.document, self.text, self.day = document, document.text, document.published
        self._flat = squeeze(document.text)

    @functools.cached_property
    def ids(self) -> frozenset[str]:
        """Ids of all that the text names by a name of the tables, and the states that its places lie in."""
        return ids_in(self.text)

    @functools.cached_property
    def numbers(self) -> frozenset[float]:
        """Values of all numbers in the text."""
        return values_in(self.text)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, folded; parts of compounds too."""
        return folded_words(f"{self.text} {self.document.publisher or ''}")

    @functools.cached_property
    def days(self) -> frozenset[str]:
        """First and last days of all that a date expression of the text means."""
        found = [d.range for d in self._reading.dates if d.range]
        return frozenset(str(day) for r in found for day in (r.start, r.end))

    @functools.cached_property
    def forecast(self) -> frozenset[str]:
        """The lines of the forecast, made anew from the text."""
        from horseshoe.brief.names import Names
        from horseshoe.brief.situation.expected import forecast_lines

        return frozenset(line.text for line in forecast_lines(self._reading, Names(self._reading)))

    @functools.cached_property
    def _reading(self) -> Reading:
        from horseshoe.reading.reader import read_document

        return read_document(self.document)

    @functools.lru_cache(maxsize=64)  # noqa: B019 - a source lives as long as its check
    def around(self, spans: tuple[tuple[int, int], ...]) -> str:
        """The sentences in which the spans stand."""
        return "\n".join(self.text[self._before(a) : self._after(b)] for a, b in spans)

    def _before(self, at: int) -> int:
        low = max(0, at - 2000)
        ends = [m.end() for m in _END.finditer(self.text, low, at)]
        return ends[-1] if ends else low

    def _after(self, at: int) -> int:
        m = _END.search(self.text, max(0, at - 2))
        return m.end() if m else len(self.text)

    def quotes(self, words: str, within: str | None = None) -> bool:
        """Whether the words stand letter for letter in the source (white space aside)."""
        return squeeze(words) in (self._flat if within is None else squeeze(within))

    def has_words(self, name: str, within: str | None = None) -> bool:
        """Whether every word of a name stands in the source, as itself or in an adjective of it."""
        words = self.words if within is None else folded_words(within)
        parts = [fold(w) for w in _WORDS.findall(name)]
        return bool(parts) and all(w in words or _related(w, words) for w in parts)

    def members(self) -> dict[str, bool]:
        """State ids of the Council's members on the day -> whether permanent; empty where the tables do not reach."""
        from horseshoe.council.members import members_on
        from horseshoe.errors import OutsideRecordError

        if self.day is None:
            return {}
        try:
            return {m.id: m.permanent for m in members_on(self.day)}
        except OutsideRecordError:
            return {}


@functools.lru_cache(maxsize=256)
def ids_in(text: str) -> frozenset[str]:
    """Ids of all that a text names, states' organs as their states, and of the states that its places lie in."""
    words = folded_words(text)
    placed = {state for first, name, state in _places() if first in words and name in text}
    named = ids_named(text)[0]
    return frozenset(id_ for id_, _ in named) | {id_ for _, name in named for id_ in _sharing(name)} | placed


def _sharing(name: str) -> list[str]:
    """The two states that one name may stand for: "Congo"."""
    from horseshoe.reading.actors.gazetteer import words

    return [str(id_) for id_ in words()["shared"].get(name.capitalize(), ())[:2]]


@functools.cache
def _places() -> tuple[tuple[str, str, str], ...]:
    """(first word folded, name, state) of towns and regions."""
    from horseshoe.reading.events.lexicon import places
    from horseshoe.reading.lexicon import lexicon

    named = [(n, state) for state, names in lexicon("drafts")["places"].items() for n in names]
    return tuple((fold(_WORDS.findall(n)[0]), n, state) for n, state in (*named, *places().items()))


def values_in(text: str) -> frozenset[float]:
    """Values of the numbers in a text; the ends of vague ones ("dozens"); 0 where it says that there was none."""
    from horseshoe.reading.figures.numbers import quantities
    from horseshoe.reading.lexing import lex

    none = {0.0} if zero_words() & folded_words(text) else set()
    ends = {v for q in quantities(lex(text)) for v in (q.value, q.upper) if v is not None}
    return frozenset(numbers_in(text).values()) | ends | none


@functools.lru_cache(maxsize=256)
def folded_words(text: str) -> frozenset[str]:
    """The words of a text, folded, and the parts of its compounds."""
    found = [fold(w) for w in _WORDS.findall(text)]
    return frozenset(found) | {p for w in found for p in re.split(r"[-.']", w) if p}


def _related(word: str, words: frozenset[str]) -> bool:
    return len(word) >= _STEM and any(w.startswith(word[:_STEM]) and abs(len(w) - len(word)) < 4 for w in words)


def cited(citation: str, source: Source, seats: list[dict[str, Any]]) -> CitedRecord | None:
    """The facts behind a citation; None where the tables hold no such thing."""
    if citation == OF_SEATS:
        members = source.members()
        return CitedRecord(frozenset(members), frozenset({float(len(members)), *_counts(seats)}) if members else frozenset())
    if citation.startswith("Charter, Article "):
        return CitedRecord(frozenset(), frozenset((7.0, 9.0, 11.0, 15.0, *_counts(seats), *_missing(seats))))
    from horseshoe.council.votes_on_record import find_draft

    draft = find_draft(citation.split(" (")[0].removeprefix("S/RES/"))
    if draft is None or draft.label != citation:
        return None
    symbols = {s for s in (draft.symbol, draft.label) if s}
    counts = {float(n) for n in (draft.yes, draft.no, draft.abstain, draft.resolution) if n is not None}
    titled = frozenset(ids for ids, _ in ids_named(draft.title)[0])
    return CitedRecord(
        frozenset((*draft.sponsors, *draft.vetoed_by, *draft.concerns, draft.situation)) | titled,
        frozenset(counts) | frozenset(numbers_in(f"{draft.title} {_day_words(draft.date)}").values()),
        frozenset({draft.date.isoformat()}),
        frozenset(symbols),
        folded_words(f"{draft.title} {draft.situation} {_day_words(draft.date)}"),
    )


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _counts(seats: list[dict[str, Any]]) -> set[float]:
    """How many seats have each kind of stance, or none: what the briefing counts itself."""
    from horseshoe.stances import AGAINST, FOR

    sure = [s for s in seats if s["stance"] and not s["hedged"]]
    spoken = sum(bool(s["stance"]) for s in seats)
    yes = sum(s["stance"] in FOR for s in sure)
    no = sum(s["stance"] in AGAINST for s in sure)
    return {float(n) for n in (spoken, len(seats) - spoken, yes, no)}


def _missing(seats: list[dict[str, Any]]) -> set[float]:
    """Votes still needed for the majority of the day."""
    from horseshoe.stances import FOR

    yes = sum(s["stance"] in FOR and not s["hedged"] for s in seats)
    return {float(needed - yes) for needed in (FIRST_MAJORITY, MAJORITY) if needed >= yes}
