"""Writes the table of citations: which resolution recites which, read from the texts of resolutions.

    python scripts/fill_citations.py FOLDER

A number counts only with its year, where the record of decisions has an earlier resolution of that number and year.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from horseshoe.council.citations import TABLE, recited


def main(folder: Path) -> None:
    """Read every text and write the table."""
    lines = []
    for path in sorted(folder.glob("S_RES_*.txt")):
        number = int(path.stem[6:10])
        cited = recited(path.read_text(encoding="utf-8"), number)
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
