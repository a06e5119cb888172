"""The situation of a draft, by the words beside it, and of a whole text."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from horseshoe.council.members import members_on
from horseshoe.errors import HorseshoeError
from horseshoe.reading.grammar import lefts, rights
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_permanent, lexicon
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

PLACE_BEFORE = re.compile(
    r"\b(?:in|on|over|inside|against|across|into"
    r"|(?:invasion|occupation|annexation|bombing|partition|parts?|areas?|people|north|south|east|west) of)"
    r"\s+(?:the\s+)?(?:\w+ern\s+)?$",
    re.IGNORECASE,
)
MATTER = ("on", "about", "over", "regarding", "concerning")
ABOUT = (*MATTER, "against", "for", "in")
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


def situation_beside(head: Token, who: Who, sponsors: set[str], start: int) -> str | None:
    """Example: A draft on the war in Yemen and a Mali resolution.

    The state that the words before and behind a draft name as its matter; None where they name none.
    """
    for c in (c for c in lefts(head) if c.idx >= start):
        if c.dep_ in ("compound", "nmod") and (place := place_at(c)) is not None:
            return place
        found = who.mention(c)
        if found and c.dep_ in ("compound", "nmod") and found[1].type == "state" and found[1].id not in sponsors:
            return found[1].id.split(":")[0]
    for c in (*rights(head), *_on_its_verb(head)):
        if c.dep_ == "prep" and c.lower_ in ABOUT:
            for t in c.subtree:
                if (place := place_at(t)) is not None:
                    return place
            named = [f[1].id.split(":")[0] for t in c.subtree if (f := who.mention(t)) and f[1].type == "state"]
            if own := [n for n in named if n not in sponsors]:
                return next((n for n in own if not is_permanent(n)), own[0])  # "on the Russia-Ukraine war"
    return _place_in_clause(head, who, sponsors)


def _on_its_verb(head: Token) -> list[Token]:
    """Example: The Security Council adopted resolution 3050 on Chad.

    "on" and the like behind an object and its number, which the parse hangs on the verb.
    """
    if head.dep_ != "dobj":
        return []
    last = max((t.i for t in head.subtree), default=head.i)
    return [c for c in rights(head.head) if c.dep_ == "prep" and c.i == last + 1 and c.lower_ in MATTER]


def _place_in_clause(head: Token, who: Who, sponsors: set[str]) -> str | None:
    """Example: Spain circulated a resolution renewing the force in the former Yugoslav republic of Macedonia.

    The first place that a participle behind a draft names, where none stands beside the draft itself.
    """
    for c in rights(head):
        if c.dep_ != "acl" or c.tag_ != "VBG":
            continue
        for t in c.subtree:
            if (place := place_at(t)) is not None:
                return place
            found = who.mention(t)
            at_home = t.dep_ == "pobj" and t.head.lower_ in ("in", "on", "against", "of", "to")
            if found and at_home and found[1].type == "state" and found[0].how == "name" and not is_permanent(found[1].id):
                state = found[1].id.split(":")[0]
                return state if state not in sponsors else None
    return None


def _members(day: date | None) -> set[str]:
    try:
        return {m.id for m in members_on(day)} if day else set()
    except HorseshoeError:
        return set()


def _first(known: Known, state: str) -> int:
    return next((m.span.start for m, a in known.mentions if a.id.split(":")[0] == state), 0)
