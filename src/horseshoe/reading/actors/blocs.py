"""Who belonged to a bloc on a day (lexicon/memberships.csv, and the Council's own tables for its groups)."""

from __future__ import annotations

import functools
from datetime import date

from horseshoe.reading.actors.gazetteer import read_rows

_WESTERN_PERMANENT = ("FRA", "GBR", "USA")
_ALIASES = {"eu-members": "european-union", "nato-members": "nato"}
_A3_SINCE = date(2013, 1, 1)  # the three African members speak as the A3 since about then; the seats are three since 1966
_CHINA_SEAT = date(1971, 10, 25)  # General Assembly resolution 2758 (XXVI)
_RUSSIA_SEAT = date(1991, 12, 24)


@functools.cache
def _rows() -> dict[str, tuple[tuple[date, date | None, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[date, date | None, tuple[str, ...]]]] = {}
    for r in read_rows("memberships.csv"):
        end = date.fromisoformat(r["to"]) if r["to"] else None
        found.setdefault(r["body"], []).append((date.fromisoformat(r["from"]), end, tuple(r["states"].split())))
    return {body: tuple(rows) for body, rows in found.items()}


def bloc_members(bloc: str, day: date) -> tuple[str, ...] | None:
    """Ids of a bloc's members on a day, sorted; None where its composition is no fact ("Western countries") or unknown."""
    bloc = _ALIASES.get(bloc, bloc)
    if bloc in ("p5", "p3", "e10", "a3", "a3-plus", "european-members"):
        return _of_council(bloc, day)
    rows = _rows().get(bloc)
    if not rows:
        return None
    found = {s for start, end, states in rows if start <= day and (end is None or day <= end) for s in states}
    return tuple(sorted(found)) or None


def _of_council(bloc: str, day: date) -> tuple[str, ...] | None:
    from horseshoe.council.members import members_on
    from horseshoe.errors import OutsideRecordError

    try:
        members = members_on(day)
    except OutsideRecordError:
        return None
    if bloc == "p5":
        return tuple(sorted(m.id for m in members if m.permanent))
    if bloc == "p3":
        return _WESTERN_PERMANENT
    if bloc == "e10":
        return tuple(sorted(m.id for m in members if not m.permanent))
    if bloc == "a3" and day >= _A3_SINCE:
        return tuple(sorted(m.id for m in members if not m.permanent and m.group == "AFR"))
    return None


def state_of(actor: str) -> str:
    """The state's id of an organ ("SYR:authorities" -> "SYR"); any other id comes back."""
    return actor.split(":", 1)[0]


def council_seat(actor: str, day: date) -> str:
    """The id under which the Council's tables know an actor's seat on a day: RUS or SUN by date, CHN for both Chinas."""
    state = state_of(actor)
    if state in ("RUS", "SUN"):
        return "RUS" if day >= _RUSSIA_SEAT else "SUN"
    return "CHN" if state == "TWN" and day < _CHINA_SEAT else state
