"""Events, coded in PLOVER's sixteen types. One sentence is the evidence, or there is no event."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Certainty, Event, Quote, Speaker
from horseshoe.reading.events.coding import code_aside, code_below, code_sentence
from horseshoe.reading.events.deeds import Coded
from horseshoe.reading.events.sides import Sides, find_sides, is_owned
from horseshoe.reading.events.who import Cast
from horseshoe.reading.factuality.certainty import Factuality, factuality, modal
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Run, Token

NOT_TOLD = ("draft_resolution", "resolution")  # their verbs are acts of the text, and stand among its provisions
MOST = 2  # events of a sentence's main verbs; one more may be told beside them


def find_events(parsed: Parsed, known: Known) -> tuple[Event, ...]:
    """Who did what to whom, sentence by sentence; nothing from the text of a resolution itself."""
    if parsed.document.kind in NOT_TOLD:
        return ()
    cast = Cast(known)
    return tuple(event for sentence in parsed.sentences() for event in _events(parsed, known, cast, sentence))


def _events(parsed: Parsed, known: Known, cast: Cast, sentence: Run) -> Iterator[Event]:
    found = [e for coded in code_sentence(sentence.root) if (e := _event(parsed, known, cast, sentence, coded))]
    if not found:
        below = (_event(parsed, known, cast, sentence, coded) for coded in code_below(sentence.root))
        found = [e for e in below if e is not None][:1]
    found = found[:MOST]
    for coded in code_aside(sentence.root):
        event = _event(parsed, known, cast, sentence, coded)
        if event and event.actors and not any(_same(event, f) for f in found):
            found.append(event)
    yield from found[: MOST + 1]


def _same(a: Event, b: Event) -> bool:
    """Whether two events of a sentence are one told twice: by type and a side, or by both sides."""
    shared = {*a.actors, *a.targets} & {*b.actors, *b.targets}
    return (a.root == b.root and bool(shared)) or (a.actors, a.targets) == (b.actors, b.targets)


def _event(parsed: Parsed, known: Known, cast: Cast, sentence: Run, coded: Coded) -> Event | None:
    """The event with its actors; None where neither side names anybody."""
    text = parsed.text[sentence.start_char : sentence.end_char]
    start = sentence.start_char + len(text) - len(text.lstrip())
    end = start + len(text.strip())
    told = factuality(coded.told_by or coded.verb)
    if told.generic or told.certainty == "underspecified":
        return None
    sides = find_sides(cast, coded)
    actors = sides.actors or _speaker(known, coded, start, end)
    if not actors and not sides.targets:
        return None
    if (coded.root == "CONSULT" and len({*actors, *sides.targets}) < 2) or _asks_itself(cast, coded, sides):
        return None
    dates = [d.range for d in known.dates_in(start, end) if d.range]
    reporter = next(iter(cast.of(coded.reporter)), None) if coded.reporter is not None else None
    return Event(
        root=coded.root,
        actors=actors,
        span=parsed.span(start, end),
        targets=_victims(cast, coded, sides.targets),
        when=dates[0] if dates else None,
        where=sides.where,
        negated=told.negated != coded.refusal,
        reported_by=reporter if reporter not in actors else None,
        certainty=_certainty(told, coded, sides.inferred),
    )


def _asks_itself(cast: Cast, coded: Coded, sides: Sides) -> bool:
    """ "Chad had to abstain, said its envoy": what somebody says he must do himself asks nobody."""
    if coded.root != "REQUEST" or coded.told_by is None or sides.targets:
        return False
    return bool(set(sides.actors) & {i for t in coded.targets[:1] for i in cast.of(t)})


def _is_said(verb: Token, quote: Quote) -> bool:
    """Whether a verb stands in what is quoted, not in the words around it."""
    return any(part.start <= verb.idx < part.end for part in quote.parts or (quote.span,))


def _speaks(token: Token, speaker: Speaker) -> bool:
    """Whether a pronoun is the one that a quotation's speaker is named by."""
    return speaker.span is not None and speaker.span.start <= token.idx < speaker.span.end


def _certainty(told: Factuality, coded: Coded, inferred: bool) -> Certainty:
    """ "The Council will condemn it." Of an act still to come only the announcement is certain, where somebody makes it.

    A condition is part of what is announced. Sides that the act's own words do not name make an event no more than probable.
    """
    certainty = told.certainty
    announced = coded.announced and coded.reporter is not None
    if announced and told.condition is not None and modal(coded.verb) in ("will", "would", "shall"):
        certainty = "certain"
    if certainty == "certain" and (inferred or (told.future and not announced)):
        return "probable"
    return certainty


def _victims(cast: Cast, coded: Coded, targets: tuple[str, ...]) -> tuple[str, ...]:
    """ "Rebels killed President Ruritanov." Who suffers force is a person, and stands before the state he speaks for."""
    if coded.root not in ("ASSAULT", "COERCE"):
        return targets
    own = (t for t in coded.targets if not is_owned(t, coded.targets))
    people = [a.id for t in own if (a := cast.actor_at(t)) is not None and a.type == "person"]
    return tuple(dict.fromkeys((*people, *targets)))


def _speaker(known: Known, coded: Coded, start: int, end: int) -> tuple[str, ...]:
    """Who says a demand in a quotation whose speaker is known ("he added")."""
    if coded.root != "REQUEST":
        return ()
    others = [t for t in coded.actors if t.lower_ not in ("we", "i")]
    for quote in known.quotes_by_place.on(start, end):
        if quote.speaker is not None and _is_said(coded.verb, quote) and all(_speaks(t, quote.speaker) for t in others):
            said_by = quote.speaker.speaks_for or quote.speaker.actor
            return (said_by,) if said_by else ()
    return ()
