"""Small numbers in words and figures, as votes are told."""

from __future__ import annotations

import re

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
VALUES = {w: i for i, w in enumerate(UNITS)} | {
    "none": 0,
    "no": 0,
    "nil": 0,
    "a dozen": 12,
    "single": 1,
    "lone": 1,
    "sole": 1,
}
WORD = (
    "(?:"
    + "|".join(sorted((w for w in VALUES if w not in ("no", "single", "lone", "sole")), key=len, reverse=True))
    + r"|\d{1,2})"
)
NUMBER = re.compile(WORD, re.IGNORECASE)


def value(word: str) -> int | None:
    """The number a word or numeral names, or None: `value("Nine") == value("9") == 9`."""
    word = word.lower().strip()
    return int(word) if word.isdigit() else VALUES.get(word)
