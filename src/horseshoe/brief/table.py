"""What a dossier's table takes from the Council's own tables: the seats of a day, names of actors, earlier votes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.brief.model import Seat
from horseshoe.council.decisions import DraftVote
from horseshoe.council.members import members_on
from horseshoe.council.presidency import president
from horseshoe.council.states import organ_of, short_name
from horseshoe.record.names import title

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import Dossier
    from horseshoe.record.record import Record


@dataclass(frozen=True, slots=True)
class Precedent:
    """One earlier vote of the Council."""

    day: date
    label: str
    title: str
    outcome: str
    by: str
    tally: str
    vote: DraftVote


def seats_on(day: date) -> tuple[Seat, ...]:
    """The members of a day as seats without a stance. OutsideRecordError where the table does not reach the day."""
    head = president(day.year, day.month)
    return tuple(
        Seat(m.id, short_name(m.id, day) or m.name, m.permanent, president=m.id == head, group=m.group) for m in members_on(day)
    )


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
        return actor_name(actor, day, names.get(actor))

    return name


def actor_name(actor: str, day: date | None, told: str | None = None) -> str:
    """What an actor or a situation is called: a state's short name, an organ's by its state, else as the documents have it.

    Never an id: `SYR:army` is "Syria's army", `XKX` is "Kosovo", `armed-groups` is "armed groups".
    """
    state, organ = organ_of(actor)
    known = short_name(state, day) or (title(state) if title(state) != state else None)
    if organ:
        return f"{known or state.replace('-', ' ')}’s {organ.replace('-', ' ')}"
    return known or told or actor.replace("-", " ")


def precedents(situation: str, day: date | None) -> list[Precedent]:
    """The Council's last votes on the situation before a day, from the project's own record, newest first."""
    from horseshoe.council.situations import touches
    from horseshoe.council.votes_on_record import draft_votes

    found = []
    for vote in reversed(draft_votes()):
        if (day and vote.date >= day) or not (vote.situation == situation or touches(vote.situation, situation)):
            continue
        by = ", ".join(short_name(s, vote.date) or s for s in vote.vetoed_by)
        found.append(Precedent(vote.date, vote.label, vote.title, vote.outcome, by, vote.tally, vote))
    return found[:8]
