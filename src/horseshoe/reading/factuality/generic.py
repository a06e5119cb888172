"""Rules, rights and habits, which are no acts: "any permanent member can block a text", "a text needs nine votes and no veto".

The marks are a subject that stands for a kind (lexicon/generic.toml), the simple present or a
modal, a need, and a right held.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from horseshoe.reading.grammar import behind, children, has, has_word
from horseshoe.reading.lexicon import lexicon
from horseshoe.reading.tree import Token

_UP = ("conj", "relcl", "advcl", "ccomp", "xcomp", "pcomp", "acl", "csubj")
_NOMINAL = ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "prep", "agent", "conj", "appos", "compound", "poss", "amod", "pcomp")


def is_generic(token: Token) -> bool:
    """Whether the act that a predicate tells of is a rule, a right or a habit.

    Example: A no from one of them amounts to a veto. A resolution needs nine votes and no veto by
    any of the five.
    """
    if _is_right(token) or _by_any(token) or _is_habit(token):
        return True
    clause = _clause(token)
    if clause is None:
        return False
    if not _finite_past(clause) and _of_the_rule(token):
        return True
    for _ in range(8):
        if _clause_is_generic(clause):
            return True
        if clause.dep_ not in _UP or clause.head is clause or _finite_past(clause):
            return False
        above = _clause(clause.head)
        if above is None or above is clause or (clause.dep_ == "ccomp" and not _is_need(above)):
            return False
        clause = above
    return False


def _clause(token: Token) -> Token | None:
    """The verb whose clause a token stands in: itself, or the next verb above."""
    for _ in range(12):
        if token.tag_[:1] == "V":
            return token
        if token.head is token:
            return None
        token = token.head
    return None


def _of_the_rule(token: Token) -> bool:
    """Example: it needs nine votes, and none of its permanent members – Britain, China, France – using the veto."""
    told = _rule().search(token.sent.text)
    return told is not None and told.start() <= token.idx - token.sent.start_char


@functools.cache
def _rule() -> re.Pattern[str]:
    return re.compile(_words()["need"]["sentence"], re.IGNORECASE | re.DOTALL)


def _finite_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in verb.children)


def _clause_is_generic(verb: Token) -> bool:
    if _is_need(verb):
        return True
    if not _timeless(verb):
        return False
    if has_word(verb, _words()["clause"]["adverbs"], "advmod") or any(_by_rule(c) for c in verb.children):
        return True
    if _done_by_a_kind(verb):
        return True
    return _may(verb) and (_of_members(verb) or any(_any_object(c) for c in children(verb, "dobj", "nsubjpass")))


def _done_by_a_kind(verb: Token) -> bool:
    """Example: a permanent member blocks it; a no amounts to a veto; it is blocked by a permanent member."""
    subject = _subject(verb)
    if subject is not None and (stands_for_kind(subject) or (_tells_effect(verb) and stands_for_kind(subject, "acts"))):
        return True
    return any(stands_for_kind(o) for o in behind(verb, "by", deps=("agent", "prep")))


def _of_members(verb: Token) -> bool:
    """Example: one of the five members that can veto a text."""
    return verb.dep_ == "relcl" and verb.head.tag_ == "NNS" and verb.head.lemma_ in _words()["subject"]["kinds"]


def _timeless(verb: Token) -> bool:
    """Example: blocks, can block, is blocked; not blocked, has blocked, is blocking."""
    words = _words()["clause"]
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ == "MD" for c in auxiliaries):
        perfect = any(c.lower_ in ("have", "'ve", "’ve") for c in auxiliaries)
        return not perfect and any(c.lower_ in words["modals"] for c in auxiliaries)
    if any(c.tag_ == "VBD" or c.lemma_ == "have" for c in auxiliaries) or (verb.tag_ == "VBG" and auxiliaries):
        return False
    if verb.tag_ in words["present"] or any(c.tag_ in words["present"] for c in auxiliaries):
        return True
    return verb.tag_ == "VB" and verb.dep_ == "conj" and verb.head.tag_[:1] == "V" and _timeless(verb.head)


def _may(verb: Token) -> bool:
    return has_word(verb, ("can", "may", "could", "ca"), "aux")


def _subject(verb: Token) -> Token | None:
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                relative = child.tag_ in ("WDT", "WP") or (child.lower_ == "that" and verb.dep_ == "relcl")
                return verb.head if relative and verb.dep_ == "relcl" else child
        if verb.dep_ != "conj":
            return None
        verb = verb.head
    return None


def _tells_effect(verb: Token) -> bool:
    """Example: a no amounts to a veto, is a veto; not "a veto is likely", "a veto looms"."""
    return verb.lemma_ in _words()["subject"]["effects"] and not has(verb, "acomp")


def stands_for_kind(noun: Token, kinds: str = "kinds") -> bool:
    """Whether a noun phrase names no one in particular: "any of the five", "a permanent member", "permanent members"."""
    words = _words()["subject"]
    determiners = {c.lower_ for c in noun.children if c.dep_ in ("det", "nummod", "predet", "amod", "quantmod", "neg")}
    if determiners & set(words["determiners"]) or noun.lower_ in words["determiners"]:
        return True
    if noun.lower_ in words["pronouns"]:
        return has_word(noun, ("of", "from"), "prep") or noun.lower_ == "anyone"
    if noun.lemma_ not in words[kinds] and noun.lower_ not in words[kinds]:
        return False
    if determiners & set(words["indefinite"]):
        return not _one_of_its_own(noun)
    bare = noun.tag_ == "NNS" and not has(noun, "det", "poss", "nummod", "predet")
    return bare and not any(c.dep_ in ("relcl", "acl") and _finite_past(c) for c in noun.children)


def _one_of_its_own(noun: Token) -> bool:
    """Example: a draft by France would be put to the vote; a member, Togo, would abstain. One in particular after all."""
    for child in noun.children:
        told = child.dep_ in ("relcl", "acl") and (_finite_past(child) or child.tag_ in ("VBN", "VBG"))
        if told or child.dep_ == "appos":
            return True
        if child.dep_ in ("prep", "agent") and any(o.tag_[:3] == "NNP" for o in child.children if o.dep_ == "pobj"):
            return True
        if child.dep_ in ("compound", "amod", "nmod", "poss") and child.text[:1].isupper() and noun.left_edge is not child:
            return True
    return False


def _any_object(noun: Token) -> bool:
    """Example: can block any resolution; can veto resolutions."""
    return stands_for_kind(noun) and (noun.tag_ == "NNS" or has_word(noun, _words()["subject"]["determiners"], "det"))


def _by_rule(child: Token) -> bool:
    """Example: under the Charter, by the Council's rules."""
    words = _words()["clause"]
    if child.dep_ == "advcl" and has_word(child, words["whenever"]):
        return True
    objects = [o for p in (child, *child.children) for o in children(p, "pobj")]
    return child.lower_ in words["under"] and any(o.lower_ in words["rules"] for o in objects)


def _is_need(verb: Token) -> bool:
    """Example: needs nine votes and no veto; it takes nine votes to adopt a text."""
    words = _words()["need"]
    if verb.lemma_ not in words["verbs"]:
        return False
    needed = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr")]
    return any(_counts(o) or o.lemma_ in words["needed"] for o in needed)


def _counts(noun: Token) -> bool:
    return noun.lemma_ in _words()["need"]["needed"] or (noun.tag_ == "CD" and has(noun, "prep"))


def _is_right(noun: Token) -> bool:
    """Example: Russia, which holds a veto; the right of veto; members with veto power; the power to veto."""
    words, head = _words()["right"], noun.head
    if noun.dep_ in ("compound", "amod", "nmod", "punct", "npadvmod") and (
        head.lower_ in words["compounds"] or head.lower_ in words["parts"]
    ):
        return True
    if noun.dep_ in ("pobj", "pcomp") and head.head.lower_ in words["nouns"] and head.lower_ in ("of", "for"):
        return True
    if noun.dep_ in ("acl", "relcl", "xcomp") and head.lower_ in words["nouns"] and noun.tag_ == "VB":
        return True
    if noun.lower_ in words["acts"] and noun.dep_ in ("dobj", "pobj"):
        if noun.dep_ == "dobj" and head.lemma_ in words["verbs"]:
            return not any(c.tag_ == "CD" or c.dep_ == "poss" for c in noun.children)
        return noun.lower_ == "vetoes" and head.lower_ in words["with"]
    return False


def _is_habit(verb: Token) -> bool:
    """Example: Russia used to veto such texts."""
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lemma_ in _words()["clause"]["habit"]


def _by_any(noun: Token) -> bool:
    """Example: a veto by any of the five, a no from a permanent member."""
    if noun.tag_[:2] != "NN" and noun.tag_ != "UH":
        return False
    return any(_any(o) for o in behind(noun, "by", "from", "of", deps=("prep", "agent")))


def _any(noun: Token) -> bool:
    determiners = _words()["subject"]["determiners"]
    return noun.lower_ in determiners or has_word(noun, determiners, "det")


@functools.cache
def _words() -> dict[str, Any]:
    return lexicon("generic")
