"""Blame and accusation."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.council.states import state_of
from horseshoe.model import Claim
from horseshoe.reading.claims.makers import clause, makers, named, teller
from horseshoe.reading.grammar import antecedent, children, is_verb, modal, negated, passive
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who


def blames(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Syrian authorities blame the violence on armed gangs, and France accused Russia of shelling the town."""
    if not is_verb(verb) or negated(verb) or passive(verb):
        return
    word = verb.lemma_
    about: list[Token] = []
    kind = "accusation"
    if word in words("claims", "blame.verbs"):
        kind = "blame"
        about = [o for p in children(verb, "prep", "dative") if p.lower_ in ("on", "to") for o in children(p, "pobj")]
        about = about or [
            o for n in children(verb, "dobj") for p in children(n, "prep") if p.lower_ == "on" for o in children(p, "pobj")
        ]
        about = about or list(children(verb, "dobj"))
    elif word in words("claims", "accuse.verbs"):
        about = list(children(verb, "dobj"))
        if not any(p.lower_ in ("of", "with") for p in children(verb, "prep")) and word != "accuse":
            return
    elif word in words("claims", "accuse.hold"):
        if not any(
            t.lower_ in words("claims", "accuse.responsible") for t in verb.subtree if t.head == verb or t.head.head == verb
        ):
            return
        if modal(verb) in ("will", "would", "could", "may", "might"):
            return  # "it would hold any party responsible": nobody yet
        kind = "blame"
        about = list(children(verb, "dobj")) or [s for c in children(verb, "ccomp", "xcomp") for s in children(c, "nsubj")]
    about = [o for o in about if o.tag_[0] != "W"] or about
    if not about:
        return
    for actor in makers(verb, who):
        yield Claim("blame" if kind == "blame" else "accusation", actor, clause(verb, who), about=named(about[0], who))


def faults(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Israel's envoy said that the responsibility lay with Hamas, and Ghana said the rebels were to blame."""
    if not is_verb(verb) or negated(verb):
        return
    doers = list(children(verb, "nsubj"))
    about: list[Token] = []
    if verb.lemma_ in words("claims", "fault.lie") and any(s.lemma_ in words("claims", "fault.what") for s in doers):
        about = [o for p in children(verb, "prep") if p.lower_ in ("with", "on", "upon") for o in children(p, "pobj")]
    elif (verb.lemma_ == "be" and _at_fault(verb)) or _bears_fault(verb):
        about = [antecedent(s) for s in doers]
    for actor in teller(verb, who) if about else ():
        blamed = named(about[0], who)
        if blamed and state_of(blamed) != state_of(actor):
            yield Claim("blame", actor, clause(verb, who), about=blamed)


def _at_fault(verb: Token) -> bool:
    """Whether "be" is followed by "responsible for" or "to blame"."""
    for c in verb.children:
        for_it = any(p.lower_ == "for" for p in c.children)
        if c.dep_ == "acomp" and c.lower_ in words("claims", "accuse.responsible") and for_it:
            return True
        if c.dep_ in ("xcomp", "acomp") and c.lemma_ == "blame":
            return True
    return False


def _bears_fault(verb: Token) -> bool:
    """Whether somebody "bears the responsibility"."""
    objects = [o.lemma_ for o in children(verb, "dobj")]
    return verb.lemma_ in words("claims", "fault.bear") and any(o in words("claims", "fault.what") for o in objects)
