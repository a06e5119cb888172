"""The reading contract (docs/contract.md) as shapes for the API's description; names and order are the contract's."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field

from horseshoe.model import (
    ActorType,
    Bound,
    Certainty,
    DocumentKind,
    DraftStatus,
    MentionHow,
    PloverRoot,
    PublishedFrom,
    QuoteKind,
    Stance,
)

Offsets = Annotated[list[int], Field(min_length=2, max_length=2, description="[start, end) in characters of the text")]
Day = date  # a field called date hides the type
Days = Annotated[list[date], Field(min_length=2, max_length=2, description="first and last day")]


class DocumentShape(BaseModel):
    """A document without its text."""

    id: str
    path: str
    title: str | None
    published: date | None
    published_from: PublishedFrom | None
    publisher: str | None
    kind: DocumentKind
    language: str | None
    characters: int


class MentionShape(BaseModel):
    """Words that name an actor."""

    span: Offsets
    text: str
    how: MentionHow


class ActorShape(BaseModel):
    """A state, organisation, bloc, person or group."""

    id: str
    name: str
    type: ActorType
    mentions: list[MentionShape]


class SpeakerShape(BaseModel):
    """Who says a quotation."""

    actor: str | None
    name: str | None
    role: str | None
    for_: Annotated[str | None, Field(alias="for")]
    span: Offsets


class CueShape(BaseModel):
    """The words that attribute."""

    span: Offsets
    text: str


class QuoteShape(BaseModel):
    """Attributed speech."""

    span: Offsets
    text: str
    parts: list[Offsets]
    kind: QuoteKind
    speaker: SpeakerShape | None
    cue: CueShape | None
    addressee: str | None
    reported_by: str | None


class TargetShape(BaseModel):
    """The draft a position is on."""

    draft: str


class PositionShape(BaseModel):
    """What an actor wants of a draft or urges on another."""

    actor: str
    stance: Stance
    target: TargetShape | None
    addressee: str | None
    condition: str | None
    certainty: Certainty
    negated: bool
    said_on: Days | None
    reported_by: str | None
    span: Offsets
    text: str


class VoteShape(BaseModel):
    """A vote as the text counts it."""

    date: Day | None
    yes: int | None
    no: int | None
    abstain: int | None


class ProvisionShape(BaseModel):
    """One thing that a draft would do."""

    text: str
    span: Offsets
    act: str
    addressee: str | None
    condition: str | None


class DraftShape(BaseModel):
    """A draft resolution."""

    id: str
    label: str
    symbol: str | None
    sponsors: list[str]
    situation: str | None
    status: DraftStatus
    vote: VoteShape
    vetoed_by: list[str]
    matches: str | None
    provisions: list[ProvisionShape]
    mentions: list[Offsets]


class FigureShape(BaseModel):
    """A count with its bounds and its source."""

    span: Offsets
    text: str
    value: float
    upper: float | None
    bound: Bound
    unit: str
    what: str | None
    where: str | None
    period: Days | None
    source: str | None


class EventShape(BaseModel):
    """Who did what to whom."""

    root: PloverRoot
    actors: list[str]
    targets: list[str]
    when: Days | None
    where: str | None
    certainty: Certainty
    negated: bool
    reported_by: str | None
    span: Offsets
    text: str


class DateShape(BaseModel):
    """A date expression."""

    span: Offsets
    text: str
    start: date | None
    end: date | None


class ReadingShape(BaseModel):
    """All that one document says."""

    contract: int
    document: DocumentShape
    actors: list[ActorShape]
    quotes: list[QuoteShape]
    positions: list[PositionShape]
    drafts: list[DraftShape]
    figures: list[FigureShape]
    events: list[EventShape]
    dates: list[DateShape]
    warnings: list[str]


class EvidenceShape(BaseModel):
    """Words of the document that a line rests on."""

    span: Offsets
    text: str


class LineShape(BaseModel):
    """A line of a briefing with its evidence."""

    text: str
    depth: int
    spans: list[EvidenceShape]
    record: list[str]


class SectionShape(BaseModel):
    """Lines under one title and where they come from."""

    key: str
    title: str
    rests: str
    lines: list[LineShape]


class BriefShape(BaseModel):
    """A briefing."""

    brief: int
    document: dict[str, Any]
    headline: LineShape
    council: list[dict[str, Any]]
    sections: list[SectionShape]
    warnings: list[str]
