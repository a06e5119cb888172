"""Makes small votes files in the form of the UN Digital Library data, for tests: made up, from a seed."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from horseshoe.council.members import members_on
from horseshoe.council.states import name_on

COLUMNS = [
    "Year",
    "Date,",
    "Resolution",
    "Meeting",
    "Draft",
    "Agenda item",
    "Category",
    "Region",
    "Submitted by",
    "Outcome results",
    "Vote",
    "Member State",
    "ID",
    "Membership_Status",
    "Topic",
]
Row = dict[str, str]
TOPICS = (
    (
        "The situation in the Middle East, including the Palestinian question",
        "Middle East, incl. the Palestinian question",
        "Middle East",
    ),
    ("The situation in Cyprus", "Cyprus", "Europe"),
    ("The situation in Liberia", "Liberia", "Africa"),
    ("The situation concerning Haiti", "Haiti", "Americas"),
)


def draft_rows(
    key: int,
    day: date,
    meeting: int,
    number: int,
    topic: tuple[str, str, str],
    sponsor: str,
    no: tuple[str, ...] = (),
    abstain: tuple[str, ...] = (),
    shown: str | None = None,
) -> list[Row]:
    """The fifteen rows of one draft; `shown` is the date as the sheet has it."""
    sitting = members_on(day)
    yes = len(sitting) - len(no) - len(abstain)
    permanent_no = any(m.permanent and m.id in no for m in sitting)
    if yes < 9:
        outcome = "Not adopted - failed to receive required number of votes"
    elif permanent_no:
        outcome = "Not adopted - veto"
    else:
        outcome = "Adopted by majority" if no or abstain else "Adopted unanimously"
    return [
        dict(
            zip(
                COLUMNS,
                (
                    str(day.year),
                    shown or day.isoformat(),
                    "",
                    str(meeting),
                    f"S/{day.year}/{number}",
                    topic[0],
                    "Country/Region-specific",
                    topic[2],
                    sponsor,
                    outcome,
                    "No" if m.id in no else "Abstain" if m.id in abstain else "Yes",
                    name_on(m.id, day),
                    str(key),
                    "",
                    topic[1],
                ),
                strict=True,
            )
        )
        for m in sitting
    ]


def made_up(first: int = 2000, last: int = 2005, seed: int = 3) -> list[Row]:
    """Years of votes: forty drafts a year, those of Arab states on the Palestinian question mostly vetoed."""
    random_ = random.Random(seed)
    found: list[Row] = []
    key, meeting = 0, 4000
    for year in range(first, last + 1):
        for k in range(40):
            day = date(year, 1, 10) + timedelta(days=8 * k)
            key, meeting = key + 1, meeting + 3
            topic = TOPICS[0] if k % 8 == 0 else TOPICS[1 + random_.randrange(3)]
            if topic is TOPICS[0]:
                vetoed = random_.random() < 0.7
                found += draft_rows(key, day, meeting, 10 + 9 * k, topic, "Algeria,Egypt", no=("USA",) if vetoed else ())
            else:
                dissent = ("CHN",) if random_.random() < 0.05 else ()
                found += draft_rows(key, day, meeting, 10 + 9 * k, topic, "United Kingdom,United States", abstain=dissent)
    return found


def write(rows: list[Row], path: Path) -> Path:
    """Write rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path
