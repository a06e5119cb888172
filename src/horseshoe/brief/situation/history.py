"""How the forecast of a draft went: as of the day of each document that tells of it, with what that document brought.

Derived from the record's readings: a day's forecast uses nothing that was published later, so that it is what would have been
said on that day. Once the draft is decided, the last forecast stands against what happened.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.brief.agreement import agree
from horseshoe.brief.drawing.horseshoe import does
from horseshoe.brief.words import capital, some_named
from horseshoe.errors import HorseshoeError

if TYPE_CHECKING:
    from horseshoe.brief.situation.standing import Name, Standing
    from horseshoe.forecast.described import Described
    from horseshoe.forecast.result import Shares, Tally
    from horseshoe.record.dossiers.dossier_types import Dossier, DraftEntry, PositionEntry, Source
    from horseshoe.record.record import Record

KEPT = 4096  # forecasts remembered: one costs a fiftieth of a second
OF_IT = ("sponsors", "supports", "opposes", "voted_for", "voted_against", "vetoed")  # stances whose verb takes the draft


@dataclass(frozen=True, slots=True)
class New:
    """What a document told that was not told before, in words."""

    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Moment:
    """The forecast as of a day on which a document told of the draft, and what was new in it."""

    day: date
    shares: Shares
    tally: Tally
    new: tuple[New, ...]


def history(record: Record, dossier: Dossier, st: Standing, name: Name) -> tuple[Moment, ...]:
    """The forecasts of the draft in question, oldest first; from the day of its vote on there is none.

    The last one of an open draft is the forecast of the standing itself.
    """
    from horseshoe.forecast.dossier import described_on, newest_first
    from horseshoe.record.dossiers.latest import readings_of_draft

    if st.draft is None or st.day is None or not (st.forecast or st.outcome):
        return ()
    days = days_told(st.draft, st.outcome.day if st.outcome else None, st.day)
    if st.forecast and st.day not in days:
        days.append(st.day)
    with record.snapshot() as connection:
        told = newest_first(readings_of_draft(connection, st.draft.numbers, st.day))
    found = []
    for day in days:
        try:
            shares, tally = as_of(described_on(told, day, label=st.title, sponsors=st.draft.sponsors))
        except HorseshoeError:
            continue  # no document of that day tells of it as awaiting a vote
        found.append(Moment(day, shares, tally, brought(dossier.positions, st.draft, day, name)))
    return tuple(found)


def days_told(draft: DraftEntry, decided: date | None, until: date) -> list[date]:
    """The days of the documents that tell of a draft, before its vote, oldest first."""
    days = {v.source.published for v in draft.versions if v.source.published and not v.background}
    return sorted(d for d in days if d <= until and (decided is None or d < decided))


@functools.lru_cache(maxsize=KEPT)
def as_of(described: Described) -> tuple[Shares, Tally]:
    """The chances and the expected votes of a draft as it is described on a day."""
    from horseshoe.forecast.forecast import expected

    return expected(described)


def brought(positions: Mapping[str, Sequence[PositionEntry]], draft: DraftEntry, day: date, name: Name) -> tuple[New, ...]:
    """What the documents of a day told that was new: stances not taken on the draft before, and conditions that fell."""
    found: list[tuple[str, PositionEntry]] = []
    freed: list[tuple[str, PositionEntry]] = []
    for actor, entries in positions.items():
        before: PositionEntry | None = None
        for e in (e for e in entries if e.draft in draft.numbers and e.day and e.day <= day):
            if e.day == day and _is_new(e, before):
                (freed if before and e.stance == before.stance else found).append((actor, e))
            before = e
    unbound = (New(f"{n.words}, now without a condition", n.source) for n in in_words(freed, name))
    return (*unbound, *in_words(found, name))


def _is_new(entry: PositionEntry, before: PositionEntry | None) -> bool:
    """Whether a stance was not taken before, or bore a condition that it bears no more."""
    return before is None or entry.stance != before.stance or bool(before.condition and not entry.condition)


def in_words(told: Sequence[tuple[str, PositionEntry]], name: Name) -> tuple[New, ...]:
    """Stances on a draft that awaits its vote, in words; of several who say alike one line: "France and Somalia support"."""
    alike: dict[str, list[tuple[str, Source]]] = {}
    for actor, e in told:
        words = does(e.stance, negated=e.negated, to_come=True)
        words += " it" if e.stance in OF_IT or (e.negated and e.stance == "threatens_veto") else ""
        alike.setdefault(words + (" on a condition" if e.condition else ""), []).append((actor, e.source))
    found = []
    for words, who_told in alike.items():
        who = [name(actor) for actor, _ in who_told]
        found.append(New(capital(f"{some_named(who)} {agree(words, len(who) > 1)}"), who_told[0][1]))
    return tuple(found)
