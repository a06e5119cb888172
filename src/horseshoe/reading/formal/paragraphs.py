"""A resolution's text as its paragraphs: preamble, numbered operative paragraphs, sub-paragraphs, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from horseshoe.reading.formal.acts import opens_preamble, read_opening

Part = Literal["preambular", "operative", "annex"]

COUNCIL = re.compile(r"(?m)^[ \t]*(?:PP\d+[.:]?[ \t]*)?(?:The[ \t]+Security[ \t]+Council,)[ \t]*\n?")
NUMBER = re.compile(
    r"[ \t]*(?:OP[ \t]?)?(\d{1,3})(?:bis|ter)?[.)][ \t]+(?=\S)|[ \t]*OP[ \t]?(\d{1,3})(?:bis|ter)?[:.]?[ \t]+(?=\S)"
)
PREAMBULAR_NUMBER = re.compile(r"[ \t]*PP[ \t]?(\d{1,3})(?:bis|ter)?[:.)]?[ \t]+(?=\S)")
SUB = re.compile(r"[ \t]*[-•–]?[ \t]*\(([a-z]{1,2}|[ivx]{1,5})\)[ \t]+(?=\S)")
ANNEX = re.compile(r"[ \t]*(?:Annex|Appendix|Enclosure)(?:[ \t]+[A-Z\d]+)?[ \t]*[:.]?[ \t]*$", re.IGNORECASE)
_FURNITURE = r"(?:S/(?:RES/)?\d{1,4}/?\d*(?:[ \t]?\(\d{4}\))?|\d{1,3}(?:/\d{1,3})?|\d\d-\d{5}(?: \(E\))?|/\.\.\.|\*\d+\*)"
PAGE_FURNITURE = re.compile(rf"[ \t]*{_FURNITURE}(?:[ \t]+{_FURNITURE})*[ \t]*$")
ENDS = (".", ";", ":", ",", "—", "–")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`[start, end)` of the text; `number` as printed ("3", "3 (a)"), None in the preamble."""

    start: int
    end: int
    part: Part
    number: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_body(text: str) -> int | None:
    """Where a resolution's body starts: just behind "The Security Council,"; None where the text has no such line."""
    found = COUNCIL.search(text)
    return found.end() if found else None


def split_paragraphs(text: str, body: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a resolution whose body starts at `body`, in text order; lines that a page break left are skipped."""
    return tuple(_number(text, _blocks(text, body)))


def _lines(text: str, start: int) -> Iterator[_Line]:
    for found in re.finditer(r"[^\n]*\n?", text[start:]):
        line = found[0].rstrip("\n")
        if found[0]:
            yield _Line(start + found.start(), start + found.start() + len(line), line)


def _opens(line: str, seen_operative: bool) -> bool:
    if NUMBER.match(line) or SUB.match(line) or PREAMBULAR_NUMBER.match(line) or ANNEX.match(line):
        return True
    return line[:1].isupper() and (not seen_operative and opens_preamble(line) is not None)


def _blocks(text: str, body: int) -> list[tuple[int, int]]:
    """Runs of lines that make one paragraph each: a new one starts at a number, a preambular word or after a blank line."""
    blocks: list[tuple[int, int]] = []
    open_, after_blank, operative = False, True, False
    for line in _lines(text, body):
        if not line.text.strip() or PAGE_FURNITURE.match(line.text):
            after_blank = after_blank or not line.text.strip()
            continue
        finished = not open_ or _finished(text[slice(*blocks[-1])])
        starts = line.start + len(line.text) - len(line.text.lstrip())
        fresh = (
            not open_
            or (after_blank and finished and not line.text.lstrip()[:1].islower())
            or (finished and _opens(line.text, operative))
            or bool(ANNEX.match(line.text))
        )
        fresh = fresh or (bool(NUMBER.match(line.text)) and read_opening(line.text[_number_end(line.text) :]) is not None)
        if fresh:
            blocks.append((starts, line.end))
        else:
            blocks[-1] = (blocks[-1][0], line.end)
        operative = operative or bool(NUMBER.match(line.text))
        open_, after_blank = True, False
    return blocks


def _finished(block: str) -> bool:
    """Whether a block ends as a paragraph does; an annex's heading always does."""
    return block.rstrip().endswith(ENDS) or ANNEX.match(block) is not None


def _number_end(line: str) -> int:
    found = NUMBER.match(line)
    return found.end() if found else 0


def _number(text: str, blocks: list[tuple[int, int]]) -> Iterator[Paragraph]:
    part: Part = "preambular"
    current: str | None = None
    for start, raw_end in blocks:
        block = text[start:raw_end]
        end = start + len(block.rstrip())
        if ANNEX.match(block.splitlines()[0]):
            part, current = "annex", None
            continue
        if (found := PREAMBULAR_NUMBER.match(block)) and part == "preambular":
            yield Paragraph(start + found.end(), end, part, None)
        elif found := NUMBER.match(block):
            part = part if part == "annex" else "operative"
            current = found[1] or found[2]
            yield Paragraph(start + found.end(), end, part, current)
        elif found := SUB.match(block):
            yield Paragraph(start + found.end(), end, part, f"{current} ({found[1]})" if current else f"({found[1]})")
        elif part == "preambular" and opens_preamble(block) is None and read_opening(block) is not None:
            part = "operative"  # a single operative paragraph bears no number
            yield Paragraph(start, end, part, None)
        else:
            yield Paragraph(start, end, part, None if part == "preambular" else current)
