"""The lexicon of cues: which words attribute, and in which frames their content stands."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from horseshoe.model import AttributionAct
from horseshoe.reading.words import Words

LEXICON = "reading/lexicon/cues.toml"


@dataclass(frozen=True)
class Entry:
    """One word of the lexicon: frame -> act (what the source does with the content: say, ask, think, want, judge, show)."""

    acts: Mapping[str, AttributionAct] = field(default_factory=dict)

    def act(self, frame: str) -> AttributionAct | None:
        """The act that this word has in a frame; None where the frame is not its own."""
        return self.acts.get(frame)

    @property
    def speaks(self) -> bool:
        """Whether the word can carry a quotation: a verb of saying or asking, or a thought put into words."""
        return "quote" in self.acts


@dataclass(frozen=True)
class Lexicon:
    """Cue words by word class (dictionary forms), and phrases by their verb."""

    verbs: Mapping[str, Entry]
    nouns: Mapping[str, Entry]
    adjectives: Mapping[str, Entry]
    phrases: Mapping[str, tuple[frozenset[str], ...]]
    views: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    data = tomllib.loads(resources.files("horseshoe").joinpath(LEXICON).read_text(encoding="utf-8"))
    words: dict[str, dict[str, dict[str, AttributionAct]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    phrases: dict[str, list[frozenset[str]]] = {}
    for table in data.values():
        for kind, found in words.items():
            for word in table.get(kind, "").split():
                _add(found.setdefault(word, {}), table)
        for phrase in table.get("phrases", ()) if "frames" in table else ():
            verb, *rest = phrase.split()
            phrases.setdefault(verb, []).append(frozenset(rest))
    entries = {kind: {w: Entry(acts) for w, acts in found.items()} for kind, found in words.items()}
    return Lexicon(
        verbs=entries["verbs"],
        nouns=entries["nouns"],
        adjectives=entries["adjectives"],
        phrases={verb: tuple(rest) for verb, rest in phrases.items()},
        views=frozenset(data["phrases"]["view_nouns"]),
    )


def entry_of(words: Words, verb: int) -> Entry:
    """What the lexicon says of a verb, with the words that make a phrase of it: "put it", "point out"."""
    known = lexicon()
    name = words.lemma(verb)
    if name in known.phrases:
        below = {words.low[c] for c in words.children[verb]} | {words.lemma(c) for c in words.children[verb]}
        if any(rest <= below for rest in known.phrases[name]):
            return known.verbs["say"]
    return known.verbs.get(name) or Entry()


@functools.cache
def known_reactions() -> frozenset[str]:
    """Verbs of answering what another says: "dismissed accusations that", "faced claims that"."""
    data = tomllib.loads(resources.files("horseshoe").joinpath(LEXICON).read_text(encoding="utf-8"))
    return frozenset(data["reactions"]["words"].split())


def _add(acts: dict[str, AttributionAct], table: Mapping[str, Any]) -> None:
    for frame in table["frames"]:
        acts.setdefault(frame, table["act"])
