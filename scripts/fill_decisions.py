"""Fills the empty cells of the table of decisions from other people's sheets and the texts of resolutions.

    python scripts/fill_decisions.py --votes FOLDER --resolutions FOLDER [--write]

A cell that holds something is never changed: a source that says otherwise is told, and so is every conflict between sources,
whose cell stays empty. Run twice, it changes nothing the second time.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from checks.filling import Row, fill_all
from checks.sources import read

from horseshoe.council.decisions import COLUMNS, TABLE, table_rows


def main() -> None:
    """Read the sources, fill, tell the differences, write with --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=Path, required=True)
    parser.add_argument("--resolutions", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows = table_rows()
    for line in fill_all(rows, read(given.votes, given.resolutions, rows)):
        print(line)
    if given.write:
        write(rows)


def write(rows: list[Row]) -> None:
    """Write the table with its head of comments, whole or not at all."""
    path = Path(str(files("horseshoe.council").joinpath("data", TABLE)))
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    new = path.with_name(f".{TABLE}.new")
    with new.open("w", encoding="utf-8", newline="") as stream:
        stream.write("\n".join(head) + "\n")
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    new.replace(path)
    print(Counter(r["outcome"] for r in rows))


if __name__ == "__main__":
    main()
