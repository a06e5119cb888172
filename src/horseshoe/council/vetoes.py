"""Every veto on record (data/vetoes.csv), and what follows a veto."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from horseshoe.council.states import find_state, name_on
from horseshoe.council.tables import count, day, directives, ids, rows

Kind = Literal["draft", "amendment", "paragraph", "preliminary", "appointment"]
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
    an id of data/situations.csv; `vetoed_by` in the order of the ids.
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


@functools.cache
def complete_through() -> date:
    """The last day for which the veto record is complete."""
    found = day(directives("vetoes.csv")["complete_through"])
    assert found
    return found


@functools.cache
def _situations() -> dict[str, Situation]:
    return {r["id"]: Situation(r["id"], r["name"], ids(r["states"])) for r in rows("situations.csv")}


def situation(id_: str) -> Situation:
    """The situation with an id; a state's id is the situation in that state."""
    return _situations().get(id_) or Situation(id_, name_on(id_), (id_,))


@functools.lru_cache(maxsize=16_384)
def touches(situation_id: str, wanted: str, concerns: tuple[str, ...] = ()) -> bool:
    """Whether a situation is the wanted one or is about that state (`ISR-LBN` touches `LBN`), or `concerns` names the state."""
    return situation_id == wanted or wanted in situation(situation_id).states or wanted in concerns


@functools.cache
def all_vetoes() -> tuple[Veto, ...]:
    """The whole table, oldest first."""
    found = []
    for r in rows("vetoes.csv"):
        when = day(r["date"])
        assert when
        found.append(
            Veto(
                date=when,
                symbol=r["symbol"] or None,
                meeting=r["meeting"] or None,
                kind=cast(Kind, r["kind"]),
                situation=r["situation"],
                agenda_item=r["agenda_item"],
                vetoed_by=ids(r["vetoed_by"]),
                yes=count(r["yes"]),
                no=count(r["no"]),
                abstain=count(r["abstain"]),
                sponsors=ids(r["sponsors"]),
                note=r["note"] or None,
                concerns=ids(r["concerns"]),
            )
        )
    return tuple(sorted(found, key=lambda v: v.date))


def vetoes(
    before: date | None = None,
    situation: str | None = None,
    by: str | None = None,
    *,
    since: date | None = None,
    kinds: tuple[str, ...] | None = None,
) -> tuple[Veto, ...]:
    """Vetoes before a day, on a situation, cast by one member, since a day, of given kinds; SUN and RUS are two ids."""
    return tuple(
        v
        for v in all_vetoes()
        if (before is None or v.date < before)
        and (since is None or v.date >= since)
        and (situation is None or touches(v.situation, situation, v.concerns))
        and (by is None or by in v.vetoed_by)
        and (kinds is None or v.kind in kinds)
    )


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


def situation_id(text: str) -> str:
    """The id of the situation that `text` names: an id or a name of data/situations.csv, else a state."""
    for known in _situations().values():
        if text in (known.id, known.name):
            return known.id
    return find_state(text)
