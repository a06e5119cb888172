"""Blame and accusation."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Claim
from horseshoe.reading.claims.makers import clause, makers, named
from horseshoe.reading.drafts.grammar import children, is_verb, negated, passive
from horseshoe.reading.drafts.who import Who
from horseshoe.reading.drafts.words import words
from horseshoe.reading.tree import Token


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
        kind = "blame"
        about = list(children(verb, "dobj")) or [s for c in children(verb, "ccomp", "xcomp") for s in children(c, "nsubj")]
    if not about:
        return
    for actor in makers(verb, who):
        yield Claim("blame" if kind == "blame" else "accusation", actor, clause(verb, who), about=named(about[0], who))
