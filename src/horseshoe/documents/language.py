"""Which language a text is in, told by its letters and its function words: quick, and no model to load."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from importlib import resources

_SAMPLE = 40_000  # characters; enough for a verdict, and a 20 MB text costs no more than a page
_FEWEST_WORDS = 20
_SCRIPTS = (
    ("ru", "\u0400", "\u052f"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7af"),
)


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    table = tomllib.loads((resources.files("horseshoe.documents") / "data/function_words.toml").read_text("utf-8"))
    return {code: frozenset(words.split()) for code, words in table["words"].items()}


def language_name(code: str) -> str:
    """The English name of a language this module can tell: `French`."""
    table = tomllib.loads((resources.files("horseshoe.documents") / "data/function_words.toml").read_text("utf-8"))
    return str(table["names"].get(code, code))


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the text's language: `en`, another where the text is plainly not English, None where it cannot be told.

    A few words of Latin letters are taken for English; lists and tables without function words give None.
    """
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[:_SAMPLE] if len(text) <= 2 * _SAMPLE else text[: _SAMPLE // 2] + text[middle : middle + _SAMPLE // 2]
    if foreign := _by_letters(sample):
        return foreign
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < _FEWEST_WORDS:
        return "en"
    counts = Counter(words)
    shares = {code: sum(counts[w] for w in known) / len(words) for code, known in _words().items()}
    best = max(shares, key=lambda code: shares[code])
    if best != "en" and shares[best] >= 0.12 and shares["en"] < 0.6 * shares[best]:
        return best
    return "en" if shares["en"] >= 0.08 or shares["en"] >= shares[best] > 0 else None


def _by_letters(sample: str) -> str | None:
    letters = [c for c in sample if c.isalpha()]
    foreign = [c for c in letters if c > "\u036f"]
    if len(foreign) < 20 or len(foreign) < 0.5 * len(letters):
        return None
    counts = Counter(code for c in foreign for code, first, last in _SCRIPTS if first <= c <= last)
    return counts.most_common(1)[0][0] if counts else None
