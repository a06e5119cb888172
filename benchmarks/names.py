"""Names of the news resolved on their day: `python benchmarks/names.py [FILE ...] [--misses]`.

A file has a row a name: name, date, and the body or state that it speaks for or is ("" where it is enough that it is known).
The name is read in a sentence of its own, without office or state. Right: the actor found speaks for, or is, what is expected;
wrong: another one; open: nothing is said of whose it is. Default: data/names_*.csv, written before the tables were looked at.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from datetime import date
from pathlib import Path

from horseshoe.model import Document, Reading
from horseshoe.reading.reader import Reader

DATA = Path(__file__).parent / "data"
SENTENCE = "The Security Council met for two hours on the matter. {} said that the talks would go on. Nobody else spoke."
BODY = "The Security Council met for two hours on the matter. Members asked about {} and its work. Nobody else spoke."


def found(reading: Reading, name: str) -> tuple[bool, str | None]:
    """Whether the name is an actor of the reading, and whom it speaks for or which body it is."""
    start = reading.document.text.index(name)
    for actor in reading.actors:
        if any(m.span.start < start + len(name) and start < m.span.end for m in actor.mentions):
            return True, actor.speaks_for if actor.type == "person" else actor.id
    return False, None


def verdict(row: dict[str, str], reader: Reader) -> tuple[str, str]:
    """right, wrong or open for one name, and what was found."""
    day, acronym = date.fromisoformat(row["date"]), " " not in row["name"] or row["kind"] == "body"
    text = (BODY if acronym else SENTENCE).format(row["name"])
    reading = reader.read(Document(text, row["name"], published=day, published_from="option", kind="news"))
    known, body = found(reading, row["name"])
    if not known or body is None:
        return "open", "not found" if not known else "nobody's"
    wanted = set(row["expect"].split())
    return ("right" if not wanted or body in wanted or body.split(":")[0] in wanted else "wrong"), body


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every name that is not right")
    args = parser.parse_args()
    reader = Reader()
    for path in args.files or sorted(DATA.glob("names_*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [dict(row) for row in csv.DictReader(line for line in stream if not line.startswith("#"))]
        verdicts = [verdict({"kind": "", **row}, reader) for row in rows]
        count = Counter(word for word, _ in verdicts)
        print(f"{path.name}: {len(rows)} names, {count['right']} right, {count['wrong']} wrong, {count['open']} open")
        for row, (word, body) in zip(rows, verdicts, strict=True):
            if args.misses and word != "right":
                print(f"  {word:5} {row['name']} on {row['date']}: {body}, expected {row['expect'] or 'any body'}")


if __name__ == "__main__":
    main()
