"""A text as its writer meant it, in paragraphs: lines that a program broke are joined, runs of white space are one space.

Stations read this text, and what they find is carried back: every span counts in the document's own text. So a reading does not
depend on where lines were wrapped, on white space at their ends, or on the kind of line end.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from horseshoe.model import Document, Reading, Span

WRAPPED_AT = 100  # lines that are nearly all shorter than this were broken by a program, not by a writer
LONGER = 20  # one line in so many may be longer: an address of the web is not broken
_ENDS_PARAGRAPH = re.compile(r"[.!?:][\"'”’»)]*$")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
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


def paragraph_starts(text: str) -> Iterator[int]:
    """Where paragraphs start: at the text's start, after a blank line, and after a line end that no program set.

    A program breaks a line where the next word does not fit. Where it did so, a line was ended by its writer if the next word
    had fitted and the line is short, ends a sentence, or is followed by an indented one.
    """
    lines = [(m.start(), m.group().rstrip()) for m in _LINE.finditer(text)]
    lines = [(start, line) for start, line in lines if line.strip()]
    widths = sorted(len(line) for _, line in lines)
    longest = widths[-1 - len(widths) // LONGER] if lines else 0
    middle = widths[len(widths) // 2] if lines else 0
    wrapped = _is_wrapped(text, lines, longest)
    for number, (start, line) in enumerate(lines):
        first = start + _indent(line)
        if number == 0 or not wrapped:
            yield first
            continue
        before_start, before = lines[number - 1]
        ended = len(before) < 0.75 * middle or _ENDS_PARAGRAPH.search(before) is not None or _indent(line) > _indent(before)
        if _is_blank(text, before_start + len(before), start) or (ended and _fits(before, line, longest)):
            yield first


def _is_wrapped(text: str, lines: list[tuple[int, str]], longest: int) -> bool:
    """Whether a program broke the lines: none is long, and most end where the next word did not fit."""
    if len(lines) < 3 or longest >= WRAPPED_AT:
        return False
    pairs = pairwise(lines)
    broken = [not _fits(a, b, longest) for (at, a), (to, b) in pairs if not _is_blank(text, at + len(a), to)]
    return bool(broken) and sum(broken) >= len(broken) / 2


def _fits(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(None, 1)[0]) <= width


def _is_blank(text: str, start: int, end: int) -> bool:
    """Whether the white space between two lines holds an empty one."""
    return text.count("\n", start, end) > 1 or text.count("\r", start, end) > 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
