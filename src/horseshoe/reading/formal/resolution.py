"""The text of a draft or an adopted resolution: one Draft with its provisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from horseshoe.council.rule import seats_on
from horseshoe.council.votes_on_record import find_draft
from horseshoe.model import DateRange, Document, Draft, Position, Span, VoteCount
from horseshoe.reading.formal.adoption import Adoption, find_closing, positions_of, read_adoption
from horseshoe.reading.formal.header import Header, read_header
from horseshoe.reading.formal.items import FormalItems, state_actors
from horseshoe.reading.formal.paragraphs import find_body
from horseshoe.reading.formal.provisions import read_provisions
from horseshoe.reading.formal.situation import find_situation

DRAFT_ID = "draft-1"


def read_resolution(document: Document) -> FormalItems:
    """The draft or resolution that a document is, with its sponsors' positions; nothing where no resolution's body is found."""
    text = document.text
    body = find_body(text)
    if body is None:
        return FormalItems()
    header = read_header(text, body)
    when = header.day or document.published
    closing = find_closing(text, body)
    adoption = read_adoption(text, closing, when) if closing is not None else None
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
    return FormalItems(
        (_on_record(draft),),
        positions,
        actors=state_actors(text, header.sponsors),
        own_draft=True,
        warnings=adoption.warnings if adoption else (),
    )


def _vote(header: Header, adoption: Adoption | None, day: date | None) -> VoteCount:
    """The count of the closing line; else what the heading says ("Adopted unanimously by the Security Council at its …")."""
    if adoption is not None and adoption.yes is not None:
        return VoteCount(day, adoption.yes, adoption.no, adoption.abstain)
    if header.unanimous and day is not None:
        return VoteCount(day, seats_on(day), 0, 0)
    return VoteCount(day)


def _on_record(draft: Draft) -> Draft:
    """The draft with the counts that its text does not give, where the Council's record has its resolution."""
    real = find_draft(draft.symbol) if draft.symbol and draft.status == "adopted" else None
    if real is None or real.resolution is None:
        return draft
    reason = f"the text gives the symbol {draft.symbol}"
    vote = draft.vote
    if vote.yes is None:
        vote = VoteCount(vote.date or real.date, real.yes, real.no, real.abstain)
    return replace(draft, vote=vote, matches=real.symbol or real.label, match_reason=reason)


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
