"""Stances told by nouns: "a double veto by", "its opposition to", "abstentions from"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from horseshoe.model import Stance
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.factuality.reality import reality
from horseshoe.reading.grammar import any_of, children, first_conjunct, is_verb, lefts, negated, subjects
from horseshoe.reading.lexicon import is_permanent, lexicon, words
from horseshoe.reading.runs import with_listed
from horseshoe.reading.senses import NOBODY, OUTCOMES, Predication, actors_of, frames
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

TO = {"criticises": ("of", "with", "about", "over", "on", "regarding", "at", "to")}


@functools.cache
def attitudes() -> dict[str, Stance]:
    """The stance that each noun of an attitude tells."""
    return {noun: stance for stance, nouns in lexicon("positions")["attitude_nouns"].items() for noun in nouns.split()}


def by_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """The stances that a noun of voting tells."""
    word = noun.lemma_
    if word == "veto" and noun.dep_ not in ("compound", "amod"):
        yield from _veto_noun(noun, who, targets)
    elif word in words("positions", "veto_noun.power") and _brought_it_down(noun):
        for actor in _owners(noun, who):
            if is_permanent(actor):
                yield Predication(actor, "vetoed", noun, targets.focus(noun, vote=True), "veto")
    elif word == "threat" and any(c.lower_ == "veto" for c in lefts(noun)):
        for actor in _owners(noun, who):
            if is_permanent(actor):
                yield Predication(actor, "threatens_veto", noun, targets.focus(noun), "veto")
    elif word == "abstention" or (word == "vote" and _is_no(noun)):
        yield from _ballot_noun(noun, word, who, targets)
    elif word in attitudes():
        yield from _attitude_noun(noun, word, who, targets)


def _brought_it_down(power: Token) -> bool:
    """Example: Russia alone said no to the draft resolution, and its veto power caused the text to fail.

    Whether the power of veto is the subject of what stopped a draft.
    """
    verb = power.head
    if power.dep_ != "nsubj" or not any(c.lower_ == "veto" for c in lefts(power)) or reality(verb) != "done":
        return False
    fails = words("drafts", "fate.failed") | words("drafts", "fate.dies")
    caused = verb.lemma_ in words("drafts", "fate.causes") and any(t.lemma_ in fails for t in verb.subtree)
    return caused or verb.lemma_ in words("drafts", "fate.blocked") | words("drafts", "fate.prevents")


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
    if how == "negated" and governor.lemma_ in words("positions", "veto_noun.not_cast"):
        return  # "talks to avoid a third American veto"
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
    actors = _owners(noun, who)
    if is_verb(noun.head) and noun.dep_ == "dobj" and not _explained(noun):
        return
    if is_verb(noun.head) and noun.head.lemma_ == "come" and noun.dep_ == "nsubj":
        actors += [
            a for p in children(noun.head, "prep") if p.lower_ == "from" for o in children(p, "pobj") for a in who.several(o)
        ]
    if reality(first_conjunct(noun)) != "done" or any_of(t for c in noun.children for t in (c, *c.children)):
        return
    for actor in dict.fromkeys(actors):
        stance: Stance = "abstained" if word == "abstention" else "voted_against"
        if stance == "voted_against" and is_permanent(actor) and (_stopped_by(noun) or _the_cause(noun)):
            stance = "vetoed"
        yield Predication(actor, stance, noun, targets.focus(noun, vote=True), "abstain" if word == "abstention" else "against")


def _is_no(vote: Token) -> bool:
    """Example: Russia's no vote surprised them, and the lone vote against came from Togo."""
    return bool({"no", "negative", "dissenting"} & {c.lower_ for c in lefts(vote)}) or any(
        c.lower_ == "against" and not list(children(c, "pobj")) for c in vote.children
    )


def _explained(ballot: Token) -> bool:
    """Example: Togo explained its abstention on the draft resolution by its ties to Bosnia.

    Whether a ballot that is a verb's object is told as cast: got by the draft, or explained by
    whoever cast it.
    """
    verb = ballot.head
    own = any(c.dep_ == "poss" for c in lefts(ballot))
    return verb.lemma_ in words("positions", "veto_noun.meets") or (
        own and verb.lemma_ in words("positions", "voters.explains")
    )


def _stopped_by(vote: Token) -> bool:
    """Example: With Britain abstaining, the American no vote killed the draft resolution.

    Whether a vote is the subject of a verb that tells that a draft was stopped.
    """
    verb = vote.head
    return vote.dep_ == "nsubj" and verb.lemma_ in words("drafts", "fate.blocked") and reality(verb) == "done"


def _the_cause(vote: Token) -> bool:
    """Example: The draft resolution was not adopted because of a negative vote by Russia.

    Whether a vote is told as the cause of what did not come about.
    """
    prep = vote.head
    cause = prep.head if prep.lower_ in ("of", "to") and prep.head.lower_ in ("because", "owing", "due", "thanks") else prep
    if vote.dep_ != "pobj" or cause is vote or cause.lower_ not in ("because", "owing", "due", "thanks"):
        return False
    verb = next((t for t in cause.ancestors if is_verb(t)), None)
    stopped = words("drafts", "fate.rejected") | words("drafts", "fate.failed") | words("drafts", "fate.blocked")
    return verb is not None and (verb.lemma_ in stopped or (verb.lemma_ in words("drafts", "fate.adopted") and negated(verb)))


def _attitude_noun(noun: Token, word: str, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: China voiced opposition to the draft, and Britain's support for the text is firm."""
    verb = noun.head
    preps = [*children(noun, "prep"), *(children(verb, "prep") if noun.dep_ == "dobj" else ())]
    stance = attitudes()[word]
    named = [o for p in preps if p.lower_ in TO.get(stance, ("to", "for", "of")) for o in children(p, "pobj")]
    nouns = named + [x for o in named for p in children(o, "prep") if p.lower_ in ("of", "in") for x in children(p, "pobj")]
    draft = next((d for o in nouns if (d := targets.at(o)) is not None), None)
    if draft is None and (meets := _meets(noun)) is not None:
        draft = next((d for s in subjects(meets) if (d := targets.at(s)) is not None), None)
        came_from = [o for p in children(meets, "prep") if p.lower_ in ("from", "by") for o in children(p, "pobj")]
        named_by = who.several(noun) + [a for o in came_from for a in who.several(o)]
        for actor in dict.fromkeys(named_by) if draft is not None and reality(meets) == "done" else ():
            yield Predication(actor, stance, noun, draft, "attitude")
        return
    if draft is None and (draft := _accompanied(noun, targets)) is not None:
        for actor in who.several(noun):
            yield Predication(actor, stance, noun, draft, "attitude")
        return
    if draft is None or any(c.lower_ in ("no", "any") for c in lefts(noun)):
        return  # "neither had nor has any problems with the draft"
    actors = _owners(noun, who)
    if not actors and is_verb(verb) and noun.dep_ == "dobj" and verb.lemma_ in words("positions", "attitude.express"):
        if reality(verb) != "done":
            return
        actors = with_listed(actors_of(verb, who), verb, who)
    for actor in actors:
        yield Predication(actor, stance, noun, draft, "attitude")


def _meets(noun: Token) -> Token | None:
    """Example: The draft resolution enjoys the backing of Togo and ran into opposition from Chad.

    The verb by which a draft gets somebody's support or opposition; None elsewhere.
    """
    verb = noun.head
    if noun.dep_ == "dobj" and is_verb(verb) and verb.lemma_ in words("positions", "veto_noun.meets"):
        return verb
    if noun.dep_ == "pobj" and verb.lower_ in ("into", "with", "against") and is_verb(verb.head):
        return verb.head if verb.head.lemma_ in words("positions", "veto_noun.meets_with") else None
    return None


def _accompanied(noun: Token, targets: Targets) -> str | None:
    """Example: The draft resolution, tabled by Togo with the backing of Gabon and Mali, would lift the embargo.

    The draft that is put forward with somebody's support.
    """
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("with", "despite", "over"):
        return None
    for t in noun.ancestors:
        if (draft := targets.at(t)) is not None:
            return draft
        if is_verb(t) and t.dep_ not in ("acl", "advcl", "relcl"):
            named = (targets.at(o) for o in t.children if o.dep_ in ("nsubj", "nsubjpass", "dobj"))
            return next((d for d in named if d is not None), None)
    return None
