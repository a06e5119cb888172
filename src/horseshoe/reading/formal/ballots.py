"""Votes as official records print them: "13 in favour to 2 against (China, Russian Federation)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from horseshoe.model import Stance
from horseshoe.reading.formal.states import NamedState, states_in

_COUNTED = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
WORDS = {word: n for n, word in enumerate(_COUNTED.split())} | {"none": 0, "nil": 0, "zero": 0}
N = r"(?:\d{1,2}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
LIST = r"(?:\s*\((?P<{0}>[^()]*(?:\([^()]*\)[^()]*)*)\))?"
TALLY = re.compile(
    rf"\b(?P<yes>{N})\s+(?:votes?\s+)?(?:in\s+favou?r|for){LIST.format('for')}\s*(?:,|and|to|with|;|\s)*\s*"
    rf"(?P<no>{N})\s+(?:votes?\s+)?(?:against|opposed){LIST.format('against')}\s*(?:,|;|and|with|\s)*"
    rf"(?:(?P<abstain>{N})\s+(?:members?\s+)?(?:abstentions?|abstaining){LIST.format('abstaining')})?",
    re.IGNORECASE,
)
UNANIMOUS = re.compile(
    r"\bunanimous(?:ly)?\s+(?:adopt\w*|adoption|vot\w+)|\badopt\w*\b[^.\n]{0,120}?\bunanimously\b|\bunanimous vote\b",
    re.IGNORECASE,
)
HAND_COUNT = re.compile(
    r"^[ \t]*In\s+favou?r:(?P<for>.*?)^[ \t]*Against:(?P<against>.*?)^[ \t]*Abstain(?:ing|ed|tions):(?P<abstaining>.*?)"
    r"(?=\n[ \t]*\n|^[ \t]*(?:The President|Mr|Mrs|Ms|Sir|Dame)\b|\Z)"
    r"|^[ \t]*In\s+favou?r:(?P<for2>.*?)^[ \t]*(?:Against|Abstain(?:ing|ed)):(?P<rest>.*?)"
    r"(?=\n[ \t]*\n|^[ \t]*The President\b|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
HAND_COUNT_REACH = 4000
STANCE_OF: dict[str, Stance] = {"for": "voted_for", "against": "voted_against", "abstaining": "abstained"}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote at `[start, end)` of a text: counts where given, and who is listed by name with what vote."""

    start: int
    end: int
    yes: int | None
    no: int | None
    abstain: int | None
    listed: tuple[tuple[Stance, NamedState], ...]

    @property
    def against(self) -> tuple[str, ...]:
        """Ids of the states listed as voting against."""
        return tuple(s.id for stance, s in self.listed if stance == "voted_against")


def number(word: str | None) -> int | None:
    """A count written in figures or in words up to fifteen; None for none given."""
    if word is None:
        return None
    return int(word) if word.isdigit() else WORDS[word.lower()]


def find_tallies(text: str) -> Iterator[Ballot]:
    """Votes told in a sentence with both counts; a count of abstentions not given is None."""
    for found in TALLY.finditer(text):
        yes, no, abstain = number(found["yes"]), number(found["no"]), number(found["abstain"])
        listed = [
            (STANCE_OF[name], state)
            for name in STANCE_OF
            if found[name] is not None
            for state in states_in(text, found.start(name), found.end(name))
        ]
        if yes is not None and yes <= 15 and (no or 0) <= 15:
            yield Ballot(found.start(), found.end(), yes, no, abstain, tuple(listed))


def find_hand_counts(text: str) -> Iterator[Ballot]:
    """Votes of verbatim records, with the members listed under In favour, Against and Abstaining."""
    for start in (m.start() for m in re.finditer(r"(?im)^[ \t]*In[ \t]+favou?r:", text)):
        found = HAND_COUNT.match(text, start, min(len(text), start + HAND_COUNT_REACH))
        if found is None:
            continue
        groups = ("for", "against", "abstaining") if found["for"] is not None else ("for2", "rest")
        listed = [
            (_stance(text, name, found), state)
            for name in groups
            for state in states_in(text, found.start(name), found.end(name))
        ]
        counts = {stance: sum(1 for s, _ in listed if s == stance) for stance in STANCE_OF.values()}
        if counts["voted_for"] or counts["voted_against"]:
            yield Ballot(
                found.start(), found.end(), counts["voted_for"], counts["voted_against"], counts["abstained"], tuple(listed)
            )


def _stance(text: str, group: str, found: re.Match[str]) -> Stance:
    if group == "rest":
        label = text[found.end("for2") : found.start("rest")].strip().lower()
        return "abstained" if label.startswith("abstain") else "voted_against"
    return STANCE_OF[group.removesuffix("2")]
