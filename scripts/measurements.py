"""Write docs/measurements.md and the pages beside it from their data (docs/measurements/*.toml) and what is cheaply counted.

Usage: python -m scripts.measurements           write the pages
       python -m scripts.measurements --check   exit with 1 where the page of a subject differs from its data

A file of data is a page: `title`, `about`, and tables. A table has a `title`, the `command` that prints its figures, the `date`
on which it was run, `columns` (the first is what was measured), `rows`, and a `note` where a figure needs one (what it was
fitted on, what falls short). `key` holds pairs of a row's first cell and a column: those figures stand on the first page,
too. To add a figure, add a row.
"""

from __future__ import annotations

import csv
import re
import statistics
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.house import measure

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "measurements"
WIDTH = 128
MADE = "<!-- Made by `make measure` from docs/measurements/*.toml: change those. -->"
COUNTED = {
    "decisions of the Council on record": "src/horseshoe/council/data/decisions.csv",
    "office holders by years or days": "src/horseshoe/reading/actors/lexicon/office_holders.csv",
}


@dataclass(frozen=True)
class Table:
    """Figures of one run of one command."""

    title: str
    command: str
    date: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""
    key: list[list[str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The table as Markdown, with its command, date and note."""
        yield f"## {self.title}"
        yield f"{_code(self.command)}, {self.date}"
        yield ""
        yield from _table(self.columns, self.rows)
        if self.note:
            yield ""
            yield from textwrap.wrap(self.note, WIDTH, break_long_words=False, break_on_hyphens=False)
        yield ""

    def key_rows(self) -> Iterator[list[str]]:
        """The rows of the first page: what, figure, command, date. KeyError for no such row, ValueError no such column."""
        by_name = {row[0]: row for row in self.rows}
        for name, column in self.key:
            figure = by_name[name][self.columns.index(column)]
            yield [f"{self.title}: {name}, {column}", figure, _code(self.command), self.date]


def tables(data: dict[str, Any]) -> list[Table]:
    """The tables of a page's data. TypeError where one lacks a field or has one that is not known."""
    return [Table(**t) for t in data["table"]]


def counted() -> list[list[str]]:
    """What is cheap enough to be counted each time the pages are written."""
    sources = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "src").rglob("*.py"))]
    tests = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "tests").rglob("test_*.py"))]
    house = measure()
    rows = [
        ["functions; mean complexity", f"{len(house.complexity):,}; {statistics.mean(house.complexity):.2f}"],
        ["functions of a complexity above 10; above 20", f"{house.share_above(10):.1f} %; {house.share_above(20):.1f} %"],
        ["lines of `src`; files; median", _numbers(sources)],
        ["lines of tests; files; median", _numbers(tests)],
        ["test functions", f"{sum(t.count('def test_') for t in tests):,}"],
    ]
    for what, name in COUNTED.items():
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            rows.append([what, f"{sum(1 for row in csv.reader(file) if row and not row[0].startswith('#')) - 1:,}"])
    return rows


def pages() -> dict[Path, str]:
    """Every page with its text."""
    found: dict[Path, str] = {}
    first: list[list[str]] = []
    contents = []
    for file in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        page = tables(data)
        first += [row for table in page for row in table.key_rows()]
        contents.append(f"- [{data['title']}](measurements/{file.stem}.md): {data['about']}")
        lines = [f"# {data['title']}", MADE, *_wrapped(data["about"]), ""]
        found[file.with_suffix(".md")] = "\n".join([*lines, *(line for t in page for line in t.lines())]).rstrip() + "\n"
    found[ROOT / "docs" / "measurements.md"] = "\n".join(
        [
            "# Measurements",
            MADE,
            "Every figure is printed by the command beside it; `make measure` writes these pages. `$DATA` is the folder of",
            "given data, which is not part of the repository. The most telling figures:",
            "",
            *_table(["what", "figure", "command", "date"], first),
            "",
            "Counted as this page was made:",
            "",
            *_table(["what", "figure"], counted()),
            "",
            "All of them, by subject:",
            "",
            *contents,
            "- [What was tried and left out](measurements/tried.md)",
            "- [How the figures moved](measurements/history.md)",
            "",
        ]
    )
    return found


def _numbers(texts: list[str]) -> str:
    lines = [t.count("\n") for t in texts]
    return f"{sum(lines):,}; {len(lines)}; {statistics.median(lines):g}"


def _table(columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


COMMAND = re.compile(r"[A-Z_]+=|[a-z/-]+ .*(?:[/$.-]|FILE|DIR)|make ")


def _code(command: str) -> str:
    """A command as code; words such as "judged by hand" as they are."""
    return f"`{command}`" if COMMAND.match(command) and "`" not in command else command


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


if __name__ == "__main__":
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if sys.argv[1:] == ["--check"]:
        subjects = [path.name for path in stale if path.parent == FOLDER]
        sys.exit(f"run `make measure`: {', '.join(subjects)}" if subjects else 0)
    for path in stale:
        path.write_text(pages()[path], encoding="utf-8")
