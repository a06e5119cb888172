"""Predictions, and appeals to what happened elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Claim
from horseshoe.reading.claims.makers import clause, makers, teller
from horseshoe.reading.grammar import children, is_verb, lefts, modal, negated
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who


def predictions(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Russia warned that sanctions would lead to civil war."""
    word = verb.lemma_
    if not is_verb(verb) or word not in words("claims", "predict.verbs") | words("positions", "intent.threat") or negated(verb):
        return
    for c in children(verb, "ccomp"):
        if modal(c) not in ("will", "would", "could", "may", "might"):
            continue
        if word in words("claims", "predict.verbs") or c.lemma_ in words("claims", "predict.outcome"):
            if c.lemma_ in ("veto", "vote", "abstain", "block", "support", "oppose", "back"):
                continue
            for actor in makers(verb, who):
                yield Claim("prediction", actor, clause(c, who))


def precedents(noun: Token, who: Who) -> Iterator[Claim]:
    """Example: Russia insisted that the plan was a step towards a "Libyan scenario"."""
    if noun.tag_[:2] != "NN":
        return
    place = None
    if noun.lemma_ in words("claims", "precedent.nouns"):
        near = [c for c in lefts(noun) if c.dep_ in ("amod", "compound", "poss", "nmod")]
        near += [o for p in children(noun, "prep") if p.lower_ in ("of", "in", "from") for o in children(p, "pobj")]
        place = next((_state(c, who) for c in near if _state(c, who)), None)
    elif any(c.lower_ in words("claims", "precedent.kinds") for c in lefts(noun)):
        found = who.mention(noun)
        place = _state(noun, who) if found and found[1].type == "state" and found[0].how == "name" else None
    if place is None:
        return
    for actor in teller(noun, who):
        if actor != place:
            top = noun
            while top.head != top and top.dep_ != "ccomp":
                top = top.head
            yield Claim("precedent", actor, clause(top, who), about=place)


def _state(token: Token, who: Who) -> str | None:
    found = who.mention(token)
    return found[1].id if found and found[1].type == "state" else None
