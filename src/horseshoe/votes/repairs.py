"""Known defects of votes sheets and how they are mended: swapped days, sponsors that slipped by a row, untidy names.

`votes load` and `votes check` tell them and leave the sheet as it is; the forecast, which needs one reading, mends and counts
them. No outcome is looked at here.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import date

from horseshoe.council.states import find_state
from horseshoe.errors import OutsideRecordError

Row = Mapping[str, str]
"""One vote of a sheet: a field of `columns.FIELDS` -> its text."""


def slipped_sponsors(rows: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The sponsors' cells that slipped down by a row, as they should be: place among `rows` (year, cell) -> cell.

    "Russian Federation and United", then "States" beside the next draft: a cell that names no state, and that makes the one
    before it name one more, is the rest of that cell; those after it belong one draft higher, to the end of the year, whose
    last draft keeps its cell.
    """
    cells = [cell for _, cell in rows]
    found: dict[int, str] = {}
    for k in range(len(rows) - 1):
        words = cells[k + 1]
        whole = f"{cells[k]} {words}"
        if not words or sponsors_of(words) != ((), False) or len(sponsors_of(whole)[0]) <= len(sponsors_of(cells[k])[0]):
            continue
        year = [i for i in range(k + 1, len(rows)) if rows[i][0] == rows[k][0]]
        for i, below in itertools.pairwise(year):
            cells[i] = found[i] = cells[below]
        cells[k] = found[k] = whole
    return found


def meeting_days(first: Mapping[str, Row]) -> dict[str, date]:
    """Each vote's day by its first row: day and month swapped back where that puts the meetings of a year in order."""
    series: dict[tuple[int, str], list[str]] = {}
    for key, row in first.items():
        series.setdefault((written_days(row["date"])[0].year, meeting_number(row["meeting"])[0]), []).append(key)
    days: dict[str, date] = {}
    for keys in series.values():
        keys.sort(key=lambda k: meeting_number(first[k]["meeting"])[1])
        numbered = [k for k in keys if meeting_number(first[k]["meeting"])[1]]
        days.update(zip(numbered, in_order([written_days(first[k]["date"]) for k in numbered]), strict=True))
        for key in keys:
            days.setdefault(key, written_days(first[key]["date"])[0])
    return days


def meeting_number(meeting: str) -> tuple[str, int]:
    """The series and the number of a meeting: "8228", "PV.8823" -> ("", 8823); written votes "V104" -> ("V", 104)."""
    match = re.search(r"(\d+)", meeting)
    written = meeting.upper().startswith("V")
    return ("V" if written else "", int(match.group(1)) if match else 0)


def written_days(text: str) -> list[date]:
    """The readings of a date, as written first ("2003-04-03", "4/3/2003"), then day and month swapped; a year alone is 1 July.

    ValueError for a text without a year.
    """
    parts = [int(p) for p in re.findall(r"\d+", text)[:3]]
    year = next((p for p in parts if p > 31), None)
    if year is None:
        raise ValueError(f"{text!r} holds no year")
    found = []
    if len(parts) == 3:
        first, second = (p for p in parts if p is not year)
        for month, day in ((first, second), (second, first)):
            try:
                if (candidate := date(year, month, day)) not in found:
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


@functools.lru_cache(maxsize=4096)
def _state(name: str) -> str | None:
    plain = re.sub(r"\s+", " ", name.replace("`", "'")).strip(" .-?")
    plain = re.sub(r"^the ", "", plain)
    if not plain or plain.lower() in ("president", "none"):
        return None
    try:
        return find_state(plain)
    except OutsideRecordError:
        return None
