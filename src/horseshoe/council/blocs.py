"""Who belonged to an organisation or a bloc on a day (data/blocs.csv, and the Council's own groups from its membership)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from horseshoe.council.members import Member, members_on
from horseshoe.council.tables import ids, rows
from horseshoe.errors import OutsideRecordError

ALIASES = {"eu-members": "european-union", "nato-members": "nato", "arab-group": "arab-league"}
WESTERN_PERMANENT = ("FRA", "GBR", "USA")
A3_SINCE = date(2013, 1, 1)  # the African members speak as the A3 since about then; the seats are three since 1966


@dataclass(frozen=True, slots=True)
class Membership:
    """States that belonged to a body from a day to a day (inclusive); `informal` where no membership exists anywhere."""

    start: date
    end: date | None
    states: tuple[str, ...]
    informal: bool

    def holds_on(self, day: date) -> bool:
        """Whether they belonged to it on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@functools.cache
def memberships() -> dict[str, tuple[Membership, ...]]:
    """Every row of the table, by body."""
    found: dict[str, list[Membership]] = {}
    for r in rows("blocs.csv"):
        start = date(int(r["from"]), 12, 31) if len(r["from"]) == 4 else date.fromisoformat(r["from"])
        end = date.fromisoformat(r["to"]) if r["to"] else None
        found.setdefault(r["body"], []).append(Membership(start, end, ids(r["states"]), r["kind"] == "informal"))
    return {body: tuple(held) for body, held in found.items()}


def is_bloc(actor: str) -> bool:
    """Whether an id is that of a body or a group whose members are known on some day."""
    actor = ALIASES.get(actor, actor)
    return actor in memberships() or actor in _OF_COUNCIL


@functools.lru_cache(maxsize=4096)
def bloc_members(bloc: str, day: date, *, informal: bool = False) -> tuple[str, ...] | None:
    """Ids of a bloc's members on a day, sorted; None where it has none then or its composition is no fact.

    `informal` answers for "Western countries" and the like too: only to compare the sponsors of drafts with.
    """
    bloc = ALIASES.get(bloc, bloc)
    found = {s for m in memberships().get(bloc, ()) if m.holds_on(day) and (informal or not m.informal) for s in m.states}
    if bloc in _OF_COUNCIL:
        try:
            seated = _OF_COUNCIL[bloc](members_on(day), day)
        except OutsideRecordError:
            return None
        if bloc == "a3-plus" and not found:
            return None
        found |= set(seated)
    return tuple(sorted(found)) or None


def _african(members: tuple[Member, ...], day: date) -> list[str]:
    return [m.id for m in members if not m.permanent and m.group == "AFR"] if day >= A3_SINCE else []


_OF_COUNCIL: dict[str, Callable[[tuple[Member, ...], date], list[str]]] = {
    "p5": lambda members, day: [m.id for m in members if m.permanent],
    "p3": lambda members, day: [m.id for m in members if m.id in WESTERN_PERMANENT],
    "e10": lambda members, day: [m.id for m in members if not m.permanent],
    "a3": _african,
    "a3-plus": _african,
}
