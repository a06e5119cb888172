"""Every veto on record: the vetoed proposals of the table of decisions."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from datetime import date

from horseshoe.council.decisions import Kind, age, decisions
from horseshoe.council.decisions import complete_through as decisions_complete_through
from horseshoe.council.situations import touches
from horseshoe.council.states import name_on, seat_ids

KIND_NAMES: dict[str, str] = {
    "draft": "draft resolution",
    "amendment": "amendment",
    "paragraph": "vote in parts",
    "preliminary": "preliminary question",
    "appointment": "appointment of the Secretary-General",
}


@dataclass(frozen=True, slots=True)
class Veto:
    """A proposal that failed only on a permanent member's negative vote. Counts are None where not known for certain.

    `symbol` is the draft's, or the meeting record's where the proposal had none, or None; `situation` is a state's id or
    an id of data/situations.toml; `vetoed_by` in the order of the ids.
    """

    date: date
    symbol: str | None
    meeting: str | None
    kind: Kind
    situation: str
    agenda_item: str
    vetoed_by: tuple[str, ...]
    yes: int | None
    no: int | None
    abstain: int | None
    sponsors: tuple[str, ...] = ()
    note: str | None = None
    concerns: tuple[str, ...] = ()  # states beside the situation's own, such as the applicant for admission


@dataclass(frozen=True, slots=True)
class Situation:
    """A matter before the Council: its id, its name, the states it is about."""

    id: str
    name: str
    states: tuple[str, ...]


def complete_through() -> date:
    """The last day for which the veto record is complete."""
    return decisions_complete_through("vetoes")


@functools.cache
def all_vetoes() -> tuple[Veto, ...]:
    """Every vetoed proposal of the table of decisions, oldest first."""
    return tuple(
        Veto(
            date=d.date,
            symbol=d.symbol,
            meeting=d.meeting,
            kind=d.kind,
            situation=d.situation,
            agenda_item=d.agenda or d.title,
            vetoed_by=d.vetoed_by,
            yes=d.yes,
            no=d.no,
            abstain=d.abstain,
            sponsors=d.sponsors,
            note=d.note,
            concerns=d.concerns,
        )
        for d in decisions()
        if d.outcome == "vetoed"
    )


def vetoes(
    before: date | None = None,
    situation: str | None = None,
    by: str | None = None,
    *,
    since: date | None = None,
    kinds: tuple[str, ...] | None = None,
) -> tuple[Veto, ...]:
    """Vetoes before a day, on a situation, cast from one member's seat, since a day, of given kinds.

    `RUS` counts the Soviet Union's too, whose seat the Russian Federation continues; `SUN` names the Soviet Union alone.
    """
    seat = set(seat_ids(by)) if by else set()
    return tuple(
        v
        for v in all_vetoes()
        if (before is None or v.date < before)
        and (since is None or v.date >= since)
        and (situation is None or touches(v.situation, situation, v.concerns))
        and (by is None or seat & set(v.vetoed_by))
        and (kinds is None or v.kind in kinds)
    )


def seat_note(by: str | None) -> str:
    """What a number of vetoes holds beyond the member's own: "with those of the Soviet Union, to 24 December 1991"."""
    older = [s for s in seat_ids(by) if s != by] if by else []
    if not older or not vetoes(by=by):
        return ""
    return f"with those of {' and '.join(name_on(s) for s in older)}, whose seat it continues"


def record_age(today: date | None = None) -> str:
    """How far the veto record reaches and what the rows after that day are."""
    later = any(v.date > complete_through() for v in all_vetoes())
    more = "; later rows are what is known of the time since, and there may be more" if later else ""
    return f"Record of vetoes: {age(complete_through(), today)}{more}"


def totals(found: tuple[Veto, ...]) -> Counter[str]:
    """How many of the vetoed proposals each member blocked; a joint veto counts once for each."""
    return Counter(state for v in found for state in v.vetoed_by)


def totals_by_decade(found: tuple[Veto, ...]) -> dict[str, Counter[int]]:
    """For each member (by id) how many proposals it blocked in each decade (1940, 1950, …), most vetoes first."""
    table: dict[str, Counter[int]] = {}
    for veto in found:
        for state in veto.vetoed_by:
            table.setdefault(state, Counter())[veto.date.year // 10 * 10] += 1
    return dict(sorted(table.items(), key=lambda item: -sum(item[1].values())))
