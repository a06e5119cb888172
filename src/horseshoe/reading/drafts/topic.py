"""The situation a whole text is about."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from horseshoe.council.members import members_on
from horseshoe.errors import HorseshoeError
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_permanent, lexicon
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token

PLACE_BEFORE = re.compile(
    r"\b(?:in|on|over|inside|against|across|into"
    r"|(?:invasion|occupation|annexation|bombing|partition|parts?|areas?|people|north|south|east|west) of)"
    r"\s+(?:the\s+)?(?:\w+ern\s+)?$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"(?::|['’]s?)?\s*(?:government|authorities|president|regime|army|military|crisis|conflict|war|leaders?|rebels|rulers?|junta|regime|issue|question|people|capital)?"
)


def topic_of(parsed: Parsed, known: Known, sponsors: Iterable[str] = ()) -> str | None:
    """The state that the text most often names as a place or matter, or None.

    Permanent members, the Council's members of the day and sponsors count only as a place ("in Ukraine", never "Russia said"):
    they are in every text as voters.
    """
    counts: Counter[str] = Counter()
    voters = set(sponsors) | _members(parsed.document.published)
    for mention, actor in known.mentions:
        if (actor.type != "state" and ":" not in actor.id) or mention.how == "pronoun":
            continue
        state = actor.id.split(":")[0]
        placed = bool(PLACE_BEFORE.search(parsed.text[max(0, mention.span.start - 32) : mention.span.start]))
        if is_permanent(state) or (state in voters and not placed):
            continue
        told = AFTER.match(parsed.text, mention.span.end)
        matter = placed or bool(told and told.group().strip(" '’s"))
        counts[state] += 1 if state in voters else 3 if matter else 0
        counts[state] += 2 if matter and mention.span.start < 400 else 0
    pattern, states = _places()
    for place in pattern.finditer(parsed.text):
        counts[states[place[0]]] += 6 if place.start() < 400 else 4
    if not +counts:
        return None
    return max(+counts, key=lambda s: (counts[s], -_first(known, s)))


@functools.cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the places of the word list, and the state each belongs to."""
    states = {name: state for state, names in lexicon("drafts")["places"].items() for name in names}
    return re.compile(r"\b(" + "|".join(re.escape(n) for n in states) + r")\b"), states


def place_at(token: Token) -> str | None:
    """Example: a draft on Gaza and one on East Jerusalem.

    The state that a place of the word list belongs to, where the token begins its name; None elsewhere.
    """
    pattern, states = _places()
    if not token.text[:1].isupper():
        return None
    found = pattern.match(token.tree.text, token.idx)
    return states[found[0]] if found else None


def _members(day: date | None) -> set[str]:
    try:
        return {m.id for m in members_on(day)} if day else set()
    except HorseshoeError:
        return set()


def _first(known: Known, state: str) -> int:
    return next((m.span.start for m, a in known.mentions if a.id.split(":")[0] == state), 0)
