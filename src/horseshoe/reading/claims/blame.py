"""Blame and accusation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from horseshoe.council.states import state_of
from horseshoe.model import Claim, ClaimKind
from horseshoe.reading.claims.makers import clause, makers, named, teller
from horseshoe.reading.grammar import MODALS_OF_DOUBT, antecedent, behind, children, has_word, is_verb, modal, negated, passive
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who


def blames(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Syrian authorities blame the violence on armed gangs, and France accused Russia of shelling the town."""
    if not is_verb(verb):
        return
    kind, blamed = next(((kind, found) for kind, find in WAYS_TO_BLAME if (found := find(verb))), ("blame", []))
    about = next((o for o in blamed if o.tag_[0] != "W"), next(iter(blamed), None))
    if about is None or negated(verb) or passive(verb):
        return
    for actor in makers(verb, who):
        yield Claim(kind, actor, clause(verb, who), about=named(about, who))


def _blamed(verb: Token) -> list[Token]:
    """ "It blamed the violence on armed gangs", "it put the blame on Minsk", "it blamed Minsk"."""
    if verb.lemma_ not in words("claims", "blame.verbs"):
        return []
    objects = list(children(verb, "dobj"))
    return behind(verb, "on", "to", deps=("prep", "dative")) or [o for n in objects for o in behind(n, "on")] or objects


def _accused(verb: Token) -> list[Token]:
    """ "It accused Minsk", "it charged Minsk with arming them"."""
    of_something = verb.lemma_ == "accuse" or has_word(verb, ("of", "with"), "prep")
    return list(children(verb, "dobj")) if of_something and verb.lemma_ in words("claims", "accuse.verbs") else []


def _held_responsible(verb: Token) -> list[Token]:
    """ "It holds Minsk responsible"; not "it would hold any party responsible", which is nobody yet."""
    if verb.lemma_ not in words("claims", "accuse.hold") or modal(verb) in ("will", "would", *MODALS_OF_DOUBT):
        return []
    near = (t for t in verb.subtree if verb in (t.head, t.head.head))
    if not any(t.lower_ in words("claims", "accuse.responsible") for t in near):
        return []
    return list(children(verb, "dobj")) or [s for c in children(verb, "ccomp", "xcomp") for s in children(c, "nsubj")]


WAYS_TO_BLAME: tuple[tuple[ClaimKind, Callable[[Token], list[Token]]], ...] = (
    ("blame", _blamed),
    ("accusation", _accused),
    ("blame", _held_responsible),
)


def faults(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Israel's envoy said that the responsibility lay with Hamas, and Ghana said the rebels were to blame."""
    if not is_verb(verb):
        return
    doers = list(children(verb, "nsubj"))
    about: list[Token] = []
    if verb.lemma_ in words("claims", "fault.lie") and any(s.lemma_ in words("claims", "fault.what") for s in doers):
        about = behind(verb, "with", "on", "upon")
    elif (verb.lemma_ == "be" and _at_fault(verb)) or _bears_fault(verb):
        about = [antecedent(s) for s in doers]
    for actor in teller(verb, who) if about and not negated(verb) else ():
        blamed = named(about[0], who)
        if blamed and state_of(blamed) != state_of(actor):
            yield Claim("blame", actor, clause(verb, who), about=blamed)


def _at_fault(verb: Token) -> bool:
    """Whether "be" is followed by "responsible for" or "to blame"."""
    for c in verb.children:
        for_it = has_word(c, ("for",))
        if c.dep_ == "acomp" and c.lower_ in words("claims", "accuse.responsible") and for_it:
            return True
        if c.dep_ in ("xcomp", "acomp") and c.lemma_ == "blame":
            return True
    return False


def _bears_fault(verb: Token) -> bool:
    """Whether somebody "bears the responsibility"."""
    objects = [o.lemma_ for o in children(verb, "dobj")]
    return verb.lemma_ in words("claims", "fault.bear") and any(o in words("claims", "fault.what") for o in objects)
