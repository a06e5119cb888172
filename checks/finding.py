"""What a check found."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from horseshoe.errors import InputError


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: how many things it looked at, what disagrees and why (explained), what disagrees without a reason.

    `defects` are faults of the other data set alone: reported, never repaired.
    """

    name: str
    looked_at: int
    explained: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    defects: tuple[str, ...] = ()

    def line(self) -> str:
        """One line for a person."""
        extra = "".join(f", {n} {what}" for what, n in self.counts.items())
        differ = f"{len(self.explained)} differ and are explained, {len(self.unexplained)} differ unexplained"
        faults = f"; {len(self.defects)} defects of the sheet" if self.defects else ""
        return f"{self.name}: {self.looked_at} looked at{extra}; {differ}{faults}"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of explained differences in `data/`."""
    return list(sheet(Path(__file__).parent / "data" / name))


def sheet(path: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """Rows of a CSV file, lines that start with # left out. InputError where it cannot be read."""
    try:
        with path.open(encoding=encoding, newline="") as lines:
            yield from csv.DictReader(line for line in lines if not line.startswith("#"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), fix="give the folder with the sheets") from error
