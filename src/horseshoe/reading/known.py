"""What the stations have found so far, handed from each to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Generic, TypeVar

from horseshoe.model import Actor, Claim, DateMention, Draft, Event, Figure, Mention, Position, Quote

T = TypeVar("T")


class Overlaps(Generic[T]):
    """Things by the characters `[start, end)` that they stand on, found as quickly in a long text as in a short one.

    They may lie inside each other.
    """

    def __init__(self, things: Iterable[tuple[int, int, T]]) -> None:
        self._things = list(things)
        self._order = sorted(range(len(self._things)), key=lambda i: self._things[i][0])
        self._starts = [self._things[i][0] for i in self._order]
        self._furthest = list(accumulate((self._things[i][1] for i in self._order), max))

    def on(self, start: int, end: int) -> list[T]:
        """Those that share a character with `[start, end)`, in the order in which they were given."""
        found = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._furthest[at] > start:
            if self._things[self._order[at]][1] > start:
                found.append(self._order[at])
            at -= 1
        return [self._things[i][2] for i in sorted(found)]


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

    def adding(self, name: str, items: tuple[Any, ...]) -> Known:
        """What is known with the items of one more kind; what was worked out of the other kinds is kept."""
        made = replace(self, **{name: items})
        made.__dict__.update({k: v for k, v in self.__dict__.items() if _MADE_OF.get(k, name) != name})
        return made

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


# Of which items each property is made.
_MADE_OF = {
    "mentions": "actors",
    "by_id": "actors",
    "_starts": "actors",
    "_dates": "dates",
    "_date_starts": "dates",
    "dates_by_place": "dates",
    "quotes_by_place": "quotes",
}
