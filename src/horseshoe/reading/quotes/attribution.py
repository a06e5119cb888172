"""An attribution while it is being put together, in tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from horseshoe.model import AttributionAct
from horseshoe.reading.quotes.marks import SIGNS, Stretch
from horseshoe.reading.words import Words

Run = tuple[int, int]  # first and last token, both included

PUNCTUATION = frozenset(",;:-–—.…()[]") | {"--", "---", "...", ". . ."}
MARKS = frozenset(SIGNS) | {"``", "''"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its content (`parts`, character ranges) and its source (the head token of the words that name it)."""

    cue: Run
    parts: tuple[tuple[int, int], ...]
    act: AttributionAct
    frame: str
    source: int | None = None
    direct: bool = False

    def with_parts(self, parts: list[tuple[int, int]]) -> Attribution:
        """The same attribution with other content."""
        return replace(self, parts=tuple(parts))


def runs(words: Words, tokens: list[int]) -> list[Run]:
    """Neighbouring tokens joined; punctuation and white space between two runs do not part them."""
    found: list[Run] = []
    for t in tokens:
        if found and all(_slight(words, i) for i in range(found[-1][1] + 1, t)):
            found[-1] = (found[-1][0], t)
        else:
            found.append((t, t))
    trimmed = (trim(words, first, last) for first, last in found)
    return [r for r in trimmed if r is not None]


def trim(words: Words, first: int, last: int) -> Run | None:
    """The run without the punctuation and white space at its ends; quotation marks stay."""
    while first <= last and _loose(words, first):
        first += 1
    while first <= last and _loose(words, last):
        last -= 1
    return (first, last) if first <= last and any(not _slight(words, i) for i in range(first, last + 1)) else None


def _loose(words: Words, i: int) -> bool:
    return (words.text[i] in PUNCTUATION and words.text[i] not in "()[]") or words.text[i].isspace()


def _slight(words: Words, i: int) -> bool:
    return words.text[i] in PUNCTUATION or words.text[i] in MARKS or words.text[i].isspace()


class Cover:
    """Ranges of characters, asked whether one of them holds a character or touches a range."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, at: int) -> bool:
        """Whether a range holds the character at `at`."""
        return self.touches(at, at + 1)

    def touches(self, start: int, end: int) -> bool:
        """Whether a range shares a character with `[start, end)`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def touched(stretches: Sequence[Stretch], start: int, end: int) -> Sequence[Stretch]:
    """The stretches that share a character with `[start, end)`; they are in order and do not overlap."""
    last = bisect_left(stretches, end, key=lambda s: s.start)
    first = last
    while first > 0 and stretches[first - 1].end > start:
        first -= 1
    return stretches[first:last]


def whole_stretches(parts: list[tuple[int, int]], stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Parts moved to the ends of the quoted stretches that they cut: a quotation is content as a whole or not at all."""
    moved = []
    for start, end in parts:
        for s in touched(stretches, start, end):
            start, end = min(start, s.start), max(end, s.end)
        moved.append((start, end))
    return moved
