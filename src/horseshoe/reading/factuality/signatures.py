"""The lexicon of certainty (lexicon/certainty.toml): what each word makes of an act that is told under it.

A row is a class of governors with one signature: the effect on the act where the governor is told
as done, and where it is denied ("managed to": it was done; "did not manage to": it was not). Its
frames are the places that the governor opens.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from horseshoe.model import Certainty
from horseshoe.reading.lexicon import lexicon as word_list
from horseshoe.reading.tree import Token

EFFECTS: dict[str, tuple[Certainty, bool]] = {
    "certain": ("certain", False),
    "not": ("certain", True),
    "probable": ("probable", False),
    "probably not": ("probable", True),
    "possible": ("possible", False),
    "possibly not": ("possible", True),
    "open": ("underspecified", False),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the lexicon: what its words make of an act under them."""

    rule: str
    told: str
    denied: str
    source: bool
    future: bool

    @property
    def factive(self) -> bool:
        """Whether the act is told as done whatever is said of the governor."""
        return self.told == self.denied == "certain"


@functools.cache
def lexicon() -> dict[str, Any]:
    """The whole table, read once."""
    return word_list("certainty")


@functools.cache
def _rows() -> dict[tuple[str, str], Row]:
    """The first row of the lexicon for each word and frame; a word that holds its preposition stands under the frame ""."""
    found: dict[tuple[str, str], Row] = {}
    for raw in lexicon()["embedding"]:
        row = Row(raw["rule"], raw["told"], raw["denied"], raw.get("source", False), raw.get("future", False))
        for word in raw["words"]:
            for frame in (*raw["frames"], *([""] if " " in word else [])):
                found.setdefault((f"{word}/N" if raw.get("nouns") else word, frame), row)
    return found


def row_of(governor: Token, frame: str) -> Row | None:
    """The lexicon's row for a governor with its particle or adverb ("rule out", "have yet"), else for the word alone."""
    for child in governor.children:
        if frame == "to" and child.lower_ in lexicon()["governors"]["degree"]:
            return _rows().get((child.lower_, frame))
        if child.dep_ in ("prt", "advmod", "acomp") and (row := lookup(governor, frame, f" {child.lower_}")) is not None:
            return row
    return lookup(governor, frame)


def row_of_phrase(governor: Token, preposition: str) -> Row | None:
    """The row for a word with its preposition, also with an adverb between: "stop short of", "lead to"."""
    for child in governor.children:
        between = child.dep_ in ("prt", "advmod", "acomp", "prep")
        if between and (row := lookup(governor, "", f" {child.lower_} {preposition}")) is not None:
            return row
    return lookup(governor, "", f" {preposition}")


def lookup(governor: Token, frame: str, rest: str = "") -> Row | None:
    """The row for a governor's dictionary form, else for the form it has in the text."""
    rows = _rows()
    forms = (governor.lemma_ + rest, governor.lower_ + rest)
    if governor.tag_[:2] == "NN" and (row := rows.get((f"{forms[0]}/N", frame))) is not None:
        return row
    return rows.get((forms[0], frame)) or rows.get((forms[1], frame))


@functools.cache
def adverbs() -> dict[str, str]:
    """The effect of each adverb of certainty."""
    return _inverted("adverbs")


@functools.cache
def adjectives() -> dict[str, str]:
    """The effect of each adjective of a noun of an act or of a report."""
    return {word: effect for word, effect in _inverted("adjectives").items() if effect != "future"}


@functools.cache
def prepositions() -> dict[str, str]:
    """The effect of each preposition on the act behind it."""
    return _inverted("prepositions")


def _inverted(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for effect, words in lexicon()[table].items():
        if effect in EFFECTS:
            for word in words:
                found.setdefault(word, effect)
    return found
