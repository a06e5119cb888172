"""The lexicon of titles, offices and bodies."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

LEXICON = "reading/lexicon/roles.toml"


@dataclass(frozen=True)
class Roles:
    """Words for people, bodies and papers, lower case."""

    titles: frozenset[str]
    address: frozenset[str]
    address_forms: frozenset[str]
    of_a_state: frozenset[str]
    of_a_man: frozenset[str]
    spokesmen: frozenset[str]
    hosts: frozenset[str]
    greetings: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    portfolios: frozenset[str]
    particles: frozenset[str]
    unnamed: frozenset[str]
    documents: frozenset[str]
    obtaining: frozenset[str]
    things: frozenset[str]
    before_titles: frozenset[str]
    naming: frozenset[str]
    addressing: frozenset[str]
    calendar: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    his_names: frozenset[str]
    her_names: frozenset[str]
    kin: tuple[frozenset[str], ...]

    @functools.cached_property
    def given_names(self) -> frozenset[str]:
        """Given names, lower case."""
        return self.his_names | self.her_names

    def is_person_noun(self, word: str) -> bool:
        """Whether a lower-case noun, singular or plural, names a person by office, work or kin."""
        return word in self.people or (word.endswith("s") and word[:-1] in self.people)

    def is_thing(self, word: str) -> bool:
        """Whether a lower-case noun or pronoun names no one who could speak: an instrument, a word, an act."""
        return word in self.things or word.removesuffix("s") in self.things


@functools.cache
def roles() -> Roles:
    """The lexicon that comes with the package."""
    data = tomllib.loads(resources.files("horseshoe").joinpath(LEXICON).read_text(encoding="utf-8"))
    lists = {key: frozenset(data[key].split()) for key in Roles.__annotations__ if isinstance(data.get(key), str)}
    kin = tuple(frozenset(group.split()) for group in data["kin"]["groups"])
    return Roles(**lists, kin=kin, **{key: frozenset(value.split()) for key, value in data["gender"].items()})
