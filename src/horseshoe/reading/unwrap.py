"""A text as its writer meant it: lines that a program broke are joined, runs of white space are one space.

Stations read this text, and what they find is carried back: every span counts in the document's own text. So a reading does not
depend on where lines were wrapped, on white space at their ends, or on the kind of line end.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from horseshoe.model import Document, Reading, Span
from horseshoe.reading.paragraphs import paragraph_starts

# White space that is no single space and no plain line end, or spaces beside a line end, or more than one empty line.
_UNEVEN = re.compile(r"[^\S \n]|  | \n|\n |\n\n\n|\A\s|\s\Z")
_WORD = re.compile(r"\S+")


@dataclasses.dataclass(frozen=True)
class Unwrapped:
    """A text without its wrapping; its i-th word starts at `_here[i]`, and at `_there[i]` in the text it was made from."""

    text: str
    _here: list[int]
    _there: list[int]

    def origin(self, offset: int) -> int:
        """The offset in the original text of the character at `offset`."""
        i = max(0, bisect_right(self._here, offset) - 1)
        return self._there[i] + offset - self._here[i]

    def restored(self, reading: Reading, document: Document) -> Reading:
        """A reading of this text as one of the document that it was made from."""

        def back(span: Span) -> Span:
            return Span.of(document.text, self.origin(span.start), self.origin(span.end - 1) + 1)

        values = {f.name: with_spans(getattr(reading, f.name), back) for f in dataclasses.fields(reading)}
        return Reading(**{**values, "document": document})


def unwrap(text: str) -> Unwrapped | None:
    """The text without its wrapping; None where there is nothing to undo."""
    starts = list(paragraph_starts(text))
    lines = [m.start() + len(m.group()) - len(m.group().lstrip()) for m in _LINE.finditer(text)]
    if starts == lines and not _UNEVEN.search(text):
        return None
    opens = frozenset(starts)
    parts: list[str] = []
    here: list[int] = []
    there: list[int] = []
    at = end = 0
    for m in _WORD.finditer(text):
        if parts:
            gap = _gap(text, end, m, opens)
            parts.append(gap)
            at += len(gap)
        here.append(at)
        there.append(m.start())
        parts.append(m.group())
        at += len(m.group())
        end = m.end()
    return Unwrapped("".join(parts), here, there)


def _gap(text: str, end: int, word: re.Match[str], opens: frozenset[int]) -> str:
    """What stands between two words of the plain text: an empty line, a line end, a space; nothing behind a hyphen."""
    if word.start() in opens:
        return "\n\n" if _BLANK.search(text, end, word.start()) else "\n"
    broken = text.find("\n", end, word.start()) >= 0
    joined = broken and end > 1 and text[end - 1] == "-" and text[end - 2].isalnum() and word[0][0].isalnum()
    return "" if joined and word[0].lower() not in _JOINING else " "


_JOINING = ("and", "or", "to")  # "US- and French-drafted"
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]*\S[^\r\n\v\f\x85\u2028\u2029]*")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r[^\S\n\r]*\r")


def with_spans(item: Any, change: Callable[[Span], Span]) -> Any:
    """A value of the model with every span in it, at any depth, put through `change`; what holds none comes back itself."""
    if isinstance(item, Span):
        return change(item)
    if isinstance(item, tuple):
        return tuple(with_spans(part, change) for part in item)
    if isinstance(item, dict):
        return {key: with_spans(value, change) for key, value in item.items()}
    if dataclasses.is_dataclass(item) and not isinstance(item, (type, Document)):
        old = {f.name: getattr(item, f.name) for f in dataclasses.fields(item)}
        new = {name: with_spans(value, change) for name, value in old.items()}
        return item if all(new[n] is old[n] or new[n] == old[n] for n in old) else dataclasses.replace(item, **new)
    return item
