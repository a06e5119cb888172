"""The words that name a source, from its head token."""

from __future__ import annotations

from horseshoe.model import Span
from horseshoe.reading.words import Words

NAME_TAGS = ("NNP", "NNPS")
PRONOUNS = ("PRP", "WP", "WDT", "DT", "WP$", "PRP$")


def name_span(words: Words, head: int) -> Span:
    """The words that name a source, without apposition and relative clause: "Jose Luis Diaz", "a Western diplomat", "he"."""
    if words.tag[head] in PRONOUNS:
        return words.span(head, head)
    first = last = head
    low = words.edges(head)[0]
    if words.tag[head] in NAME_TAGS:
        while last + 1 < len(words) and words.tag[last + 1] in NAME_TAGS and words.head[last + 1] in (head, last):
            last += 1
        while first - 1 >= low and (words.tag[first - 1] in NAME_TAGS or _joins(words, first - 1)):
            first -= 1
        return words.span(first, last)
    first = max(low, head - 12)
    while first < head and (words.text[first] in ",;:“”\"‘’'—–-" or words.text[first].isspace()):
        first += 1
    return words.span(first, head)


def _joins(words: Words, i: int) -> bool:
    return words.text[i] == "-" and i > 0 and words.tag[i - 1] in NAME_TAGS
