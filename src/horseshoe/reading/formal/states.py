"""Member States as official records name them, found in a list, a bracket or running text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from horseshoe.council.states import find_state, state_names
from horseshoe.council.tables import rows
from horseshoe.errors import OutsideRecordError


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
