"""Who asks whom to do what about a draft or in the Council."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Certainty, Position
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.factuality.reality import reality
from horseshoe.reading.grammar import children, is_verb, modal, negated, passive, subjects
from horseshoe.reading.lexicon import words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.telling import evidence, reported_by, said_on
from horseshoe.reading.tree import Token
from horseshoe.reading.who import OWNED, Who

COUNCIL = frozenset(["security-council", "un-security-council"])


def urgings(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Position]:
    """Positions `urges`, each with its addressee where one is named."""
    for token in parsed.tree:
        if is_verb(token) and token.lemma_ in words("positions", "urge.verbs"):
            yield from _verb(token, who, targets)
        elif token.tag_ == "MD" and token.lower_ in words("positions", "urge.should"):
            yield from _should(token, who, targets)


def _verb(verb: Token, who: Who, targets: Targets) -> Iterator[Position]:
    """Example: Amnesty International urged Russia not to block the draft, and Japan called on the Council to act."""
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(True for _ in children(verb, "aux", "nsubj")):
        return  # "when asked whether they would veto it": nobody named asks
    owners = subjects(verb) if not passive(verb) else []
    if any(targets.at(t) for t in (*owners, *_above_sponsor(verb))):
        return
    actors = [a for s in owners for a in who.several(s) if a not in COUNCIL]
    if not actors:
        return
    told = _addressed(verb)
    addressees = [a for t in told for a in who.several(t)]
    wish = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and (is_verb(c) or c.dep_ == "ccomp")]
    wish += [p for c in children(verb, "prep") if c.lower_ in ("against", "into", "for") for p in c.children]
    if verb.lemma_ in ("call", "push", "press", "ask", "appeal", "plead", "lobby", "request") and not told and not wish:
        return
    if not told and not wish:
        return
    if verb.lemma_ in ("insist", "recommend") and not any(c.tag_ == "VB" or c.tag_[:2] == "NN" for c in (*wish, *told)):
        return  # what is insisted to be so is no wish
    particles = {c.lower_ for c in children(verb, "prep", "prt")} | {t.lower_ for t in verb.tree[verb.i + 1 : verb.i + 2]}
    if (verb.lemma_ == "call" and (not particles & {"on", "upon", "for"} or _has_another_object(verb))) or (
        verb.lemma_ in ("warn", "counsel") and not _bid(verb)
    ):
        return
    if not _business(verb, told, wish, who, targets):
        return
    how = reality(verb)
    if verb.lemma_ == "persuade" or how == "doubtful":
        how = "done" if not negated(verb) and modal(verb) not in ("could", "may", "might") else how
    certainty: Certainty = "possible" if how in ("doubtful", "foretold", "hypothetical", "asked") else "certain"
    denied = how in ("negated", "refused")
    target = next((d for c in (*wish, *told) for t in c.subtree if (d := targets.at(t)) is not None), None)
    for actor in dict.fromkeys(actors):
        if actor not in addressees:
            yield _position(actor, verb, who, target, addressees[0] if addressees else None, certainty, denied)


def _above_sponsor(verb: Token) -> list[Token]:
    """Example: A draft resolution sponsored by Togo which called for a truce was adopted.

    The nouns that a sponsor is named under: a relative clause behind it tells of the draft.
    """
    return [t for t in verb.head.ancestors if t.tag_[:2] == "NN"] if verb.dep_ == "relcl" else []


def _has_another_object(verb: Token) -> bool:
    """Example: Serbia called an emergency session for Tuesday to discuss the draft."""
    return any(o.tag_[:2] == "NN" and o.tag_[:3] != "NNP" for o in children(verb, "dobj"))


def _bid(verb: Token) -> bool:
    """Whether "warned" is followed by what shall be done or left: "warned Russia against a veto", "warned it to stop"."""
    return any((c.dep_ == "xcomp" and c.tag_ == "VB") or c.lower_ == "against" for c in verb.children)


def _addressed(verb: Token) -> list[Token]:
    found = list(children(verb, "dobj", "dative"))
    for p in children(verb, "prep", "dative"):
        if p.lower_ in words("positions", "urge.to"):
            found += list(children(p, "pobj"))
    found += [
        s for c in children(verb, "ccomp", "advcl", "xcomp") if is_verb(c) and modal(c) is None for s in children(c, "nsubj")
    ]
    return [t for t in found if not is_verb(t)]


def _business(verb: Token, told: list[Token], wish: list[Token], who: Who, targets: Targets) -> bool:
    """Whether what is asked is the Council's business: a draft, a vote, or the Council itself is addressed or named."""
    tokens = [t for w in (*wish, *told) for t in w.subtree]
    if any(targets.at(t) is not None for t in tokens):
        return True
    if any(a in COUNCIL for t in told for a in who.several(t)):
        return True
    return any(t.lemma_ in words("positions", "urge.business") for t in tokens)


def _should(aux: Token, who: Who, targets: Targets) -> Iterator[Position]:
    """Example: "France must work with the Council to pass a resolution," Vitaly Churkin said.

    What somebody says another should do about the Council's business is urged on him.
    """
    verb = aux.head
    if not is_verb(verb) or any(t.dep_ == "aux" and t.lower_ == "have" for t in verb.children) or aux.i > verb.i:
        return
    told = list(children(verb, "nsubj", "nsubjpass"))
    if not told or any(targets.at(s) is not None for s in told) or aux.lower_ == "need":
        return
    speaker = _speaker(verb, who)
    if speaker is None:
        return
    if any(s.lemma_ in OWNED for s in told):
        return  # "US opposition should come as no surprise"
    addressees = [a for s in told for a in who.several(s)]
    if speaker in addressees or any(t.lower_ in ("we", "i") for t in told):
        return
    if not (addressees or any(t.lemma_ in ("member", "government", "country", "state", "council") for t in told)):
        return
    if not _business(verb, told, [verb], who, targets):
        return
    target = next((d for t in verb.subtree if (d := targets.at(t)) is not None), None)
    yield _position(speaker, verb, who, target, addressees[0] if addressees else None)


def _speaker(verb: Token, who: Who) -> str | None:
    quote = who.quote_of(verb)
    if quote is not None and (body := who.body_of(quote)):
        return body.split(":")[0]
    token = verb
    while token.head != token:
        child, token = token, token.head
        if is_verb(token) and child.dep_ == "ccomp" and token.lemma_ in words("positions", "intent.threat"):
            named = [a for s in subjects(token) for a in who.several(s)]
            return named[0] if named else None
    return None


def _position(
    actor: str,
    verb: Token,
    who: Who,
    target: str | None,
    addressee: str | None,
    certainty: Certainty = "certain",
    denied: bool = False,
) -> Position:
    return Position(
        actor=actor,
        stance="urges",
        span=evidence(verb, who),
        target=target,
        addressee=addressee,
        said_on=said_on(verb, who),
        reported_by=reported_by(verb, actor, who),
        certainty=certainty,
        negated=denied,
    )
