"""The examples in the docstrings of the rules, and what a reading says of them as lines of text."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import horseshoe.reading
from horseshoe.model import Document, Reading
from horseshoe.reading import Reader

FOLDER = Path(horseshoe.reading.__file__).parent
STATIONS = ("drafts", "positions", "predications", "claims")
SHARED = ("grammar", "factuality/reality", "runs", "who")
CONTEXT = "The Security Council is discussing a draft resolution on Bosnia. "
READER = Reader()


def examples() -> Iterator[str]:
    """The sentence that the first line of each rule's docstring gives."""
    paths = [FOLDER / f"{name}.py" for name in SHARED]
    paths += [path for station in STATIONS for path in sorted((FOLDER / station).rglob("*.py"))]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (doc := ast.get_docstring(node)) and doc.startswith("Example:"):
                yield doc.splitlines()[0].removeprefix("Example:").strip()


def read(text: str, published: date | None = date(2012, 2, 1)) -> Reading:
    """The reading of a news text."""
    return READER.read(Document(text, "test", published=published, published_from="option" if published else None, kind="news"))


def facts(reading: Reading) -> set[str]:
    """What a reading says of drafts, positions and claims, one short line each."""
    found = set()
    for d in reading.drafts:
        found |= {f"draft {d.status}", f"drafts {len(reading.drafts)}"}
        found |= {f"sponsor {s}" for s in d.sponsors} | {f"vetoed by {s}" for s in d.vetoed_by}
        found |= {f"situation {d.situation}", f"vote {d.vote.yes} {d.vote.no} {d.vote.abstain}"}
        found |= {f"mention {m.text}" for m in d.mentions} | ({f"vote on {d.when.start}"} if d.when else set())
        found |= {f"{p.act} {p.addressee}: {p.span.text}" for p in d.provisions}
    for p in reading.positions:
        degree = ("" if p.certainty == "certain" else f" {p.certainty}") + (" negated" if p.negated else "")
        found.add(f"{p.actor} {p.stance}{degree}")
        found |= {f"{p.actor} if {p.condition}"} if p.condition else set()
        found |= {f"by {p.reported_by}"} if p.reported_by else set()
        found |= {f"said {p.said_on.start}"} if p.said_on else set()
        found |= {f"{p.actor} to {p.addressee}"} if p.addressee else set()
    for c in reading.claims:
        found.add(f"{c.kind} {c.actor} {c.about}" + (f" denied by {c.denied_by}" if c.denied_by else ""))
    return found


def must_show(text: str, wanted: Iterable[str]) -> None:
    """Fail unless the reading of a text shows each wanted line, and none of those that begin with "!"."""
    told = facts(read(text))
    for line in wanted:
        shown = line.removeprefix("!") in told
        assert shown is not line.startswith("!"), (line, sorted(told))
