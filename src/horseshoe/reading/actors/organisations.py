"""Organisations that no list knows, told by the noun of their name: "the International Committee for Libya"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from horseshoe.reading.actors.gazetteer import Candidate, slug, words
from horseshoe.reading.lexing import Grid, Lexed

_MOST = 8  # words of a name on either side of its noun


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name at words `[first, stop)`, without its article."""

    first: int
    stop: int
    id: str
    name: str


def organisations(lexed: Lexed, places: Grid, known: Sequence[Candidate]) -> tuple[Organisation, ...]:
    """Names such as "Kivu Peace Network" or "Centre for Ruritanian Studies" that hold no body of the lists.

    A name is the capitalised words before a noun of organisations (lexicon/words.toml) and what follows it after "for", "of",
    "on" or "to"; one capitalised word alone is none. A state inside such a name is a part of it and no actor.
    """
    bodies = {i for c in known if c.entry.kind in ("body", "trap") for i in range(c.first, c.stop)}
    named = {i for c in known for i in range(c.first, c.stop)}
    found: list[Organisation] = []
    for i, word in enumerate(lexed.words):
        if word not in _nouns() or i in named or (found and i < found[-1].stop):
            continue
        first, stop = _begin(lexed, places, i), _end(lexed, i)
        if stop - first < 2 or any(k in bodies for k in range(first, stop)):
            continue
        name = " ".join(lexed.text[lexed.starts[first] : lexed.ends[stop - 1]].split())
        found.append(Organisation(first, stop, slug(name), name))
    return tuple(found)


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset(words()["organisations"]["nouns"])


@functools.cache
def _no_part() -> frozenset[str]:
    return frozenset(words()["organisations"]["no_part"])


def _is_part(lexed: Lexed, i: int) -> bool:
    """Whether a word can belong to a name: capitalised, in small letters but for the first, no day or month."""
    word = lexed.words[i] if 0 <= i < len(lexed.words) else ""
    return len(word) > 1 and word[0].isupper() and word not in _no_part()


def _begin(lexed: Lexed, places: Grid, i: int) -> int:
    first = i
    while first > 0 and i - first < _MOST and first not in lexed.breaks and lexed.gap(first - 1) == " ":
        if not _is_part(lexed, first - 1):
            break
        if places.token(lexed.starts[first - 1]).tag_ in ("DT", "IN", "CC", "PRP", "PRP$", "WRB", "RB", "VBD", "VBZ"):
            break
        first -= 1
    return first


def _end(lexed: Lexed, i: int) -> int:
    stop = k = i + 1
    while k < min(len(lexed.words), i + _MOST) and _is_part(lexed, k) and lexed.gap(k - 1) == " ":
        k += 1
        if lexed.words[k - 1] in _nouns():  # "Libya Relief Network"
            stop = k
    for at in _tail(lexed, stop):
        stop = at
    return stop


def _tail(lexed: Lexed, i: int) -> Iterator[int]:
    """Ends of ever longer names: "for Libya", "for Peace and Reform", "to Protect Journalists"."""
    links = words()["organisations"]["links"]
    limit = min(len(lexed.words), i + _MOST)
    if i >= limit or lexed.lower[i] not in links or lexed.gap(i - 1) != " ":
        return
    i += 1
    if i < limit and lexed.lower[i] == "the" and lexed.words[i] == "the":
        i += 1
    while i < limit and _is_part(lexed, i) and lexed.gap(i - 1) == " " and i not in lexed.breaks:
        i += 1
        yield i
        if i + 1 < limit and lexed.lower[i] in ("and", "of") and _is_part(lexed, i + 1) and lexed.gap(i) == " ":
            i += 1
