"""What a dossier holds: plain data for the terminal, the pages, the exports and the briefing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from horseshoe.model import Stance


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: the reference to correct it by, the document, its day and publisher, and the words."""

    ref: str
    document: str
    published: date | None
    publisher: str | None
    text: str
    judgement: str | None = None
    new: bool = False  # published since the day asked about


@dataclass(frozen=True, slots=True)
class PositionEntry:
    """One stance of an actor on a draft. `day` is when it was said, else published; `reversal` of the side taken before.

    `taken_back` is where a later text says that it does not hold: "Russia will not veto the draft".
    """

    actor: str
    stance: Stance
    draft: int | None
    day: date | None
    source: Source
    condition: str | None = None
    addressee: str | None = None
    reported_by: str | None = None
    reversal: bool = False
    negated: bool = False  # "will not veto"
    taken_back: Source | None = None

    def turned(self) -> PositionEntry:
        """The same, marked as a reversal."""
        return dataclasses.replace(self, reversal=True)


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """What one document says of a draft."""

    status: str
    label: str
    sponsors: tuple[str, ...]
    provisions: tuple[str, ...]
    link: dict[str, Any]
    source: Source
    vote_day: date | None = None  # of the vote, held or to come, where the document tells it
    background: bool = False  # told as history
    tally: tuple[int | None, ...] = ()
    vetoed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft over time. `status` is the furthest that documents up to the dossier's day tell."""

    no: int
    label: str
    symbol: str | None
    sponsors: tuple[str, ...]
    status: str
    first_day: date | None
    last_day: date | None
    versions: tuple[DraftVersion, ...]
    new: bool = False
    also: tuple[int, ...] = ()  # numbers of the record under which other documents tell of the same draft

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers that the record knows it by."""
        return (self.no, *self.also)


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One count of a series."""

    day: date | None
    value: float
    upper: float | None
    bound: str
    source: Source


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """What one source counts, over time; series of the same `what` by other sources are its rivals."""

    what: str
    where: str | None
    unit: str
    by: str | None
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quotation."""

    speaker: str | None
    name: str | None
    role: str | None
    kind: str
    source: Source


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """An attributed claim and who denies it."""

    kind: str
    actor: str | None
    about: str | None
    denied_by: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened or was said on a day."""

    day: date
    what: Literal["draft", "position", "event"]
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A text that corrects, denies or updates another (`of`, its id), and what it changed."""

    document: str
    of: str
    published: date | None
    publisher: str | None
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """Documents that follow each other without a long silence."""

    start: date
    end: date
    documents: int


@dataclass(slots=True)
class Dossier:
    """All of it. Lists hold the newest entries up to the limit asked for; `totals` counts them all."""

    situation: str
    name: str
    as_of: date | None = None
    since: date | None = None
    sources: int = 0  # documents, near-copies counted once
    copies: int = 0  # near-copies and second places
    undated: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)  # what was published since `since`, by kind
    episodes: tuple[Episode, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    drafts: tuple[DraftEntry, ...] = ()
    positions: dict[str, tuple[PositionEntry, ...]] = field(default_factory=dict)
    figures: tuple[FigureSeries, ...] = ()
    quotes: tuple[QuoteEntry, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    text_versions: tuple[TextVersion, ...] = ()
