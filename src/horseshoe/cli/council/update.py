"""`horseshoe update`: bring the record of decisions up to date from what the United Nations publishes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.errors import InputError, UsageError
from horseshoe.text import show_row

if TYPE_CHECKING:
    from horseshoe.votes.update import Update

app = typer.Typer(add_completion=False)
SHOWN = 40


@app.command()
def update(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|URL...",
            help="A voting export, the list of vetoes as CSV, the corpus CR-UNSC; or a press release or meeting record.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking, for scripts.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last update back.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch addresses on this machine too.")] = False,
) -> None:
    """Show what published files change in the record of decisions, check it, ask, and keep it in your data folder."""
    if undo == bool(sources):
        raise UsageError("give files to update from, or --undo alone")
    from horseshoe.votes.update import undo as take_back

    if undo:
        typer.echo(f"Taken back: {take_back()}.")
        return
    for source in sources or ():
        _one(_compared(source, allow_private), source, yes)


def _compared(source: str, allow_private: bool) -> Update:
    """A table of votes compared with the record, or a text read first."""
    from horseshoe.votes.update import compare, compare_reading, is_table

    data = _bytes(source, allow_private)
    if is_table(data):
        return compare(data, source)
    from horseshoe.documents.load import load
    from horseshoe.reading.reader import read_document

    return compare_reading(read_document(load(source, allow_private=allow_private)))


def _bytes(source: str, allow_private: bool) -> bytes:
    if source.startswith(("http://", "https://")):
        from horseshoe.documents.fetch import fetch

        return fetch(source, allow_private=allow_private).body
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise InputError("cannot be read", where=source, fix=str(error.strerror)) from error


def _one(found: Update, source: str, yes: bool) -> None:
    from horseshoe.votes.update import write

    counts = Counter(c.kind for c in found.changes)
    typer.echo(f"{show_row(source)}: {found.form}; {counts['added']} decisions added, {counts['filled']} cells filled, ")
    typer.echo(f"  {counts['differs']} cells differ and stay as they are.")
    for c in found.changes[:SHOWN]:
        cell = f" {c.cell}: {c.before or 'empty'} -> {c.after}" if c.cell else f" of {c.after}"
        typer.echo(show_row(f"  {c.kind:<8} {c.label}{cell}"))
    if len(found.changes) > SHOWN:
        typer.echo(f"  … and {len(found.changes) - SHOWN} more")
    for row in found.rows if found.read else ():
        typer.echo(show_row("  read     " + ", ".join(f"{k} {v}" for k, v in row.items() if v)))
    if found.problems:
        raise InputError(f"nothing written: {found.problems[0]}", where=source, fix=f"{len(found.problems)} rows fail the rule")
    if not found.rows and not found.reaches:
        typer.echo("The record holds all of it already.")
        return
    for what, day in found.reaches.items():
        typer.echo(f"  the record of {what} then reaches to {day}")
    if found.read and yes:
        raise UsageError("rows read from a text want a person's eye", where=source, fix="run it without --yes")
    if not yes and not typer.confirm("Is this what the text says, and shall it be written?" if found.read else "Write this?"):
        typer.echo("Nothing written.")
        return
    typer.echo(f"Written: {write(found, date.today())}. Take it back with horseshoe update --undo.")
