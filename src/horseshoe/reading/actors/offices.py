"""Whom a well-known office holder speaks for where the text does not say (lexicon/office_holders.csv)."""

from __future__ import annotations

import dataclasses
import functools
from datetime import date
from importlib.resources import files

from horseshoe.council.tables import directives_in
from horseshoe.model import Actor
from horseshoe.reading.actors.gazetteer import read_rows, slug

UN_ENVOY = "ambassador to the UN"
Office = tuple[str, str, date, date]  # role, body, first and last day


@functools.cache
def _rows() -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for r in read_rows("office_holders.csv"):
        office = (r["role"], r["for"], _bound(r["from"], "-01-01"), _bound(r["to"] or "9999", "-12-31"))
        found.setdefault(slug(r["name"]), []).append(office)
    return {name: tuple(rows) for name, rows in found.items()}


@functools.cache
def complete_through() -> date:
    """The day up to which the office holders that the lists ask for are in them; who came later is read by name and office."""
    text = files(__package__).joinpath("lexicon/office_holders.csv").read_text("utf-8")
    return date.fromisoformat(directives_in(text)["complete_through"])


def _bound(text: str, rest: str) -> date:
    """A day, or the first or last one of a year: "2017" -> 1 January 2017."""
    return date.fromisoformat(text if len(text) > 4 else text + rest)


@functools.cache
def _by_surname() -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for name, rows in _rows().items():
        found.setdefault(name.rsplit("-", 1)[-1], []).extend(rows)
    return {surname: tuple(rows) for surname, rows in found.items()}


def envoy_named(surname: str, day: date | None) -> str | None:
    """The state whose ambassador to the United Nations bears a surname alone on a day: "Bolton" in 2006; None where unclear."""
    if day is None:
        return None
    held = {r[:2] for r in _by_surname().get(slug(surname), ()) if r[2] <= day <= r[3]}
    only = next(iter(held), None) if len(held) == 1 else None
    return only[1] if only is not None and only[0] == UN_ENVOY else None


def _short(name: str) -> str:
    """A name without initials and what follows a surname: "James A. Baker III" is James Baker."""
    parts = [p for p in name.split() if len(p.strip(".")) > 1 and p.strip(".,") not in ("II", "III", "IV", "Jr", "Sr")]
    return " ".join(parts)


def with_office(person: Actor, day: date | None) -> Actor:
    """The person with the body he speaks for, from the lists where the text names none; unchanged where he is not in them.

    "Samantha Power said" in March 2014 speaks for USA. Where the offices of that day speak for two bodies
    (a term that ends in the year in which another begins), it is left open.
    """
    if person.type != "person" or person.speaks_for or (person.role or "").lower().startswith(("former", "ex-")):
        return person
    rows = _rows().get(slug(person.name)) or _rows().get(slug(_short(person.name)), ())
    held = [r for r in rows if day is None or r[2] <= day <= r[3]]
    if not held and " " not in person.name and (state := envoy_named(person.name, day)) is not None:
        return dataclasses.replace(person, role=person.role or UN_ENVOY, speaks_for=state)
    if not held or len({r[1] for r in held}) > 1:
        return person
    role = person.role or (max(held, key=lambda r: r[2])[0] if day else None)
    return dataclasses.replace(person, role=role, speaks_for=held[0][1])
