"""Every name the project knows, as one trie over words: the longest name at a place wins (lexicon/)."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Literal

from horseshoe.model import ActorType, MentionHow
from horseshoe.reading.lexing import Lexed, lex

Kind = Literal[
    "name", "adjective", "people", "capital", "seat", "body", "region", "person", "surname", "shared", "group", "trap"
]
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}[\d+]*|[A-Z]-?\d+[+\d]*")
Node = dict[str | None, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name in the trie stands for."""

    id: str
    kind: Kind
    how: MentionHow
    type: ActorType


@dataclass(frozen=True, slots=True)
class Person:
    """An office holder: `surname` alone names him from `start` until three years after `end`."""

    id: str
    name: str
    role: str
    body: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Gazetteer:
    """The trie with the names shown and the persons."""

    root: Node
    names: dict[str, tuple[str, ActorType]]
    persons: dict[str, tuple[Person, ...]]


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the lexicon; lines that begin with # are notes."""
    text = files(__package__).joinpath("lexicon", name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


@functools.cache
def words() -> dict[str, Any]:
    """The lists of lexicon/words.toml."""
    return tomllib.loads(files(__package__).joinpath("lexicon/words.toml").read_text("utf-8"))


def slug(name: str) -> str:
    """A name as an actor id: lower case, plain letters, hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "").replace("’", "")).strip("-")


def keys(lexed: Lexed) -> list[str]:
    """The trie's keys of a text: a word, marked where it is written close to the one before; apostrophes made plain."""
    found = []
    last = -1
    for word, start, end in zip(lexed.words, lexed.starts, lexed.ends, strict=True):
        plain = "'" if word == "’" else word
        found.append("\0" + plain if start == last and start else plain)
        last = end
    return found


def _insert(root: Node, name: str, entry: Entry) -> None:
    node = root
    for i, key in enumerate(keys(lex(name))):
        node = node.setdefault(key if i else key.lstrip("\0"), {})
    node.setdefault(None, entry)


def _how(name: str, default: MentionHow = "name") -> MentionHow:
    return "acronym" if _ACRONYM.fullmatch(name) else default


def _plurals(adjectives: str, people: str) -> list[str]:
    if people:
        return people.split(";")
    return [a + "s" for a in adjectives.split(";") if a and a[-1] in "nikt" and a not in ("Soviet",)]


def _states() -> Iterator[tuple[str, Entry, str]]:
    for row in read_rows("states.csv"):
        id_, names = row["id"], row["names"].split(";")
        for name in names:
            yield name, Entry(id_, "name", _how(name), "state"), names[0]
        for adjective in filter(None, row["adjectives"].split(";")):
            yield adjective, Entry(id_, "adjective", _how(adjective, "demonym"), "state"), names[0]
        for people in _plurals(row["adjectives"], row["people"]):
            yield people, Entry(id_, "people", "demonym", "state"), names[0]
        for capital in filter(None, row["capitals"].split(";")):
            yield capital, Entry(id_, "capital", "metonym", "state"), names[0]
        for seat in filter(None, row["seats"].split(";")):
            yield seat, Entry(id_, "seat", "metonym", "state"), names[0]


def _bodies() -> Iterator[tuple[str, Entry, str]]:
    for row in read_rows("bodies.csv"):
        names = row["names"].split(";")
        kind: Any = row["type"]
        for name in names:
            plain = name.lstrip("!")
            if name.startswith("!"):
                yield plain, Entry(row["id"], "capital", "metonym", kind), names[0]
                continue
            entry = Entry(row["id"], "body", _how(plain), kind)
            yield plain, entry, names[0]
            if " " in plain and plain[0].islower():
                yield plain[0].upper() + plain[1:], entry, names[0]
    shown = {r["id"]: r["names"].split(";")[0] for r in read_rows("bodies.csv")}
    for word, id_ in words()["regions"].items():
        if isinstance(id_, str):
            yield word, Entry(id_, "region", "demonym", "bloc"), shown[id_]


def _groups() -> Iterator[tuple[str, Entry, str]]:
    table = words()["groups"]
    names = list(table["nouns"]) + [f"{m} {n}" for m in table["modifiers"] for n in table["modified_nouns"]]
    for name in names:
        entry = Entry(slug(name), "group", "name", "group")
        yield name, entry, name
        yield name[0].upper() + name[1:], entry, name


def _persons() -> Iterator[tuple[str, Person]]:
    for row in read_rows("persons.csv"):
        end = date.fromisoformat(row["to"]) if row["to"] else None
        person = Person(row["id"], row["name"], row["role"], row["for"], date.fromisoformat(row["from"]), end)
        for surname in row["surname"].split(";"):
            yield surname, person


@functools.cache
def gazetteer() -> Gazetteer:
    """The trie of all names, built once."""
    root: Node = {}
    names: dict[str, tuple[str, ActorType]] = {}
    for line in files(__package__).joinpath("lexicon/traps.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            _insert(root, line, Entry("", "trap", "name", "group"))
    for source in (_bodies(), _states(), _groups()):
        for name, entry, shown in source:
            _insert(root, name, entry)
            names.setdefault(entry.id, (shown, entry.type))
    persons: dict[str, list[Person]] = {}
    for surname, person in _persons():
        persons.setdefault(surname, []).append(person)
        plain = "".join(c for c in unicodedata.normalize("NFKD", person.name) if not unicodedata.combining(c))
        given = person.name.rsplit(" ", 1)[0]
        full = {person.name, plain} | ({f"{given} {surname}"} if person.id != "ban-ki-moon" else set())
        for name in full:
            _insert(root, name, Entry(person.id, "person", "name", "person"))
        _insert(root, surname, Entry(person.id, "surname", "name", "person"))
        names[person.id] = (person.name, "person")
    for word in words()["shared"]:
        _insert(
            root,
            word,
            Entry(words()["shared"][word][0], "shared", "name" if word in ("Congo", "Korea") else "demonym", "state"),
        )
    return Gazetteer(root, names, {s: tuple(p) for s, p in persons.items()})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name found at words `[first, stop)`."""

    first: int
    stop: int
    entry: Entry


def _step(node: Node, key: str) -> Node | None:
    found = node.get(key)
    if found is None and len(key) > 3 and key.isupper():
        found = node.get("\0" + key[1:].capitalize() if key[0] == "\0" else key.capitalize())
    return found


def candidates(lexed: Lexed) -> list[Candidate]:
    """The longest names, left to right, without overlaps; a name does not cross an empty line."""
    root, row, found = gazetteer().root, keys(lexed), []
    i, size = 0, len(row)
    while i < size:
        key = row[i]
        node = _step(root, key[1:] if key[0] == "\0" else key)
        best, stop, j = None, i, i
        while node is not None:
            j += 1
            if None in node and not _runs_on(lexed, i, j):
                best, stop = node[None], j
            if j == size or j in lexed.breaks:
                break
            node = _step(node, row[j])
        if best is not None and _whole(lexed, i, stop):
            found.append(Candidate(i, stop, best))
            i = stop
        else:
            i += 1
    return found


def _runs_on(lexed: Lexed, first: int, stop: int) -> bool:
    """Example: "Sudan, South" in "Chad, Sudan, South Africa and Gabon".

    Whether what looks like a name turned round at its comma is an item of a list and the first words of the next.
    """
    if "," not in lexed.words[first:stop] or stop >= len(lexed.words):
        return False
    return lexed.words[stop][:1].isupper() and not lexed.text[lexed.ends[stop - 1] : lexed.starts[stop]].strip(" ")


def _whole(lexed: Lexed, first: int, stop: int) -> bool:
    """Whether a name is not a part of a longer string of letters, digits and underscores."""
    before = lexed.text[lexed.starts[first] - 1 : lexed.starts[first]]
    after = lexed.text[lexed.ends[stop - 1] : lexed.ends[stop - 1] + 1]
    return not (before.isalnum() or before in ("_", "@", "#")) and not (
        after.isalnum() or after == "_" or unicodedata.combining(after or " ")
    )
