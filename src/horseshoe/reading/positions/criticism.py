"""Who finds fault with a draft."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from horseshoe.council.states import state_of
from horseshoe.model import Position, Stance
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.factuality.certainty import is_definite
from horseshoe.reading.factuality.reality import reality
from horseshoe.reading.grammar import behind, children, has_word, is_verb, mark, negated, passive, subjects, verb_over
from horseshoe.reading.lexicon import is_state, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.telling import evidence, said_on
from horseshoe.reading.predications.nouns import owners
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who


def criticisms(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Position]:
    """Positions `criticises` from verbs of naming and from what a speaker says of a draft."""
    if not targets.named:
        return
    for token in parsed.tree:
        if _regret(token):
            yield from _regretted(token, who, targets)
        if not is_verb(token):
            continue
        if token.lemma_ in words("positions", "criticism.call"):
            yield from _called(token, who, targets)
        if token.lemma_ in words("positions", "criticism.blames"):
            yield from _blamed(token, who)
        for child in token.children:
            if child.dep_ not in ("nsubj", "nsubjpass", "csubj"):
                continue
            if (draft := _spoken_of(child, targets)) is not None or (child.lemma_ == "veto" and is_definite(child)):
                yield from _said_of(token, draft, who)


def _spoken_of(subject: Token, targets: Targets) -> str | None:
    """Example: Adopting the draft resolution would be a mistake, Vitaly Churkin said, and its passage would be wrong.

    The draft that a clause's subject is, or whose adoption it is.
    """
    if (draft := targets.at(subject)) is not None or subject.lemma_ not in words("positions", "criticism.adopting"):
        return draft
    return targets.first([*children(subject, "dobj"), *behind(subject, "of", "on")])


def _called(verb: Token, who: Who, targets: Targets) -> Iterator[Position]:
    """Example: Vitaly Churkin called the draft a provocation, and the Togolese minister called the veto a disgrace."""
    behind = [c for c in verb.subtree if c.i > verb.i]
    if not behind:
        return
    draft = next((d for c in behind if (d := targets.at(c)) is not None), None)
    vetoed = any(c.lemma_ == "veto" and is_definite(c) for c in behind)
    asked = verb.lemma_ == "call" and verb.tree[verb.i + 1].tag_ in ("IN", "RP")
    if (draft is None and not vetoed) or asked or negated(verb) or not _faulty(verb):
        return
    for actor in dict.fromkeys(a for s in subjects(verb) for a in who.several(s)):
        yield Position(actor, "criticises", evidence(verb, who), target=draft, said_on=said_on(verb, who))


def _blamed(verb: Token, who: Who) -> Iterator[Position]:
    """Example: Britain condemned China for blocking the text, and Togo denounced Russia's veto.

    To blame a state or its vote is to criticise that state.
    """
    if reality(verb) != "done":
        return
    makers = [a for s in subjects(verb) for a in who.several(s)]
    blamed: list[str] = []
    for o in (*children(verb, "dobj", "nsubjpass"), *_in_a_move(verb)):
        if o.lemma_ in words("positions", "object.ballots"):
            blamed += [a for c in o.subtree if c.dep_ in ("poss", "amod", "compound", "pobj") for a in who.several(c)]
        else:
            blamed += who.several(o)
    for state in dict.fromkeys(b for b in blamed if is_state(b)):
        for actor in dict.fromkeys(m for m in makers if m != state):
            said = said_on(verb, who)
            yield Position(actor, "criticises", evidence(verb, who), addressee=state, said_on=said)


def _regret(token: Token) -> bool:
    """ "regretted that", "voiced disappointment over"."""
    if is_verb(token):
        return token.lemma_ in words("positions", "criticism.regrets")
    noun = token.lemma_ in words("positions", "criticism.regret_nouns") and token.dep_ == "dobj"
    return noun and token.head.lemma_ in words("positions", "attitude.express")


def _regretted(word: Token, who: Who, targets: Targets) -> Iterator[Position]:
    """Example: Togo regretted that Russia had vetoed the draft resolution, and Chad voiced regret that it was not adopted.

    Who regrets a veto finds fault with the one that cast it; who regrets that a draft was not adopted was for it.
    """
    verb = word if is_verb(word) else word.head
    if reality(verb) != "done":
        return
    makers = dict.fromkeys(a for s in subjects(verb) for a in who.several(s))
    scope = [t for t in word.subtree if t.i > word.i]
    said = said_on(verb, who)
    vetoers = dict.fromkeys(a for t in scope if t.lemma_ == "veto" for a in _casters(t, who) if is_state(a))
    lost = None if vetoers or not any(_not_adopted(t) for t in scope) else targets.first(scope)
    for actor in makers:
        for state in (v for v in vetoers if v != actor):
            yield Position(actor, "criticises", evidence(verb, who), addressee=state, said_on=said)
        if lost is not None:
            yield Position(actor, "supports", evidence(verb, who), target=lost, said_on=said)


def _casters(veto: Token, who: Who) -> list[str]:
    """Whose a veto is: who does the verb, or the owners of the noun."""
    return who.named_by(subjects(veto)) if is_verb(veto) else owners(veto, who)


def _not_adopted(word: Token) -> bool:
    """ "was not adopted", "failed to pass", "the failure to adopt it"."""
    if word.lemma_ in ("adopt", "pass", "approve") and is_verb(word):
        return negated(word) or word.head.lemma_ in ("fail", "failure", "unable", "inability")
    return word.lemma_ == "fail" and is_verb(word) and not list(children(word, "xcomp"))


def _in_a_move(verb: Token) -> list[Token]:
    """Example: In a move condemned by Togo and Gabon, Russia has vetoed the draft resolution.

    Who did what is judged as a move.
    """
    noun = verb.head
    if not passive(verb) or noun.lemma_ not in words("positions", "intent.nouns_decision") or noun.dep_ != "pobj":
        return []
    clause = verb_over(noun)
    return subjects(clause) if clause is not None and clause.lemma_ == "veto" else []


def _said_of(verb: Token, draft: str | None, who: Who) -> Iterator[Position]:
    """Example: The text was one-sided, Vitaly Churkin said.

    A fault told by a speaker is his criticism; told by the writer it is nobody's.
    """
    stance = _judgement(verb)
    actor = _teller(verb, who) if stance else None
    if stance is not None and actor is not None:
        yield Position(actor, stance, evidence(verb, who), target=draft, said_on=said_on(verb, who))


def _judgement(verb: Token) -> Stance | None:
    """What a clause with a draft as its subject makes of it: a fault, praise, or nothing."""
    if mark(verb) in ("if", "unless", "whether"):
        return None
    no = negated(verb) or _unbelieved(verb)
    if verb.lemma_ == "be":
        if no:
            return "criticises" if _praised(verb) else None
        return "criticises" if _faulty(verb) else "supports" if _praised(verb) else None
    if verb.lemma_ == "fail":
        return "criticises" if not no and _falls_short(verb) else None
    if verb.lemma_ in words("positions", "criticism.linking") and not no:
        return "criticises" if _faulty(verb) else None
    if verb.lemma_ in words("positions", "criticism.omits") and (no or _of_nothing(verb)):
        return "criticises"
    return "criticises" if verb.lemma_ in words("positions", "criticism.verbs") and not no else None


def _falls_short(verb: Token) -> bool:
    """Example: "The draft resolution fails to condemn the attacks," Vitaly Churkin said, before the text failed to pass.

    Whether what fails to do something is at fault, not told to have failed in the vote.
    """
    aims = list(children(verb, "xcomp"))
    return bool(aims) and not any(a.lemma_ in words("positions", "criticism.passing") for a in aims)


def _of_nothing(verb: Token) -> bool:
    """Example: "The draft resolution makes no mention of the attacks," Vitaly Churkin said.

    Whether what a clause tells of is denied by its object.
    """
    return any(has_word(o, ("no",), "det") for o in children(verb, "dobj"))


def _unbelieved(verb: Token) -> bool:
    """Example: "We do not think that this draft is constructive," Vitaly Churkin said.

    Whether what is told is not thought to be so.
    """
    above = verb.head
    return verb.dep_ == "ccomp" and above.lemma_ in words("positions", "criticism.thinks") and negated(above)


def _faulty(verb: Token) -> bool:
    return _says(verb, "criticism.words")


def _praised(verb: Token) -> bool:
    return _says(verb, "criticism.praise")


def _says(verb: Token, key: str) -> bool:
    """Example: Vitaly Churkin found the draft one-sided."""
    after = verb.tree.text_of(verb.i + 1, verb.right_edge.i + 1).lower()
    return bool(_any_of(key).search(after))


@functools.cache
def _any_of(key: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words("positions", key))) + r")\b")


def _teller(verb: Token, who: Who) -> str | None:
    token = verb
    while token.head != token:
        child, token = token, token.head
        if (
            is_verb(token)
            and child.dep_ in ("ccomp", "parataxis", "advcl")
            and token.lemma_ in words("positions", "intent.threat")
        ):
            named = [a for s in subjects(token) for a in who.several(s)]
            if named:
                return named[0]
    quote = who.quote_of(verb)
    body = who.body_of(quote) if quote is not None else None
    return state_of(body) if body else None
