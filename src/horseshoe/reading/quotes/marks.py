"""Quotation marks in pairs: which stretches of a text stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DOUBLE_OPEN = "“„‟«"
DOUBLE_CLOSE = "”»"
STRAIGHT = '"″'
SIGNS = "\"″“”„‟«»‘’'`"  # all signs that mark quoted words
DOUBLED = "''"  # a typewriter's double mark, as news archives print it
_MARK = re.compile("``|''|[“”„‟«»\"″‘’']")
# Shortened words that begin with an apostrophe.
_CLIPPED = re.compile(r"['’‘](?:em|tis|twas|til|cause|bout|round|n|s|re|ve|ll|d|t|m|\d\ds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two quotation marks, `[start, end)` in characters, marks included. `closed` is False where the text
    has no closing mark; `carried` says that the next paragraph reopens the mark, so that the quotation goes on there."""

    start: int
    end: int
    single: bool = False
    closed: bool = True
    carried: bool = False

    def inside(self, char: int) -> bool:
        """Whether the character at `char` lies in the stretch."""
        return self.start <= char < self.end


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


def find_stretches(text: str, paragraphs: Sequence[int]) -> tuple[Stretch, ...]:
    """All outermost quoted stretches of a text, in order. `paragraphs` are the starts of its paragraphs."""
    found: list[Stretch] = []
    bounds = [*paragraphs, len(text)]
    opened: _Mark | None = None
    for number in range(len(paragraphs)):
        marks = list(_marks(text, bounds[number], bounds[number + 1]))
        doubles = [m for m in marks if not m.single]
        if opened is not None:
            if doubles and doubles[0].start == bounds[number] and doubles[0].opens:
                found.append(Stretch(opened.start, _line_end(text, opened.start, bounds[number]), closed=False, carried=True))
                opened = None
            elif not (doubles and doubles[0].closes and not doubles[0].opens):
                found.append(Stretch(opened.start, _line_end(text, opened.start, bounds[number]), closed=False))
                opened = None
        opened = _pair(doubles, opened, found)
        taken = found[-len(doubles) - 1 :]
        singles = [m for m in marks if m.single and not any(s.inside(m.start) for s in taken)]
        if singles and (opened is None or singles[0].start < opened.start):
            found.extend(_single(text, singles, bounds[number + 1], opened))
    if opened is not None:
        found.append(Stretch(opened.start, _line_end(text, opened.start, len(text)), closed=False))
    return tuple(sorted((s for s in found if s.end - s.start > 2), key=lambda s: s.start))


def speech_stretches(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The stretches in a text's marks for speech: double ones, or single ones where no double one stands outside them."""
    singles = [s for s in stretches if s.single]
    doubles = [s for s in stretches if not s.single]
    outside = [d for d in doubles if not any(s.start < d.start and d.end < s.end for s in singles)]
    return tuple(outside) if outside else tuple(singles)


def _pair(marks: Sequence[_Mark], opened: _Mark | None, found: list[Stretch]) -> _Mark | None:
    """Pair the double marks of one paragraph; what is left open is returned."""
    for i, mark in enumerate(marks):
        if opened is None:
            if mark.opens:
                opened = mark
        elif mark.closes and not (mark.opens and _nested(marks[i + 1 : i + 3])):
            found.append(Stretch(opened.start, mark.end))
            opened = None
        elif mark.opens and not mark.closes and not any(m.closes and not m.opens for m in marks[i + 1 : i + 3]):
            opened = mark  # the first one was never closed
    return opened


def _nested(rest: Sequence[_Mark]) -> bool:
    """Whether a mark that could do both opens, because both of the next two marks close."""
    return len(rest) == 2 and all(m.closes and not m.opens for m in rest)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for m in _MARK.finditer(text, start, end):
        at, to = m.span()
        before = text[at - 1] if at > start else " "
        after = text[to] if to < end else " "
        mark = m.group()
        left = before.isspace() or before in "([{—–-/:‘'“\"…"
        right = after.isspace() or after in ")]},.;:!?—–-…/’'”\"’"
        if before == "=" and mark == '"':
            continue  # an attribute of a tag
        if mark in DOUBLE_OPEN or mark == "``":
            backwards = after.isspace() and not left
            yield _Mark(at, to, False, not backwards, backwards)
        elif mark in DOUBLE_CLOSE:
            backwards = before.isspace() and after.isalnum()
            yield _Mark(at, to, False, backwards, not backwards)
        elif mark in STRAIGHT or mark == DOUBLED:
            if before.isdigit() and right and not left:
                yield _Mark(at, to, False, False, True)
            elif left and not right:
                yield _Mark(at, to, False, True, before in "—–-“/'‘")
            elif right and not left:
                yield _Mark(at, to, False, False, True)
            else:
                yield _Mark(at, to, False, True, True)
        else:
            opens = mark != "’" and left and (after.isalnum() or after in "[…$.") and not _CLIPPED.match(text, at)
            closes = mark != "‘" and not before.isspace() and not after.isalnum()
            if opens or closes:
                yield _Mark(at, to, True, opens, closes)


def _single(text: str, marks: Sequence[_Mark], end: int, opened: _Mark | None) -> Iterator[Stretch]:
    """Pair single marks; a closing mark after punctuation is surer than one after the s of a plural."""
    limit = opened.start if opened else end
    marks = [m for m in marks if m.start < limit]
    i = 0
    while i < len(marks):
        if not marks[i].opens:
            i += 1
            continue
        closing = [j for j in range(i + 1, len(marks)) if marks[j].closes and not marks[j].opens]
        reopened = next((j for j in range(i + 1, len(marks)) if marks[j].opens), len(marks))
        near = [j for j in closing if j < reopened] or closing[:1]
        if not near:
            i += 1
            continue
        sure = [j for j in near if text[marks[j].start - 1] in ".,!?…" or text[marks[j].start - 1] not in "sS"]
        j = (sure or near)[0]
        yield Stretch(marks[i].start, marks[j].end, single=True)
        i = j + 1


def _line_end(text: str, start: int, end: int) -> int:
    """`end` without the white space before it."""
    return start + len(text[start:end].rstrip())
