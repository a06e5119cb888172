"""The cheap first pass over a text: whether it is parsed at all, and which of its paragraphs are.

Three questions, the cheapest first. Does any word of the Council's business occur (a scan for fixed strings)? Does the text
name the Council, or speak of a resolution among those who vote on one (regular expressions)? Where, if it is long and does so
only in passing? Nothing here needs a parse; what is left out is described in docs/speed.md.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from horseshoe.documents.layout import paragraph_starts, with_spans
from horseshoe.errors import NothingFoundError
from horseshoe.model import Document, Reading, Span
from horseshoe.reading.triage.relevance import COUNCIL_BUSINESS, council_mentions, is_about_council, proposals_voted_on

if TYPE_CHECKING:
    from horseshoe.reading.llm.choose import ReadsDocuments

Ranges = tuple[tuple[int, int], ...]

# One of these strings stands, in lower case, in every text that anything below accepts.
STEMS = ("council", "resolution", "draft", "veto", "unsc", "s/res", "s/pv", "s/prst", "s/19", "s/20", "sc/")
SHORT = 6_000  # a text up to this length is read whole
LEAD = 1_200  # what stands before this is what the text is about
DENSE = 1_500  # characters a hit, up to which a text is about the Council throughout
AROUND = 3  # paragraphs before and behind a hit that are read with it: who "he" is, who goes on speaking


def triage(text: str) -> Ranges:
    """The stretches `[start, end)` worth reading, in order; empty where none is, the whole text where it is on the Council."""
    hits = _hits(text)
    if not hits:
        return ()
    if len(text) <= SHORT or hits[0] < LEAD or len(text) <= DENSE * len(hits):
        return ((0, len(text)),)
    return _paragraphs(text, hits)


def is_worth_reading(text: str) -> bool:
    """Whether any part of a text is worth reading."""
    return bool(_hits(text))


def must_be_worth_reading(text: str, where: str) -> None:
    """NothingFoundError for a text, named by `where`, of which no part is worth reading."""
    if not is_worth_reading(text):
        raise NothingFoundError("nothing about the Security Council found", where=where)


def is_on_council(reading: Reading) -> bool:
    """Whether a reading of a whole text found anything on the Council: the test that needs no triage."""
    if reading.drafts or any(actor.id == "security-council" for actor in reading.actors):
        return True
    return is_about_council(reading.document.text)


def _hits(text: str) -> list[int]:
    """Where the text speaks of the Council's business."""
    low = text.lower()
    if not any(stem in low for stem in STEMS):
        return []
    found = {*council_mentions(text), *proposals_voted_on(text)}
    if found:
        found.update(m.start() for m in COUNCIL_BUSINESS.finditer(text))
    return sorted(found)


def _paragraphs(text: str, hits: list[int]) -> Ranges:
    """The lead and the paragraphs around the hits, neighbours joined."""
    starts = list(paragraph_starts(text))
    lead = max(1, bisect_right(starts, LEAD))
    chosen = set(range(lead))
    for hit in hits:
        at = max(0, bisect_right(starts, hit) - 1)
        chosen.update(range(max(0, at - AROUND), min(len(starts), at + AROUND + 1)))
    ranges: list[tuple[int, int]] = []
    for i in sorted(chosen):
        start, end = starts[i] if i else 0, starts[i + 1] if i + 1 < len(starts) else len(text)
        if ranges and ranges[-1][1] == start:
            start = ranges.pop()[0]
        ranges.append((start, end))
    return tuple(ranges)


class TriageReader:
    """Reads with another reader what triage chooses; a text with nothing on the Council has an empty reading."""

    def __init__(self, reader: ReadsDocuments) -> None:
        self.reader = reader
        self._ahead: dict[str, str | None] = {}  # by the text, what is chosen of it

    def look_ahead(self, documents: Sequence[Document]) -> None:
        """Let the other reader look ahead at what it will be given."""
        from horseshoe.reading.llm.choose import LooksAhead

        if isinstance(self.reader, LooksAhead):
            self._ahead = {d.text: chosen_text(d.text) for d in documents}
            self.reader.look_ahead([_with(d, text) for d in documents if (text := self._ahead[d.text]) is not None])

    def read(self, document: Document) -> Reading:
        """The reading of the chosen paragraphs; its spans count in the whole text."""
        text = self._ahead.pop(document.text) if document.text in self._ahead else chosen_text(document.text)
        if text is None:
            return Reading(document, warnings=document.warnings)
        chosen = _with(document, text)
        made = self.reader.read(chosen)
        return made if chosen is document else unmask(made, document)


def chosen_text(text: str) -> str | None:
    """The text with what is not worth reading masked; itself where all is; None where nothing is."""
    ranges = triage(text)
    if not ranges:
        return None
    return text if ranges == ((0, len(text)),) else mask(text, ranges)


def _with(document: Document, text: str) -> Document:
    return document if text is document.text else dataclasses.replace(document, text=text)


def mask(text: str, ranges: Ranges) -> str:
    """The text with everything outside the ranges replaced by as many line ends: offsets stay."""
    parts, at = [], 0
    for start, end in ranges:
        parts += ["\n" * (start - at), text[start:end]]
        at = end
    return "".join([*parts, "\n" * (len(text) - at)])


def unmask(reading: Reading, document: Document) -> Reading:
    """The reading of a masked text as one of the text itself; a span over a gap takes in what stands there."""
    whole = document.text

    def back(span: Span) -> Span:
        return span if span.reproduces(whole) else Span.of(whole, span.start, span.end)

    values = {f.name: with_spans(getattr(reading, f.name), back) for f in dataclasses.fields(reading)}
    return Reading(**{**values, "document": document})
