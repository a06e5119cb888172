"""Votes as official records print them: "13 in favour to 2 against (China, Russian Federation)"."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, cast

from horseshoe.council.rule import SEATS
from horseshoe.model import DraftKind, Stance
from horseshoe.reading.formal.scan import WORDS
from horseshoe.reading.formal.states import NamedState, states_in

N = r"(?:\d{1,2}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
_LIST = r"(?:\s*\((?P<list>[^()]{2,600}(?:\([^()]*\)[^()]*)*)\))?"
PART = re.compile(
    rf"(?P<n>{N})\s+(?:(?:votes?|members?)\s+)?(?:(?P<for>in\s+favou?r|for|(?:affirmative|positive)\s+votes?)"
    r"|(?P<against>against|opposed|opposing|negative\s+votes?)"
    rf"|(?P<abstaining>abstentions?|abstaining|abstained))\b{_LIST}"
    rf"|(?P<bare>{N})(?=,?\s+(?:with|and)\s+{N}\s+(?:members?\s+)?abst)",
    re.IGNORECASE,
)
FIRST = re.compile(
    rf"\b{N}\s+(?:(?:votes?\s+)?(?:in\s+favou?r|for|against)|(?:affirmative|positive|negative)\s+votes?)\b", re.IGNORECASE
)
RECEIVED = re.compile(r"\b(?:receiv|garner|obtain|secur|gather|w[io]n)\w*\s+(?:only\s+|just\s+)?$", re.IGNORECASE)
BETWEEN = re.compile(r"(?:\s|,|;|—|–|\band\b|\bto\b|\bwith\b|\bversus\b)*", re.IGNORECASE)
UNANIMOUS = re.compile(
    r"\bunanimous(?:ly)?\s+(?:adopt\w*|adoption|approv\w+|vot\w+)|\badopt\w*\b[^.\n]{0,120}?\bunanimously\b"
    r"|\bunanimous vote\b",
    re.IGNORECASE,
)
FAVOUR = re.compile(r"(?im)^[ \t]*In[ \t]+favou?r:")
LABEL = re.compile(
    r"(?im)(?:^|(?<=[a-z)]))[ \t]*\b"
    r"(?:(?P<for>In[ \t]+favou?r)|(?P<against>Against)|(?P<abstaining>Abstain(?:ing|ed)|Abstentions?)):"
)
HAND_COUNT_END = re.compile(r"(?m)^[ \t]*(?:The[ \t]+(?:Acting[ \t]+)?P(?:resident|RESIDENT)\b|(?:Mr|Mrs|Ms|Miss|Sir|Dame)\b)")
ANNOUNCED = re.compile(
    rf"\b(?P<yes>{N})\s+votes?\s+in\s+favou?r"
    rf"(?:,?\s*(?:and\s+)?(?P<no>{N})(?:\s+votes?)?\s+against)?(?:,?\s*(?:and\s+)?(?P<abstain>{N})\s+abstentions?)?",
    re.IGNORECASE,
)
ANNOUNCEMENT_REACH = 500
MOST_PARTS = 4  # in favour, against, abstaining, and one that shows that another count begins
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
    """Votes told in a sentence, most with two counts or more ("received 13 votes in favour" alone counts too)."""
    end = 0
    for first in FIRST.finditer(text):
        if first.start() < end:
            continue
        parts = list(_parts(text, first.start()))
        ballot = _ballot(text, parts)
        if ballot is not None:
            end = ballot.end
            yield ballot


def _parts(text: str, at: int) -> Iterator[re.Match[str]]:
    """The counts that follow each other: "10 in favour (…) to 3 against (…), with 2 abstentions (…)"."""
    for _ in range(MOST_PARTS):
        if (found := PART.match(text, at)) is None:
            return
        yield found
        between = BETWEEN.match(text, found.end())
        at = between.end() if between else found.end()


def _ballot(text: str, parts: list[re.Match[str]]) -> Ballot | None:
    counts: dict[str, int] = {}
    listed: list[tuple[Stance, NamedState]] = []
    end = 0
    for part in parts:
        name = next((n for n in STANCE_OF if part[n]), "against")
        if name in counts:
            break
        counts[name] = number(part["n"] or part["bare"]) or 0
        end = part.end()
        if part["list"]:
            listed += [(STANCE_OF[name], s) for s in states_in(text, part.start("list"), part.end("list"))]
    if "for" not in counts or sum(counts.values()) > SEATS:
        return None
    start = parts[0].start()
    if len(counts) == 1:
        alone = (parts[0]["for"] or "").lower() != "for" and RECEIVED.search(text, max(0, start - 20), start)
        return Ballot(start, end, counts["for"], None, None, tuple(listed)) if alone else None
    if (parts[0]["for"] or "").lower() == "for" and "against" not in counts:
        return None
    return Ballot(start, end, counts["for"], counts.get("against"), counts.get("abstaining"), tuple(listed))


def find_hand_counts(text: str) -> Iterator[Ballot]:
    """Votes of verbatim records, with the members listed under In favour, Against and Abstaining."""
    for favour in FAVOUR.finditer(text):
        limit = min(len(text), favour.start() + HAND_COUNT_REACH)
        stop = HAND_COUNT_END.search(text, favour.end(), limit)
        again = FAVOUR.search(text, favour.end(), limit)
        end = min([m.start() for m in (stop, again) if m] or [limit])
        labels = list(LABEL.finditer(text, favour.start(), end))
        listed: list[tuple[Stance, NamedState]] = []
        for label, following in zip(labels, [*labels[1:], None], strict=False):
            name = next(n for n in STANCE_OF if label[n])
            close = following.start() if following else end
            listed += [(STANCE_OF[name], s) for s in states_in(text, label.end(), close)]
        counts = {stance: sum(1 for s, _ in listed if s == stance) for stance in STANCE_OF.values()}
        if counts["voted_for"] or counts["voted_against"]:
            end = favour.start() + len(text[favour.start() : end].rstrip())
            yield Ballot(favour.start(), end, counts["voted_for"], counts["voted_against"], counts["abstained"], tuple(listed))


def announced(text: str, ballot: Ballot) -> str | None:
    """A warning where the President announces other counts ("12 votes in favour, …") than the lists hold."""
    found = ANNOUNCED.search(text, ballot.end, min(len(text), ballot.end + ANNOUNCEMENT_REACH))
    if found is None:
        return None
    said = (number(found["yes"]), number(found["no"]) or 0, number(found["abstain"]) or 0)
    counted = (ballot.yes, ballot.no, ballot.abstain)
    if said == counted:
        return None
    told, lists = ("-".join(map(str, c)) for c in (said, counted))
    return f"the President announces {told}, the lists of voters hold {lists}"


@functools.cache
def _voted_on() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_record.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["voted_on"]
    return tuple((kind, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)) for kind, patterns in table.items())


def voted_on(words: str) -> DraftKind | Literal["procedural"]:
    """What a vote was on, by the words beside its count: draft, amendment, paragraph or procedural."""
    kind = next((kind for kind, pattern in _voted_on() if pattern.search(words)), "draft")
    return cast(DraftKind, kind)
