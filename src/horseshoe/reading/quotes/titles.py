"""Quoted words that are a name: of a book, a programme, a song, a person. They are not speech."""

from __future__ import annotations

from collections.abc import Sequence

from horseshoe.reading.lexicon import words as word_list
from horseshoe.reading.quotes.marks import SIGNS, Stretch
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

LONGEST = 9  # words


def is_title(words: Words, s: Stretch) -> bool:
    """Whether a quoted stretch is a title, nickname or term by its capitals and by the words before it.

    "the café “Le Monde”", "known as “the Fox”", "the so-called “friends of Syria”".
    """
    first = words.at(s.start)
    inside = words.parsed.text[s.start : s.end].strip(SIGNS + ".,:; ").split()
    if first == 0 or not 0 < len(inside) <= LONGEST:
        return False
    before = first - 1
    while before > 0 and (words.low[before] in ("as", "the", "by", "of", "is") or words.text[before] == ","):
        before -= 1
    lists = roles()
    if " ".join(inside).lower() in word_list("roles", "ballots"):
        return words.lemma(first - 1) in ("vote", "cast") or words.low[min(words.before(s.end), len(words) - 1)] in (
            "vote",
            "votes",
        )
    if words.low[before] in lists.naming:
        return words.tag[before] != "VBD"  # "the rebel named “Fox”", not "Rice called it “a stain”"
    if not _capitalised(inside):
        return False
    before = first - 1
    if words.text[before] == "," and before:
        before -= 1
        return words.low[before] in lists.before_titles and words.tag[before][0] == "N"
    return words.tag[before] == "POS" or words.low[before] in lists.before_titles


def _capitalised(inside: Sequence[str]) -> bool:
    small = word_list("roles", "small")
    return inside[0][:1].isupper() and all(not w[:1].isalpha() or not w[:1].islower() or w in small for w in inside)
