"""The situation a whole text is about."""

from __future__ import annotations

import re
from collections import Counter

from horseshoe.council.members import is_permanent
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed

PLACE_BEFORE = re.compile(r"(?:\b(?:in|on|over|inside|against|across|of|to|for)\s+(?:the\s+)?(?:\w+ern\s+)?|^)$", re.IGNORECASE)


def topic_of(parsed: Parsed, known: Known) -> str | None:
    """The state that the text most often names as a place or matter, or None.

    Permanent members count only as a place ("in Ukraine", never "Russia said"): they are in every text as voters.
    """
    counts: Counter[str] = Counter()
    for mention, actor in known.mentions:
        if actor.type != "state" and ":" not in actor.id:
            continue
        state = actor.id.split(":")[0]
        placed = bool(PLACE_BEFORE.search(parsed.text[max(0, mention.span.start - 24) : mention.span.start]))
        if is_permanent(state):
            continue
        if mention.how == "pronoun":
            continue
        counts[state] += 3 if placed else 1
        counts[state] += 2 if placed and mention.span.start < 400 else 0
    if not counts:
        return None
    return max(counts, key=lambda s: (counts[s], -_first(known, s)))


def _first(known: Known, state: str) -> int:
    return next((m.span.start for m, a in known.mentions if a.id.split(":")[0] == state), 0)
