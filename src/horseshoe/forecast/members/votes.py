"""Drafts and how the vote on each went, from a votes sheet as `horseshoe.votes` reads it; what was mended is counted.

Sources of truth: the outcome over the members' votes (55 adopted drafts of 1995 bear a permanent member's "No"); the meeting
number over the date; the Council's own record over a sheet's situation.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from horseshoe.council.decisions import DraftVote as OnRecord
from horseshoe.council.decisions import decisions
from horseshoe.council.members import members_on
from horseshoe.council.rule import OUTCOMES, Result
from horseshoe.council.votes_on_record import find_draft
from horseshoe.errors import InputError
from horseshoe.forecast.knowledge import penholders, situation_id, situation_of
from horseshoe.votes.columns import Columns, columns_of, outcome_of, state_of
from horseshoe.votes.repairs import Row, meeting_days, meeting_number, slipped_sponsors, sponsors_of, written_days
from horseshoe.votes.sheet import open_sheet, rows_in

Outcome = Result
Vote = Literal["yes", "no", "abstain"]

VOTES: tuple[Vote, ...] = ("yes", "no", "abstain")
WORDS: dict[str, Vote] = {"Y": "yes", "N": "no", "A": "abstain"}
UNREADABLE = "record that cannot be read"
PERMANENT = ("CHN", "FRA", "RUS", "GBR", "USA", "SUN")

SAME_VOTE = 3
"""Days by which two records of one vote may differ."""


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What is known of a draft when it is put to the vote; nothing of its outcome, so that no feature can look at it.

    `situation` a situation's id; `sponsors` ids of states; `by_president` a draft of the Council's President;
    `number` the running number of its symbol in the year; `rivals` how many other drafts the same meeting votes on under the
    same topic, `rank` this one's place among them by symbol number (0 the first tabled); `act` an id of data/acts.toml;
    `procedural` a motion that nobody can veto (Article 27(2)).
    """

    day: date
    situation: str
    sponsors: tuple[str, ...] = ()
    by_president: bool = False
    sponsors_known: bool = True
    thematic: bool = False
    number: int | None = None
    amendment: bool = False
    rivals: int = 0
    rank: int | None = None
    letter: bool = False
    act: str | None = None
    procedural: bool = False


@dataclass(frozen=True, slots=True)
class DraftVote:
    """One draft and how the vote on it went. `votes` is empty where the members' votes contradict the outcome."""

    id: str
    facts: DraftFacts
    outcome: Outcome
    votes: dict[str, Vote] = field(default_factory=dict)
    unanimous: bool = False
    meeting: str = ""
    symbol: str = ""
    topic: str = ""


@dataclass(frozen=True)
class VotesFile:
    """The drafts in the order of the votes, and what was mended on the way (name of the defect -> how often)."""

    drafts: tuple[DraftVote, ...]
    corrections: dict[str, int]


def load_votes(path: Path, mapping: Path | None = None) -> VotesFile:
    """The drafts of a votes sheet, in the order of the votes. InputError where it cannot be read or says no outcome."""
    sheet = open_sheet(path)
    columns = columns_of(sheet.header, str(path), mapping)
    rows, broken = rows_in(sheet, columns)
    mended: Counter[str] = Counter({UNREADABLE: len(broken)} if broken else {})
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["key"] and row["date"] and outcome_of(row["outcome"], columns) in OUTCOMES:
            groups.setdefault(row["key"], []).append(row)
    if not groups:
        raise InputError("the votes file holds no votes", where=str(path), fix="give a sheet with a vote a row and outcomes")
    first = {key: group[0] for key, group in groups.items()}
    sponsors = _sponsors_cells(first, mended)
    days = meeting_days(first)
    mended["day and month swapped"] = sum(days[key] != written_days(row["date"])[0] for key, row in first.items())
    drafts = [_draft(_Vote(key, group, columns, days[key], sponsors[key]), mended) for key, group in groups.items()]
    drafts.sort(key=lambda d: (d.facts.day, meeting_number(d.meeting)[1], d.facts.number or 0, d.id))
    return VotesFile(tuple(with_rivals(drafts)), dict(sorted(mended.items())))


def _sponsors_cells(first: Mapping[str, Row], mended: Counter[str]) -> dict[str, str]:
    """Each vote's sponsors as the sheet has them, those that slipped by a row put back."""
    cells = [(written_days(row["date"])[0].year, row["sponsors"]) for row in first.values()]
    slipped = slipped_sponsors(cells)
    if slipped:
        mended["sponsors slipped by a row"] = len(slipped)
    return {key: slipped.get(k, cells[k][1]) for k, key in enumerate(first)}


@dataclass(frozen=True, slots=True)
class _Vote:
    """One vote of a sheet: its rows, what their columns mean, and the day and the sponsors as mended."""

    key: str
    rows: list[Row]
    columns: Columns
    day: date
    sponsors: str

    def __getitem__(self, field: str) -> str:
        return self.rows[0][field]

    @property
    def unanimous(self) -> bool:
        return self["outcome"] in self.columns.unanimous


def _draft(row: _Vote, mended: Counter[str]) -> DraftVote:
    outcome: Outcome = outcome_of(row["outcome"], row.columns)  # type: ignore[assignment]
    votes = _votes(row, outcome, mended)
    number = re.search(r"S/\d{4}/(\d+)", row["draft"])
    mended["no draft symbol"] += number is None
    record = _on_record(row, sum(v == "yes" for v in votes.values()))
    sponsors, president = _sponsors(row, record, mended)
    thematic = row["category"].lower().startswith("thematic")
    facts = DraftFacts(
        day=row.day,
        situation=_situation(row, record, thematic, mended),
        sponsors=sponsors,
        by_president=president,
        sponsors_known=president or bool(sponsors),
        thematic=thematic,
        number=int(number.group(1)) if number else None,
        amendment="amendment" in row["draft"].lower() or (record is not None and record.kind == "amendment"),
        letter=row["agenda"].lower().startswith(("letter", "identical letter")),
    )
    return DraftVote(row.key, facts, outcome, votes, row.unanimous, row["meeting"], row["draft"], row["title"])


def _situation(row: _Vote, record: OnRecord | None, thematic: bool, mended: Counter[str]) -> str:
    """The situation as the Council's record has it, for adopted and other drafts alike; else by agenda item and topic."""
    found = situation_of(row["agenda"], row["title"], row["region"], thematic)
    if record is None or not record.situation:
        return found
    known = situation_id(record.situation)
    mended["situation as on record"] += known != found
    return known


def _sponsors(row: _Vote, record: OnRecord | None, mended: Counter[str]) -> tuple[tuple[str, ...], bool]:
    """The sheet's sponsors, and whether the President's; where blank those on record, else the item's penholder."""
    sponsors, president = sponsors_of(row.sponsors)
    if sponsors or president:
        return sponsors, president
    if record is not None and record.sponsors:
        mended["sponsors as on record"] += 1
        return record.sponsors, False
    held = penholders(record.situation, row.day) if record is not None and record.kind != "amendment" else ()
    mended["sponsors not given, the penholder stands in" if held else "sponsors not given"] += 1
    return held, False


def _votes(row: _Vote, outcome: Outcome, mended: Counter[str]) -> dict[str, Vote]:
    """Each member's vote, or nothing where the rows contradict the outcome. The outcome is trusted."""
    votes: dict[str, Vote] = {}
    words = {word.upper(): code for word, code in row.columns.votes.items()}
    for cast in row.rows:
        state = state_of(cast["code"], cast["name"], row.columns)
        if state is None:
            mended["member not known"] += 1
        elif vote := WORDS.get(words.get(cast["vote"].upper(), "")):
            votes[state] = vote
    sitting = {m.id for m in members_on(row.day)}
    mended["not fifteen members"] += len(votes) != len(sitting)
    mended["state not a member that day"] += bool(set(votes) - sitting)
    blocking = any(votes.get(p) == "no" for p in PERMANENT) and not _procedural(row["draft"])
    dissent = any(v != "yes" for v in votes.values())
    if (outcome == "adopted" and blocking) or (row.unanimous and dissent) or len(set(votes) - sitting) > 1:
        mended["members' votes contradict the outcome"] += 1
        return dict.fromkeys(sorted(sitting), "yes") if row.unanimous else {}
    return {m: v for m, v in votes.items() if m in sitting}


def _on_record(row: _Vote, yes: int) -> OnRecord | None:
    """The decision that the Council's record has under a row's resolution or symbols ("S/2019/467; S/2019/521") about that day.

    An amendment that bears its draft's symbol is told from it by its votes in favour.
    """
    symbols = re.findall(r"S/\d{4}/\d+(?:/Rev\.\d+)?", row["draft"])
    for one in amendments():
        if one.symbol in symbols and one.date == row.day and one.yes == yes:
            return one
    number = re.match(r"\d+", row["resolution"])
    for name in (*([number.group()] if number else []), *symbols):
        found = find_draft(name)
        if found is not None and abs((found.date - row.day).days) <= SAME_VOTE:
            return found
    return None


@functools.cache
def amendments() -> tuple[OnRecord, ...]:
    """The amendments on record that were put to the vote."""
    return tuple(d for d in decisions() if d.kind == "amendment")


def _procedural(draft: str) -> bool:
    """Whether the Council's record knows the vote as procedural: a permanent member's "No" is then no veto."""
    found = find_draft(draft) if draft else None
    return found is not None and found.procedural


def with_rivals(drafts: Iterable[DraftVote]) -> list[DraftVote]:
    """The drafts with `rivals` and `rank`: those that one meeting voted on under one topic. Amendments rival nobody."""
    tables: dict[tuple[date, str, str], list[int | None]] = {}
    drafts = list(drafts)
    for d in drafts:
        if not d.facts.amendment:
            tables.setdefault((d.facts.day, d.meeting, d.topic), []).append(d.facts.number)
    found = []
    for d in drafts:
        table = [] if d.facts.amendment else tables[d.facts.day, d.meeting, d.topic]
        numbers = sorted({n for n in table if n is not None})
        ranked = len(table) > 1 and len(numbers) == len(table)
        rank = numbers.index(d.facts.number) if ranked and d.facts.number is not None else None
        found.append(replace(d, facts=replace(d.facts, rivals=max(0, len(table) - 1), rank=rank)))
    return found
