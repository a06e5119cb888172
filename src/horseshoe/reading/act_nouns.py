"""Stances told by nouns: "a double veto by", "its opposition to", "abstentions from"."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Stance
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.grammar import any_of, children, first_conjunct, is_verb, lefts, subjects
from horseshoe.reading.lexicon import is_permanent, words
from horseshoe.reading.reality import reality
from horseshoe.reading.senses import NOBODY, OUTCOMES, Predication, actors_of, frames
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

ATTITUDES: dict[str, Stance] = {
    "support": "supports",
    "backing": "supports",
    "opposition": "opposes",
    "objection": "opposes",
    "criticism": "criticises",
    "reservation": "criticises",
    "misgiving": "criticises",
    "problem": "criticises",
    "difficulty": "criticises",
    "concern": "criticises",
    "doubt": "criticises",
}
TO = {"criticises": ("of", "with", "about", "over", "on", "regarding")}
EXPRESS = ("voice", "express", "announce", "signal", "declare", "reiterate", "offer", "have", "raise", "lodge", "register")


def by_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """The stances that a noun of voting tells."""
    word = noun.lemma_
    if word == "veto" and noun.dep_ not in ("compound", "amod"):
        yield from _veto_noun(noun, who, targets)
    elif word == "threat" and any(c.lower_ == "veto" for c in lefts(noun)):
        for actor in _owners(noun, who):
            if is_permanent(actor):
                yield Predication(actor, "threatens_veto", noun, targets.focus(noun), "veto")
    elif word == "abstention" or (word == "vote" and {"no", "negative", "dissenting"} & {c.lower_ for c in lefts(noun)}):
        yield from _ballot_noun(noun, word, who, targets)
    elif word in ATTITUDES:
        yield from _attitude_noun(noun, word, who, targets)


def _owners(noun: Token, who: Who) -> list[str]:
    found: list[str] = []
    for c in noun.children:
        if c.dep_ in ("poss", "amod", "compound", "nmod") and c.i < noun.i:
            found += who.several(c)
        elif c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from"):
            for o in children(c, "pobj"):
                found += who.several(o)
        elif c.dep_ == "prep" and c.lower_ == "of":  # "a veto of the draft by China"
            for by in (p for o in children(c, "pobj") for p in children(o, "prep", "agent") if p.lower_ == "by"):
                found += [a for o in children(by, "pobj") for a in who.several(o)]
    return [a for a in dict.fromkeys(found) if a not in NOBODY]


def _veto_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: A double veto by Russia and China killed it, but a French veto was never expected."""
    head = first_conjunct(noun)
    governor = head.head
    if (
        is_verb(governor)
        and any("veto" in f.get("nouns", ()) for f in frames().get(governor.lemma_, ()))
        and head.dep_ == "dobj"
    ):
        return
    using = governor.head if governor.lower_ == "of" and governor.head.lemma_ in words("positions", "veto_noun.use") else None
    owners = _owners(noun, who) or (_owners(using, who) if using is not None else [])
    actors = [a for a in owners if is_permanent(a)]
    if not actors or (noun.tag_ == "NNS" and governor.lower_ == "of" and governor.head.lemma_ in ("number", "power")):
        return
    how = reality(noun)
    if how in ("intended", "refused"):  # "faces a certain Russian veto": no word of Russia's own
        how = "foretold" if how == "intended" else "hypothetical"
    told = OUTCOMES["veto"].get(how)
    if told is None or any_of([t for c in noun.children for t in (c, *c.children)]):
        return
    stance, certainty, denied = told
    draft = next((d for t in noun.subtree if t != noun and (d := targets.at(t)) is not None), None)
    target = draft if draft is not None else targets.focus(noun, vote=stance == "vetoed")
    for actor in actors:
        yield Predication(actor, stance, noun, target, "veto", certainty, denied)


def _ballot_noun(noun: Token, word: str, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Abstentions came from China and India, and Russia's no vote surprised them."""
    if is_verb(noun.head) and noun.dep_ == "dobj" and noun.head.lemma_ not in words("positions", "veto_noun.meets"):
        return
    actors = _owners(noun, who)
    if is_verb(noun.head) and noun.head.lemma_ == "come" and noun.dep_ == "nsubj":
        actors += [
            a for p in children(noun.head, "prep") if p.lower_ == "from" for o in children(p, "pobj") for a in who.several(o)
        ]
    if reality(first_conjunct(noun)) != "done" or any_of(t for c in noun.children for t in (c, *c.children)):
        return
    for actor in dict.fromkeys(actors):
        stance: Stance = "abstained" if word == "abstention" else "voted_against"
        if stance == "voted_against" and is_permanent(actor) and noun.dep_ == "nsubj" and _stops(noun.head):
            stance = "vetoed"
        yield Predication(actor, stance, noun, targets.focus(noun, vote=True), "abstain" if word == "abstention" else "against")


def _stops(verb: Token) -> bool:
    """Example: With Britain abstaining, the American no vote killed the draft resolution.

    Whether a verb tells that a draft was stopped.
    """
    return verb.lemma_ in words("drafts", "fate.blocked") and reality(verb) == "done"


def _attitude_noun(noun: Token, word: str, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: China voiced opposition to the draft, and Britain's support for the text is firm."""
    verb = noun.head
    preps = [*children(noun, "prep"), *(children(verb, "prep") if noun.dep_ == "dobj" else ())]
    stance = ATTITUDES[word]
    named = [o for p in preps if p.lower_ in TO.get(stance, ("to", "for", "of")) for o in children(p, "pobj")]
    nouns = named + [x for o in named for p in children(o, "prep") if p.lower_ in ("of", "in") for x in children(p, "pobj")]
    draft = next((d for o in nouns if (d := targets.at(o)) is not None), None)
    if draft is None and is_verb(verb) and noun.dep_ == "dobj" and verb.lemma_ in words("positions", "veto_noun.meets"):
        draft = next((d for s in subjects(verb) if (d := targets.at(s)) is not None), None)
        for actor in who.several(noun) if draft is not None and reality(verb) == "done" else []:
            yield Predication(actor, "supports" if word in ("support", "backing") else "opposes", noun, draft, "attitude")
        return
    if draft is None:
        return
    actors = _owners(noun, who)
    if not actors and is_verb(verb) and noun.dep_ == "dobj" and verb.lemma_ in EXPRESS:
        if reality(verb) != "done":
            return
        actors = actors_of(verb, who)
    for actor in actors:
        yield Predication(actor, stance, noun, draft, "attitude")
