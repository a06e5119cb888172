"""The forecast's own tables: situations, and who is what to whom from which date (data/*.toml)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from horseshoe.council.situations import named_in, situations, widest
from horseshoe.council.situations import situation_id as council_situation
from horseshoe.council.states import names_by_id

ALL_YEARS = 9999


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The package's `data/<name>.toml`."""
    return tomllib.loads(files("horseshoe.forecast").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=4096)
def situation_of(agenda: str, topic: str = "", region: str = "", thematic: bool = False) -> str:
    """The situation whose past an agenda item or topic shares, or the item's own words where the table knows none.

    A topic whose region contradicts `region`, or a country's topic on an item that is filed as `thematic`, is not believed:
    then the region itself is the situation ("other: Africa"). A situation within a wider one shares its past.
    """
    for text in (topic, agenda):
        found = named_in(text) if text.strip() else None
        if found is None:
            continue
        if found.thematic or (not thematic if region in ("", "Other") else (found.region or region) == region):
            return widest(found.id)
        return f"other: {region or 'thematic'}"
    return (topic or agenda).strip().lower() or f"other: {region}"


def situation_id(text: str) -> str:
    """The situation whose past the one that a person or a reading names shares: Hormuz -> IRN, "syria" and SYR -> SYR."""
    return widest(council_situation(text))


def known_situation(text: str) -> bool:
    """Whether what a person names is one of the Council's situations, or a state, so that the record can tell of it."""
    found = situation_id(text)
    return found in situations() or found in names_by_id()


@dataclass(frozen=True, slots=True)
class Relation:
    """A member's stake in a situation from a day on, and where that is on record."""

    member: str
    situation: str
    weight: float
    start: date
    end: date | None
    source: str


@functools.cache
def _shields() -> dict[tuple[str, str], tuple[Relation, ...]]:
    found: dict[tuple[str, str], list[Relation]] = {}
    for r in table("relations")["shield"]:
        row = Relation(r["member"], r["situation"], r["weight"], r["from"], r.get("until"), r["source"])
        found.setdefault((row.member, row.situation), []).append(row)
    return {key: tuple(sorted(rows, key=lambda r: r.start)) for key, rows in found.items()}


def shield(member: str, situation: str, day: date, before: int = ALL_YEARS) -> Relation | None:
    """The latest relation by which a permanent member protects a situation on a day; only facts from before that day count.

    Relations that began in the year `before` or later are left out: what they say of votes was not known by then.
    """
    rows = [r for r in _shields().get((member, situation), ()) if r.start < day and (r.end is None or day <= r.end)]
    rows = [r for r in rows if r.start.year < before]
    return rows[-1] if rows else None


def rivalry(day: date) -> float:
    """How far the western and the eastern permanent members are at odds on a day (0 allies, 1 the Cold War)."""
    levels = [r["level"] for r in table("relations")["rivalry"] if r["from"] < day]
    return float(levels[-1])


@functools.lru_cache(maxsize=4096)
def camp(state: str, day: date) -> str:
    """The camp of a state on a day: west, east, arab or south (neither)."""
    found = "south"
    for row in table("relations")["camp"]:
        if state in row["members"] and row["from"] < day:
            found = row["name"]
    return found


@functools.lru_cache(maxsize=4096)
def penholders(situation: str, day: date) -> tuple[str, ...]:
    """The members that hold the pen on a situation of the record on a day (data/penholders.toml), or none."""
    for row in table("penholders")["penholder"]:
        if row["situation"] == situation and row["from"] <= day <= row.get("until", day):
            return tuple(row["members"])
    return ()
