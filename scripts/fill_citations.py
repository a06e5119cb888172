"""Writes the table of citations: which resolution recites which, read from the texts of resolutions.

    python scripts/fill_citations.py FOLDER

A number counts only with its year, where the record of decisions has an earlier resolution of that number and year.
"""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

from horseshoe.council.citations import TABLE
from horseshoe.council.decisions import decisions

LIST = r"(?:\d{1,4} ?\(\d{4}\)(?: of \d{1,2} [A-Z][a-z]+(?: \d{4})?)?(?:, ?|,? and |; | )*)+"
RECITED = re.compile(rf"(?<!Assembly )(?<!Assembly's )resolutions? ({LIST})")
NUMBER = re.compile(r"(\d{1,4}) ?\((\d{4})\)")


def main(folder: Path) -> None:
    """Read every text and write the table."""
    years = {d.resolution: d.date.year for d in decisions() if d.resolution}
    lines = []
    for path in sorted(folder.glob("S_RES_*.txt")):
        number = int(path.stem[6:10])
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        pairs = [tuple(map(int, found)) for m in RECITED.finditer(text) for found in NUMBER.findall(m[1])]
        cited = sorted({n for n, year in pairs if n < number and years.get(n) == year})
        lines.append(f"{number},{' '.join(map(str, cited))}")
    target = Path(str(files("horseshoe.council").joinpath("data", TABLE)))
    head = [
        "# Which resolution recites which earlier ones, by number; a resolution without a row was not read.",
        "# Source: the texts of S/RES/1 (1946) to S/RES/899 (1994) at hand, two of every three, and two later ones.",
        "resolution,cites",
    ]
    target.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    print(f"{len(lines)} resolutions, {sum(len(line.split(',')[1].split()) for line in lines)} citations")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
