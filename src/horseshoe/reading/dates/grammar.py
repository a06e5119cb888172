"""The date grammar's engine: every word becomes the sign of its class, and a rule is a regular expression over these signs.

A pattern is written in class names: `THE? part:EARLY|MID|LATE DASH? month:MONTH`. `name:` captures, `|` is a choice, `?*+`
as in regular expressions, `(` and `)` group, `<CLASS>` demands such a word just before and `!<CLASS>` forbids it, `!>CLASS`
forbids it just after. The classes stand in lexicon/classes.toml; DAYNUM (1-31), YEAR (1000-2199) and NUM are digits.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from horseshoe.model import DateRange
from horseshoe.reading.lexing import Lexed

_DIGITS = ("DAYNUM", "YEAR", "NUM")
_CAPITALISED = {"MONTH", "WEEKDAY"}
_ONLY_CAPITALISED = {"WEEKDAY_SHORT", "CHRISTMAS", "EVE", "NEW"}
OTHER = "."


@functools.cache
def lexicon() -> dict[str, Any]:
    """The grammar's word lists (lexicon/classes.toml)."""
    return tomllib.loads(files(__package__).joinpath("lexicon/classes.toml").read_text("utf-8"))


@functools.cache
def _signs() -> dict[str, str]:
    return {name: chr(0x4E00 + i) for i, name in enumerate((*_DIGITS, *lexicon()["words"]))}


@functools.cache
def _class_of() -> dict[str, str]:
    return {word: name for name, words in lexicon()["words"].items() for word in words}


def _digit_sign(word: str) -> str:
    signs = _signs()
    if not word.isascii() or not word.isdigit():
        return signs["NUM"]
    value = int(word) if len(word) < 6 else 0
    if len(word) <= 2 and 1 <= value <= 31:
        return signs["DAYNUM"]
    return signs["YEAR"] if len(word) == 4 and 1000 <= value < 2200 else signs["NUM"]


@functools.lru_cache(maxsize=65_536)
def _sign(word: str) -> str:
    if word[0].isdigit():
        return _digit_sign(word)
    name = _class_of().get(word.lower())
    if name is None or (name in _ONLY_CAPITALISED and not word[0].isupper()):
        return OTHER
    if name in _CAPITALISED and not word[0].isupper():
        return OTHER
    if name == "DAYWORD" and word.isupper() and len(word) < 3:
        return OTHER
    return _signs()[name]


def signs_of(lexed: Lexed) -> str:
    """One sign a word; `.` for words without a class. An empty line between two words cannot be bridged."""
    return "".join([_sign(w) for w in lexed.words])


@dataclass(frozen=True)
class Context:
    """What a rule may ask: the publication day, the tense around a word (past, present, future), the last date before it."""

    lexed: Lexed
    published: date | None
    tense: Callable[[int], str | None]
    anchor: Callable[[int], DateRange | None]
    year: Callable[[int], int | None]
    sentence: Callable[[int], tuple[int, int]]


class Match:
    """A rule's match: words and values of its captures."""

    def __init__(self, found: re.Match[str], lexed: Lexed) -> None:
        self._found, self._lexed = found, lexed
        self.first, self.stop = found.span()

    def has(self, name: str) -> bool:
        """Whether the capture is in this pattern and took part."""
        return bool(self._found.groupdict().get(name))

    def index(self, name: str) -> int:
        """The index of a capture's first word."""
        return self._found.start(name)

    def words(self, name: str) -> tuple[str, ...]:
        """A capture's words in lower case; empty where it took no part."""
        if not self.has(name):
            return ()
        start, end = self._found.span(name)
        return self._lexed.lower[start:end]

    def word(self, name: str) -> str:
        """A capture's only word in lower case, or the empty string."""
        words = self.words(name)
        return words[0] if words else ""

    def number(self, name: str, default: int = 1) -> int:
        """The value of a number in digits or words."""
        words = [w for w in self.words(name) if w not in ("-", "–")]
        total = sum(value_of(w) or 0 for w in words)
        return total if words else default


def value_of(word: str) -> int | None:
    """The value of digits or of a number word."""
    if word.isascii() and word.replace(",", "").isdigit():
        return int(word.replace(",", "")[:9])
    found = lexicon()["values"].get(word)
    return int(found) if found is not None else None


Resolver = Callable[[Match, Context], "DateRange | None"]


@dataclass(frozen=True)
class Rule:
    """A pattern with the function that gives its interval. `plain` patterns need a day to count from or a full date."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    accept: Callable[[Match, Context], bool] | None


RULES: list[Rule] = []


def rule(pattern: str, accept: Callable[[Match, Context], bool] | None = None) -> Callable[[Resolver], Resolver]:
    """Register a rule; its function's docstring begins with an example, which a test reads."""

    def register(function: Resolver) -> Resolver:
        RULES.append(Rule(function.__name__, compile_pattern(pattern), function, accept))
        return function

    return register


_ATOM = re.compile(r"(!<|!>|<)?(?:([a-z]\w*):)?([A-Z_|]+)(>)?([?*+]?)$")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern in class names as a regular expression over signs."""
    return re.compile("".join(_atom(a) for a in pattern.split()))


def _atom(atom: str) -> str:
    if re.fullmatch(r"\(|\)[?*+]?|\|", atom):
        return "(?:" if atom == "(" else atom
    if found := re.fullmatch(r"([a-z]\w*):\(", atom):
        return f"(?P<{found[1]}>"
    found = _ATOM.match(atom)
    if not found:
        raise ValueError(f"pattern atom {atom!r}")
    look, name, classes, _, repeat = found.groups()
    body = "[" + "".join(_signs()[c] for c in classes.split("|")) + "]"
    if look:
        return {"<": f"(?<={body})", "!<": f"(?<!{body})", "!>": f"(?!{body})"}[look]
    return f"(?P<{name}>{body}){repeat}" if name else body + repeat


def matches(lexed: Lexed) -> Iterator[tuple[Rule, Match]]:
    """Every match of every rule, in the rules' order."""
    signs = signs_of(lexed)
    for r in RULES:
        for found in r.pattern.finditer(signs):
            yield r, Match(found, lexed)
