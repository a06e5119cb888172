"""Whether a text that is much like another says something else: a correction, a denial, a later count, another day.

A copy of a wire story says the same with a line of its outlet more or a paragraph less. A version says something new: numbers,
negations, names, outcomes or days differ, or a sentence is added that holds such.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from horseshoe.documents.published import dateline, dateline_end
from horseshoe.record.names import fold, known_names

MOST_WORDS = 8_000  # of a text that are compared: the table of the comparison grows with their square
_SHOWN = 6  # changes that are told
_EDGE = 6  # lines at a text's beginning and end that may be the outlet's
_HEADLINE = 110  # characters
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?:\s|$)|\n")
_FINISHED = (".", "!", "?", "”", '"', "’", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: as compared, as written, in which sentence, and whether it opens it."""

    key: str
    written: str
    sentence: int
    opens: bool

    @property
    def is_number(self) -> bool:
        """Whether it is a count or a date's number."""
        return self.key[0].isdigit()

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name."""
        return self.written[0].isupper() and not self.opens


@dataclass(frozen=True, slots=True)
class _Text:
    """A text made ready for comparing."""

    words: tuple[_Word, ...]
    keys: frozenset[str]
    day: Any

    @classmethod
    def of(cls, text: str) -> _Text:
        """The story in a text, without dateline and lines of the outlet."""
        story = text[dateline_end(text) or 0 :]
        words = tuple(itertools.islice(_words(_story_lines(story)), MOST_WORDS))
        return cls(words, frozenset(w.key for w in words), dateline(text).day)


@functools.cache
def _lists() -> dict[str, Any]:
    table = tomllib.loads((resources.files("horseshoe.record") / "telling_words.toml").read_text("utf-8"))
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in table.items()}


def what_is_new(older: str, newer: str) -> tuple[str, ...]:
    """What `newer` says that `older` does not, in a few words each: `5,400 → 7,400`; nothing where it is a copy."""
    from rapidfuzz.distance import Levenshtein

    one, other = _Text.of(older), _Text.of(newer)
    found: list[str] = []
    if one.day and other.day and one.day != other.day:
        found.append(f"{one.day} → {other.day}")
    blocks = Levenshtein.opcodes([w.key for w in one.words], [w.key for w in other.words])
    for block in blocks:
        if block.tag == "equal":
            continue
        gone = one.words[block.src_start : block.src_end]
        come = other.words[block.dest_start : block.dest_end]
        if _tells(gone, come, one, _shares_sentence(one, block.src_start, block.src_end)):
            found.append(_shown(one.words, block.src_start, block.src_end, other.words, block.dest_start, block.dest_end))
    return tuple(found[:_SHOWN])


def _tells(gone: Sequence[_Word], come: Sequence[_Word], older: _Text, within: bool) -> bool:
    """Whether words that came in the place of others (or of none) make another statement."""
    lists = _lists()
    if come and not gone and not within:
        return _adds(come, older)
    if gone and not come and not within:
        return False  # a sentence less
    if _keys(gone, "negations") != _keys(come, "negations") or _keys(gone, "outcomes") != _keys(come, "outcomes"):
        return True
    if _numbers(gone) != _numbers(come) and (_numbers(gone) or _numbers(come) - older.keys):
        return True
    if (
        gone
        and come
        and _keys(gone, "weekdays") != _keys(come, "weekdays")
        and _keys(gone, "weekdays")
        and _keys(come, "weekdays")
    ):
        return True
    if any(w.key in lists["corrections"] for w in come):
        return True
    return _other_names(gone, come) or bool(_states(come) - _states(gone) - _states(older.words))


def _adds(come: Sequence[_Word], older: _Text) -> bool:
    """Whether whole sentences that came in say what the older text does not: a count, an outcome, a state, a correction."""
    lists = _lists()
    if any(w.key in lists["corrections"] for w in come):
        return True
    if len(come) < 4:
        return False
    new = {w.key for w in come} - older.keys
    return bool(new & lists["outcomes"] or _numbers(come) - older.keys or _states(come) - _states(older.words))


def _shares_sentence(text: _Text, start: int, end: int) -> bool:
    """Whether words of the sentence around a place in the older text stay before or after it."""
    sentences = {w.sentence for w in text.words[start:end]}
    before, after = text.words[start - 1 : start] if start else (), text.words[end : end + 1]
    if not sentences:
        return bool(before and after and before[0].sentence == after[0].sentence)
    return any(w.sentence in sentences for w in (*before, *after))


def _keys(words: Sequence[_Word], name: str) -> frozenset[str]:
    known = _lists()[name]
    return frozenset(w.key for w in words if w.key in known or (name == "negations" and w.key.endswith(("n't", "not"))))


def _numbers(words: Sequence[_Word]) -> frozenset[str]:
    """The counts among words; the days of dates, which outlets write as they like, are none."""
    months = _lists()["months"]
    found = set()
    for n, word in enumerate(words):
        beside = {w.key for w in words[max(0, n - 1) : n + 2]}
        if word.is_number and not beside & months:
            found.add(word.key)
    return frozenset(found)


def _other_names(gone: Sequence[_Word], come: Sequence[_Word]) -> bool:
    """Whether a name stands in another's place: Syria for Yemen, and not Russia for Russian Federation."""
    lost, got = {w.key for w in gone if w.is_name}, {w.key for w in come if w.is_name}
    if not lost or not got or lost & got:
        return False
    return not (_states(gone) and _states(gone) == _states(come))


def _states(words: Sequence[_Word]) -> frozenset[str]:
    """Ids of states and situations that are named."""
    names = known_names()
    found = set()
    for n, word in enumerate(words):
        if word.written[0].isupper():
            for size in (3, 2, 1):
                called = " ".join(w.written for w in words[n : n + size])
                if len(called) <= 3 and not called.isupper():
                    continue  # Can and Per are no codes of states
                if id_ := names.get(fold(called)):
                    found.add(id_)
                    break
    return frozenset(found)


def _words(lines: Sequence[str]) -> Iterator[_Word]:
    numbers = _lists()["numbers"]
    text = "\n".join(lines)
    text = _GROUPED.sub("", _ACRONYM.sub(lambda m: m[0].replace(".", ""), text))
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    sentence, opens = 0, True
    for m in _TOKEN.finditer(text):
        while sentence < len(ends) and ends[sentence] <= m.start():
            sentence, opens = sentence + 1, True
        key = m[0].lower().replace("’", "'")
        key = key.replace(",", "") if key[0].isdigit() else numbers.get(key, key)
        yield _Word(key, m[0], sentence, opens)
        opens = False


def _story_lines(text: str) -> list[str]:
    """The lines of a story: those of the outlet at its edges are left out, bylines, labels, headlines, rights."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = len(lines) - 1
    return [
        line
        for n, line in enumerate(lines)
        if not (n < _EDGE or n > last - _EDGE) or not _is_furniture(line, lines[n + 1 : n + 2])
    ]


def _is_furniture(line: str, following: Sequence[str]) -> bool:
    low = line.lower()
    if len(low) < 300 and any(words in low for words in _lists()["furniture"]["words"]):
        return True
    goes_on = bool(following) and following[0][:1].islower()
    return len(line) < _HEADLINE and not line.endswith(_FINISHED) and not goes_on


def _shown(older: Sequence[_Word], a: int, b: int, newer: Sequence[_Word], c: int, d: int) -> str:
    """A change with a word around it: `will veto → will not veto`."""
    before, after = (_cut(words, start, end) for words, start, end in ((older, a, b), (newer, c, d)))
    if b - a and d - c:
        return f"{before} → {after}"
    left = [w.written for w in newer[max(0, c - 1) : c]]
    right = [w.written for w in newer[d : d + 1]]
    if not left and not right:
        return after
    return " → ".join(" ".join(part for part in (*left, words, *right) if part) for words in (before, after))


def _cut(words: Sequence[_Word], start: int, end: int) -> str:
    shown = [w.written for w in words[start:end]]
    return " ".join(shown if len(shown) <= 12 else [*shown[:11], "…"])
