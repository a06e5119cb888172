"""What a dossier's table takes from the Council's own tables: the seats of a day, names of actors, earlier votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    from horseshoe.record.dossiers.latest import names_of

    with record.snapshot() as connection:
        names = names_of(connection, filter(None, _named_in(dossier)))

    def name(actor: str | None) -> str:
        if not actor:
            return "unnamed source"
        return actor_name(actor, day, names.get(actor))

    return name


def _named_in(dossier: Dossier) -> Iterator[str | None]:
    """The ids of all actors that a dossier names, with gaps where it names nobody."""
    yield from dossier.positions
    yield from (s for d in dossier.drafts for s in d.sponsors)
    yield from (x for c in dossier.claims for x in (c.actor, c.about, c.denied_by))
    yield from (q.speaker for q in dossier.quotes)
    yield from (f.by for f in dossier.figures)
    yield from (x for es in dossier.positions.values() for e in es for x in (e.addressee, e.reported_by))


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
