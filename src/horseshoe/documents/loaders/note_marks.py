"""Raised characters: a note's mark is no digit of the number before it, an exponent of a unit is."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\s\[(]*(?:\d{1,3}|[a-z]|[*†‡§¶#]+)(?:[\s,;–-]+(?:\d{1,3}|[a-z]|[*†‡§¶#]+))*[\])\s]*")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:km|m|cm|mm|ft|mi|in)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(words: str, before: str) -> str:
    """What raised `words` add to the text that ends in `before`: nothing where they are the mark of a note.

    `40` + `3`: `40`; `5 km` + `2`: `5 km²`; `4` + `th`: `4th`.
    """
    if words.strip().isdigit() and _UNIT.search(before.rstrip()[-8:]):
        return words.strip().translate(_RAISED)
    if not _MARK.fullmatch(words):
        return words
    return " " if words[:1].isspace() or words[-1:].isspace() else ""
