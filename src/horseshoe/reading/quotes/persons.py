"""Persons of a text: full names, surnames and offices brought together, with the body that each speaks for."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from horseshoe.model import Actor, Mention
from horseshoe.reading.parse import Parsed
from horseshoe.reading.quotes.names import HYPHENS, Name, find_names, known_surnames, owner_after, owner_before
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

BESIDE = ("amod", "poss", "compound", "nmod")


@dataclass
class Person:
    """What is known of a person while the text is read."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    role: str | None = None
    speaks_for: str | None = None
    gender: str | None = None
    tokens: list[int] = field(default_factory=list)  # last token of each naming, in text order


def find_persons(parsed: Parsed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The persons that a text names, in order of first naming, with role, body and every mention by name or office.

    `actors` are the states and bodies found before; their words name no person. The id is a slug of the fullest name.
    """
    words = parsed.words
    others = [(m, a) for a in actors if a.type != "person" for m in a.mentions]
    taken = {i for m, _ in others for i in range(words.at(m.span.start), words.before(m.span.end))}
    names = find_names(words, taken)
    people = group_names(words, [*names, *known_surnames(words, names, taken)], others)
    surnames = {slug(part): p for p in people for part in (p.name, p.name.split()[-1])}
    for p in people:  # "Hague's spokesman, John Smith" speaks for whom Hague speaks for
        if p.speaks_for in surnames:
            boss = surnames[p.speaks_for]
            p.speaks_for = (boss.speaks_for if boss.speaks_for not in surnames else None) or slug(boss.name)
    made = [
        Actor(slug(p.name), p.name, "person", tuple(sorted(p.mentions, key=lambda m: m.span)), p.role, p.speaks_for)
        for p in people
    ]
    return tuple(a for a in made if a.id)


def group_names(words: Words, names: Sequence[Name], others: Sequence[tuple[Mention, Actor]]) -> list[Person]:
    """Names of one person brought together: the full name, then the surname or first part alone."""
    bodies = Bodies(words, others)
    told = {_parts(words, m)[-1] for m in names if m.sure or m.speaks}  # a surname that stands with a title or speaks elsewhere
    full = {n for n in names if _length(words, n) > 1 and (n.sure or n.speaks or _parts(words, n)[-1] in told)}
    fuller: dict[str, Name] = {}
    for n in sorted(full, key=lambda n: n.first):
        for part in (_parts(words, n)[-1], _parts(words, n)[0]):
            fuller.setdefault(part, n)
    people: dict[str, Person] = {}
    by_part: dict[str, list[str]] = {}
    for n in sorted(names, key=lambda n: n.first):
        text = words.span(n.first, n.last).text
        key = _key(text)
        parts = _parts(words, n)
        if n in full:
            if key not in people:
                people[key] = Person(" ".join(text.split()))
                for part in (parts[-1], parts[0]):
                    by_part.setdefault(part, []).append(key)
        elif len(parts) == 1:
            later = fuller.get(parts[0])
            if parts[0] in by_part:
                key = by_part[parts[0]][-1]
            elif later:
                key = _key(words.span(later.first, later.last).text)
                people.setdefault(key, Person(" ".join(words.span(later.first, later.last).text.split())))
                by_part.setdefault(parts[0], []).append(key)
            elif n.sure or n.speaks:
                people[key] = Person(text)
                by_part.setdefault(parts[0], []).append(key)
            else:
                continue
        else:
            continue
        _note(words, people[key], n, bodies)
    return list(people.values())


class Bodies:
    """The mentions of states and bodies in a text, in order, found by place and by token."""

    def __init__(self, words: Words, others: Sequence[tuple[Mention, Actor]]) -> None:
        self._row = sorted(others, key=lambda p: (p[0].span.start, p[0].span.end))
        self._starts = [m.span.start for m, _ in self._row]
        self.at = {i: a.id for m, a in others for i in range(words.at(m.span.start), words.before(m.span.end))}

    def within(self, start: int, end: int) -> list[tuple[Mention, Actor]]:
        """Those that lie wholly in the characters `[start, end)`."""
        row = self._row[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [p for p in row if p[0].span.end <= end]


def _note(words: Words, person: Person, n: Name, bodies: Bodies) -> None:
    person.mentions.append(Mention(words.span(n.first, n.last), "name"))
    person.tokens.append(n.last)
    person.gender = person.gender or n.gender
    if person.speaks_for is None:
        person.speaks_for = _owner(words, n, bodies)
    if n.role is None:
        return
    span = words.span(*n.role)
    inside = bodies.within(span.start, span.end)
    if person.speaks_for is None:
        person.speaks_for = _body(words, n.role, inside) or _body_before(words, n.role, bodies)
    if person.role is None and words.low[n.role[1]] not in roles().address_forms:
        person.role = _role_text(words, n.role, inside)


def _owner(words: Words, n: Name, bodies: Bodies) -> str | None:
    """The body beside a name: "India's Manjeev Singh Puri", "Gérard Araud of France"."""
    at = bodies.at
    before, after = owner_before(words, n.first, at), owner_after(words, n.last, at)
    found = at[before] if before is not None else at[after] if after is not None and _length(words, n) > 1 else None
    return None if found in roles().hosts else found


def _body(words: Words, role: tuple[int, int], inside: Sequence[tuple[Mention, Actor]]) -> str | None:
    """The body a role speaks for: "Russia's UN Ambassador" RUS, "representative to the UN" none, "spokesman for the EU" EU."""
    special = any(words.low[i] in ("special", "personal") for i in range(role[0], role[1] + 1))
    found: list[str] = []
    employers: list[str] = []  # "deputy UN director at Human Rights Watch"
    for m, a in sorted(inside, key=lambda p: p[0].span):
        first = words.at(m.span.start)
        j = first - 1
        while j >= role[0] and words.tag[j] in ("DT", "JJ"):
            j -= 1
        if j >= role[0] and words.low[j] in ("at", "with"):
            employers.append(a.id)
        if j >= role[0] and words.low[j] in ("to", "at", "on", "against", "with", "in"):
            continue
        if special and j >= role[0] and words.low[j] == "for":
            continue  # "UN special envoy for Syria"
        found.append(a.id)
    low = words.low[role[0] : role[1] + 1]
    noun = next((w for w in low if w in roles().of_a_state), None) if not special else None
    if own := next((f for f in found if f not in roles().hosts), None):
        return own
    if employer := next((e for e in employers if e not in roles().hosts), None):
        return employer
    if found and noun is None:
        return found[0]
    for i in range(role[0], role[1] + 1):  # a body that no list knows: "Amnesty International's representative"
        if words.tag[i] == "POS" and i > role[0] and words.tag[i - 1] in ("NNP", "NNPS"):
            j = i - 1
            while j > role[0] and (words.tag[j - 1] in ("NNP", "NNPS") or words.text[j - 1] in HYPHENS):
                j -= 1
            while j < i - 1 and (words.low[j] in roles().titles or roles().is_person_noun(words.low[j])):
                j += 1  # "Prime Minister Zenawi's spokeswoman"
            return slug(words.span(j, i - 1).text)
    return None


def _body_before(words: Words, role: tuple[int, int], bodies: Bodies) -> str | None:
    """The body named before that a role leaves open: UNICEF and "its representative"; "spokesman Jay Carney" of a subject."""
    near = {words.low[i] for i in range(max(0, role[0] - 1), role[1] + 1)}
    if near & {"his", "her"} and near & roles().of_a_man:
        return _masters_body(words, role, bodies)
    own = "its" in near
    if not own and not (role[0] == role[1] and words.low[role[0]] in roles().spokesmen):
        return None
    first = words.sentence_bounds[max(0, words.sent[role[0]] - 1 - 2 * (not own))][0]
    start, end = words.start[first], words.start[role[0]]
    if not own:
        paragraphs = words.parsed.paragraphs
        start = max(start, paragraphs[bisect_right(paragraphs, end) - 1])
    for m, a in reversed(bodies.within(start, end)):
        if a.type == "group":
            continue
        if m.how in ("name", "acronym", "metonym") and a.id not in roles().hosts:
            i = words.before(m.span.end) - 1
            if words.dep[i] in ("nsubj", "nsubjpass"):
                return a.id
    return None


def _masters_body(words: Words, role: tuple[int, int], bodies: Bodies) -> str | None:
    """French President Chirac, and "his foreign minister" in this or the next sentence: the body in the office named last."""
    start = words.start[words.sentence_bounds[max(0, words.sent[role[0]] - 1)][0]]
    for m, a in reversed(bodies.within(start, words.start[role[0]])):
        i = words.before(m.span.end) - 1
        office = roles().is_person_noun(words.low[words.head[i]]) or words.tag[words.head[i]] in ("NNP", "NNPS")
        if a.type == "state" and words.dep[i] in BESIDE and office:
            return a.id
    return None


def _role_text(words: Words, role: tuple[int, int], inside: Sequence[tuple[Mention, Actor]]) -> str:
    """The office without the body it belongs to: "representative to the UN", "UN Ambassador", "Foreign Minister"."""
    first, last = role
    for i in range(first, last):
        if words.tag[i] in ("POS", "PRP$") and not any(words.low[j] in ("of", "for", "to") for j in range(first, i)):
            first = i + 1
            break
    else:
        for m, _ in inside:
            if words.at(m.span.start) == first and words.before(m.span.end) - 1 < last:
                after = words.before(m.span.end)
                if words.low[after] not in ("of", "for", "to") and words.text[after] not in HYPHENS:
                    first = after
    return " ".join(words.span(first, last).text.split())


def _parts(words: Words, n: Name) -> list[str]:
    """The parts of a name in lower case; "al-Assad" counts as "assad"."""
    kept: dict[tuple[int, int], list[str]] = words.parsed.tree.kept.setdefault("parts of names", {})
    if (n.first, n.last) not in kept:  # each name is compared with every other
        kept[n.first, n.last] = _cut(words, n)
    return kept[n.first, n.last]


def _cut(words: Words, n: Name) -> list[str]:
    text = words.span(n.first, n.last).text
    particles = roles().particles
    parts = [re.sub(r"^(?:al|el|as|ash|ad)[-‑–]", "", p) for p in text.lower().replace("’", "'").split()]
    return [p for p in parts if p not in particles] or [text.lower()]


def _length(words: Words, n: Name) -> int:
    return len(_parts(words, n))


def _key(text: str) -> str:
    return " ".join(text.lower().split())


def slug(name: str) -> str:
    """Lower-case letters and digits of the English name, joined by hyphens: "jose-luis-diaz"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
