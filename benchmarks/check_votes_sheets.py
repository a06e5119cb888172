"""Loads the two member-vote sheets, whose forms the package knows, and recomputes every outcome by Article 27.

    python benchmarks/check_votes_sheets.py DATA

DATA is the folder with `votes/`. Prints what was kept out and why, how many outcomes are equal, and every difference with its
explanation, counted.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from horseshoe.votes.check import check
from horseshoe.votes.load import load_votes

SHEETS = ("sc_member_votes_1994_2021.csv", "failed_drafts_member_votes.csv")


def kind(reason: str) -> str:
    """A reason without the names and days in it."""
    if "was not a member" in reason:
        year = re.search(r"(\d{4})(-\d\d-\d\d)?$", reason)
        return f"not a member on that day ({year[1] if year else '?'})"
    return re.sub(r"rows of [A-Z]{3} in vote \d+", "rows of a member in a vote", reason)


def main() -> None:
    """Load, check, print."""
    data = Path(sys.argv[1]) / "votes"
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "votes.duckdb")
        for sheet in SHEETS:
            done = load_votes(data / sheet, db)
            again = load_votes(data / sheet, db)
            print(
                f"{sheet}: {done.rows} rows, {done.decisions_added} decisions, {done.votes_added} votes, "
                f"{done.invalid_count} kept out"
            )
            print(f"  second load: {again.votes_added} votes added")
            for reason, count in Counter(kind(text) for _, text in done.invalid).most_common():
                print(f"  kept out {count:>4}: {reason}")
            report = check(db, done.source)
            print(f"  outcomes recomputed {report.recomputed}, equal {report.equal}")
            for (what, why), count in Counter((f.kind, explained(f.why)) for f in report.findings).most_common():
                print(f"  {what:<8} {count:>4}: {why or 'no explanation in the sheet or on record'}")


def explained(why: str) -> str:
    """An explanation without the members and days in it."""
    text = re.sub(r"\b[A-Z]{3}( [A-Z]{3})*\b", "…", why)
    return re.sub(r"\d{4}-\d\d-\d\d", "DAY", re.sub(r"^\d+ members' votes", "some members' votes", text))


if __name__ == "__main__":
    main()
