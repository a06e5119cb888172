"""From candidates to actors: judge each, join organs to their states, resolve "its mission", merge persons, gather mentions."""

from __future__ import annotations

import dataclasses
import functools
import importlib
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import Any

from horseshoe.council.states import organ_of, state_of
from horseshoe.model import Actor, Mention, Span
from horseshoe.reading.actors.gazetteer import Candidate, candidates, gazetteer, slug, words
from horseshoe.reading.actors.judge import Judge
from horseshoe.reading.actors.offices import with_office
from horseshoe.reading.actors.organisations import organisations
from horseshoe.reading.known import Known
from horseshoe.reading.lexing import Grid, Lexed, lex
from horseshoe.reading.parse import Parsed
from horseshoe.reading.triage.councils import is_others, unnamed_councils

Found = dict[str, list[Mention]]
Placed = tuple[Mention, str]  # a mention and the id of its actor
SECURITY_COUNCIL = "security-council"


def collect(parsed: Parsed, known: Known) -> tuple[Actor, ...]:
    """The actors of a text, persons included."""
    lexed, places = lex(parsed.text), Grid(parsed)
    row = candidates(lexed)
    judge = Judge(parsed, known, lexed, places, row)
    found: Found = {}
    taken: list[tuple[int, int]] = []
    unlisted = organisations(lexed, places, row)
    inside = {i for o in unlisted for i in range(o.first, o.stop)}
    for c in row:
        if c.first in inside:
            continue
        first, stop, organ = _organ(lexed, c)
        id_ = _of_organ(judge, c, first) if organ else judge.actor(c)
        if id_ is None or (taken and first < taken[-1][1]):
            continue
        if organ:
            id_ = f"{id_}:{organ}"
        else:
            first, stop = c.first, c.stop
        taken.append((first, stop))
        span = Span.of(parsed.text, lexed.starts[first], lexed.ends[stop - 1])
        found.setdefault(id_, []).append(Mention(span, c.entry.how))
    shown: dict[str, str] = {}
    for o in unlisted:
        span = Span.of(parsed.text, lexed.starts[o.first], lexed.ends[o.stop - 1])
        if o.id and not judge.in_dateline(span.start):
            found.setdefault(o.id, []).append(Mention(span, "name"))
            shown.setdefault(o.id, o.name)
            taken.append((o.first, o.stop))
    _add_council(parsed, lexed, taken, found)
    _add_pronouns(parsed, lexed, places, found)
    return _with_persons(parsed, known, judge, _actors(found, shown))


# organs
@functools.cache
def _organ_phrases() -> dict[tuple[str, ...], str]:
    return {tuple(name.split()): organ for organ, names in words()["organs"].items() for name in names}


def _organ_at(lexed: Lexed, i: int) -> tuple[int, str] | None:
    """The organ that the words at `i` name, with the index after it; one word such as "interim" or "state" may precede."""
    for size in (4, 3, 2, 1):
        phrase = lexed.lower[i : i + size]
        if len(phrase) == size and (organ := _organ_phrases().get(phrase)):
            return i + size, organ
    return None


def _organ(lexed: Lexed, c: Candidate) -> tuple[int, int, str]:
    """The extent and the organ of "Syrian government", "Damascus regime", "government of Syria"; else no organ."""
    if c.entry.type != "state" or c.entry.kind == "seat":
        return c.first, c.stop, ""
    after = c.stop
    if lexed.lower[after : after + 2] == ("'", "s"):
        after += 2
    elif lexed.lower[after : after + 1] == ("'",):
        after += 1
    elif c.entry.kind == "name" and c.entry.how != "acronym":
        after = -1
    if after > 0 and after not in lexed.breaks and (found := _organ_at(lexed, after)) and _in_line(lexed, c.stop - 1, found[0]):
        own = found[1] != SECURITY_COUNCIL or is_others(lexed.text, lexed.starts[c.first], lexed.ends[found[0] - 1])
        return (c.first, found[0], found[1]) if own else (c.first, c.stop, "")
    i = c.first - 1
    if i >= 0 and lexed.lower[i] == "the":
        i -= 1
    if c.entry.kind == "name" and i >= 1 and lexed.lower[i] == "of":
        for size in (3, 2, 1):
            if i >= size and (organ := _organ_phrases().get(lexed.lower[i - size : i])) and _in_line(lexed, i - size, c.stop):
                return i - size, c.stop, organ
    if c.entry.kind in ("capital", "name") and i >= 1 and lexed.lower[i] == "in" and (begun := _seated(lexed, i, c)):
        return begun[0], c.stop, begun[1]
    return c.first, c.stop, ""


def _seated(lexed: Lexed, i: int, c: Candidate) -> tuple[int, str] | None:
    """ "the government in Tripoli", "the health ministry in Gaza"; not "the rebel government in Tripoli"."""
    table = words()["organs_by_place"]
    for size in (3, 2, 1):
        organ = _organ_phrases().get(lexed.lower[max(0, i - size) : i])
        begin = i - size
        if organ is None or not _in_line(lexed, begin, c.stop):
            continue
        before = lexed.lower[begin - 1] if begin else ""
        ministry = organ.endswith("ministry")
        governs = lexed.lower[begin] in table["organs"] and before not in table["others"]
        if ministry or (governs and (c.entry.kind == "capital" or before == "the")):
            return begin, organ
    return None


def _in_line(lexed: Lexed, first: int, stop: int) -> bool:
    return all(lexed.gap(i) in ("", " ", "\n") for i in range(first, stop - 1))


def _of_organ(judge: Judge, c: Candidate, first: int) -> str | None:
    """The organ's state; a capital after "government in" stands for it, and is no mere place."""
    return judge.capital(c) if c.entry.kind == "capital" and first < c.first else judge.actor(c)


# the Council by its short name
def _add_council(parsed: Parsed, lexed: Lexed, taken: list[tuple[int, int]], found: Found) -> None:
    """ "the Council" in a text that names the Security Council, from that name on."""
    named = found.get("security-council")
    if not named:
        return
    used = {i for first, stop in taken for i in range(first, stop)}
    begin = min(m.span.start for m in named)
    others = {n.start for n in unnamed_councils(parsed.text) if n.un is False}
    for i, word in enumerate(lexed.lower):
        if word != "council" or i in used or lexed.starts[i] < begin or not i or lexed.starts[i] in others:
            continue
        capital = lexed.words[i] == "Council" and lexed.lower[i + 1 : i + 2] not in (("of",), ("on",))
        named_before = lexed.words[i - 1][:1].isupper() and lexed.lower[i - 1] != "the"
        if (lexed.lower[i - 1] == "the" or capital) and not named_before:
            named.append(Mention(Span.of(parsed.text, lexed.starts[i], lexed.ends[i]), "name"))


# pronouns
def _add_pronouns(parsed: Parsed, lexed: Lexed, places: Any, found: Found) -> None:
    """ "its UN mission": the possessive with its noun stands for the state named before, the subject of the sentence first."""
    table, begin = words()["pronoun"], 0
    row = sorted(((m, id_) for id_, ms in found.items() for m in ms), key=_start)
    for i, word in enumerate(lexed.lower):
        if word != "its":
            continue
        stop = i + 1
        while stop < len(lexed.lower) and lexed.lower[stop] in table["between"] and stop - i < 7:
            stop += 1
        if stop >= len(lexed.lower) or lexed.lower[stop] not in table["possessed"]:
            continue
        if lexed.lower[stop] in ("foreign", "prime", "permanent") and stop + 1 < len(lexed.lower):
            stop += 1
        begin = lexed.starts[i]
        owner = _owner(places, row, begin)
        if owner and _in_line(lexed, i, stop + 1):
            span = Span.of(parsed.text, begin, lexed.ends[stop])
            _drop_inside(found, row, span)
            mention = Mention(span, "pronoun")
            found.setdefault(owner, []).append(mention)
            insort(row, (mention, owner), key=_start)


def _start(placed: Placed) -> int:
    return placed[0].span.start


def _between(row: list[Placed], start: int, end: int) -> list[Placed]:
    """The mentions that begin in `[start, end)`."""
    return row[bisect_left(row, start, key=_start) : bisect_left(row, end, key=_start)]


def _drop_inside(found: Found, row: list[Placed], span: Span) -> None:
    for mention, id_ in _between(row, span.start, span.end):
        if span.contains(mention.span):
            found[id_] = [m for m in found[id_] if m is not mention]
            row.remove((mention, id_))


def _owner(places: Any, row: list[Placed], offset: int) -> str | None:
    start, _ = places.sentence(offset)
    before = places.sentence(start - 1)[0] if row and start else start
    owners = [(m.span.start, state_of(id_)) for m, id_ in _between(row, before, offset)]
    named = [(at, id_) for at, id_ in owners if _is_state(id_)]
    here = [n for n in named if n[0] >= start]
    for choice in (here, named):
        subjects = [n for n in choice if places.token(n[0]).dep_ in ("nsubj", "nsubjpass")]
        if subjects or choice:
            return max(subjects or choice)[1]
    return None


def _is_state(id_: str) -> bool:
    return len(id_) == 3 and id_.isupper()


# actors
def _actors(found: Found, shown: dict[str, str]) -> tuple[Actor, ...]:
    actors = [_actor(id_, sorted(ms, key=lambda m: m.span), shown.get(id_)) for id_, ms in found.items() if ms]
    return tuple(sorted(actors, key=lambda a: a.mentions[0].span))


def _actor(id_: str, mentions: list[Mention], unlisted: str | None = None) -> Actor:
    """An actor under the name of the lists; `unlisted` is the name of one that they do not hold."""
    table = gazetteer()
    state, organ = organ_of(id_)
    if organ:
        return Actor(id_, f"{words()['organ_names'][organ]} of {table.names[state][0]}", "state", tuple(mentions))
    if unlisted and id_ not in table.names:
        return Actor(id_, unlisted, "organisation", tuple(mentions))
    name, type_ = table.names[id_]
    person = next((p for ps in table.persons.values() for p in ps if p.id == id_), None) if type_ == "person" else None
    if person:
        return Actor(id_, name, type_, tuple(mentions), role=person.role, speaks_for=person.body)
    return Actor(id_, name, type_, tuple(mentions))


@functools.cache
def _finder_of_persons() -> Callable[[Parsed, tuple[Actor, ...]], tuple[Actor, ...]] | None:
    try:
        module = importlib.import_module("horseshoe.reading.quotes.persons")
    except ModuleNotFoundError:
        return None
    return getattr(module, "find_persons", None)


def _with_persons(parsed: Parsed, known: Known, judge: Judge, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    finder = _finder_of_persons()
    if finder is None:
        return actors
    merged = {a.id: a for a in actors}
    dates = known.dates_by_place
    holders = _Holders(actors)
    for person in finder(parsed, actors):
        if all(judge.in_dateline(m.span.start) or dates.on(m.span.start, m.span.end) for m in person.mentions):
            continue
        listed = _listed(person, merged, holders)
        merged[listed or person.id] = _merge(merged.get(listed or person.id), person)
        holders.note(merged[listed or person.id])
    by_surname = {slug(a.name.split()[-1]): a for a in merged.values() if a.type == "person"}
    for a in list(merged.values()):
        above = merged.get(a.speaks_for or "") or by_surname.get(a.speaks_for or "")
        if above is not None and above.type == "person":  # an adviser of Ban Ki-moon's speaks for whom he speaks for
            merged[a.id] = dataclasses.replace(a, speaks_for=above.speaks_for)
    published = parsed.document.published
    merged = {id_: with_office(a, published) for id_, a in merged.items()}
    return tuple(sorted((a for a in merged.values() if a.mentions), key=lambda a: a.mentions[0].span))


class _Holders:
    """Which persons with an office are named where, by character."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._at: dict[int, set[str]] = {}
        for actor in actors:
            self.note(actor)

    def note(self, actor: Actor) -> None:
        """Note where a person is named, if he holds an office."""
        if actor.type == "person" and actor.role:
            for mention in actor.mentions:
                for at in range(mention.span.start, mention.span.end):
                    self._at.setdefault(at, set()).add(actor.id)

    def named_by(self, person: Actor) -> set[str]:
        """The ids of those who are named where a person is named."""
        places = (at for m in person.mentions for at in range(m.span.start, m.span.end))
        return {id_ for at in places for id_ in self._at.get(at, ())}


def _listed(person: Actor, known: dict[str, Actor], holders: _Holders) -> str | None:
    """The office holder of the lists that a person named by surname alone is: "President Obama", then "Obama"."""
    owners = holders.named_by(person)
    if len(owners) != 1:
        return None
    [id_] = owners
    owner = known[id_]
    if "-" not in person.id:
        return id_ if all(m.span.text in owner.name for m in person.mentions) else None
    # "Vassily Nebenzia", then "Nebenzia": the lists' Vasily Nebenzya
    surname = person.name.split()[-1]
    same = person.name[0] == owner.name[0] and any(m.span.text == surname for m in owner.mentions)
    return id_ if same and person.speaks_for in (None, owner.speaks_for) else None


def _merge(known: Actor | None, person: Actor) -> Actor:
    if known is None:
        return person
    spans = {m.span: m for m in (*known.mentions, *person.mentions)}
    mentions = tuple(spans[s] for s in sorted(spans))
    role, body = person.role or known.role, person.speaks_for or known.speaks_for
    return dataclasses.replace(known, mentions=mentions, role=role, speaks_for=body)
