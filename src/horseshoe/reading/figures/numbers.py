"""Numbers in digits and words, vague ones included, with the words that bound them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from horseshoe.model import Bound
from horseshoe.reading.lexicon import lexicon
from horseshoe.reading.lexing import Lexed

_DASHES = ("-", "–", "—")
_SPACES = (" ", "\u00a0", "\u202f", "\u2009", "'", "’")  # that part thousands: "12 500", "12’500"
_LARGEST = 1e15
_A_SHARE = 1000  # "1 in 3", "1 in 500"; "$3 billion in 2020" is none
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SCALED = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_FRACTIONS = ((("half", "a"), 0.5), (("half",), 0.5), (("quarter", "of", "a"), 0.25), (("quarter",), 0.25))


def words() -> dict[str, Any]:
    """The lists of lexicon/figures.toml."""
    return lexicon("figures")


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
        if (after := _ratio(lexed, stop, low)) is not None:
            i = after
            continue
        whole = _bounded(lexed, i, stop, low, high)
        yield whole
        i = max(whole.stop, i + 1)


def _ratio(lexed: Lexed, stop: int, first: float) -> int | None:
    """ "1 in 3 Syrians", "two out of five", "three short of the nine required": the index behind what is no count."""
    low = lexed.lower
    for phrase in words()["ratios"]:
        parts = tuple(phrase.split())
        at = stop + len(parts)
        if low[stop:at] == parts and at < len(low) and (low[at][0].isdigit() or low[at] in words()["numbers"]):
            second = _exact(lexed, at)
            return second[0] if second and first <= second[1] < _A_SHARE else None
    return None


def _glued(lexed: Lexed, i: int) -> bool:
    before = lexed.text[lexed.starts[i] - 1 : lexed.starts[i]]
    return bool(before) and (before.isalnum() or before in "_/")


def _number(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    """The number that begins at word `i`: index after it, fewest and most."""
    return _fraction(lexed, i) or _vague(lexed, i) or _exact(lexed, i)


def _fraction(lexed: Lexed, i: int) -> tuple[int, float, float] | None:
    """ "half a million", "a quarter of a million", "two and a half million": none of them is a whole one."""
    t, low = words(), lexed.lower
    if low[i] in t["numbers"] and low[i + 1 : i + 2] == ("point",):
        digits = [t["numbers"][w] for w in low[i + 2 : i + 4] if w in t["numbers"] and t["numbers"][w] < 10]
        stop = i + 2 + len(digits)
        if digits and low[stop : stop + 1] and low[stop] in t["scales"]:
            value = float(f"{t['numbers'][low[i]]}.{''.join(map(str, digits))}") * t["scales"][low[stop]]
            return stop + 1, value, value
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
    read = _grouped(lexed, i)
    if read is None:
        return None
    value, stop = read
    stop = _past_mark(lexed, stop)
    scale = words()["scales"].get(lexed.lower[stop]) if stop < len(lexed.words) else None
    if scale and scale >= 1000 and stop not in lexed.breaks:
        return stop + 1, value * scale, value * scale
    if stop < len(lexed.words) and not lexed.gap(stop - 1) and (short := _SHORT.get(lexed.lower[stop])):
        money = i > 0 and lexed.words[i - 1] in ("$", "€", "£")
        units = words()["units"]
        counted = lexed.lower[stop + 1 : stop + 2] and lexed.lower[stop + 1] in (*units["persons"], *units["things"])
        if money or counted:  # "$200m", "1.2m people"
            return stop + 1, value * short, value * short
    after = lexed.text[lexed.ends[stop - 1] : lexed.ends[stop - 1] + 1]
    return None if after.isalpha() or after == "_" else (stop, value, value)


def _past_mark(lexed: Lexed, stop: int) -> int:
    """ "1,200[3] people": the index behind the mark of a note that is glued to a number."""
    opened, mark, closed = (*lexed.lower[stop : stop + 3], "", "", "")[:3]
    glued = not any(lexed.gap(i) for i in range(stop - 1, stop + 2))
    return stop + 3 if (opened, closed) == ("[", "]") and mark.isalnum() and glued else stop


def _grouped(lexed: Lexed, i: int) -> tuple[float, int] | None:
    """The number written at word `i` and the index behind it: "12,500", "12 500", "12’500", "3.500" people, "1,5 million"."""
    word = lexed.words[i]
    if not word.isascii() or len(word) > 15:
        return None
    low, stop = lexed.lower, i + 1
    if word.isdigit() and len(word) <= 3 and word[0] != "0":
        while (follows := _group_behind(lexed, stop)) is not None:
            word, stop = word + follows[0], follows[1]
        if stop == i + 1 and low[stop : stop + 1] == (",",) and not lexed.gap(i) and not lexed.gap(stop):
            part = low[stop + 1 : stop + 2]
            if part and part[0].isdigit() and len(part[0]) <= 2 and low[stop + 2 : stop + 3] in (("million",), ("billion",)):
                return float(f"{word}.{part[0]}"), stop + 2
    whole, _, decimals = word.partition(".")
    thousands = len(decimals) == 3 and whole != "0" and not (low[stop : stop + 1] and low[stop] in words()["units"]["measured"])
    return float(word.replace(",", "") if not thousands or "," in word else whole + decimals), stop


def _group_behind(lexed: Lexed, stop: int) -> tuple[str, int] | None:
    """Three digits that go on with a number after a space or an apostrophe, and the index behind them."""
    at = stop + 1 if lexed.lower[stop : stop + 1] == ("'",) and not lexed.gap(stop - 1) else stop
    if at >= len(lexed.words) or at in lexed.breaks:
        return None
    between = lexed.text[lexed.ends[stop - 1] : lexed.starts[at]]
    digits = lexed.words[at]
    return (digits, at + 1) if between in _SPACES and len(digits) == 3 and digits.isdigit() else None


def _bounded(lexed: Lexed, i: int, stop: int, low: float, high: float) -> Quantity:
    first, bound = _bound_before(lexed, i)
    in_words = not lexed.words[i][0].isdigit()
    if (ranged := _range(lexed, i, stop)) is not None:
        end, top, scale = ranged
        if lexed.lower[i - 1 : i] == ("from",) and i > 1 and lexed.lower[i - 2] in words()["moves"]:
            return Quantity(stop + 1, end, stop + 1, top, None, "exact", not lexed.words[stop + 1][0].isdigit())
        between = i > 0 and lexed.lower[i - 1] in ("between", "from")
        if low * scale <= top:  # "1.5 to 2 million": both are millions
            low *= scale
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
    if i and lexed.lower[i - 1] in words()["passing"]:
        return i, "more_than"
    return (i - 1 if start < i and lexed.lower[start] == "a" else i), "exact"


def _range(lexed: Lexed, i: int, stop: int) -> tuple[int, float, float] | None:
    """The second half of "200 to 300", "200-300", "between 200 and 300": index after it, its value, and the scale it names."""
    if stop + 1 >= len(lexed.words):
        return None
    word = lexed.lower[stop]
    between = i > 0 and lexed.lower[i - 1] == "between"
    if not (word in ("to", *_DASHES) or (word == "and" and between)):
        return None
    second = (
        _exact(lexed, stop + 1) if lexed.lower[stop + 1][0].isdigit() or lexed.lower[stop + 1] in words()["numbers"] else None
    )
    if second is None or second[1] >= _LARGEST:
        return None
    scale = words()["scales"].get(lexed.lower[second[0] - 1], 1) if second[0] - 1 > stop + 1 else 1
    own = stop - 1 > i and lexed.lower[stop - 1] in words()["scales"]
    return second[0], second[1], 1 if own else scale
