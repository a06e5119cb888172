"""A resolution's text as its paragraphs: preamble, numbered operative paragraphs, sub-paragraphs, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from horseshoe.reading.formal.acts import opens_preamble, read_opening
from horseshoe.reading.formal.header import ADOPTED, AFTER_HEADING, find_heading
from horseshoe.reading.formal.scan import SCANNED_DAY, figure

Part = Literal["preambular", "operative", "annex"]

COUNCIL = re.compile(
    r"(?m)(?:^|(?<=: draft resolution))[ \t]*[“\"]?(?:PP\d+[.:]?[ \t]*)?The[ \t]+Security[ \t]+Council"
    r"(?:[ \t]*,[ \t]*[-_—]?|[ \t]*[.:;]?[ \t]*[-_—]?(?=[ \t]*\n))[ \t]*\n?"
)
SYMBOL_IN_BRACKETS = re.compile(r"[\s.]*[(\[][^()\[\]\n]{0,4}/[^()\[\]\n]{1,40}[)\]}]")
NUMBER_READ = re.compile(r"[ \t]*([\dIl|]{1,3})[.,)][ \t]*(?=[A-Z])")  # as a scanner reads it: "4, Demands", "l. Calls"
FOOTNOTE = re.compile(
    r"[ \t]*\d{1,3}/?[ \t]?(?:Ibid\b|See\b|Official[ \t]+Records|Documents?\b|United[ \t]+Nations,|For\b"
    r"|Resolutions?[ \t]+or\b|One[ \t]+member|Adopted\b)"
)
COUNCIL_ALONE = re.compile(
    r"[ \t]*(?:Therefore,?[ \t]+)?[Tt]he[ \t]+Security[ \t]+Council[ \t]*[,.:;]?[ \t]*$|[ \t]*Therefore,?[ \t]*$"
)
_NEXT_NUMBER = r"[;.][ \t]+\d{1,3}\.[ \t]+[A-Z][a-z]+[ \t]"
LINE = re.compile(rf"(?:(?!{_NEXT_NUMBER})[^\n])*(?:\n|[;.][ \t]*|$)")
QUOTED = re.compile(r"[ \t]*[“\"]")
NOTE_MARKS = re.compile(r"(?<=[.,;:])(?:[ \t]*\d{1,3}/?)+$")
FEW_WORDS = 15
MOST_OF_A_HEADING = 12  # words
NUMBER = re.compile(
    r"[ \t]*(?:OP[ \t]?)?(\d{1,3})(?:bis|ter)?[.)][ \t]+(?=\S)|[ \t]*OP[ \t]?(\d{1,3})(?:bis|ter)?[:.]?[ \t]+(?=\S)"
)
PREAMBULAR_NUMBER = re.compile(r"[ \t]*PP[ \t]?(\d{1,3})(?:bis|ter)?[:.)]?[ \t]+(?=\S)")
SUB = re.compile(r"[ \t]*[-•–]?[ \t]*\(([a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)[ \t]+(?=\S)")
ANNEX = re.compile(r"[ \t]*(?:Annex|Appendix|Enclosure)(?:[ \t]+[A-Z\d]+)?[ \t]*[:.]?[ \t]*$", re.IGNORECASE)
_FURNITURE = (
    r"(?:S/(?:RES/)?\d{1,4}/?\d*(?:[ \t]?\(\d{4}\))?|\d{1,3}(?:/\d{1,3})?"
    r"|\d\d-\d{5}(?:[ \t]+\(E\)(?:[ \t]+\d{6})?)?|/\.\.\.|\*\d+\*)"
)
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
    """Where a resolution's body starts: behind "The Security Council,", else behind its heading; None where it has neither.

    Old texts open without the Council's line, or with a preamble before it ("Whereas …, The Security Council Decides …").
    """
    heading = find_heading(text)
    found = COUNCIL.search(text, heading.end if heading else 0)
    if heading is None:
        return found.end() if found else None
    start = _behind_heading(text, heading.end)
    if found is None:
        return start
    between = text[start : found.start()]
    preamble = any(opens_preamble(line) for line in between.splitlines())
    return start if preamble or len(between.split()) >= FEW_WORDS else found.end()


def _behind_heading(text: str, end: int) -> int:
    """The end of what belongs to a heading: its day, its draft's symbol, the line of its adoption."""
    if day := SCANNED_DAY.search(text, end, end + AFTER_HEADING):
        end = day.end()
    if symbol := SYMBOL_IN_BRACKETS.match(text, end):
        end = symbol.end()
    if (adopted := ADOPTED.search(text, end, end + 300)) and (day := SCANNED_DAY.search(text, adopted.start("day"))):
        end = day.end()
    return end


def split_paragraphs(text: str, body: int, end: int | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a resolution whose body is `[body, end)`, in text order; lines that a page break left are skipped."""
    return tuple(_number(text, _blocks(text, body, len(text) if end is None else end)))


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    """The lines; one in which a further numbered paragraph starts ("… by May; 11. Decides …") counts as two."""
    for found in LINE.finditer(text[start:end]):
        line = found[0].rstrip("\n")
        if found[0]:
            quoted = QUOTED.match(line)  # a text annexed to a release opens each paragraph with a quotation mark
            skip = quoted.end() if quoted else 0
            yield _Line(start + found.start() + skip, start + found.start() + len(line), line[skip:])


def _opens(line: str, seen_operative: bool) -> bool:
    if _numbered(line) or SUB.match(line) or PREAMBULAR_NUMBER.match(line) or ANNEX.match(line):
        return True
    if seen_operative or not line[:1].isupper():
        return False
    return opens_preamble(line) is not None or read_opening(line) is not None


def _blocks(text: str, body: int, end: int) -> list[tuple[int, int]]:
    """Runs of lines that make one paragraph each: a new one starts at a number, a preambular word or after a blank line."""
    blocks: list[tuple[int, int]] = []
    open_, after_blank, operative = False, True, False
    lines = list(_lines(text, body, end))
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if not line.text.strip() or any(p.match(line.text) for p in (PAGE_FURNITURE, FOOTNOTE, COUNCIL_ALONE)):
            after_blank = after_blank or not line.text.strip()
            continue
        finished = not open_ or _finished(text[slice(*blocks[-1])])
        if open_ and finished and following is not None and _heads(line.text, following.text):
            continue
        starts = line.start + len(line.text) - len(line.text.lstrip())
        fresh = (
            not open_
            or (after_blank and finished and not line.text.lstrip()[:1].islower())
            or (finished and _opens(line.text, operative))
            or bool(ANNEX.match(line.text))
            or (after_blank and (opens_preamble(line.text) is not None or read_opening(line.text) is not None))
        )
        number = _numbered(line.text)
        fresh = fresh or (number is not None and read_opening(line.text[number[1] :]) is not None)
        if fresh:
            blocks.append((starts, line.end))
        else:
            blocks[-1] = (blocks[-1][0], line.end)
        operative = operative or number is not None
        open_, after_blank = True, False
    return blocks


def _heads(line: str, following: str) -> bool:
    """Example: "Travel Ban", on a line of its own before "9. Decides that all Member States shall …".

    Whether a line between two paragraphs is the heading of those that follow, and no part of either.
    """
    words = line.split()
    if not 0 < len(words) <= MOST_OF_A_HEADING or not words[0][:1].isupper() or line.rstrip().endswith(ENDS):
        return False
    if _opens(line, seen_operative=False):
        return False
    number = _numbered(following)
    return number is not None and read_opening(following[number[1] :]) is not None


def _finished(block: str) -> bool:
    """Whether a block ends as a paragraph does, footnote marks aside ("the Sudan, 14"); an annex's heading always does."""
    return NOTE_MARKS.sub("", block.rstrip()).endswith(ENDS) or ANNEX.match(block) is not None


def _numbered(line: str) -> tuple[str, int] | None:
    """The number that opens an operative paragraph and where it ends; misread ones ("4, Demands") only before a known act."""
    if found := NUMBER.match(line):
        return found[1] or found[2], found.end()
    if (found := NUMBER_READ.match(line)) and (number := figure(found[1])) and read_opening(line[found.end() :]) is not None:
        return str(number), found.end()
    return None


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
        elif number := _numbered(block):
            part = part if part == "annex" else "operative"
            current = number[0]
            yield Paragraph(start + number[1], end, part, current)
        elif found := SUB.match(block):
            part = "operative" if part == "preambular" and read_opening(block[found.end() :]) is not None else part
            yield Paragraph(start + found.end(), end, part, f"{current} ({found[1]})" if current else f"({found[1]})")
        elif part == "preambular" and opens_preamble(block) is None and read_opening(block) is not None:
            part = "operative"  # a single operative paragraph bears no number
            yield Paragraph(start, end, part, None)
        else:
            yield Paragraph(start, end, part, None if part == "preambular" else current)
