"""Stances told by nouns: "a double veto by", "its opposition to", "abstentions from"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from horseshoe.model import Stance
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.factuality.reality import Reality, reality
from horseshoe.reading.grammar import (
    any_of,
    behind,
    children,
    first_conjunct,
    has,
    has_word,
    is_verb,
    lefts,
    negated,
    own_subjects,
    subjects,
    verb_over,
)
from horseshoe.reading.lexicon import is_permanent, lexicon, words
from horseshoe.reading.predications.senses import NOBODY, OUTCOMES, Predication, actors_of, frames
from horseshoe.reading.runs import with_listed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

BALLOTS = ("vote", "ballot")
ATTITUDES, CAMPS = "attitude_nouns", "camp_nouns"  # tables of the word list
NOT_ITS_OWN_WORD: dict[Reality, Reality] = {"intended": "foretold", "refused": "hypothetical"}  # "faces a certain Russian veto"
TO = {"criticises": ("of", "with", "about", "over", "on", "regarding", "at", "to")}


@functools.cache
def _stances(table: str) -> dict[str, Stance]:
    """The stance that each noun of a table tells: of an attitude, or of those for or against."""
    return {noun: stance for stance, nouns in lexicon("positions")[table].items() for noun in nouns.split()}


@functools.cache
def nouns_of_voting() -> frozenset[str]:
    """The nouns that `by_noun` knows."""
    return frozenset(
        {
            "veto",
            "threat",
            "abstention",
            *BALLOTS,
            *words("positions", "veto_noun.power"),
            *_stances(ATTITUDES),
            *_stances(CAMPS),
        }
    )


def by_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """The stances that a noun of voting tells."""
    word = noun.lemma_
    if word == "veto" and noun.dep_ not in ("compound", "amod"):
        yield from _veto_noun(noun, who, targets)
    elif word in words("positions", "veto_noun.power") and _brought_it_down(noun):
        for actor in owners(noun, who):
            if is_permanent(actor):
                yield Predication(actor, "vetoed", noun, targets.focus(noun, vote=True), "veto")
    elif word == "threat" and any(c.lower_ == "veto" for c in lefts(noun)):
        for actor in owners(noun, who):
            if is_permanent(actor):
                yield Predication(actor, "threatens_veto", noun, targets.focus(noun), "veto")
    elif word in BALLOTS and _counts_as_a_veto(noun):
        for actor in owners(noun, who):
            if is_permanent(actor):
                yield Predication(actor, "vetoed", noun, targets.focus(noun, vote=True), "veto")
    elif word == "abstention" or (word == "vote" and _is_no(noun)):
        yield from _ballot_noun(noun, word, who, targets)
    elif word in _stances(ATTITUDES):
        yield from _attitude_noun(noun, word, who, targets)
    elif word in _stances(CAMPS):
        yield from _camp_noun(noun, who, targets)


def _counts_as_a_veto(ballot: Token) -> bool:
    """Example: Twelve members voted for the draft resolution. The votes of Russia and China counted as vetoes.

    Whether a vote is told to have been a veto by what it counts as or amounts to.
    """
    verb = ballot.head
    told = verb.tag_ == "VBD" and reality(verb) == "done"  # "a no vote of one of them amounts to a veto": the rule
    if ballot.dep_ != "nsubj" or verb.lemma_ not in words("positions", "veto_noun.counts") or not told:
        return False
    what = [o for p in verb.children if p.lower_ in ("as", "to") for o in children(p, "pobj")]
    return any(o.lemma_ == "veto" for o in (*what, *children(verb, "attr", "dobj")))


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


def owners(noun: Token, who: Who) -> list[str]:
    """Whose veto, vote or attitude a noun tells of, the Council and the United Nations aside."""
    return [a for a in who.named_by(t for c in noun.children for t in _owner_at(c, noun)) if a not in NOBODY]


def _owner_at(child: Token, noun: Token) -> list[Token]:
    """ "Russia's veto", "a Russian veto", "a veto by Russia", "a veto of the draft by China", "the veto of Russia"."""
    if child.dep_ in ("poss", "amod", "compound", "nmod") and child.i < noun.i:
        return [child]
    if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
        return list(children(child, "pobj"))
    if child.dep_ == "prep" and child.lower_ == "of":
        whose = [o for o in children(child, "pobj") if o.tag_[:3] == "NNP" and noun.lemma_ in ("veto", *BALLOTS)]
        return [by for o in children(child, "pobj") for by in behind(o, "by", deps=("prep", "agent"))] or whose
    return []


def _veto_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: A double veto by Russia and China killed it, but a French veto was never expected."""
    if _told_by_its_verb(noun):
        return
    actors = _vetoers(noun, who)
    how = reality(noun)
    if how == "negated" and first_conjunct(noun).head.lemma_ in words("positions", "veto_noun.not_cast"):
        return  # "talks to avoid a third American veto"
    told = OUTCOMES["veto"].get(NOT_ITS_OWN_WORD.get(how, how))
    if not actors or told is None or any_of([t for c in noun.children for t in (c, *c.children)]):
        return
    stance, certainty, denied = told
    draft = targets.first(t for t in noun.subtree if t != noun)
    target = draft if draft is not None else targets.focus(noun, vote=stance == "vetoed")
    for actor in actors:
        yield Predication(actor, stance, noun, target, "veto", certainty, denied)


def _told_by_its_verb(veto: Token) -> bool:
    """ "Russia cast its veto": a verb with a frame for the noun tells it."""
    head = first_conjunct(veto)
    frames_of_verb = frames().get(head.head.lemma_, ()) if is_verb(head.head) and head.dep_ == "dobj" else ()
    return any("veto" in f.get("nouns", ()) for f in frames_of_verb)


def _vetoers(veto: Token, who: Who) -> list[str]:
    """Permanent members whose veto it is, or who make use of it; nobody's are "the number of Russian vetoes"."""
    of = first_conjunct(veto).head
    above = of.head if of.lower_ == "of" else None
    if veto.tag_ == "NNS" and above is not None and above.lemma_ in ("number", "power"):
        return []
    used = above is not None and above.lemma_ in words("positions", "veto_noun.use")
    found = owners(veto, who) or (owners(above, who) if used and above is not None else [])
    return [a for a in found if is_permanent(a)]


def _ballot_noun(noun: Token, word: str, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Abstentions came from China and India, and Russia's no vote surprised them."""
    actors = owners(noun, who)
    if (is_verb(noun.head) and noun.dep_ == "dobj" and not _explained(noun)) or _any_ballot(noun):
        return
    if is_verb(noun.head) and noun.head.lemma_ == "come" and noun.dep_ == "nsubj":
        actors += who.named_by(behind(noun.head, "from"))
    if reality(first_conjunct(noun)) != "done" or any_of(t for c in noun.children for t in (c, *c.children)):
        return
    for actor in dict.fromkeys(actors):
        stance: Stance = "abstained" if word == "abstention" else "voted_against"
        if stance == "voted_against" and is_permanent(actor) and (_stopped_by(noun) or _the_cause(noun)):
            stance = "vetoed"
        yield Predication(actor, stance, noun, targets.focus(noun, vote=True), "abstain" if word == "abstention" else "against")


def _any_ballot(noun: Token) -> bool:
    """Example: A "no" vote from a permanent member - China, Russia or France - is tantamount to a veto of the draft resolution.

    Whether a vote is told of as any such vote would be: with "a", as the subject of a verb in the present.
    """
    head = noun.head
    indefinite = any(c.lower_ in ("a", "any", "one") for c in lefts(noun))
    return indefinite and noun.dep_ == "nsubj" and head.tag_ in ("VBZ", "VBP") and not has(head, "aux", "auxpass")


def _is_no(vote: Token) -> bool:
    """Example: Russia's no vote surprised them, and the lone vote against came from Togo."""
    return bool({"no", "negative", "dissenting"} & {c.lower_ for c in lefts(vote)}) or any(
        c.lower_ == "against" and not list(children(c, "pobj")) for c in vote.children
    )


def _explained(ballot: Token) -> bool:
    """Example: Togo explained its abstention on the draft resolution by its ties to Bosnia.

    Whether a ballot that is a verb's object is told as cast: got by the draft, or explained by its voter.
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
    verb = verb_over(cause)
    stopped = words("drafts", "fate.rejected") | words("drafts", "fate.failed") | words("drafts", "fate.blocked")
    return verb is not None and (verb.lemma_ in stopped or (verb.lemma_ in words("drafts", "fate.adopted") and negated(verb)))


def _attitude_noun(noun: Token, word: str, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: China voiced opposition to the draft, and Britain's support for the text is firm."""
    stance = _stances(ATTITUDES)[word]
    if any(c.lower_ in ("no", "any") for c in lefts(noun)):
        return  # "neither had nor has any problems with the draft"
    draft, actors = _towards(noun, stance, targets) or _voiced(noun, stance, targets), list[str]()
    if draft is not None:
        actors = _holders(noun, who)
    elif (meets := _meets(noun)) is not None:
        draft = targets.first(subjects(meets))
        actors = who.named_by([noun, *behind(meets, "from", "by")]) if reality(meets) == "done" else []
    elif (draft := _accompanied(noun, targets)) is not None:
        actors = who.several(noun) or owners(noun, who)
    for actor in actors if draft is not None else ():
        yield Predication(actor, stance, noun, draft, "attitude")


def _camp_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Opponents of the draft resolution, who included Togo, spoke first. Its supporters are Gabon and Mali.

    Who is told to belong to those for or against a draft.
    """
    of = behind(noun, "of", "to")
    draft = targets.first(of) or (targets.focus(noun) if has_word(noun, ("its",), "poss") else None)
    if draft is None or negated(noun.head):
        return
    clauses = [noun.head] if noun.dep_ == "nsubj" else []
    clauses += [c for c in children(noun, "relcl") if any(s.tag_ in ("WP", "WDT") for s in own_subjects(c))]
    clauses += [c for o in of for c in children(o, "relcl") if any(s.lower_ == "who" for s in own_subjects(c))]
    named = [o for c in clauses if c.lemma_ in ("include", "be") for o in children(c, "dobj", "attr")]
    named += [noun.head] if noun.dep_ == "appos" else list(children(noun, "appos"))
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        named += subjects(noun.head)
    for actor in who.named_by(named):
        yield Predication(actor, _stances(CAMPS)[noun.lemma_], noun, draft, "attitude")


def _towards(noun: Token, stance: Stance, targets: Targets) -> str | None:
    """ "opposition to the draft", "support for the adoption of the draft", "voiced criticism of the text"."""
    prepositions = TO.get(stance, ("to", "for", "of"))
    named = behind(noun, *prepositions) + (behind(noun.head, *prepositions) if noun.dep_ == "dobj" else [])
    return targets.first([*named, *(inner for o in named for inner in behind(o, "of", "in"))])


def _voiced(noun: Token, stance: Stance, targets: Targets) -> str | None:
    """Example: Togo backs the draft resolution. But Chad and Mali have voiced opposition.

    The draft last named, where somebody voices support or opposition and does not say of what.
    """
    verb = noun.head
    if stance not in ("opposes", "supports") or noun.dep_ != "dobj" or verb.lemma_ not in words("positions", "attitude.voice"):
        return None
    of_something = any(c.dep_ in ("prep", "acl", "relcl", "compound") for c in noun.children)
    return None if of_something or behind(verb, "to", "for", "about", "over") else targets.focus(noun)


def _holders(noun: Token, who: Who) -> list[str]:
    """Whose attitude it is: its owners, else those who express it."""
    verb = noun.head
    if found := owners(noun, who):
        return found
    expressed = is_verb(verb) and noun.dep_ == "dobj" and verb.lemma_ in words("positions", "attitude.express")
    return with_listed(actors_of(verb, who), verb, who) if expressed and reality(verb) == "done" else []


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
    """Example: The draft resolution, tabled by Togo with the backing of Gabon and with Malian support, would lift the embargo.

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
