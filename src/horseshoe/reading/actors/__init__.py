"""States, organisations, blocs, groups, organs and office holders that a text names (docs/actors.md)."""

from __future__ import annotations

from horseshoe.model import Actor
from horseshoe.reading.actors.collect import collect
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_actors(parsed: Parsed, known: Known) -> tuple[Actor, ...]:
    """Actors with all their mentions, in the order of their first mention; ids as in the reading contract."""
    return collect(parsed, known)


__all__ = ["find_actors"]
