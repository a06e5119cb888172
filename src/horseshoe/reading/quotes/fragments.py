"""Quoted words inside a sentence that the parse ties to no cue: the nearest cue before them in their clause takes them."""

from __future__ import annotations

from collections.abc import Sequence

from horseshoe.reading.quotes.attribution import MARKS, PUNCTUATION, Attribution, Cover
from horseshoe.reading.quotes.cues import Entry, Lexicon, lexicon
from horseshoe.reading.quotes.marks import Stretch
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.quotes.sources import subject
from horseshoe.reading.words import Words

REACH = 25  # tokens
GOVERNS = ("np", "np_np", "np_as", "that", "to", "np_to", "np_of", "np_for", "for", "of", "about", "against")


def find_fragments(words: Words, stretches: Sequence[Stretch], found: Sequence[Attribution]) -> list[Attribution]:
    """He called the plan "arbitrary"; she vowed to "open up" the laws: content from the cue to the end of the quoted words."""
    known = lexicon()
    made = []
    covered = Cover(part for a in found for part in a.parts)
    for number, s in enumerate(stretches):
        if covered.touches(s.start, s.end):
            continue
        attribution = _before(words, stretches, number, known)
        if attribution is not None:
            made.append(attribution)
    return made


def _before(words: Words, stretches: Sequence[Stretch], number: int, known: Lexicon) -> Attribution | None:
    s = stretches[number]
    first, last = words.at(s.start), words.before(s.end) - 1
    floor = max(words.sentence_bounds[words.sent[first]][0], first - REACH)
    i = opened = _opens(words, first, floor, stretches, number)
    while (i := i - 1) >= floor:
        if words.text[i] in (";", ":", ".", "”", '"'):
            return None
        if not words.is_verb(i) or words.dep[i] in ("aux", "auxpass") or (words.tag[i] == "VBN" and words.dep[i] == "acl"):
            continue
        entry = known.verbs.get(words.lemma(i)) or Entry()
        act = next((entry.acts[f] for f in GOVERNS if f in entry.acts), None)
        if act is None:
            if words.dep[i] in ("relcl", "acl", "xcomp", "pcomp", "ccomp") or words.tag[i] in ("VB", "VBG", "VBN"):
                continue
            return None
        source = subject(words, i)
        start = max(i + 1, words.before(stretches[number - 1].end)) if number and opened < first else i + 1
        while start < first and (words.text[start] in PUNCTUATION or words.tag[start] == "RP"):
            start += 1
        if source is None or start > last:
            return None
        if i > floor and (roles().is_thing(words.low[source]) or words.low[source] in roles().documents):
            continue  # he described "the document voted today" as
        return Attribution((i, i), ((words.start[start], _clause_end(words, last, s.end)),), act, "fragment", source)
    return None


def _opens(words: Words, first: int, floor: int, stretches: Sequence[Stretch], number: int) -> int:
    """The first token of the first of several joined stretches: described it as a "hoax" and as "an insult"."""
    while number and stretches[number - 1].start >= words.start[floor]:
        before = stretches[number - 1]
        between = range(words.before(before.end), first)
        if not all(words.tag[j] in ("CC", "IN", "DT", ",", "PRP$") for j in between):
            break
        first, number = words.at(before.start), number - 1
    return first


def _clause_end(words: Words, last: int, end: int) -> int:
    """The end of the clause that goes on after quoted words: her "barriers" agenda. Punctuation and a new clause end it."""
    if last > 0 and words.text[last - 1] in (",", ".", "?", "!"):
        return end
    i = last + 1
    while i < len(words) and words.sent[i] == words.sent[last] and words.text[i] not in PUNCTUATION | MARKS:
        if words.tag[i] in ("CC", "WRB", "WP") or words.low[i] in ("because", "while", "after", "before", "during"):
            break
        i += 1
    return max(end, words.end[i - 1])
