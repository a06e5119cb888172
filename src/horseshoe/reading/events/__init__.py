"""Station: events, coded in PLOVER's sixteen types. One sentence is the evidence, or there is no event."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from horseshoe.model import Event
from horseshoe.reading.events.coding import Coded, code_sentence
from horseshoe.reading.events.grammar import child, is_verb, noun_words
from horseshoe.reading.events.lexicon import group_of
from horseshoe.reading.events.who import BELOW_STATE, Cast
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed

NOT_TOLD = ("draft_resolution", "resolution")  # their verbs are acts of the text, and stand among its provisions
MOST = 2  # events a sentence


def find_events(parsed: Parsed, known: Known) -> tuple[Event, ...]:
    """Who did what to whom, sentence by sentence; nothing from the text of a resolution itself."""
    if parsed.document.kind in NOT_TOLD:
        return ()
    cast = Cast(known)
    return tuple(event for sentence in parsed.sentences() for event in _events(parsed, known, cast, sentence))


def _events(parsed: Parsed, known: Known, cast: Cast, sentence: Tokens) -> Iterator[Event]:
    for coded in code_sentence(sentence.root)[:MOST]:
        event = _event(parsed, known, cast, sentence, coded)
        if event is not None:
            yield event


def _event(parsed: Parsed, known: Known, cast: Cast, sentence: Tokens, coded: Coded) -> Event | None:
    """The event with its actors; None where neither side names anybody."""
    start, end = sentence.start_char, sentence.end_char
    text = parsed.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    where = cast.place_of(sentence.root)
    actors = _first(cast, coded.actors)
    targets = _first(cast, coded.targets)
    if not actors:
        actors = _speaker(known, coded, start, end)
    if not targets and not coded.strict:
        targets = _rest(cast, coded, actors)
    if not actors and not targets and where is None:
        return None
    if not actors and not coded.passive and where is not None and (doer := _group(coded.actors)) is not None:
        actors = (f"{where}:{doer}" if doer in BELOW_STATE else where,)
    if not targets and coded.passive and where is not None and (sufferer := _group(coded.targets[:1])) is not None:
        targets = (f"{where}:{sufferer}" if sufferer in BELOW_STATE else where,)
    dates = [d.range for d in known.dates_in(start, end) if d.range]
    reporter = next(iter(cast.of(coded.reporter)), None) if coded.reporter is not None else None
    return Event(
        root=coded.root,
        actors=actors,
        span=parsed.span(start, end),
        targets=targets,
        when=dates[0] if dates else None,
        where=where,
        negated=coded.negated,
        reported_by=reporter if reporter not in actors else None,
    )


def _first(cast: Cast, phrases: tuple[Token, ...]) -> tuple[str, ...]:
    """The actors of the first phrase that names any."""
    return next((found for phrase in phrases if (found := cast.of(phrase))), ())


def _group(phrases: tuple[Token, ...]) -> str | None:
    """The group of people that a phrase without a country names ("thousands of demonstrators")."""
    for phrase in phrases:
        if any(c.text.lower() == "ethnic" for c in phrase.children):
            return "citizens"
        for word in noun_words(phrase):
            if (group := group_of().get(word)) is not None:
                return group
    return None


def _speaker(known: Known, coded: Coded, start: int, end: int) -> tuple[str, ...]:
    """Who says a demand in a quotation whose speaker is known ("he added")."""
    if coded.root != "REQUEST":
        return ()
    for quote in known.quotes:
        if quote.speaker is not None and quote.span.start < end and start < quote.span.end:
            said_by = quote.speaker.speaks_for or quote.speaker.actor
            return (said_by,) if said_by else ()
    return ()


def _same_clause(token: Token, verb: Token) -> bool:
    """Whether a token hangs from a verb without a clause of its own between them ("which the West criticised")."""
    while token.i != verb.i and token.head.i != token.i:
        if (
            token.dep_ == "relcl"
            or (token.dep_ == "advcl" and child(token, "mark", "nsubj") is not None)
            or token.text.lower() == "according"
            or (token.dep_ == "conj" and is_verb(token))
        ):
            return False
        token = token.head
    return token.i == verb.i


def _rest(cast: Cast, coded: Coded, actors: tuple[str, ...]) -> tuple[str, ...]:
    """An actor named behind the verb in its own clause, where no slot of the frame names one."""
    taken = {a[:3] for a in actors}
    for token in coded.verb.subtree:
        if (
            token.i > coded.verb.i
            and _same_clause(token, coded.verb)
            and (actor := cast.usable(token)) is not None
            and actor.id[:3] not in taken
        ):
            return (actor.id,)
    return ()
