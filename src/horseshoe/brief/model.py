"""A Page as plain data: lines that each point to the words, the record or the rule they rest on; a briefing or a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from horseshoe.model import Certainty, Document, Span, Stance

Rests = Literal["document", "record", "rule", "forecast"]
Depth = Literal[0, 1]


@dataclass(frozen=True, slots=True)
class Note:
    """Words of one document among several: who published it and when, the words, and the reference to look them up by."""

    where: str
    words: str
    ref: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    It rests on `spans` of the page's document, on `record` citations (a UN symbol, an article), or on `notes` of documents.
    """

    text: str
    spans: tuple[Span, ...] = ()
    record: tuple[str, ...] = ()
    depth: Depth = 0
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not self.spans and not self.record and not self.notes:
            raise ValueError(f"a line without evidence: {self.text!r}")
        object.__setattr__(self, "spans", tuple(dict.fromkeys(self.spans)))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one title. `rests` says where they come from (document, record, rule, forecast)."""

    key: str
    title: str
    lines: tuple[Line, ...]
    rests: Rests = "document"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of the Council on the day, with the stance that the document states, if any."""

    state: str
    name: str
    permanent: bool
    president: bool = False
    stance: Stance | None = None
    hedged: bool = False
    certainty: Certainty = "certain"
    spans: tuple[Span, ...] = ()
    group: str | None = None  # regional group
    to_come: bool = False  # the vote is not held yet: "abstained" means that a member says it will


@dataclass(frozen=True, slots=True)
class Page:
    """What a busy person must know of one document (a briefing), or of a situation from many (a dossier, without `document`).

    `dated` says of which day it is; `seats` is empty where no position is told or the day is not known.
    """

    title: str
    dated: str
    headline: Line
    seats: tuple[Seat, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()
    document: Document | None = None

    @property
    def kind(self) -> str:
        """What it is called on paper."""
        return "Dossier" if self.document is None else "Briefing"

    def lines(self) -> tuple[Line, ...]:
        """Every line, the headline first."""
        return (self.headline, *(line for s in self.sections for line in s.lines))
