"""The event lexicon (lexicon/events*.toml): verb senses by their keys, frames, event nouns, groups and places."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from horseshoe.model import PLOVER_ROOTS, PloverRoot

COOPERATIVE: frozenset[str] = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HARMFUL: frozenset[str] = frozenset({"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of the verbs that share it: the type it tells, the objects it asks for, where the other side stands."""

    root: PloverRoot
    objects: frozenset[str]
    target: tuple[str, ...]
    needs: str | None
    order: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A sense chosen for a verb by `key` ("call for"); `weight` says how specific the match is."""

    sense: Sense
    key: str
    weight: int


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("horseshoe.reading").joinpath("lexicon", name).read_text(encoding="utf-8"))


@functools.cache
def senses() -> dict[str, tuple[Sense, ...]]:
    """Key ("call for", "attack") -> its senses in the lexicon's order. ValueError for a type outside PLOVER's sixteen."""
    table = _load("events.toml")
    classes = table["classes"]
    found: dict[str, list[Sense]] = {}
    for order, row in enumerate(table["sense"]):
        if row["root"] not in PLOVER_ROOTS:
            raise ValueError(f"events.toml: no such type: {row['root']}")
        names = row.get("objects", [])
        objects = {n for n in names if not n.startswith("@")}.union(*(classes[n[1:]] for n in names if n.startswith("@")))
        sense = Sense(
            row["root"], frozenset(objects), tuple(row.get("target", ())), row.get("needs"), order, row.get("strict", False)
        )
        for verb in row["verbs"]:
            found.setdefault(verb, []).append(sense)
    return {key: tuple(rows) for key, rows in found.items()}


def choose(keys: Iterable[str], objects: frozenset[str]) -> Choice | None:
    """The most specific sense that one of a verb's keys and its object words allow, or None."""
    best: Choice | None = None
    for key in keys:
        for sense in senses().get(key, ()):
            if sense.objects and not sense.objects & objects:
                continue
            choice = Choice(sense, key, 2 * len(key.split()) + 3 * bool(sense.objects))
            if best is None or (choice.weight, -choice.sense.order) > (best.weight, -best.sense.order):
                best = choice
    return best


@functools.cache
def frames() -> dict[str, Any]:
    """The frames table: intent, refuse, demand, report, aspect, sides, nouns, adjectives, groups."""
    return _load("events_frames.toml")


@functools.cache
def words(table: str, key: str) -> frozenset[str]:
    """One word list of the frames table."""
    return frozenset(frames()[table][key])


@functools.cache
def noun_roots() -> dict[str, PloverRoot]:
    """Event noun -> the type it tells."""
    return {noun: root for root, nouns in reversed(frames()["nouns"].items()) for noun in nouns}


@functools.cache
def group_of() -> dict[str, str]:
    """Noun ("guerrilla") -> the group it belongs to ("rebels")."""
    return {noun: group for group, nouns in frames()["groups"].items() for noun in nouns}


@functools.cache
def places() -> dict[str, str]:
    """Place name -> the state it lies in."""
    return {name: state for state, names in _load("events_places.toml")["places"].items() for name in names}


@functools.cache
def place_beginnings() -> frozenset[str]:
    """Every beginning of a place's first word: a token that is none of them opens no place."""
    firsts = {name.split()[0] for name in places()}
    return frozenset(first[:length] for first in firsts for length in range(1, len(first) + 1))
