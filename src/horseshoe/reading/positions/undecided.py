"""Who has not made up its mind."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from horseshoe.model import Position
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.grammar import children, has_word, is_verb, modal, negated, subjects
from horseshoe.reading.lexicon import words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.telling import evidence, reported_by, said_on
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

NEEDED, WAITING = ("make", "need"), ("wait", "await")


def undecided(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Position]:
    """Positions `undecided`, on the draft their sentence is about."""
    if not targets.named:
        return
    for token in parsed.tree.having(_verbs(), words("positions", "undecided.words")):
        owners = _undecided(token)
        for actor in dict.fromkeys(a for s in owners for a in who.several(s)):
            draft = targets.focus(token)
            yield Position(
                actor,
                "undecided",
                evidence(token, who),
                target=draft,
                said_on=said_on(token, who),
                reported_by=reported_by(token, actor, who),
            )


def _undecided(token: Token) -> list[Token]:
    """Who is told to be undecided by a word: "is undecided", "has yet to decide"."""
    if token.lower_ in words("positions", "undecided.words"):
        over = (token, *children(token, "auxpass"), *((token.head,) if is_verb(token.head) else ()))
        if any(has_word(t, ("had",), "aux") for t in over):
            return []  # "which had been uncommitted"
        return subjects(token.head) if is_verb(token.head) else [token.head]
    told = is_verb(token) and any(tells(token) for tells in (_open, _not_known, _waits))
    return subjects(token) if told else []


def _not_known(verb: Token) -> bool:
    """Example: It is not clear how China, which threatened a veto, would vote on the draft resolution.

    Whether it is told as unknown how or whether somebody will vote.
    """
    asks = any(c.lower_ in words("positions", "undecided.asks") for c in verb.children)
    votes = verb.lemma_ in words("positions", "undecided.acts")
    if not (asks and votes) or modal(verb) is None:
        return False
    above = verb.head
    told = above.head if above in children(above.head, "acomp") else above
    said = {told.lemma_, *(c.lemma_ for c in children(told, "acomp", "attr"))}
    clear = said & words("positions", "undecided.clear") and negated(told)
    return bool(clear or said & words("positions", "undecided.unclear"))


def _waits(verb: Token) -> bool:
    """Example: Beijing was waiting for instructions on the draft resolution, and Togo awaits word from its capital."""
    objects = [*children(verb, "dobj"), *(o for p in children(verb, "prep") if p.lower_ == "for" for o in children(p, "pobj"))]
    return verb.lemma_ in WAITING and any(o.lemma_ in words("positions", "undecided.awaited") for o in objects)


@functools.cache
def _words_of_doubt() -> frozenset[str]:
    return words("positions", "undecided.verbs") | words("positions", "undecided.study")


@functools.cache
def _verbs() -> frozenset[str]:
    """The verbs that `_open`, `_not_known` and `_waits` know."""
    return _words_of_doubt() | words("positions", "undecided.acts") | {*NEEDED, *WAITING}


def _open(verb: Token) -> bool:
    """Example: China has not said how it will vote, Togo has yet to decide, and India is still studying the text."""
    word = verb.lemma_
    if word not in NEEDED and word not in _words_of_doubt():
        return False
    later = {t.lemma_ for t in verb.subtree if t.i > verb.i}
    if word in words("positions", "undecided.verbs"):
        unsaid = negated(verb) or (verb in children(verb.head, "xcomp") and has_word(verb.head, ("yet",)))
        if unsaid and (word in ("decide", "determine") or later & words("positions", "undecided.about")):
            return not has_word(verb, ("that",), "mark")
    if word in words("positions", "undecided.study"):
        if has_word(verb, ("still",)):
            return True
        return verb.tag_ == "VB" and verb.head.lower_ == "time"
    if word == "make" and negated(verb):
        return "mind" in later
    return word == "need" and "time" in later and not negated(verb)
