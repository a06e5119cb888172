"""Times `votes load` on synthetic General Assembly rows against a bare DuckDB `read_csv` into a table, in the same run.

    python benchmarks/bench_votes_import.py [--rows 1000000] [--bad 0.001] [--malformed] [--dir DIR]

Prints the seconds of both, their ratio and the peak memory of the import (resident, a process of its own).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

HEADER = [
    *(
        "undl_id",
        "ms_code",
        "ms_name",
        "ms_vote",
        "date",
        "session",
        "resolution",
        "draft",
        "committee_report",
        "meeting",
        "title",
    ),
    *("agenda_title", "subjects", "vote_note", "total_yes", "total_no", "total_abstentions", "total_non_voting", "total_ms"),
    "undl_link",
]
WORDS = ["peace", "security", "disarmament", "development", "question", "report", "implementation", "situation", "measures"]

BARE = """
import sys, time, duckdb
db, path = sys.argv[1:]
start = time.perf_counter()
connection = duckdb.connect(db)
connection.execute("SET enable_progress_bar = false")
connection.execute("CREATE TABLE bare AS SELECT * FROM read_csv(?, ignore_errors = true)", [path])
connection.close()
print(time.perf_counter() - start)
"""
LOAD = """
import json, resource, sys, time
from pathlib import Path
from horseshoe.votes.load import load_votes
db, path = sys.argv[1:]
start = time.perf_counter()
report = load_votes(Path(path), Path(db))
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "added": report.votes_added, "known": report.votes_known,
                  "invalid": len(report.invalid), "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def write_rows(path: Path, rows: int, bad: float) -> None:
    """Write a sheet of `rows` made-up votes of 193 states, a share `bad` of them with an unknown vote code."""
    from horseshoe.council.states import names_by_id

    rng = random.Random(7)
    living = [(id_, names[-1].name) for id_, names in names_by_id().items() if names[-1].end is None]
    states = living[:193]
    written, number = 0, 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        while written < rows:
            number += 1
            title = f"{' '.join(rng.choices(WORDS, k=14))} : resolution / adopted by the General Assembly"
            subjects = "|".join(" ".join(rng.choices(WORDS, k=3)).upper() for _ in range(4))
            day = (date(1975, 1, 1) + timedelta(days=number * 3)).isoformat()
            session = str(30 + number // 120)
            tail = [day, session, f"A/RES/{session}/{number}", f"A/{session}/L.{number}", "", f"A/{session}/PV.{number}"]
            tail += [title, "Agenda,\nitem in two lines" if number % 50 == 0 else "Agenda item", subjects, ""]
            tail += ["120.0", "14.0", "45.0", "14.0", "193.0", f"https://digitallibrary.un.org/record/{number}"]
            for code, name in states[: rows - written]:
                vote = "Q" if rng.random() < bad else rng.choices("YNAX", (70, 8, 15, 7))[0]
                writer.writerow([str(4_000_000 + number), code, name.upper(), vote, *tail])
            written += min(len(states), rows - written)


def main() -> None:
    """Write the sheet, run both, print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--bad", type=float, default=0.001)
    options.add_argument(
        "--malformed", action="store_true", help="end with a record of too few cells: all is read record by record"
    )
    options.add_argument("--dir", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.dir) as folder:
        sheet = Path(folder, "votes.csv")
        start = time.perf_counter()
        write_rows(sheet, given.rows, given.bad)
        if given.malformed:
            with sheet.open("a", encoding="utf-8") as stream:
                stream.write("1,FRA,FRANCE,Y\r\n")
        print(f"{given.rows} rows, {sheet.stat().st_size / 1e6:.0f} MB, written in {time.perf_counter() - start:.1f} s")
        bare = float(run(BARE, Path(folder, "bare.duckdb"), sheet))
        first = json.loads(run(LOAD, Path(folder, "votes.duckdb"), sheet))
        second = json.loads(run(LOAD, Path(folder, "votes.duckdb"), sheet))
    print(f"bare read_csv into a table: {bare:.2f} s")
    for name, got in (("votes load", first), ("second load", second)):
        print(f"{name}: {got['seconds']:.2f} s, {got['seconds'] / bare:.2f} times bare, peak {got['peak_mb']:.0f} MB, {got}")


def run(code: str, db: Path, sheet: Path) -> str:
    """What a Python process of its own prints."""
    return subprocess.run([sys.executable, "-c", code, str(db), str(sheet)], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
