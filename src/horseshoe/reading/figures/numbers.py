"""Numbers in digits and words, vague ones included, with the words that bound them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

from horseshoe.model import Bound
from horseshoe.reading.lexing import Lexed

_DASHES = ("-", "–", "—")
_LARGEST = 1e15
_SHORT = {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SCALED = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_FRACTIONS = ((("half", "a"), 0.5), (("half",), 0.5), (("quarter", "of", "a"), 0.25), (("quarter",), 0.25))


@functools.cache
def words() -> dict[str, Any]:
    """The lists of lexicon/words.toml."""
    return tomllib.loads(files(__package__).joinpath("lexicon/words.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at words `[first, stop)` with its bounds; `upper` is set for intervals; the number itself begins at `core`."""

    first: int
    stop: int
    core: int
    value: float
    upper: float | None
    bound: Bound
    in_words: bool


@functools.cache
def _bounds() -> dict[tuple[str, ...], Bound]:
    return {tuple(p.split()): cast(Bound, b) for b, phrases in words()["bounds"].items() for p in phrases}


@functools.cache
def _after() -> dict[tuple[str, ...], Bound]:
    return {tuple(p.split()): cast(Bound, b) for b, phrases in words()["after"].items() for p in phrases}


@functools.cache
def _starters() -> frozenset[str]:
    t = words()
    return frozenset(
        (
            *t["numbers"],
            *t["vague"],
            *t["vague_of"],
            *t["vague_factor"],
            "hundred",
            "thousand",
            "dozen",
            "million",
            "half",
            "quarter",
        )
    )


def quantities(lexed: Lexed) -> Iterator[Quantity]:
    """Every number of a text with its bounds, left to right."""
    i, starters = 0, _starters()
    while i < len(lexed.words):
        word = lexed.lower[i]
        if not (word[0].isdigit() or word in starters) or _glued(lexed, i):
            i += 1
            continue
        found = _number(lexed, i)
        if found is None:
            i += 1
            continue
        stop, low, high = found
        whole = _bounded(lexed, i, stop, low, high)
        yield whole
        i = max(whole.stop, i + 1)


def _glued(lexed: Lexed, i: int) -> bool:
    before = lexed.text[lexed.starts[i] - 1 : lexed.starts[i]]
    return bool(before) and (before.isalnum() or before in "_/")


def _number(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    """The number that begins at word `i`: index after it, fewest and most."""
    return _fraction(lexed, i) or _vague(lexed, i) or _exact(lexed, i)


def _fraction(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    """ "half a million", "a quarter of a million", "two and a half million": none of them is a whole one."""
    t, low = words(), lexed.lower
    for phrase, part in _FRACTIONS:
        stop = i + len(phrase)
        if low[i:stop] == phrase and low[stop : stop + 1] and low[stop] in _SCALED:
            value = part * t["scales"][low[stop]]
            return stop + 1, value, value
    if low[i] in t["numbers"] and low[i + 1 : i + 4] == ("and", "a", "half") and low[i + 4 : i + 5] and low[i + 4] in _SCALED:
        value = (t["numbers"][low[i]] + 0.5) * t["scales"][low[i + 4]]
        return i + 5, value, value
    return None


def _vague(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    t, low = words(), lexed.lower
    if low[i] in t["vague_of"] and low[i + 1 : i + 2] == ("of",) and i + 2 < len(low):
        scale = {"thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}.get(low[i + 2])
        if scale:
            a, b = t["vague_of"][low[i]]
            return i + 3, a * scale, (b + 1) * scale - 1
    if low[i] in t["vague"]:
        a, b = t["vague"][low[i]]
        return i + 1, float(a), float(b)
    if low[i] in t["vague_factor"] and i + 1 < len(low) and low[i + 1] in ("hundred", "thousand", "million", "dozen"):
        a, b = t["vague_factor"][low[i]]
        scale = t["scales"][low[i + 1]]
        return i + 2, a * scale, b * scale
    return None


def _exact(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    t, low = words(), lexed.lower
    if low[i][0].isdigit():
        return _digits(lexed, i)
    total, current, j, seen = 0.0, 0.0, i, False
    while j < len(low):
        word = low[j]
        if word in t["numbers"]:
            current += t["numbers"][word]
        elif word in t["scales"] and (seen or word in ("hundred", "thousand", "dozen", "million")):
            scale = t["scales"][word]
            current = max(current, 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif seen and (word in _DASHES or word == "and") and _continues(lexed, j, word):
            j += 1
            continue
        else:
            break
        seen, j = True, j + 1
    value = total + current
    return (j, value, value) if seen else None


def _continues(lexed: Lexed, j: int, word: str) -> bool:
    """Whether "-" or "and" stands inside a number: "twenty-five", "two hundred and six"."""
    t, low = words(), lexed.lower
    if j + 1 >= len(low) or low[j + 1] not in t["numbers"]:
        return False
    if word == "and":
        return low[j - 1] in ("hundred", "thousand")
    return low[j - 1].endswith("ty") and not lexed.gap(j)


def _digits(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    word = lexed.words[i].replace(",", "")
    after = lexed.text[lexed.ends[i] : lexed.ends[i] + 1]
    if not word.isascii() or len(word) > 15:
        return None
    value, stop = float(word), i + 1
    scale = words()["scales"].get(lexed.lower[stop]) if stop < len(lexed.words) else None
    if scale and scale >= 1000 and stop not in lexed.breaks:
        return stop + 1, value * scale, value * scale
    if stop < len(lexed.words) and not lexed.gap(i) and i and lexed.words[i - 1] in ("$", "€", "£"):
        short = _SHORT.get(lexed.lower[stop])  # "$200m"
        if short:
            return stop + 1, value * short, value * short
    return None if after.isalpha() or after == "_" else (stop, value, value)


def _bounded(lexed: Lexed, i: int, stop: int, low: float, high: float) -> Quantity:
    first, bound = _bound_before(lexed, i)
    in_words = not lexed.words[i][0].isdigit()
    if (ranged := _range(lexed, i, stop)) is not None:
        end, top = ranged
        between = i > 0 and lexed.lower[i - 1] in ("between", "from")
        if top > low:
            return Quantity(i - 1 if between else i, end, i, low, top, "between", in_words)
    if stop < len(lexed.words):
        for size in (2,):
            if suffix := _after().get(lexed.lower[stop : stop + size]):
                return Quantity(first, stop + size, i, low, None, suffix, in_words)
    if high > low:
        return Quantity(first, stop, i, low, high, "between" if bound == "exact" else bound, in_words)
    return Quantity(first, stop, i, low, None, bound, in_words)


def _bound_before(lexed: Lexed, i: int) -> tuple[int, Bound]:
    start = i - 1 if i and lexed.lower[i - 1] in ("a", "the", "$", "€", "£") else i
    for origin in dict.fromkeys((i, start)):
        for size in (3, 2, 1):
            phrase = lexed.lower[max(0, origin - size) : origin]
            if len(phrase) == size and (bound := _bounds().get(phrase)):
                return origin - size, bound
    return (i - 1 if start < i and lexed.lower[start] == "a" else i), "exact"


def _range(lexed: Lexed, i: int, stop: int) -> tuple[int, float] | None:
    """The second half of "200 to 300", "200-300", "between 200 and 300": index after it and its value."""
    if stop + 1 >= len(lexed.words):
        return None
    word = lexed.lower[stop]
    between = i > 0 and lexed.lower[i - 1] == "between"
    if not (word in ("to", *_DASHES) or (word == "and" and between)):
        return None
    second = (
        _exact(lexed, stop + 1) if lexed.lower[stop + 1][0].isdigit() or lexed.lower[stop + 1] in words()["numbers"] else None
    )
    return (second[0], second[1]) if second and second[1] < _LARGEST else None
