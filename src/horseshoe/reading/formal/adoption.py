"""The closing line of a resolution: "Adopted at the 437th meeting by 9 votes to none, with 2 abstentions (…)".

It gives meeting, tally and who did not vote in favour; all other members of that day did, where the counts fill the seats.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from horseshoe.council.members import Member, members_on
from horseshoe.council.rule import majority_needed, seats_on
from horseshoe.council.states import names_by_id
from horseshoe.council.tables import rows
from horseshoe.errors import OutsideRecordError
from horseshoe.model import Draft, Position, Span, Stance
from horseshoe.reading.formal.scan import COUNT, FoundName, figure, find_names

_MEETING = r"(?:[^()]|\([^()]*\)){0,60}?\b(?:me[ec]?t-?\s*ings?\b|without\b|by\s+consensus)"
LINE = re.compile(rf"\b(?:Ad[oa]pt[ce]d|ADOPTED)\b(?=(?i:{_MEETING}))")
MEETING = re.compile(
    r"(?:the|its|a)\s+(?:resumed\s+)?(?P<number>[\dIl|!O][\dIl|!O\s,]*)\s*(?:st|nd|rd|th|lst|1h|h|the)?[_.]?\s", re.IGNORECASE
)
UNANIMOUS = re.compile(r"\bunanimous(?:ly)?\b", re.IGNORECASE)
CONSENSUS = re.compile(r"\bby\s+consensus\b", re.IGNORECASE)
_LIST = r"(?:\s*[({{\[]\s*(?P<{0}>[^(){{}}\[\]]*(?:\([^()]*\)[^(){{}}\[\]]*)*)[)}}\]])?"
TALLY = re.compile(
    rf"\b[bh]y\s+(?P<yes>{COUNT})\s+(?:votes?\b)?\s*{_LIST.format('beside')}[\s,]*"
    rf"(?:(?:to|t0|io|lo|10|ta)\s+(?P<no>none|{COUNT})s?\d{{0,3}}\b(?:\s+against)?\s*{_LIST.format('against')})?"
    rf"[\s,.;]*(?:(?:and\s+)?with\s+(?P<abstain>{COUNT})\s*absten\w+\s*{_LIST.format('abstaining')})?",
    re.IGNORECASE,
)
NOT_VOTING = re.compile(
    rf"\b(?P<count>{COUNT})\s+members?\s*\((?P<who>[^()]+)\)\s*"
    r"(?:did\s+not\s+(?:participate|take\s+part)|(?:was|were)\s+absent)",
    re.IGNORECASE,
)
NO_OBJECTION = re.compile(r"\babsence\s+of\s+(?:any\s+)?objections?,[^.]{0,80}\badopted\s+unanimously\b", re.IGNORECASE)
LONGEST_LINE = 700
FOOTNOTES = 1500  # how far behind the closing line its footnote may stand


Named = tuple[tuple[Stance | None, FoundName], ...]  # members by what they did; None: did not vote


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a closing line at `[start, end)` says; a count not given is None."""

    start: int
    end: int
    meeting: int | None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    named: Named = ()
    voted: bool = True  # False for a consensus
    warnings: tuple[str, ...] = ()


def find_closing(text: str, body: int) -> int | None:
    """Where the closing line of the resolution starts whose body starts at `body`; None where it has none."""
    found = LINE.search(text, body)
    while found is not None and not _opens_line(text, found.start()):
        found = LINE.search(text, found.end())
    return found.start() if found else None


def _opens_line(text: str, at: int) -> bool:
    """Whether a closing line may start here: at a line's start, or behind the stop that ends the text."""
    before = text[:at].rstrip(" \t")
    return not before or before[-1] in "\n.;"


def read_adoption(text: str, start: int, day: date | None) -> Adoption:
    """The closing line that starts at `start`, with what a footnote says of it. `day` tells whose names may stand there."""
    end = _line_end(text, start)
    line = text[start:end]
    meeting = MEETING.search(line)
    number = figure(re.sub(r"[\s,]", "", meeting["number"])) if meeting else None
    absent = _not_voting(text, end, day)
    tally = TALLY.search(line)
    if tally is None:
        return _without_count(text, start, end, Adoption(start, end, number, named=absent), day)
    listed = [*absent, *_listed(text, start, tally, day)]
    yes, no, abstain = figure(tally["yes"]), figure(tally["no"]) or 0, figure(tally["abstain"]) or 0
    yes, warnings = _possible(yes, no, abstain, sum(1 for stance, _ in listed if stance is None), day)
    return Adoption(start, end, number, yes, no, abstain, tuple(listed), warnings=warnings)


def _without_count(text: str, start: int, end: int, told: Adoption, day: date | None) -> Adoption:
    """A line without figures: "Adopted unanimously …" and "by consensus" give the full count; "without vote" gives none.

    Where all agreed by consensus nobody voted, so that no member's vote follows from the count.
    """
    line, notes = text[start:end], text[end : end + FOOTNOTES]
    consensus = CONSENSUS.search(line) is not None
    if day is None or not (consensus or UNANIMOUS.search(line) or NO_OBJECTION.search(notes)):
        return told
    return replace(told, yes=seats_on(day) - len(told.named), no=0, abstain=0, voted=not consensus)


def _not_voting(text: str, end: int, day: date | None) -> Named:
    """Members that a footnote names: "One member (China) did not participate in the voting"."""
    found: list[tuple[Stance | None, FoundName]] = []
    for note in NOT_VOTING.finditer(text, end, min(len(text), end + FOOTNOTES)):
        found += [(None, n) for n in _names(text, note.span("who"), day, figure(note["count"]))]
    return tuple(found)


def _listed(text: str, start: int, tally: re.Match[str], day: date | None) -> Iterator[tuple[Stance | None, FoundName]]:
    """Members in the brackets behind the counts; "(…, absent)" stands behind the votes in favour."""
    kinds: tuple[tuple[str, Stance | None, int | None], ...] = (
        ("against", "voted_against", figure(tally["no"])),
        ("abstaining", "abstained", figure(tally["abstain"])),
        ("beside", None, None),
    )
    for group, stance, count in kinds:
        if tally[group] and (stance is not None or "absent" in tally[group]):
            where = (start + tally.start(group), start + tally.end(group))
            yield from ((stance, name) for name in _names(text, where, day, count))


def _line_end(text: str, start: int) -> int:
    """The end of a closing line: it runs over line ends up to an empty line, and over that where a bracket is still open."""
    end = min(len(text), start + LONGEST_LINE)
    blank = re.compile(r"\n[ \t]*\n|\f").search(text, start, end)
    while blank is not None:
        so_far = text[start : blank.start()]
        if so_far.count("(") <= so_far.count(")") + so_far.count("}"):
            return blank.start()
        blank = re.compile(r"\n[ \t]*\n|\f").search(text, blank.end(), end)
    return end


def _possible(yes: int | None, no: int, abstain: int, absent: int, day: date | None) -> tuple[int | None, tuple[str, ...]]:
    """The votes in favour; where a scanner left too few to adopt ("2 votes" for 9), what the seats of that day leave."""
    if yes is None or day is None or yes >= majority_needed(day):
        return yes, ()
    left = seats_on(day) - no - abstain - absent
    return left, (f"the closing line says {yes} votes, too few to adopt; the seats of that day leave {left}",)


def _members(day: date | None) -> tuple[Member, ...]:
    try:
        return members_on(day) if day else ()
    except OutsideRecordError:
        return ()


@functools.lru_cache(maxsize=512)
def _names_of_members(day: date | None) -> tuple[tuple[str, str], ...]:
    """Ids of the members of a day with every name that they have borne or are called by."""
    aliases: dict[str, list[str]] = {}
    for row in rows("state_aliases.csv"):
        aliases.setdefault(row["id"], []).append(row["name"])
    return tuple(
        (m.id, name)
        for m in _members(day)
        for name in (*(n.name for n in names_by_id().get(m.id, ())), *aliases.get(m.id, ()))
        if len(name) > 3
    )


def _names(text: str, where: tuple[int, int], day: date | None, count: int | None) -> tuple[FoundName, ...]:
    """The members of a day that a list names; where it names more than its count, those that fit best."""
    found = find_names(text, *where, _names_of_members(day))
    if count is not None and len(found) > count:
        found = tuple(sorted(sorted(found, key=lambda n: -n.score)[:count], key=lambda n: n.start))
    return found


def positions_of(text: str, adoption: Adoption, draft: Draft) -> tuple[Position, ...]:
    """How each member voted on the draft: those named and, where the counts fill the seats of that day, all others for it."""
    day, target, said_on = draft.vote.date, draft.id, draft.when
    cast = [
        Position(name.id, stance, Span.of(text, name.start, name.end), target=target, said_on=said_on)
        for stance, name in adoption.named
        if stance is not None
    ]
    others = {name.id for _, name in adoption.named}
    rest = [m.id for m in _members(day) if m.id not in others]
    if not adoption.voted or adoption.yes is None or len(rest) != adoption.yes:
        return tuple(cast)
    line = Span.of(text, adoption.start, adoption.start + len(text[adoption.start : adoption.end].rstrip()))
    return (*cast, *(Position(id_, "voted_for", line, target=target, said_on=said_on) for id_ in rest))
