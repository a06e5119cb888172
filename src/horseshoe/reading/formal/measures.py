"""What a paragraph sets up or threatens: sanctions, monitoring, reporting and the like (lexicon/formal_measures.toml)."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files


@functools.cache
def _measures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_measures.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["measures"]
    return tuple((name, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)) for name, patterns in table.items())


def find_measures(text: str) -> tuple[str, ...]:
    """The measures a paragraph names, in the lexicon's order."""
    flat = " ".join(text.split())
    return tuple(name for name, pattern in _measures() if pattern.search(flat))
