"""Where the paragraphs of a text start, also where a program broke its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

WRAPPED_AT = 100  # lines that are nearly all shorter than this were broken by a program, not by a writer
LONGER = 20  # one line in so many may be longer: an address of the web is not broken
_ENDS_PARAGRAPH = re.compile(r"[.!?:][\"'”’»)]*$")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")


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
