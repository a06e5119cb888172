"""UNBench's own test files, each draft's text read by horseshoe and forecast as of its day (`unbench.py VOTES --unbench DIR`).

Form of the files (github.com/yueqingliang1/UNBench, data/): `task3.json` holds {"drafts": [text], "labels": [1, 0, ...]}, where
1 is adopted; `task2.csv` has the columns Country, Original_id, Authors (a Python list), Voting (Y, N, A), Date, and
`task2/<Original_id>/` a `*EN.json` with {"Content": text}. Task 3 gives neither day nor sponsors: the day is the one after the
latest that the preamble or the resolutions which it recites can tell of.
"""

from __future__ import annotations

import ast
import csv
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from horseshoe.council.decisions import decisions
from horseshoe.council.members import members_on
from horseshoe.council.states import find_state
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.forecast.described import Described, from_reading
from horseshoe.forecast.forecast import forecaster
from horseshoe.model import Document
from horseshoe.reading.reader import Reader

MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
DAY = re.compile(rf"\b(\d{{1,2}})[\s ]+({'|'.join(MONTHS)})[\s ]+(\d{{4}})\b")
OPERATIVE = re.compile(r"^\s*1\s*\.\s", re.MULTILINE)
RECITED = re.compile(r"\b(\d{1,4})\s*\((?:19|20)\d\d\)")
AHEAD = re.compile(r"\b(?:until|scheduled|expire\w*|by|before|due|planned|end\w*)\b[^.;,]{0,40}$", re.IGNORECASE)
VOTED = {"Y": 0, "A": 2, "N": 1}  # places in horseshoe.forecast.members.votes.VOTES


@dataclass(frozen=True)
class Asked:
    """One answer asked for: the chances of (adopted, not) or of (yes, no, abstain), what happened, and the year."""

    chances: tuple[float, ...]
    true: int
    year: int


def draft_texts(folder: Path) -> list[tuple[str, int]]:
    """Task 3: each draft's text and whether it was adopted (1) or not (0). InputError where there is no such file."""
    path = _found(folder, "task3.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or len(data.get("drafts", ())) != len(data.get("labels", ())) or not data.get("drafts"):
        raise InputError("no list of drafts with as many labels", where=str(path), fix="see benchmarks/unbench_files.py")
    return [(str(text), int(label)) for text, label in zip(data["drafts"], data["labels"], strict=True)]


def vote_rows(folder: Path) -> list[dict[str, str]]:
    """Task 2: the rows of its table, each with the draft's text under `text`; rows without a text are left out."""
    path, found = _found(folder, "task2.csv"), []
    for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
        texts = sorted((path.parent / "task2" / row["Original_id"]).glob("*EN.json"))
        if texts:
            found.append(row | {"text": json.loads(texts[0].read_text(encoding="utf-8"))["Content"]})
    return found


def _found(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / "data" / name):
        if path.is_file():
            return path
    raise InputError(f"no {name}", where=str(folder), fix="give the folder of UNBench's archive")


def day_told(text: str) -> date | None:
    """The day after the latest that a draft's preamble tells of as past, or that a resolution it recites was adopted on."""
    end = match.start() if (match := OPERATIVE.search(text)) else len(text)
    preamble = text[:end]
    days = [_day(m) for m in DAY.finditer(preamble) if not AHEAD.search(preamble[max(0, m.start() - 60) : m.start()])]
    days += [_adopted_on().get(int(m[1])) for m in RECITED.finditer(preamble)]
    known = [d for d in days if d is not None]
    return max(known) + timedelta(days=1) if known else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


@functools.cache
def _adopted_on() -> dict[int, date]:
    return {d.resolution: d.date for d in decisions() if d.resolution}


def read_draft(reader: Reader, text: str, day: date) -> Described | None:
    """The draft of an official text as a forecast takes it, or None where no draft is read from it."""
    document = Document(text, "draft", published=day, published_from="option", kind="draft_resolution")
    try:
        return from_reading(reader.read(document), day, [m.id for m in members_on(day)])
    except HorseshoeError:
        return None


def adoption_asked(folder: Path, first: int) -> Iterator[Asked]:
    """Task 3, draft by draft; those without a day, of a year before `first`, or not read get no answer."""
    reader = Reader()
    for text, label in draft_texts(folder):
        day = day_told(text)
        draft = read_draft(reader, text, day) if day is not None and day.year >= first else None
        if draft is not None:
            adopted = forecaster(draft.day).by_members(draft).adopted
            yield Asked((adopted, 1 - adopted), 1 - label, draft.day.year)


def votes_asked(folder: Path, first: int) -> Iterator[Asked]:
    """Task 2, row by row; rows of a year before `first`, of no member, or whose draft is not read get no answer."""
    reader, read = Reader(), dict[tuple[str, str], Described | None]()
    for row in vote_rows(folder):
        day, key = date.fromisoformat(row["Date"]), (row["Original_id"], row["Date"])
        if day.year < first:
            continue
        if key not in read:
            draft = read_draft(reader, row["text"], day)
            read[key] = draft and replace(draft, sponsors=_states(row["Authors"]))
        draft, member = read[key], _state(row["Country"])
        chances = forecaster(day).by_members(draft).members if draft else {}
        if member in chances:
            yield Asked(chances[member], VOTED[row["Voting"]], day.year)


def _states(authors: str) -> tuple[str, ...]:
    return tuple(s for name in ast.literal_eval(authors) if (s := _state(str(name))))


def _state(name: str) -> str:
    try:
        return find_state(name)
    except HorseshoeError:
        return ""
