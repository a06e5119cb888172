"""Who makes a claim, the words that hold it, and the one it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Any

from horseshoe.council.states import state_of
from horseshoe.model import Span
from horseshoe.reading.actors.gazetteer import words as actor_words
from horseshoe.reading.grammar import is_verb, lefts, subjects
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

PLACED = re.compile(r"\bin (?:(?:the|northern|southern|eastern|western|central) )*$")
NEAR = 400  # characters from a name to the pronoun that means it


def makers(verb: Token, who: Who) -> list[str]:
    """Ids of those who do a verb, organs of government kept apart, with the speaker of a quotation as the last resort."""
    doers = subjects(verb)
    found = [a for s in doers for a in who.several(s, organs=True)]
    if not found and doers and (speaker := _speaker_of_cue(verb, who)):
        found = [speaker]
    if not found and (organs := [a for s in doers if (a := _bare_organ(s, who))]):
        quote = who.quote_of(verb)
        found = organs if quote is None or quote.kind == "indirect" else []
    return list(dict.fromkeys(found)) or teller(verb, who)


def _speaker_of_cue(verb: Token, who: Who) -> str | None:
    """Whom "he" in "he accused them" is, as the station on quotes resolved him; None where it left him open."""
    kept: dict[str, Any] = who.parsed.tree.kept
    if "quotes by cue" not in kept:
        kept["quotes by cue"] = {
            i: q
            for q in who.known.quotes
            if q.cue is not None
            for i in range(who.parsed.words.at(q.cue.start), who.parsed.words.before(q.cue.end))
        }
    quote = kept["quotes by cue"].get(verb.i)
    return who.body_of(quote) if quote is not None else None


def _bare_organ(noun: Token, who: Who) -> str | None:
    """Whose organ "the army" is where no state stands with it: of the state that most of the text's events take place in."""
    low = {c.lower_ for c in noun.children if c.i < noun.i}
    if low - {"the", "'s"} or "the" not in low:
        return None
    organ = next((key for key, names in actor_words()["organs"].items() if noun.lower_ in names), None)
    if organ is None:
        return None
    kept: dict[str, Any] = who.parsed.tree.kept
    if "states of events" not in kept:
        kept["states of events"] = Counter(
            state_of(a.id)
            for m, a in who.known.mentions
            if a.type == "state" and PLACED.search(who.parsed.text, max(0, m.span.start - 24), m.span.start)
        ).most_common(2)
    best = kept["states of events"]
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return noun.lower_
    return f"{best[0][0]}:{organ}"


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


def named(noun: Token, who: Who) -> str | None:
    """The actor that a noun names, else its words as a slug ("armed gangs" -> `armed-gangs`); None for an open pronoun."""
    if found := who.several(noun, organs=True):
        return found[0]
    if noun.lemma_ in words("claims", "owned.people"):  # "Nkunda's men"
        for c in lefts(noun):
            if c.dep_ == "poss" and (whose := who.organ_at(c)):
                return whose
    if noun.tag_ == "PRP":
        return _named_before(noun, who)
    after = noun.nbor() if noun.i + 1 < len(noun.tree) else noun
    if noun.tag_[:3] == "NNP" and (
        behind := who.organ_at(after)
    ):  # "accused President Obama": the title alone hangs on the verb
        return behind
    near = [c.text for c in lefts(noun) if c.dep_ in ("amod", "compound")] + [noun.text]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(near).lower()).strip("-") or noun.lower_


def _named_before(pronoun: Token, who: Who) -> str | None:
    """The person that "him" means, or the state or body that "it" and "them" mean: the last one named before the sentence."""
    person = pronoun.lower_ in ("him", "her", "he", "she")
    start = pronoun.sent.start_char
    last = bisect_left(who.known.mentions, start, key=lambda p: p[0].span.start)
    for m, a in reversed(who.known.mentions[max(0, last - 40) : last]):
        if (a.type == "person") == person and (person or m.how != "demonym"):
            return (a.speaks_for or a.id) if start - m.span.start < NEAR else None
    return None
