"""Small numbers in words and figures, as votes are told."""

from __future__ import annotations

import functools

from horseshoe.reading.lexicon import lexicon


@functools.cache
def _values() -> dict[str, int]:
    numbers = lexicon("drafts_votes")["numbers"]
    return {w: i for i, w in enumerate(numbers["words"].split())} | dict.fromkeys([*numbers["none"].split(), "no"], 0)


@functools.cache
def number_pattern() -> str:
    """A regular expression for a small number, in words or in one or two figures."""
    spelled = sorted((w for w in _values() if w != "no"), key=len, reverse=True)
    return "(?:" + "|".join(spelled) + r"|\d{1,2})"


def value(word: str) -> int | None:
    """The number a word or numeral names, or None: `value("Nine") == value("9") == 9`."""
    word = word.lower().strip()
    return int(word) if word.isdigit() else _values().get(word)
