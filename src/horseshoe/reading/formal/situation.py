"""The situation of an official text: by its number, else by what it names and which resolutions it recites."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from importlib.resources import files

from horseshoe.reading.formal.states import states_in

RECITED = re.compile(r"\b(\d{1,4})\s*\(((?:19|20)\d\d)\)")
# Who sends a letter or takes part is not what a text is about: "the Permanent Representative of Lebanon".
SPOKESMEN = re.compile(
    r"(?:Representatives?|delegations?|Ministers?[\w ]{0,30}|Ambassador|Missions?|statements?(?: made)? by"
    r"|letter[\w ]{0,30} from)"
    r"\s+(?:of|from|for)?\s*(?:the\s+)?(?:[\w’']+\s+){0,3}$"
)
WEIGHTS = {"missions": 6.0, "places": 3.0, "acts": 18.0, "matters": 3.0}
RECITED_ONE, STATE, STATE_AS_PLACE = 2.0, 1.0, 2.0
MOST = 18.0  # one kind of sign alone does not drown the others
LEAD = 1.15  # by how much the first must lead the second
PLACE_BEFORE = re.compile(r"\b(?:situation|conflict|crisis|peace|question)[\w ]{0,25}\b(?:in|of|concerning)\s+(?:the\s+)?$")
CONTEXT = 60


@functools.cache
def _names() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_situations.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple(
        (situation, part, re.compile(r"\b(?:" + "|".join(p.replace(" ", r"\s+") for p in patterns) + ")"))
        for part in WEIGHTS
        for situation, patterns in table[part].items()
    )


@functools.cache
def _by_number() -> dict[int, str]:
    text = files("horseshoe.reading").joinpath("lexicon", "resolution_situations.csv").read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        if line and not line.startswith(("#", "situation,")):
            situation, numbers = line.split(",")
            found.update(dict.fromkeys(map(int, numbers.split()), situation))
    return found


def situation_of_resolution(number: int) -> str | None:
    """The situation of a resolution by its number (lexicon/resolution_situations.csv), or None where the table has none."""
    return _by_number().get(number)


def find_situation(text: str, start: int, end: int | None = None, own: int | None = None) -> str | None:
    """What a text is about: its missions, places and matters, the resolutions it recites, the states it names; None if unclear.

    `own` is the number of the resolution that the text is; where the record knows it, the record tells.
    """
    if own is not None and (known := situation_of_resolution(own)):
        return known
    stop = len(text) if end is None else end
    signs = (_named(text[start:stop]), _recited(text[start:stop], own), _states(text, start, stop))
    weights: Counter[str] = Counter()
    for counts in signs:
        for situation, weight in counts.items():
            weights[situation] += min(weight, MOST)  # type: ignore[assignment]
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def situation_of_meeting(text: str, resolution: int | None) -> str | None:
    """What a text put to the vote at a meeting is about: by its number, else by the missions named and resolutions recited.

    States and places are not asked: a meeting's account names all that vote and speak.
    """
    if resolution is not None and (known := situation_of_resolution(resolution)):
        return known
    weights: Counter[str] = Counter()
    for signs in (_named(text, ("missions",)), _recited(text, resolution)):
        for situation, weight in signs.items():
            weights[situation] += weight  # type: ignore[assignment]
    ranked = weights.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= LEAD * ranked[1][1]) else None


def _named(text: str, parts: tuple[str, ...] = tuple(WEIGHTS)) -> dict[str, float]:
    counts: dict[str, float] = {}
    for situation, part, pattern in _names():
        weight = WEIGHTS[part]
        if part in parts and (found := sum(1 for _ in pattern.finditer(text))):
            counts[situation] = counts.get(situation, 0.0) + weight * found
    return counts


def _recited(text: str, own: int | None) -> dict[str, float]:
    """Each resolution that the text recites counts once for the situation it was on."""
    counts: dict[str, float] = {}
    for number in {int(m[1]) for m in RECITED.finditer(text)} - {own}:
        if situation := situation_of_resolution(number):
            counts[situation] = counts.get(situation, 0.0) + RECITED_ONE
    return counts


def _states(text: str, start: int, end: int) -> dict[str, float]:
    counts: dict[str, float] = {}
    for state in states_in(text, start, end):
        before = text[max(start, state.start - CONTEXT) : state.start]
        if not SPOKESMEN.search(before):
            weight = STATE_AS_PLACE if PLACE_BEFORE.search(before) else STATE
            counts[state.id] = counts.get(state.id, 0.0) + weight
    return counts
