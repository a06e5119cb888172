"""What looks like the fate of a draft and is none: its own act, an act on something else, what is still to be done."""

from __future__ import annotations

from horseshoe.reading.factuality.reality import realised
from horseshoe.reading.grammar import antecedent, children, is_verb, lefts, own_subjects, passive, rights
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token


def is_no_fate(verb: Token, head: Token) -> bool:
    """Whether a verb beside a draft's mention, whatever its meaning, tells nothing of what became of that draft."""
    return _its_own_act(verb, head) or _of_another_object(verb, head) or _to_be_got(verb, head) or _agreed_by_some(verb, head)


def _its_own_act(verb: Token, head: Token) -> bool:
    """Example: A draft resolution endorsing the Arab plan is before the Council; the text approves a plan of Togo's.

    Whether a draft is what does it: a participle or a relative clause with an object of its own behind a draft, or a
    draft as the active subject.
    """
    acts = any(True for _ in children(verb, "dobj")) and verb.head is head
    if acts and verb.tag_ == "VBG" and verb.dep_ == "acl":
        return True
    if acts and verb.dep_ == "relcl" and not passive(verb) and any(antecedent(s) is head for s in own_subjects(verb)):
        return True  # "the resolution that endorses the plan"
    if head.dep_ != "dobj" or head.head is not verb or passive(verb):
        return False
    return any(
        s.lemma_ in words("drafts", "heads.strong") or s.lemma_ in words("drafts", "no_fate.texts") for s in own_subjects(verb)
    )


def _of_another_object(verb: Token, head: Token) -> bool:
    """Example: Chad has dropped its objection to the draft resolution.

    Whether a verb above the preposition that a draft stands under has an object of its own.
    """
    return head.dep_ == "pobj" and head.head.head is verb and any(o is not head for o in children(verb, "dobj"))


def _to_be_got(verb: Token, head: Token) -> bool:
    """Example: Envoys are confident that they can get a resolution passed today.

    Whether a participle tells what somebody is to bring about.
    """
    above = head.head if verb.head is head else verb.head
    return (
        verb.tag_ == "VBN"
        and is_verb(above)
        and above.lemma_ in words("drafts", "no_fate.causes")
        and verb.dep_ != "conj"
        and not realised(above)
    )


def _agreed_by_some(verb: Token, head: Token) -> bool:
    """Example: The five permanent members and Togo agreed on the text of a draft resolution.

    Whether an agreement is one of some members, or on the words of a draft: it is still to be put to the vote.
    """
    if verb.lemma_ != "agree" or passive(verb):
        return False
    some = any(c.lower_ in words("drafts", "no_fate.some") for s in own_subjects(verb) for c in lefts(s))
    return some or (
        head.lemma_ in words("drafts", "no_fate.texts") and any(c.dep_ == "prep" and c.lower_ == "of" for c in rights(head))
    )
