"""Member States as official records name them, and what a formal document adds to a reading."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from horseshoe.council.states import find_state, name_on, state_names
from horseshoe.council.tables import rows
from horseshoe.errors import OutsideRecordError
from horseshoe.model import Actor, Draft, Mention, Position, Quote, Span


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state named at `[start, end)` of a text."""

    id: str
    start: int
    end: int


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = {row.name for row in state_names()} | {r["name"] for r in rows("state_aliases.csv")}
    whole = sorted((n for n in names if len(n) > 3), key=len, reverse=True)
    return re.compile(
        r"(?<![\w’'-])(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+").replace("'", "['’]") for n in whole) + r")(?!\w)"
    )


@functools.lru_cache(maxsize=4096)
def state_of(name: str) -> str | None:
    """The id of the state called `name` exactly, or None."""
    try:
        return find_state(" ".join(name.split()))
    except OutsideRecordError:
        return None


def states_in(text: str, start: int = 0, end: int | None = None) -> Iterator[NamedState]:
    """The states named in `[start, end)` of `text`, in order; a name that fits two states is left out."""
    for found in _pattern().finditer(text, start, len(text) if end is None else end):
        id_ = state_of(found[0])
        if id_ is not None:
            yield NamedState(id_, found.start(), found.end())


@dataclass(frozen=True, slots=True)
class FormalItems:
    """Items read from a document's layout. `own_draft` is True where the document itself is the draft."""

    drafts: tuple[Draft, ...] = ()
    positions: tuple[Position, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actors: tuple[Actor, ...] = ()
    own_draft: bool = False
    speakers: tuple[tuple[Span, str], ...] = ()  # words that name a delegate, and the state he speaks for
    warnings: tuple[str, ...] = ()
    meeting: bool = False  # True where the document is the account of a meeting, so that its layout tells every vote


def state_actors(text: str, named: tuple[NamedState, ...]) -> tuple[Actor, ...]:
    """The states named in lists and brackets as actors with their mentions, in order of first mention."""
    mentions: dict[str, list[Mention]] = {}
    for state in sorted(named, key=lambda s: s.start):
        mention = Mention(Span.of(text, state.start, state.end), "name")
        if mention not in mentions.setdefault(state.id, []):
            mentions[state.id].append(mention)
    return tuple(Actor(id_, name_on(id_), "state", tuple(found)) for id_, found in mentions.items())
