"""Who asks whom to do what about a draft or in the Council."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.council.states import state_of
from horseshoe.model import Certainty, Position
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.factuality.reality import reality
from horseshoe.reading.grammar import (
    MODALS_OF_DOUBT,
    behind,
    children,
    has,
    has_word,
    is_verb,
    modal,
    negated,
    own_subjects,
    passive,
    subjects,
)
from horseshoe.reading.lexicon import words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.telling import evidence, reported_by, said_on
from horseshoe.reading.tree import Token
from horseshoe.reading.who import OWNED, Who

COUNCIL = frozenset(["security-council", "un-security-council"])


def urgings(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Position]:
    """Positions `urges`, each with its addressee where one is named."""
    urge = words("positions", "urge.verbs") | words("positions", "urge.proposes")
    for token in parsed.tree.having(urge, words("positions", "urge.should")):
        if is_verb(token) and token.lemma_ in urge:
            yield from _verb(token, who, targets)
        elif token.tag_ == "MD" and token.lower_ in words("positions", "urge.should"):
            yield from _should(token, who, targets)


def _verb(verb: Token, who: Who, targets: Targets) -> Iterator[Position]:
    """Example: Amnesty International urged Russia not to block the draft, and Japan called on the Council to act."""
    actors = _urgers(verb, who, targets)
    told = _addressed(verb)
    wish = _wished(verb)
    if not actors or not (told or wish) or not _is_urged(verb, told, wish) or not _business(told, wish, who, targets):
        return
    addressees = who.named_by(told)
    how = reality(verb)
    if (verb.lemma_ == "persuade" or how == "doubtful") and not negated(verb) and modal(verb) not in MODALS_OF_DOUBT:
        how = "done"
    certainty: Certainty = "possible" if how in ("doubtful", "foretold", "hypothetical", "asked") else "certain"
    target = targets.first(t for c in (*wish, *told) for t in c.subtree)
    for actor in actors:
        if actor not in addressees:
            denied = how in ("negated", "refused")
            yield _position(actor, verb, who, target, addressees[0] if addressees else None, certainty, denied)


def _above_sponsor(verb: Token) -> list[Token]:
    """Example: A draft resolution sponsored by Togo which called for a truce was adopted.

    The nouns that a sponsor is named under: a relative clause behind it tells of the draft.
    """
    return [t for t in verb.head.ancestors if t.tag_[:2] == "NN"] if verb.dep_ == "relcl" else []


def _urgers(verb: Token, who: Who, targets: Targets) -> list[str]:
    """Who asks: nobody "when asked whether they would veto it", and no draft that "calls for" something."""
    by_nobody = verb.tag_ == "VBN" and verb.dep_ == "advcl" and not has(verb, "aux", "nsubj")
    owners = [] if by_nobody or passive(verb) else subjects(verb)
    if any(targets.at(t) for t in (*owners, *_above_sponsor(verb))):
        return []
    return [a for a in who.named_by(owners) if a not in COUNCIL]


def _wished(verb: Token) -> list[Token]:
    """The clauses and nouns that tell what is asked for."""
    clauses = [c for c in children(verb, "xcomp", "ccomp", "advcl") if is_verb(c) or c.dep_ == "ccomp"]
    return clauses + [p for c in children(verb, "prep") if c.lower_ in ("against", "into", "for") for p in c.children]


def _is_urged(verb: Token, told: list[Token], wish: list[Token]) -> bool:
    """Whether the verb is used of asking somebody to act: "called on", not "called a session"; "warned it to stop"."""
    if verb.lemma_ in ("insist", "recommend"):  # what is insisted to be so is no wish
        return any(c.tag_ == "VB" or c.tag_[:2] == "NN" for c in (*wish, *told))
    if verb.lemma_ in words("positions", "urge.proposes"):  # "proposed to postpone the vote", not "proposed a text"
        return any(c.lemma_ in words("positions", "urge.delays") for c in wish)
    if verb.lemma_ == "call":
        particles = {c.lower_ for c in children(verb, "prep", "prt")} | {t.lower_ for t in verb.tree[verb.i + 1 : verb.i + 2]}
        return bool(particles & {"on", "upon", "for"}) and not _has_another_object(verb)
    return verb.lemma_ not in ("warn", "counsel") or _bid(verb)


def _has_another_object(verb: Token) -> bool:
    """Example: Serbia called an emergency session for Tuesday to discuss the draft."""
    return any(o.tag_[:2] == "NN" and o.tag_[:3] != "NNP" for o in children(verb, "dobj"))


def _bid(verb: Token) -> bool:
    """Whether "warned" is followed by what shall be done or left: "warned Russia against a veto", "warned it to stop"."""
    return any((c.dep_ == "xcomp" and c.tag_ == "VB") or c.lower_ == "against" for c in verb.children)


def _addressed(verb: Token) -> list[Token]:
    found = list(children(verb, "dobj", "dative"))
    found += behind(verb, *words("positions", "urge.to"), deps=("prep", "dative"))
    found += [
        s for c in children(verb, "ccomp", "advcl", "xcomp") if is_verb(c) and modal(c) is None for s in children(c, "nsubj")
    ]
    return [t for t in found if not is_verb(t)]


def _business(told: list[Token], wish: list[Token], who: Who, targets: Targets) -> bool:
    """Whether what is asked is the Council's business: a draft, a vote, or the Council itself is addressed or named."""
    tokens = [t for w in (*wish, *told) for t in w.subtree]
    if targets.first(tokens) is not None or not COUNCIL.isdisjoint(who.named_by(told)):
        return True
    return any(t.lemma_ in words("positions", "urge.business") for t in tokens)


def _should(aux: Token, who: Who, targets: Targets) -> Iterator[Position]:
    """Example: "France must work with the Council to pass a resolution," Vitaly Churkin said.

    What somebody says another should do about the Council's business is urged on him.
    """
    verb = aux.head
    told = own_subjects(verb)
    if not _is_duty(aux) or not told or targets.first(told) is not None:
        return
    speaker = _speaker(verb, who)
    addressees = who.named_by(told)
    if speaker is None or speaker in addressees or not all(_can_be_urged(s) for s in told):
        return
    somebody = addressees or any(t.lemma_ in ("member", "government", "country", "state", "council") for t in told)
    if somebody and _business(told, [verb], who, targets):
        yield _position(speaker, verb, who, targets.first(verb.subtree), addressees[0] if addressees else None)


def _is_duty(aux: Token) -> bool:
    """ "must work", not "should have worked", a question or "need"."""
    verb = aux.head
    past = has_word(verb, ("have",), "aux")
    return is_verb(verb) and not past and aux.i < verb.i and aux.lower_ != "need"


def _can_be_urged(subject: Token) -> bool:
    """Not "US opposition should come as no surprise", nor what "we" should do."""
    return subject.lemma_ not in OWNED and subject.lower_ not in ("we", "i")


def _speaker(verb: Token, who: Who) -> str | None:
    quote = who.quote_of(verb)
    if quote is not None and (body := who.body_of(quote)):
        return state_of(body)
    token = verb
    while token.head != token:
        child, token = token, token.head
        if is_verb(token) and child.dep_ == "ccomp" and token.lemma_ in words("positions", "intent.threat"):
            named = who.named_by(subjects(token))
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
