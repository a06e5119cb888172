"""What happened to what is counted: the verb that governs the noun, a phrase behind it, else a word beside it."""

from __future__ import annotations

import functools
from typing import Any

from horseshoe.reading.figures.numbers import Quantity, words
from horseshoe.reading.lexing import Lexed

_CLIMB = 3  # tokens from a noun up to the verb that governs it
_PARTS = frozenset(
    {"of", "including", "total", "number", "majority", "among", "most", "dozens", "scores", "hundreds", "thousands"}
)
_SUFFERS = ("dobj", "nsubjpass")
_NOT_YET = frozenset({"will", "would", "could", "can", "'ll", "should"})
_ROOM = 8  # words that "depend … assistance" may take
_WINDOW = 12  # words behind a count that a phrase may stand in
_IRREGULAR = {"fled": "flee", "dying": "die", "slain": "slay"}


@functools.cache
def what_of() -> dict[str, str]:
    """Lemma or word -> what happened ("kill" -> "killed")."""
    names = words()["names"]
    return {w: names.get(key, key) for key, listed in words()["what"].items() for w in listed}


@functools.cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    names = words()["names"]
    return tuple((tuple(p.split()), names.get(key, key)) for key, listed in words()["phrases"].items() for p in listed)


@functools.lru_cache(maxsize=4096)
def event(word: str) -> str | None:
    """What a word form tells: "displaced", "fled", "injuries"."""
    table = what_of()
    stem = word.removesuffix("ing")
    short = word.removesuffix("ed")
    if short[-2:-1] == short[-1:]:
        short = short[:-1]  # kidnapped
    stems = (word, short, word.removesuffix("ed"), word.removesuffix("d"), stem, stem + "e", _IRREGULAR.get(word, ""))
    return next((table[s] for s in stems if s in table), None)


def phrase_behind(lexed: Lexed, stop: int, *, at_once: bool = False) -> str | None:
    """What a phrase behind a count tells: "driven from their homes"; `at_once` where only auxiliaries part them."""
    low = lexed.lower
    for i in range(stop, min(len(low), stop + (_WINDOW if not at_once else 4))):
        if low[i] in (".", ";", "while", "whereas") or (i > stop and low[i][0].isdigit()):
            return None
        for phrase, told in _phrases():
            if _stands(low, i, phrase):
                return told
        if at_once and low[i] not in ("have", "has", "had", "been", "were", "was", "are", "more", "others", "being", "also"):
            return None
    return None


def _stands(low: tuple[str, ...], i: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands at word `i`; "…" in it leaves room: "depend on some kind of assistance"."""
    if "…" in phrase:
        room = low[i + 1 : i + _ROOM]
        return low[i] == phrase[0] and phrase[-1] in room and "," not in room[: room.index(phrase[-1])]
    return low[i : i + len(phrase)] == phrase


def what(lexed: Lexed, q: Quantity, token: Any, stop: int) -> str | None:
    """What happened to those counted from `q` to word `stop`; `token` is the noun, None where there is none."""
    if any(w in words()["units"]["figurative"] for w in lexed.lower[stop : stop + 3]):
        return None
    if found := _either(lexed, q.stop) or _among(lexed, stop) or _behind_parenthesis(lexed, stop):
        return found
    if found := _described(lexed, q, token) or _remains(lexed, q):
        return found
    if token is not None and (found := _governing(token)) is not None:
        return found or None
    if found := phrase_behind(lexed, stop):
        return found
    for i in (*range(stop, min(stop + 3, len(lexed.words))), *range(q.first - 1, max(0, q.first - 6) - 1, -1)):
        if lexed.lower[i] in (".", ";"):
            break
        if (told := event(lexed.lower[i])) and lexed.lower[i + 1 : i + 2] != ("-",):  # not "cross-regional"
            return told
    return None


def _among(lexed: Lexed, stop: int) -> str | None:
    """ "312 nurses are among the dead": whatever else the sentence counts."""
    ahead = lexed.lower[stop : stop + 4]
    return phrase_behind(lexed, stop, at_once=True) if "among" in ahead else None


def _behind_parenthesis(lexed: Lexed, stop: int) -> str | None:
    """ "900 people, including 39 children, killed": what happened stands behind what is counted within."""
    low = lexed.lower
    if low[stop : stop + 2] != (",", "including"):
        return None
    close = next((i for i in range(stop + 2, min(len(low), stop + _WINDOW)) if low[i] == ","), None)
    return event(low[close + 1]) if close and close + 1 < len(low) and low[close + 1].endswith(("ed", "dead")) else None


def _described(lexed: Lexed, q: Quantity, token: Any) -> str | None:
    """ "two injured peacekeepers were flown out", "600,000 internally displaced people": a participle before the noun."""
    if token is None:
        return None
    words_between = lexed.lower[q.stop : lexed.at(token.idx)]
    told = next((found for w in words_between if w.endswith("ed") and (found := event(w))), None)
    return told if told in words()["units"]["harm"] else None


def _remains(lexed: Lexed, q: Quantity) -> str | None:
    """ "Recovered the bodies of four hostages": of the dead, whatever they were."""
    before = lexed.lower[max(0, q.first - 2) : q.first]
    return "killed" if before[-1:] == ("of",) and before[0] in words()["units"]["remains"] else None


def _either(lexed: Lexed, stop: int) -> str | None:
    """ "25,000 dead or wounded": one count of several harms is of casualties."""
    words_ahead = lexed.lower[stop : stop + 6]
    for i, word in enumerate(words_ahead[:-2]):
        then = words_ahead[i + 3 : i + 4]
        if then and (then[0] == "another" or then[0][0].isdigit() or then[0] in words()["numbers"]):
            break  # "left nine dead and wounded two": two counts
        if words_ahead[i + 1] in ("or", "and") and event(word) and (other := event(words_ahead[i + 2])):
            return "casualties" if other != event(word) else None
    return None


def fits(unit: str, told: str | None) -> str | None:
    """What happened, where it can happen to the unit: missiles are not killed, they are fired."""
    noun = unit.split()[-1]
    if told == "fired" and noun in words()["units"]["persons"]:
        return None  # "civilians died in the firing"
    if told is None or noun not in words()["units"]["things"]:
        return told
    if told in words()["units"]["done_to_things"]:
        return told
    return "fired" if noun in words()["units"]["munitions"] and told == "killed" else None


def _governing(noun: Any) -> str | None:
    """What the tree tells of a noun: a word up to the verb that governs it; "" where that has not happened ("would die")."""
    table, node, left = what_of(), noun, _CLIMB
    harms = noun.head if noun.dep_ == "dobj" else noun
    if harms.tag_[:1] == "V" and (both := _harms_joined(harms, noun)):
        return both
    if (fate := table.get(noun.head.lemma_)) in words()["units"]["fates"] and noun.dep_ in _SUFFERS:
        return "" if _foretold(noun.head) else fate  # "freed 90 hostages": no longer abducted
    while left > 0:
        if found := table.get(node.lemma_) or table.get(node.lower_):
            return "" if _foretold(node) else found
        for child in node.children:
            after = child.dep_ in ("acl", "relcl", "amod", "conj") and child.i > node.i
            predicate = node.lemma_ == "be" and child.dep_ in ("acomp", "attr", "prep")
            if (after or predicate) and (found := table.get(child.lemma_)):
                return "" if _foretold(child) else found
        if node.head is node or (node.tag_[:1] == "V" and node.dep_ not in ("auxpass", "aux", "xcomp")):
            break
        left -= node.lower_ not in _PARTS
        node = node.head
    return None


def _harms_joined(verb: Any, counted: Any) -> str | None:
    """ "Killed and injured thousands": one count of what two harms met is of casualties."""
    first = verb.head
    if verb.dep_ != "conj" or any(c.dep_ in ("dobj", "nsubjpass") and c is not counted for c in first.children):
        return None
    told = {what_of().get(v.lemma_) for v in (first, verb)}
    return "casualties" if told == {"killed", "wounded"} and not _foretold(first) else None


def _foretold(verb: Any) -> bool:
    """Whether a verb of harm tells what has not happened: "could die"; "could have died" may have."""
    if verb.tag_[:2] != "VB" or what_of().get(verb.lemma_) not in words()["units"]["harm"]:
        return False
    low = {c.lower_ for c in verb.children}
    if verb.tag_ == "VB" and not low & {"have", "did", "do", "does", "'ve"}:
        return True  # "let millions starve", "threatened to kill 30"
    return bool(low & _NOT_YET) and "have" not in low
