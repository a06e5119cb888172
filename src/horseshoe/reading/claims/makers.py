"""Who makes a claim, the words that hold it, and the one it is about."""

from __future__ import annotations

import re

from horseshoe.model import Span
from horseshoe.reading.drafts.grammar import is_verb, lefts, subjects
from horseshoe.reading.drafts.who import Who
from horseshoe.reading.drafts.words import words
from horseshoe.reading.tree import Token


def makers(verb: Token, who: Who) -> list[str]:
    """Ids of those who do a verb, organs of government kept apart, with the speaker of a quotation as the last resort."""
    found = [a for s in subjects(verb) for a in who.several(s, organs=True)]
    return list(dict.fromkeys(found)) or teller(verb, who)


def teller(token: Token, who: Who) -> list[str]:
    """Ids of those who say a token's clause: the subject of the verb of saying above it, or the quotation's speaker."""
    t = token
    while t.head != t:
        child, t = t, t.head
        saying = (
            is_verb(t) and child.dep_ in ("ccomp", "parataxis", "xcomp") and t.lemma_ in words("positions", "intent.threat")
        )
        if saying and (found := [a for s in subjects(t) for a in who.several(s, organs=True)]):
            return found
    quote = who.quote_of(token)
    body = who.body_of(quote) if quote is not None else None
    return [body] if body else []


def clause(token: Token, who: Who) -> Span:
    """The clause that hangs on a verb or noun, without blank ends and end punctuation."""
    tokens = list(token.subtree)
    while tokens and (tokens[-1].is_space or tokens[-1].text in ".,;:"):
        tokens.pop()
    while tokens and (tokens[0].is_space or tokens[0].text in ",;:"):
        tokens.pop(0)
    return who.parsed.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


def named(noun: Token, who: Who) -> str:
    """The actor that a noun names, else its words as a slug ("armed gangs" -> `armed-gangs`)."""
    if found := who.several(noun, organs=True):
        return found[0]
    near = [c.text for c in lefts(noun) if c.dep_ in ("amod", "compound")] + [noun.text]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(near).lower()).strip("-") or noun.lower_
