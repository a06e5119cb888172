"""A text as words with their offsets, cut once and shared by the stations whose grammars run over words."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from horseshoe.reading.parse import Parsed

# Numbers keep thousands separators and decimals; words end at digits, apostrophes and hyphens; other signs stand alone.
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:[^\W\d_][\u0300-\u036f]*)+|[^\w\s]|_")

LONGEST = 1500  # a text without sentences must not cost the square of its length


@dataclass(frozen=True)
class Lexed:
    """The words of a text: `words[i] == text[starts[i]:ends[i]]`; `lower` holds them in lower case, apostrophes plain."""

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def gap(self, i: int) -> str:
        """The characters between word `i` and the next one; none before the first word and after the last."""
        return self.text[self.ends[i] : self.starts[i + 1]] if 0 <= i < len(self.words) - 1 else ""

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after `offset`."""
        return bisect_left(self.starts, offset)

    def within(self, start: int, end: int) -> range:
        """Indices of the words that start in `[start, end)`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    @functools.cached_property
    def breaks(self) -> frozenset[int]:
        """Indices of words before which a paragraph begins (an empty line)."""
        text, found = self.text, {0}
        for i, (end, start) in enumerate(pairwise_bounds(self.ends, self.starts), 1):
            if start - end > 1 and text.count("\n", end, start) > 1:
                found.add(i)
        return frozenset(found)


def pairwise_bounds(ends: tuple[int, ...], starts: tuple[int, ...]) -> list[tuple[int, int]]:
    """(end of a word, start of the next) for every gap."""
    return list(zip(ends, starts[1:], strict=False))


@functools.lru_cache(maxsize=4)
def lex(text: str) -> Lexed:
    """Cut a text into words. Numbers, words, single signs; white space is dropped."""
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    if not found:
        return Lexed(text, (), (), (), ())
    words, starts, ends = zip(*found, strict=True)
    lower = tuple("'" if w == "’" else w.lower() for w in words)
    return Lexed(text, words, lower, starts, ends)


@dataclass(frozen=True)
class Grid:
    """From offsets to the tokens and sentences of a parse."""

    parsed: Parsed

    def token(self, offset: int) -> Any:
        """The token that covers `offset`, or the last one before it."""
        return self.parsed.tree[max(0, bisect_right(self.parsed.words.start, offset) - 1)]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence around `offset` as `[start, end)` in characters, no more than LONGEST to either side of it."""
        starts = self.parsed.tree.sentence_starts
        i = max(0, bisect_right(starts, offset) - 1)
        end = starts[i + 1] if i + 1 < len(starts) else len(self.parsed.text)
        start = starts[i] if starts else 0
        return max(start, offset - LONGEST), min(end, offset + LONGEST)


__all__ = ["Grid", "Lexed", "lex"]
