"""Denials."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Claim
from horseshoe.reading.claims.makers import clause, makers
from horseshoe.reading.drafts.grammar import children, is_verb, negated, passive
from horseshoe.reading.drafts.who import Who
from horseshoe.reading.drafts.words import words
from horseshoe.reading.tree import Token


def denials(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Sudan denies that it armed the militia and rejected the allegations by France."""
    if not is_verb(verb) or verb.lemma_ not in words("claims", "deny.verbs") or negated(verb) or passive(verb):
        return
    objects = list(children(verb, "dobj"))
    clauses = [c for c in children(verb, "ccomp", "xcomp") if verb.lemma_ in ("deny", "dispute", "refute", "reject")]
    fits = bool(clauses) or any(o.lemma_ in words("claims", "deny.what") for o in objects)
    if not fits and not (verb.lemma_ == "deny" and objects):
        return
    accuser = next(
        (
            a
            for o in objects
            for t in o.subtree
            if t != o and t.dep_ in ("pobj", "poss", "amod")
            for a in who.several(t, organs=True)
        ),
        None,
    )
    for actor in makers(verb, who):
        yield Claim("denial", actor, clause(verb, who), about=accuser if accuser != actor else None)
