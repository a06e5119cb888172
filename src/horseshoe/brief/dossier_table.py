"""Who stands where on a draft, from a dossier: the draft the table is drawn for, its seats, the forecast, precedents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.brief.model import Seat
from horseshoe.brief.names import short_name
from horseshoe.council.members import members_on
from horseshoe.council.presidency import president
from horseshoe.errors import HorseshoeError, OutsideRecordError

if TYPE_CHECKING:
    from horseshoe.forecast.result import Forecast
    from horseshoe.record.dossier_types import Dossier, DraftEntry, PositionEntry
    from horseshoe.record.record import Record

OPEN = ("pending", "put_to_vote")
ON_SEAT = (
    "sponsors",
    "supports",
    "opposes",
    "threatens_veto",
    "vetoed",
    "voted_for",
    "voted_against",
    "abstained",
    "undecided",
)


@dataclass(frozen=True, slots=True)
class Precedent:
    """One earlier vote of the Council."""

    day: date
    label: str
    title: str
    outcome: str
    by: str
    tally: str


def seats_on(day: date) -> tuple[Seat, ...]:
    """The members of a day as seats without a stance. OutsideRecordError where the table does not reach the day."""
    head = president(day.year, day.month)
    return tuple(
        Seat(m.id, short_name(m.id, day) or m.name, m.permanent, president=m.id == head, group=m.group) for m in members_on(day)
    )


def main_draft(dossier: Dossier, number: int | None = None) -> DraftEntry | None:
    """The draft the table is drawn for: the one asked for, else of the latest that await a vote the most spoken of."""
    if number is not None:
        return next((d for d in dossier.drafts if d.no == number), None)
    waiting = [d for d in dossier.drafts if d.status in OPEN]
    newest = max((d.last_day for d in waiting if d.last_day), default=None)
    waiting = [d for d in waiting if d.last_day == newest]
    said = [e.draft for entries in dossier.positions.values() for e in entries]
    waiting.sort(key=lambda d: -said.count(d.no))
    return next(iter(waiting or dossier.drafts), None)


def last_day(dossier: Dossier) -> date | None:
    """The day of the newest document."""
    return dossier.episodes[0].end if dossier.episodes else None


def latest_on(dossier: Dossier, draft: DraftEntry) -> dict[str, PositionEntry]:
    """What each actor last said of a draft and did not take back."""
    found: dict[str, PositionEntry] = {}
    for actor, entries in dossier.positions.items():
        on_it = [e for e in entries if e.draft == draft.no and e.stance in ON_SEAT and not e.taken_back]
        if on_it:
            found[actor] = on_it[-1]
    return found


def seats(dossier: Dossier, draft: DraftEntry | None, day: date | None) -> tuple[Seat, ...]:
    """The members of a day with what they last said of the draft; none where the day is not known."""
    if day is None:
        return ()
    said = latest_on(dossier, draft) if draft else {}
    sponsors = draft.sponsors if draft else ()
    try:
        sitting = seats_on(day)
    except OutsideRecordError:
        return ()
    return tuple(
        replace(seat, stance=said[seat.state].stance if seat.state in said else "sponsors" if seat.state in sponsors else None)
        for seat in sitting
    )


def forecast_of(record: Record, situation: str, day: date | None) -> tuple[Forecast | None, str | None]:
    """The forecast for the situation's open draft as of a day, or the reason why there is none."""
    from horseshoe.forecast import forecast_readings
    from horseshoe.record.latest import readings_with_open_draft

    with record.snapshot() as connection:
        readings = readings_with_open_draft(connection, situation, day)
    newest = readings[0].document.published if readings else None
    if newest is None:
        return None, "no draft awaits a vote in the documents up to this day"
    try:
        return forecast_readings(readings, newest), None
    except HorseshoeError as error:
        return None, error.line()


def namer(record: Record, dossier: Dossier, day: date | None) -> Callable[[str | None], str]:
    """What a page or paper calls an actor: a state's short name, else the name that the documents give."""
    from sqlalchemy import select

    from horseshoe.record.schema import actors

    named = {*dossier.positions, *(s for d in dossier.drafts for s in d.sponsors)}
    named |= {x for c in dossier.claims for x in (c.actor, c.about, c.denied_by) if x}
    named |= {q.speaker for q in dossier.quotes if q.speaker} | {s.by for s in dossier.figures if s.by}
    named |= {x for es in dossier.positions.values() for e in es for x in (e.addressee, e.reported_by) if x}
    with record.snapshot() as connection:
        query = select(actors.c.id, actors.c.name).where(actors.c.id.in_(sorted(named)))
        names = {row.id: row.name for row in connection.execute(query)}

    def name(actor: str | None) -> str:
        if not actor:
            return "unnamed source"
        return short_name(actor, day) or names.get(actor) or actor.replace("-", " ")

    return name


def precedents(situation: str, day: date | None) -> list[Precedent]:
    """The Council's last votes on the situation before a day, from the project's own record, newest first."""
    from horseshoe.council.situations import touches
    from horseshoe.council.votes_on_record import draft_votes

    found = []
    for vote in reversed(draft_votes()):
        if (day and vote.date >= day) or not (vote.situation == situation or touches(vote.situation, situation)):
            continue
        by = ", ".join(short_name(s, vote.date) or s for s in vote.vetoed_by)
        found.append(Precedent(vote.date, vote.label, vote.title, vote.outcome, by, vote.tally))
    return found[:8]
