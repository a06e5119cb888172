"""The text of a draft or an adopted resolution: one Draft with its provisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from horseshoe.council.rule import seats_on
from horseshoe.council.votes_on_record import PAST_MIDNIGHT, DraftVote, find_draft
from horseshoe.model import DateRange, Document, Draft, Position, Span, Stance, VoteCount
from horseshoe.reading.formal.adoption import Adoption, find_closing, positions_of, read_adoption
from horseshoe.reading.formal.header import AMENDED, AMENDMENT, SYMBOL, Header, day_in, read_header
from horseshoe.reading.formal.paragraphs import find_body
from horseshoe.reading.formal.provisions import read_provisions
from horseshoe.reading.formal.situation import find_situation
from horseshoe.reading.formal.states import FormalItems, state_actors, states_in

DRAFT_ID = "draft-1"
HEAD = 1500
CAST = ("voted_for", "voted_against", "abstained")


def read_resolution(document: Document) -> FormalItems:
    """The draft or resolution that a document is, with its sponsors' positions; nothing where no resolution's body is found."""
    text = document.text
    body = find_body(text)
    if body is None:
        return read_amendment(document)
    header = read_header(text, body)
    when = header.day or document.published
    closing = find_closing(text, body)
    adoption = read_adoption(text, closing, when) if closing is not None else None
    when, doubts = _day_of_meeting(header, adoption, when)
    adopted = header.adopted or adoption is not None
    situation = find_situation(text, body, closing, header.resolution)
    draft = Draft(
        id=DRAFT_ID,
        label=_label(header, situation),
        mentions=(header.named or _council_line(text, body),),
        symbol=header.symbol,
        sponsors=tuple(s.id for s in header.sponsors),
        situation=situation,
        status="adopted" if adopted else "pending",
        vote=_vote(header, adoption, when) if adopted else VoteCount(),
        provisions=read_provisions(text, body, when, closing),
        when=DateRange(when, when) if when else None,
    )
    positions = tuple(
        Position(s.id, "sponsors", Span.of(text, s.start, s.end), target=DRAFT_ID, said_on=draft.when) for s in header.sponsors
    )
    if adoption is not None:
        positions += positions_of(text, adoption, draft)
    draft, recorded = _on_record(draft, header.line or draft.mentions[0])
    return FormalItems(
        (draft,),
        positions if any(p.stance in CAST for p in positions) else (*positions, *recorded),
        actors=state_actors(text, header.sponsors),
        own_draft=True,
        warnings=(*(adoption.warnings if adoption else ()), *doubts),
    )


def _day_of_meeting(header: Header, adoption: Adoption | None, day: date | None) -> tuple[date | None, tuple[str, ...]]:
    """ "of 21 May 1970 … Adopted at the 1536th meeting", which was held on 11 May: the meeting's day, with a warning.

    A meeting that ran past midnight leaves a day between the two; then the day printed stands.
    """
    real = find_draft(header.symbol) if header.symbol and adoption is not None else None
    if real is None or day is None or adoption is None or real.meeting != f"S/PV.{adoption.meeting}":
        return day, ()
    if abs((real.date - day).days) <= PAST_MIDNIGHT:
        return day, ()
    return real.date, (f"the heading says {day}; the meeting of the closing line, {real.meeting}, was held on {real.date}",)


def read_amendment(document: Document) -> FormalItems:
    """An amendment ("France: amendment to draft resolution S/2031/417"): to which draft, which paragraph; else nothing."""
    text = document.text
    title = AMENDMENT.search(text[:HEAD])
    if title is None:
        return FormalItems()
    symbol = SYMBOL.search(text[: title.start()])
    opens = max(text.rfind("\n\n", 0, title.start()), 0)
    sponsors = {s.id: s for s in states_in(text, opens, title.start())}
    where = AMENDED.search(text, title.end())
    day = day_in(text[:HEAD]) or document.published
    when = DateRange(day, day) if day else None
    draft = Draft(
        id=DRAFT_ID,
        label=f"Amendment to draft resolution {title['draft']}" + (f", {' '.join(where[0].lower().split())}" if where else ""),
        mentions=(Span.of(text, title.start("what"), title.end("draft")),),
        symbol="".join(symbol[0].split()) if symbol else None,
        sponsors=tuple(sponsors),
        situation=find_situation(text, title.end()),
        when=when,
        kind="amendment",
    )
    named = tuple(sponsors.values())
    positions = tuple(Position(s.id, "sponsors", Span.of(text, s.start, s.end), target=DRAFT_ID, said_on=when) for s in named)
    return FormalItems((draft,), positions, actors=state_actors(text, named), own_draft=True)


def _vote(header: Header, adoption: Adoption | None, day: date | None) -> VoteCount:
    """The count of the closing line; else what the heading says ("Adopted unanimously by the Security Council at its …")."""
    if adoption is not None and adoption.yes is not None:
        return VoteCount(day, adoption.yes, adoption.no, adoption.abstain)
    if header.unanimous and day is not None:
        return VoteCount(day, seats_on(day), 0, 0)
    return VoteCount(day)


def _on_record(draft: Draft, line: Span) -> tuple[Draft, tuple[Position, ...]]:
    """The draft with the counts that its text does not print, and how each member voted, where the record has its resolution.

    The members' votes stand on `line`, the words that say that it was adopted; `match_reason` tells where they come from.
    """
    real = find_draft(draft.symbol) if draft.symbol and draft.status == "adopted" else None
    if real is None or real.resolution is None:
        return draft, ()
    reason = f"the text gives the symbol {draft.symbol}"
    vote = draft.vote
    positions: tuple[Position, ...] = ()
    if vote.yes is None:
        vote = VoteCount(vote.date or real.date, real.yes, real.no, real.abstain)
        positions = tuple(
            Position(member, stance, line, target=draft.id, said_on=draft.when)
            for stance, members in _cast(real)
            for member in members
        )
    return replace(draft, vote=vote, matches=real.symbol or real.label, match_reason=reason), positions


def _cast(real: DraftVote) -> tuple[tuple[Stance, tuple[str, ...]], ...]:
    """The members by what they did, where the record has all their votes."""
    votes = real.votes
    if votes is None:
        return ()
    return ("voted_for", votes.yes), ("voted_against", votes.no), ("abstained", votes.abstain)


def _label(header: Header, situation: str | None) -> str:
    if header.resolution is not None and header.symbol is not None:
        return f"Resolution {header.symbol.removeprefix('S/RES/')}"
    if header.symbol:
        return f"Draft resolution {header.symbol}"
    return f"Draft resolution on {situation}" if situation else "Draft resolution"


def _council_line(text: str, body: int) -> Span:
    line = text[:body].rstrip()
    start = line.rfind("The Security Council") if "The Security Council" in line else line.rfind("The")
    return Span.of(text, max(start, 0), len(line))
