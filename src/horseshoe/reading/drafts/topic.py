"""The situation of a draft, by the words beside it, and of a whole text."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from horseshoe.council.members import members_on
from horseshoe.council.states import state_of
from horseshoe.errors import HorseshoeError
from horseshoe.model import Span
from horseshoe.reading.grammar import children
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_permanent, lexicon, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

PLACE_BEFORE = re.compile(
    r"\b(?:in|on|over|inside|against|across|into"
    r"|(?:sent|deployed|observers|peacekeepers|troops|monitors|force|mission|aid) to"
    r"|(?:invasion|occupation|annexation|bombing|partition|parts?|areas?|people|north|south|east|west) of)"
    r"\s+(?:the\s+)?(?:\w+ern\s+)?$",
    re.IGNORECASE,
)
AT_HOME = ("in", "on", "against", "of", "to")
MATTER = ("on", "about", "over", "regarding", "concerning")
ABOUT = (*MATTER, "against", "for", "in")
AFTER = re.compile(
    r"(?::|['’]s?)?\s*(?:government|authorities|president|regime|army|military|crisis|conflict|war|leaders?|rebels|rulers?|junta|regime|issue|question|people|capital)?"
)


def topic_of(parsed: Parsed, known: Known, takes_part: Iterable[str] = (), apart: Sequence[tuple[int, int]] = ()) -> str | None:
    """The state that the text most often names as a place or matter, or None; not what stands in the stretches `apart`.

    Permanent members, the Council's members of the day, sponsors and voters (`takes_part`) count only as a place ("in
    Ukraine", never "Russia said"): they are in every text as voters.
    """
    counts: Counter[str] = Counter()
    takes_part = set(takes_part)
    voters = takes_part | _members(parsed.document.published)
    for mention, actor in known.mentions:
        if (actor.type != "state" and ":" not in actor.id) or mention.how == "pronoun":
            continue
        if _is_aside(parsed.text, mention.span, apart):
            continue
        state = state_of(actor.id)
        placed = bool(PLACE_BEFORE.search(parsed.text[max(0, mention.span.start - 32) : mention.span.start]))
        if is_permanent(state) or (state in voters and not placed):
            continue
        told = AFTER.match(parsed.text, mention.span.end)
        matter = placed or actor.id.endswith(":authorities") or bool(told and told.group().strip(" '’s"))
        counts[state] += 1 if state in voters else 3 if matter else 0
        counts[state] += 2 if matter and mention.span.start < 400 else 0
    pattern, states = _places()
    for place in pattern.finditer(parsed.text):
        if place[0].isupper() and states[place[0]] in takes_part:
            continue  # "sponsored by Togo and the DPRK"
        counts[states[place[0]]] += 6 if place.start() < 400 else 4
    if not +counts:
        return None
    return max(+counts, key=lambda s: (counts[s], -_first(known, s)))


def _is_aside(text: str, span: Span, apart: Sequence[tuple[int, int]]) -> bool:
    """Whether a state's name stands in a stretch apart, or is a thing's: an airline's, an embassy's."""
    behind = next(iter(text[span.end : span.end + 40].lower().split(None, 1)), "")
    told_apart = any(start <= span.start < end for start, end in apart)
    return told_apart or behind in words("drafts", "no_matter.things")


@functools.cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the places of the word list, and the state each belongs to."""
    states = {name: state for state, names in lexicon("drafts")["places"].items() for name in names}
    return re.compile(r"\b(" + "|".join(re.escape(n) for n in states) + r")\b"), states


def place_at(token: Token) -> str | None:
    """Example: a draft on Gaza and one on East Jerusalem.

    The state that a place of the word list belongs to, where the token begins its name; None
    elsewhere.
    """
    pattern, states = _places()
    if not token.text[:1].isupper():
        return None
    found = pattern.match(token.tree.text, token.idx)
    return states[found[0]] if found else None


def situation_beside(head: Token, who: Who, sponsors: set[str], start: int) -> str | None:
    """Example: A draft on the war in Yemen and a Mali resolution.

    The state that the words before and behind a draft name as its matter; else None.
    """
    return (
        _matter_before(head, who, sponsors, start)
        or next((m for c in _matters_behind(head) if (m := _matter_in(c, who, sponsors))), None)
        or _place_in_clause(head, who, sponsors)
        or _condemned(head, who, sponsors)
    )


def _condemned(head: Token, who: Who, sponsors: set[str]) -> str | None:
    """Example: In May Russia blocked a resolution condemning Chad.

    The state that a draft condemns, where it is none of the five, whose deeds elsewhere are condemned.
    """
    verbs = (c for c in children(head, "acl") if c.lemma_ in words("drafts", "matters.blames"))
    named = (_state_at(o, who) for v in verbs for o in children(v, "dobj"))
    return next((s for s in named if s is not None and s not in sponsors and not is_permanent(s)), None)


def _matter_before(head: Token, who: Who, sponsors: set[str], start: int) -> str | None:
    """Example: A Mali resolution, the Aleppo draft and the Chad sanctions resolution."""
    matters = words("drafts", "matters.nouns")
    own = list(children(head, "compound", "nmod"))
    deeper = [t for noun in own if noun.lemma_ in matters for t in children(noun, "compound")]
    for c in (*deeper, *own):
        if start <= c.idx < head.idx:
            state = place_at(c) or _state_at(c, who)
            if state is not None and state not in sponsors:
                return state
    return None


def _state_at(token: Token, who: Who) -> str | None:
    found = who.mention(token)
    return state_of(found[1].id) if found and found[1].type == "state" else None


def _matters_behind(head: Token) -> Iterator[Token]:
    """Example: The Security Council adopted resolution 3050 on Chad.

    "on" and the like behind a draft; also where the parse hangs it on the verb above.
    """
    yield from (c for c in children(head, "prep") if c.i > head.i and c.lower_ in ABOUT)
    if head in children(head.head, "dobj"):
        last = max((t.i for t in head.subtree), default=head.i)
        behind = (c for c in children(head.head, "prep") if c.i == last + 1)
        yield from (c for c in behind if c.lower_ in MATTER)


def _matter_in(prep: Token, who: Who, sponsors: set[str]) -> str | None:
    """The matter that a preposition behind a draft names: "on the Russia-Ukraine war" is on Ukraine."""
    named = []
    for t in prep.subtree:
        if (place := place_at(t)) is not None:
            return place
        if _no_matter(t, prep):
            continue
        if (state := _state_at(t, who)) is not None and state not in sponsors:
            named.append(state)
    return next((n for n in named if not is_permanent(n)), named[0] if named else None)


def _no_matter(name: Token, prep: Token) -> bool:
    """Example: It will vote on a draft resolution on the downing of a Malaysian airliner.

    Whether a name behind "on" is that of a thing's owner, or of who does what is told there.
    """
    owned = name.head.lemma_ in words("drafts", "no_matter.things")
    return owned or any(a.lower_ == "by" for a in name.ancestors if a.i > prep.i)


def _place_in_clause(head: Token, who: Who, sponsors: set[str]) -> str | None:
    """Example: Spain circulated a resolution renewing the force in the former Yugoslav republic of Macedonia.

    The first place that a participle behind a draft names, where none stands beside the draft
    itself.
    """
    for c in children(head, "acl"):
        if c.i < head.i or c.tag_ != "VBG":
            continue
        for t in c.subtree:
            if (place := place_at(t)) is not None:
                return place
            if state := _named_at_home(t, who):
                return state if state not in sponsors else None
    return None


def _named_at_home(token: Token, who: Who) -> str | None:
    """Of "in Chad" and "against Chad": a state, no permanent member, where something is done."""
    found = who.mention(token)
    prep = token.head
    if not found or prep.lower_ not in AT_HOME or token not in children(prep, "pobj"):
        return None
    state = _state_at(token, who)
    return state if state and found[0].how == "name" and not is_permanent(found[1].id) else None


def _members(day: date | None) -> set[str]:
    try:
        return {m.id for m in members_on(day)} if day else set()
    except HorseshoeError:
        return set()


def _first(known: Known, state: str) -> int:
    return next((m.span.start for m, a in known.mentions if state_of(a.id) == state), 0)
