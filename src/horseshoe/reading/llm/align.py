"""Where the words a model quotes stand in the text: exactly, or aligned; what is returned is always the text's own words."""

from __future__ import annotations

import re

from horseshoe.model import Span

CLOSE_ENOUGH = 92.0  # rapidfuzz partial ratio, 0-100
SHORTEST_ALIGNED = 20  # characters; shorter quotations must be exact
LONGEST = 5_000


def find_words(text: str, words: str, start: int = 0, end: int | None = None) -> Span | None:
    """The span of `words` in `text[start:end]`: exact, or with other white space and quotation marks, or aligned."""
    end = len(text) if end is None else end
    words = words.strip()
    if not words or len(words) > LONGEST or not any(c.isalnum() for c in words):
        return None
    if (at := text.find(words, start, end)) != -1:
        return Span.of(text, at, at + len(words))
    return _loosely(text, words, start, end) or _aligned(text, words, start, end)


def find_name(text: str, name: str, start: int = 0, end: int | None = None) -> Span | None:
    """The span of an actor's name as a whole word, exact but for white space; None where the text has none."""
    name = name.strip()
    if not name or len(name) > 200 or not any(c.isalnum() for c in name):
        return None
    flexible = r"\s+".join(re.escape(part) for part in name.split())
    found = re.compile(rf"(?<!\w){flexible}(?!\w)").search(text, start, len(text) if end is None else end)
    return Span.of(text, found.start(), found.end()) if found else None


def _loosely(text: str, words: str, start: int, end: int) -> Span | None:
    parts = [re.sub(r"[\"“”„]", '["“”„]', re.sub(r"['’‘]", "['’‘]", re.escape(p))) for p in words.split()]
    found = re.compile(r"\s+".join(parts)).search(text, start, end)
    return Span.of(text, found.start(), found.end()) if found else None


def _aligned(text: str, words: str, start: int, end: int) -> Span | None:
    if len(words) < SHORTEST_ALIGNED or len(words) > end - start:
        return None
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(words, text[start:end], score_cutoff=CLOSE_ENOUGH)
    if found is None or found.dest_end <= found.dest_start:
        return None
    left, right = start + found.dest_start, start + found.dest_end
    while left > start and text[left - 1].isalnum() and text[left].isalnum():
        left -= 1
    while right < end and text[right - 1].isalnum() and text[right].isalnum():
        right += 1
    core = text[left:right].strip()
    if not core:
        return None
    left += len(text[left:right]) - len(text[left:right].lstrip())
    return Span.of(text, left, left + len(core))
