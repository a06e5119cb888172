"""The word lists of the stations on drafts, positions and claims (`reading/lexicon/*.toml`), loaded once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

from horseshoe.council import members


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list `reading/lexicon/<name>.toml` as plain data."""
    source = resources.files("horseshoe.reading") / "lexicon" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@functools.cache
def words(name: str, key: str) -> frozenset[str]:
    """The list under `key` (dotted for a table) of the word list `name`, as a set."""
    value: Any = lexicon(name)
    for part in key.split("."):
        value = value[part]
    return frozenset(value.split() if isinstance(value, str) else value)


@functools.cache
def is_state(actor: str) -> bool:
    """Whether an actor's id is a state's: only states cast votes, a bloc's name tells of several votes at most."""
    return len(actor) == 3 and actor.isupper()


def is_permanent(state: str) -> bool:
    """Whether a state ever was a permanent member, under any of its ids."""
    return members.is_permanent(state)
