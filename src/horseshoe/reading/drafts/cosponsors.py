"""Who put a draft forward with others, told apart from its name: "Togo and Mali, who were co-sponsors", "its sponsors were"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.votes import pattern
from horseshoe.reading.lexicon import is_state
from horseshoe.reading.parse import Parsed
from horseshoe.reading.runs import states_after, states_before
from horseshoe.reading.tree import Run
from horseshoe.reading.who import Who


def cosponsors(parsed: Parsed, who: Who, targets: Targets) -> Iterator[tuple[str, list[str]]]:
    """Example: France tabled the draft resolution. Togo, Gabon and Mali were co-sponsors.

    Each draft with the states that a sentence lists as its sponsors, before the word or behind it.
    """
    if pattern("sponsor_word").search(parsed.text) is None:
        return
    for sentence in parsed.sentences():
        for match, states in _listed(parsed, who, sentence):
            word = parsed.tree[parsed.words.at(sentence.start_char + match.end() - 1)]
            draft = targets.focus(word)
            if draft is not None and (named := [s for s in states if is_state(s)]):
                yield draft, named


def _listed(parsed: Parsed, who: Who, sentence: Run) -> Iterator[tuple[re.Match[str], list[str]]]:
    text, start, end = sentence.text, sentence.start_char, sentence.end_char
    if pattern("sponsor_word").search(text) is None or pattern("sponsors_unsure").search(text):
        return
    for match in pattern("sponsors_before").finditer(text):
        yield match, states_before(who.known, parsed.text, start, start + match.start())[0]
    for match in pattern("sponsors_behind").finditer(text):
        yield match, states_after(who.known, parsed.text, start + match.end(), end)
