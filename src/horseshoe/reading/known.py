"""What the stations have found so far, handed from each to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from horseshoe.model import Actor, Claim, DateMention, Draft, Event, Figure, Mention, Position, Quote
from horseshoe.reading.overlaps import Overlaps


@dataclass(frozen=True)
class Known:
    """Items found before a station runs; a station that has not run yet has left an empty tuple."""

    actors: tuple[Actor, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    drafts: tuple[Draft, ...] = ()
    positions: tuple[Position, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()  # what a station doubts of the document

    @cached_property
    def mentions(self) -> tuple[tuple[Mention, Actor], ...]:
        """Every mention with its actor, in text order."""
        pairs = [(m, a) for a in self.actors for m in a.mentions]
        return tuple(sorted(pairs, key=lambda p: (p[0].span.start, -p[0].span.end)))

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.actors}

    def actors_in(self, start: int, end: int) -> Iterable[tuple[Mention, Actor]]:
        """Mentions that lie wholly within `[start, end)`, in text order."""
        low = bisect_left(self._starts, start)
        return (p for p in self.mentions[low : bisect_left(self._starts, end, low)] if p[0].span.end <= end)

    @cached_property
    def _starts(self) -> list[int]:
        return [m.span.start for m, _ in self.mentions]

    def dates_in(self, start: int, end: int) -> Iterable[DateMention]:
        """Date expressions that lie wholly within `[start, end)`."""
        low = bisect_left(self._date_starts, start)
        return (d for d in self._dates[low : bisect_left(self._date_starts, end, low)] if d.span.end <= end)

    @cached_property
    def _dates(self) -> list[DateMention]:
        return sorted(self.dates, key=lambda d: d.span.start)

    @cached_property
    def _date_starts(self) -> list[int]:
        return [d.span.start for d in self._dates]

    @cached_property
    def dates_by_place(self) -> Overlaps[DateMention]:
        """Date expressions by where they stand."""
        return Overlaps((d.span.start, d.span.end, d) for d in self.dates)

    @cached_property
    def quotes_by_place(self) -> Overlaps[Quote]:
        """Quotations by where they stand."""
        return Overlaps((q.span.start, q.span.end, q) for q in self.quotes)
