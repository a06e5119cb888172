"""Denials."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Claim
from horseshoe.reading.claims.makers import clause, makers
from horseshoe.reading.grammar import children, is_verb, negated, passive
from horseshoe.reading.lexicon import words
from horseshoe.reading.parser.lemmas import dictionary_form
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

REACH = 12  # tokens from "a charge" to the verb that denies it


def denials(verb: Token, who: Who) -> Iterator[Claim]:
    """Example: Sudan denies that it armed the militia and rejected the allegations by France."""
    if not (is_verb(verb) and (_denies(verb) or _calls_false(verb))) or negated(verb) or passive(verb):
        return
    accuser = next(
        (
            a
            for o in children(verb, "dobj")
            for t in o.subtree
            if t != o and t.dep_ in ("pobj", "poss", "amod")
            for a in who.several(t, organs=True)
        ),
        None,
    )
    for actor in makers(verb, who):
        yield Claim("denial", actor, clause(verb, who), about=accuser if accuser != actor else None)


def _denies(verb: Token) -> bool:
    """Whether what a verb denies is a clause, an accusation, or for "deny" anything."""
    if verb.lemma_ not in words("claims", "deny.verbs"):
        return False
    objects = list(children(verb, "dobj"))
    clauses = [c for c in children(verb, "ccomp", "xcomp") if c.i > verb.i]
    if clauses and verb.lemma_ in ("deny", "dispute", "refute", "reject"):
        return True
    return any(o.lemma_ in words("claims", "deny.what") for o in objects) or (verb.lemma_ == "deny" and bool(objects))


def _calls_false(verb: Token) -> bool:
    """Whether a verb calls an accusation untrue: "called the allegation baseless", "dismissed the charge as lies"."""
    if verb.lemma_ not in words("claims", "deny.calls"):
        return False
    untrue = any(t.lower_ in words("claims", "deny.untrue") for t in verb.subtree if t.i > verb.i)
    about = [o for c in (verb, *children(verb, "xcomp", "ccomp")) for o in children(c, "dobj", "nsubj")]
    return untrue and any(o.lemma_ in words("claims", "deny.what") or o.tag_ == "WDT" for o in about)


def rejected_charges(noun: Token, who: Who) -> Iterator[Claim]:
    """Example: France accused Belarus of arming rebels, a charge Minsk has called baseless.

    Read in the order of the words: the parse often takes "rejects" behind two names for a noun.
    """
    if noun.lemma_ not in words("claims", "deny.what") or noun.tag_[:2] != "NN":
        return
    tokens = list(noun.sent)
    at = noun.i - tokens[0].i
    begin = max((k for k in range(max(0, at - 3), at) if tokens[k].text in (",", "—", "-", "--", "–")), default=None)
    if begin is None or tokens[begin + 1].lower_ not in ("a", "an", "the", "another"):
        return
    actor = None
    for k in range(at + 1, min(len(tokens), at + REACH)):
        word = tokens[k]
        if word.text in ".;,:":
            return
        verb = _deny_form(word)
        untrue = any(t.lower_ in words("claims", "deny.untrue") for t in tokens[k + 1 : k + 7])
        if actor and (verb == "denies" or (verb == "calls" and untrue)):
            start, end = tokens[begin + 1].idx, word.idx + len(word.text)
            yield Claim("denial", actor, who.parsed.span(start, end))
            return
        actor = who.organ_at(word) or actor


def _deny_form(word: Token) -> str | None:
    """Whether a word by its form, whatever its tag, is a verb of denying ("denies") or of calling something so ("calls")."""
    lemmas = {dictionary_form(word.lower_, tag) for tag in ("VBZ", "VBD", "VBN")}
    if word.lower_ in lemmas:
        lemmas = {word.lower_}
    if lemmas & (words("claims", "deny.calls") - {"reject"}):
        return "calls" if not lemmas & {"dismiss", "denounce"} else "denies"
    return "denies" if lemmas & words("claims", "deny.verbs") else None
