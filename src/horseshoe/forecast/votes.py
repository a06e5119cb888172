"""Reads a votes file (one row a member's vote) and mends its known defects; what was mended is counted in a report.

The file's form is that of the UN Digital Library voting data as collected by F. Unver ("Voting-Agent"): year, date, resolution,
meeting, draft, agenda item, category, region, submitted by, outcome, vote, member, id, seat, topic. Sources of truth: the
outcome over the members' votes (55 adopted drafts of 1995 bear a permanent member's "No"); the meeting number over the date.
"""

from __future__ import annotations

import csv
import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from horseshoe.council.decisions import DraftVote as OnRecord
from horseshoe.council.decisions import decisions
from horseshoe.council.members import members_on
from horseshoe.council.states import find_state
from horseshoe.council.votes_on_record import find_draft
from horseshoe.errors import InputError, OutsideRecordError
from horseshoe.forecast.knowledge import penholders, situation_id, situation_of

Outcome = Literal["adopted", "vetoed", "failed"]
Vote = Literal["yes", "no", "abstain"]

OUTCOMES: tuple[Outcome, ...] = ("adopted", "vetoed", "failed")
VOTES: tuple[Vote, ...] = ("yes", "no", "abstain")
PERMANENT = ("CHN", "FRA", "RUS", "GBR", "USA", "SUN")

COLUMNS: tuple[str, ...] = (
    "Year",
    "Date",
    "Meeting",
    "Draft",
    "Agenda item",
    "Category",
    "Region",
    "Submitted by",
    "Outcome results",
    "Vote",
)
COLUMNS += ("Member State", "ID", "Topic", "Resolution")
OPTIONAL = ("Resolution", "Meeting", "Draft", "Category", "Region", "Submitted by", "Topic")
# Misspellings and former forms in the file; everything else is a name the Council's own tables know.
SPELLINGS = {
    "ethipia": "ETH",
    "slovak republic": "SVK",
    "uae": "ARE",
    "brunei darussalam": "BRN",
    "laos": "LAO",
    "syria": "SYR",
    "iran": "IRN",
    "turkey": "TUR",
    "zaire": "COD",
    "congo": "COG",
    "micronesia": "FSM",
    "federated states of micronesia": "FSM",
}
PRESIDENT = "president"
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
    mended: dict[str, int]


def load_votes(path: Path) -> VotesFile:
    """The drafts of a votes file, in order. InputError where it cannot be read or lacks a column."""
    rows = _rows(path)
    mended: Counter[str] = Counter()
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row["ID"], []).append(row)
    _unslip({key: group[0] for key, group in groups.items()}, mended)
    days = _days({key: group[0] for key, group in groups.items()}, mended)
    drafts = [_draft(key, group, days[key], mended) for key, group in groups.items()]
    drafts.sort(key=lambda d: (d.facts.day, _meeting_number(d.meeting)[1], d.facts.number or 0, d.id))
    return VotesFile(tuple(with_rivals(drafts)), dict(sorted(mended.items())))


def _unslip(first: dict[str, dict[str, str]], mended: Counter[str]) -> None:
    """Put sponsors back that slipped down by a row: "Russian Federation and United", then "States" beside the next draft.

    A cell that names no state, and that makes the one before it name one more, is the rest of that cell; those after it belong
    one draft higher, to the end of the year, whose last draft keeps its cell. Outcomes are not looked at.
    """
    rows = list(first.values())
    for k, (row, rest) in enumerate(itertools.pairwise(rows)):
        words = rest["Submitted by"]
        whole = f"{row['Submitted by']} {words}"
        if not words or sponsors_of(words) != ((), False):
            continue
        if len(sponsors_of(whole)[0]) <= len(sponsors_of(row["Submitted by"])[0]):
            continue
        year = [r for r in rows[k + 1 :] if r["Year"] == row["Year"]]
        for one, below in itertools.pairwise(year):
            one["Submitted by"] = below["Submitted by"]
        row["Submitted by"] = whole
        mended["sponsors slipped by a row"] += len(year)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError("the votes file cannot be read", where=str(path), mend=str(error.strerror)) from error
    reader = csv.DictReader(text.splitlines())
    names = {(name or "").strip().strip(",").strip(): name for name in reader.fieldnames or ()}
    missing = [c for c in COLUMNS if c not in names and c not in OPTIONAL]
    if missing:
        raise InputError(
            f"the votes file lacks the column {missing[0]!r}",
            where=str(path),
            mend=f"its columns must be {', '.join(COLUMNS)}",
        )
    found = [{c: ((row[names[c]] or "").strip() if c in names else "") for c in COLUMNS} for row in reader]
    kept = [row for row in found if row["ID"] and row["Year"].isdigit() and row["Outcome results"]]
    if not kept:
        raise InputError("the votes file holds no votes", where=str(path), mend="give a file with one row a member's vote")
    return kept


def _meeting_number(meeting: str) -> tuple[str, int]:
    """The series and the number of a meeting: "8228", "PV.8823" -> ("", 8823); written votes "V104" -> ("V", 104)."""
    match = re.search(r"(\d+)", meeting)
    written = meeting.upper().startswith("V")
    return ("V" if written else "", int(match.group(1)) if match else 0)


def _days(first: dict[str, dict[str, str]], mended: Counter[str]) -> dict[str, date]:
    """Each draft's day: day and month swapped back where that puts the meetings of a year in order."""
    series: dict[tuple[int, str], list[str]] = {}
    for key, row in first.items():
        series.setdefault((int(row["Year"]), _meeting_number(row["Meeting"])[0]), []).append(key)
    days: dict[str, date] = {}
    for (year, _), keys in series.items():
        keys.sort(key=lambda k: _meeting_number(first[k]["Meeting"])[1])
        numbered = [k for k in keys if _meeting_number(first[k]["Meeting"])[1]]
        choices = [_choices(first[k]["Date"], year) for k in numbered]
        for key, day, choice in zip(numbered, in_order(choices), choices, strict=True):
            days[key] = day
            mended["day and month swapped"] += day != choice[0]
        for key in keys:
            days.setdefault(key, _choices(first[key]["Date"], year)[0])
    return days


def _choices(text: str, year: int) -> list[date]:
    """The readings of a date, as written first, then with day and month swapped."""
    parts = [int(p) for p in re.findall(r"\d+", text)[:3]]
    found = []
    if len(parts) == 3:
        month, day = (parts[1], parts[2]) if parts[0] > 31 else (parts[0], parts[1])
        for m, d in ((month, day), (day, month)):
            try:
                if (candidate := date(year, m, d)) not in found:
                    found.append(candidate)
            except ValueError:
                continue
    return found or [date(year, 7, 1)]


def in_order(choices: Sequence[Sequence[date]]) -> list[date]:
    """One reading of each date so that the row goes backwards by as few days as possible; as written where that is equal."""
    if not choices:
        return []
    cost = [[0.5 * k for k in range(len(choices[0]))]]
    back: list[list[int]] = [[0] * len(choices[0])]
    for before, here in itertools.pairwise(choices):
        row, came = [], []
        for k, day in enumerate(here):
            steps = [cost[-1][j] + max(0, (d - day).days) + 0.01 * max(0, (day - d).days) for j, d in enumerate(before)]
            best = min(range(len(steps)), key=steps.__getitem__)
            row.append(steps[best] + 0.5 * k)
            came.append(best)
        cost.append(row)
        back.append(came)
    place = min(range(len(cost[-1])), key=cost[-1].__getitem__)
    found = []
    for i in range(len(choices) - 1, -1, -1):
        found.append(choices[i][place])
        place = back[i][place]
    return found[::-1]


def _outcome(text: str) -> tuple[Outcome, bool]:
    words = text.lower()
    if "not adopted" in words or "veto" in words or "rejected" in words:
        return ("vetoed" if "veto" in words else "failed"), False
    return "adopted", not ("majority" in words or ("vote" in words and "without" not in words))


def _draft(key: str, group: list[dict[str, str]], day: date, mended: Counter[str]) -> DraftVote:
    row = group[0]
    outcome, unanimous = _outcome(row["Outcome results"])
    votes = _votes(group, day, outcome, unanimous, mended)
    number = re.search(r"S/\d{4}/(\d+)", row["Draft"])
    mended["no draft symbol"] += number is None
    record = _on_record(row, day, sum(v == "yes" for v in votes.values()))
    sponsors, president = _sponsors(row, record, day, mended)
    thematic = row["Category"].lower().startswith("thematic")
    facts = DraftFacts(
        day=day,
        situation=_situation(row, record, thematic, mended),
        sponsors=sponsors,
        by_president=president,
        sponsors_known=president or bool(sponsors),
        thematic=thematic,
        number=int(number.group(1)) if number else None,
        amendment="amendment" in row["Draft"].lower() or (record is not None and record.kind == "amendment"),
        letter=row["Agenda item"].lower().startswith(("letter", "identical letter")),
    )
    return DraftVote(key, facts, outcome, votes, unanimous, row["Meeting"], row["Draft"], row["Topic"])


def _situation(row: dict[str, str], record: OnRecord | None, thematic: bool, mended: Counter[str]) -> str:
    """The situation as the Council's record has it, for adopted and other drafts alike; else by agenda item and topic."""
    found = situation_of(row["Agenda item"], row["Topic"], row["Region"], thematic)
    if record is None or not record.situation:
        return found
    known = situation_id(record.situation)
    mended["situation as on record"] += known != found
    return known


def _sponsors(row: dict[str, str], record: OnRecord | None, day: date, mended: Counter[str]) -> tuple[tuple[str, ...], bool]:
    """The sheet's sponsors, and whether the President's; where blank those on record, else the item's penholder."""
    sponsors, president = sponsors_of(row["Submitted by"])
    if sponsors or president:
        return sponsors, president
    if record is not None and record.sponsors:
        mended["sponsors as on record"] += 1
        return record.sponsors, False
    held = penholders(record.situation, day) if record is not None and record.kind != "amendment" else ()
    mended["sponsors not given, the penholder stands in" if held else "sponsors not given"] += 1
    return held, False


def _votes(group: list[dict[str, str]], day: date, outcome: Outcome, unanimous: bool, mended: Counter[str]) -> dict[str, Vote]:
    """Each member's vote, or nothing where the rows contradict the outcome. The outcome is trusted."""
    votes: dict[str, Vote] = {}
    for row in group:
        word = row["Vote"].lower()
        state = _state(row["Member State"])
        if state is None:
            mended["member not known"] += 1
        elif vote := "yes" if word.startswith("y") else "no" if word == "no" else "abstain" if word.startswith("a") else "":
            votes[state] = vote  # type: ignore[assignment]
    sitting = {m.id for m in members_on(day)}
    mended["not fifteen members"] += len(votes) != len(sitting)
    mended["state not a member that day"] += bool(set(votes) - sitting)
    blocking = any(votes.get(p) == "no" for p in PERMANENT) and not _procedural(group[0])
    dissent = any(v != "yes" for v in votes.values())
    if (outcome == "adopted" and blocking) or (unanimous and dissent) or len(set(votes) - sitting) > 1:
        mended["members' votes contradict the outcome"] += 1
        return dict.fromkeys(sorted(sitting), "yes") if unanimous else {}
    return {m: v for m, v in votes.items() if m in sitting}


def _on_record(row: dict[str, str], day: date, yes: int) -> OnRecord | None:
    """The decision that the Council's record has under a row's resolution or symbols ("S/2019/467; S/2019/521") about that day.

    An amendment that bears its draft's symbol is told from it by its votes in favour.
    """
    symbols = re.findall(r"S/\d{4}/\d+(?:/Rev\.\d+)?", row["Draft"])
    for one in amendments():
        if one.symbol in symbols and one.date == day and one.yes == yes:
            return one
    number = re.match(r"\d+", row["Resolution"])
    for name in (*([number.group()] if number else []), *symbols):
        found = find_draft(name)
        if found is not None and abs((found.date - day).days) <= SAME_VOTE:
            return found
    return None


@functools.cache
def amendments() -> tuple[OnRecord, ...]:
    """The amendments on record that were put to the vote."""
    return tuple(d for d in decisions() if d.kind == "amendment")


def _procedural(row: dict[str, str]) -> bool:
    """Whether the Council's record knows the vote as procedural: a permanent member's "No" is then no veto."""
    found = find_draft(row["Draft"]) if row["Draft"] else None
    return found is not None and found.procedural


def sponsors_of(text: str) -> tuple[tuple[str, ...], bool]:
    """The sponsors named in a cell (ids of states), and whether the draft is the President's."""
    president = "president" in text.lower() or "committee on the admission" in text.lower()
    found = [state for part in re.split(r"[,;]|\(\d+\)", text) for state in _states(part.strip())]
    sponsors = tuple(dict.fromkeys(found))
    return sponsors, president and not sponsors


def _states(part: str) -> list[str]:
    """The states in "A and B", where a state's own name may hold an "and"."""
    words = re.split(r"\s+and\s+", re.sub(r"^and\s+", "", part))
    for k in range(len(words), 0, -1):
        if state := _state(" and ".join(words[:k])):
            return [state, *(_states(" and ".join(words[k:])) if words[k:] else [])]
    return _states(" and ".join(words[1:])) if words[1:] else []


def _state(name: str) -> str | None:
    plain = re.sub(r"\s+", " ", name.replace("`", "'")).strip(" .-?")
    plain = re.sub(r"^the ", "", plain)
    if not plain or plain.lower() in ("president", "none"):
        return None
    if plain.lower() in SPELLINGS:
        return SPELLINGS[plain.lower()]
    try:
        return find_state(plain)
    except OutsideRecordError:
        return None


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
