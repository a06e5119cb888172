"""What a scanner made of figures, days and names: "I1" for 11, "10 Auqust £964", "Socia- list".

Official texts of 1946 to 1993 are hand-corrected scans. The confusions come as classes (I, l, | and ! for 1; O and Q for 0;
S for 5; B for 8), so they are undone as classes, and only where a figure is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from horseshoe.reading.formal.deadlines import MONTHS

_ONE, _ZERO = "Iil|!][f£", "OoQ"
_TABLE = str.maketrans({**dict.fromkeys(_ONE, "1"), **dict.fromkeys(_ZERO, "0"), "S": "5", "B": "8"})
_COUNTED = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
WORDS = {word: n for n, word in enumerate(_COUNTED.split())} | {"none": 0, "nil": 0, "zero": 0}
FIGURES = r"[\dIil|!\]\[£OoQSB]{1,4}"
COUNT = r"(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + r"|[\dIl|!\]\[£OoQSB]{1,2})"
SCANNED_DAY = re.compile(
    r"(?<![\w/])(?P<day>[\dIl|!O]?[\dIil|!Of£])(?:st|nd|rd|th)?\s+(?P<month>[A-Z][a-zA-Z]{2,9})[.,]?\s+"
    r"(?P<year>[\dIl|!£][\dOS][\dOSIB]\s?-?[\dOSIlB])(?!\d)"
)
ENOUGH_OF_A_MONTH = 70.0
ENOUGH_OF_A_NAME = 82.0


def figure(token: str | None) -> int | None:
    """The number a token stands for: figures as a scanner reads them ("I1" is 11) or a word up to fifteen; None for neither."""
    if token is None:
        return None
    word = token.strip().lower()
    if word in WORDS:
        return WORDS[word]
    plain = re.sub(r"[\s-]", "", token).translate(_TABLE)
    return int(plain) if plain.isdigit() else None


def scanned_day(text: str, start: int = 0, end: int | None = None) -> date | None:
    """The first day of a stretch of text, written as "4 February 2012" or as a scanner reads it ("3f July 1989"), or None."""
    for found in SCANNED_DAY.finditer(text, start, len(text) if end is None else end):
        month, day, year = _month(found["month"]), figure(found["day"]), figure(found["year"])
        if month is None or day is None or year is None:
            continue
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _month(word: str) -> int | None:
    if (known := MONTHS.get(word.lower())) is not None:
        return known
    best = process.extractOne(word.lower(), list(MONTHS), scorer=fuzz.ratio, score_cutoff=ENOUGH_OF_A_MONTH)
    return MONTHS[best[0]] if best and len(word) > 3 else None


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name found at `[start, end)` of a text, for the id it belongs to, with how well it fits (0 to 100)."""

    id: str
    start: int
    end: int
    score: float


def find_names(text: str, start: int, end: int, names: Iterable[tuple[str, str]]) -> tuple[FoundName, ...]:
    """Which of some (id, name) pairs stand in `[start, end)`, misread or broken over lines; each id once, no two overlapping.

    The better fit wins, then the longer name: "Union of S0viet Socia- list Republics" is the Soviet Union, not Ukraine.
    """
    listed = text[start:end]
    fits = []
    for id_, name in names:
        if (at := listed.find(name)) >= 0:
            fits.append(FoundName(id_, start + at, start + at + len(name), 100.0))
            continue
        found = fuzz.partial_ratio_alignment(name, listed, score_cutoff=ENOUGH_OF_A_NAME)
        if found is not None and found.dest_end - found.dest_start >= 0.8 * len(name):
            fits.append(FoundName(id_, start + found.dest_start, start + found.dest_end, found.score))
    taken: list[FoundName] = []
    for fit in sorted(fits, key=lambda f: (-f.score, f.start - f.end)):
        if all(fit.id != t.id and (fit.end <= t.start or t.end <= fit.start) for t in taken):
            taken.append(fit)
    return tuple(sorted(taken, key=lambda f: f.start))
