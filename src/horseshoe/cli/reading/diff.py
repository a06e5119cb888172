"""`horseshoe diff`: two drafts side by side by provision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.bounded import bounded
from horseshoe.cli.options import SecondsOfOne
from horseshoe.cli.output import output
from horseshoe.errors import HorseshoeError, NothingFoundError, UsageError
from horseshoe.text import show_row

if TYPE_CHECKING:
    from horseshoe.model import Draft, Provision
    from horseshoe.reading.diff import Change, DraftDiff

app = typer.Typer()
FORMATS = ("terminal", "markdown", "json")
STYLES = {
    "added": "green",
    "dropped": "red",
    "softened": "yellow",
    "hardened": "magenta",
    "reworded": "cyan",
    "moved": "blue",
    "unchanged": "dim",
}


@app.command()
@bounded("before", "after")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier draft: a file or a URL.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The later draft, or the text as adopted: a file or a URL.")],
    format: Annotated[str, typer.Option("--format", help="terminal (for people), markdown or json.")] = "terminal",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also list provisions that did not change.")] = False,
    seconds: SecondsOfOne = 60.0,
) -> None:
    """Compare two draft resolutions by provision: what was added, dropped, softened, hardened, reworded or moved."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", fix=f"use {', '.join(FORMATS[:-1])} or {FORMATS[-1]}")
    from horseshoe.reading.diff import compare_drafts
    from horseshoe.text import json_text

    old, new = _draft(before), _draft(after)
    found = compare_drafts(old, new)
    shown = [c for c in found.changes if all_ or c.kind != "unchanged"]
    with output(out) as stream:
        if format == "json":
            stream.write(json_text(as_json(old, new, found, shown), 2) + "\n")
        elif format == "markdown":
            stream.write(as_markdown(old, new, found, shown))
        else:
            from rich.console import Console

            Console(file=stream, highlight=False, soft_wrap=False).print(as_table(old, new, found, shown))


def _draft(path: str) -> Draft:
    """The draft whose text a file holds; NothingFoundError where it holds none."""
    from horseshoe.documents import load
    from horseshoe.reading.formal.resolution import read_resolution

    document = load(path)
    if isinstance(document, HorseshoeError):
        raise document
    items = read_resolution(document)
    if not items.drafts or not items.drafts[0].provisions:
        raise NothingFoundError(
            "holds no text of a resolution",
            where=path,
            fix="give a text with a line “The Security Council,” and its paragraphs below",
        )
    return items.drafts[0]


def summary(found: DraftDiff) -> str:
    """The counts on one line: "2 added, 1 softened"."""
    from horseshoe.reading.diff import KINDS

    return ", ".join(f"{n} {kind}" for kind in KINDS if (n := found.count(kind))) or "no provisions"


def as_json(old: Draft, new: Draft, found: DraftDiff, shown: list[Change]) -> dict[str, Any]:
    """The comparison as plain data; spans are offsets in each document's own text."""
    from horseshoe.reading.diff import KINDS

    return {
        "before": {"label": old.label, "symbol": old.symbol, "sponsors": list(old.sponsors)},
        "after": {"label": new.label, "symbol": new.symbol, "sponsors": list(new.sponsors)},
        "sponsors_gained": list(found.sponsors_gained),
        "sponsors_lost": list(found.sponsors_lost),
        "counts": {kind: found.count(kind) for kind in KINDS},
        "changes": [
            {"kind": c.kind, "why": list(c.why), "before": _provision(c.before), "after": _provision(c.after)} for c in shown
        ],
    }


def _provision(p: Provision | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "number": p.number,
        "part": p.part,
        "act": p.act,
        "addressee": p.addressee,
        "binding": p.binding,
        "measures": list(p.measures),
        "span": [p.span.start, p.span.end],
        "text": p.span.text,
    }


def as_markdown(old: Draft, new: Draft, found: DraftDiff, shown: list[Change]) -> str:
    """The comparison as a Markdown table."""
    lines = [f"# {_cell(old.label)} → {_cell(new.label)}", "", summary(found).capitalize() + ".", *_sponsors(found), ""]
    lines += ["| | before | after | why |", "|---|---|---|---|"]
    lines += [f"| {c.kind} | {_cell(_told(c.before))} | {_cell(_told(c.after))} | {_cell('; '.join(c.why))} |" for c in shown]
    return "\n".join(lines) + "\n"


def _sponsors(found: DraftDiff) -> list[str]:
    gained, lost = ", ".join(found.sponsors_gained), ", ".join(found.sponsors_lost)
    return [
        line for line in (f"Sponsors gained: {gained}." if gained else "", f"Sponsors lost: {lost}." if lost else "") if line
    ]


def _cell(text: str) -> str:
    return show_row(text.strip()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _told(p: Provision | None) -> str:
    return f"{p.number + '. ' if p.number else ''}{p.span.text}" if p else ""


def as_table(old: Draft, new: Draft, found: DraftDiff, shown: list[Change]) -> Any:
    """The comparison as a rich table for a terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True, expand=True)
    table.add_column("", no_wrap=True)
    table.add_column(_plain(old.label), ratio=3)
    table.add_column(_plain(new.label), ratio=3)
    table.add_column("why", ratio=2, overflow="fold")
    for c in shown:
        table.add_row(
            Text(c.kind, style=STYLES[c.kind]),
            Text(_plain(_told(c.before))),
            Text(_plain(_told(c.after))),
            Text("; ".join(c.why)),
        )
    head = [Text(line) for line in (summary(found).capitalize() + ".", *_sponsors(found))]
    return Group(*head, table)


def _plain(text: str) -> str:
    """Text on one line, so that a document cannot steer the terminal."""
    return show_row(text.strip())
