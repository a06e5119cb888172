"""Quoted words that are a name: of a book, a programme, a song, a person. They are not speech."""

from __future__ import annotations

from horseshoe.reading.quotes.marks import SIGNS, Stretch
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "off",
        "on",
        "or",
        "the",
        "to",
        "up",
        "with",
        "vs",
        "de",
    }
)
LONGEST = 9  # words


def is_title(words: Words, s: Stretch) -> bool:
    """Whether a quoted stretch is a title or nickname by its capitals and by the word before it."""
    first = words.at(s.start)
    inside = words.parsed.text[s.start : s.end].strip(SIGNS + ".,:; ").split()
    if first == 0 or not 0 < len(inside) <= LONGEST:
        return False
    if (
        not all(w[:1].isupper() or w[:1].isdigit() or w.lower() in SMALL or not w[:1].isalpha() for w in inside)
        or not inside[0][:1].isupper()
    ):
        return False
    before = first - 1
    if words.text[before] == "," and before:
        before -= 1
        return words.low[before] in roles().before_titles and words.tag[before][0] == "N"
    return words.tag[before] == "POS" or words.low[before] in roles().before_titles
