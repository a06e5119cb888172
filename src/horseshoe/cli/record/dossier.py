"""`horseshoe dossier`: all that the record holds on a situation."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from horseshoe.cli.options import Database, complete_situation
from horseshoe.cli.output import output
from horseshoe.cli.reading.brief import rendered, write_pdf
from horseshoe.errors import UsageError
from horseshoe.text import json_text, parse_day

app = typer.Typer()
FORMATS = ("text", "markdown", "json", "html", "pdf")


@app.command()
def dossier(
    situation: Annotated[str, typer.Argument(help="A situation's name or id: syria, SYR.", autocompletion=complete_situation)],
    db: Database = "horseshoe.db",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Use only documents published by that day.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Mark and count what was published from then on.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Newest entries of each list; 0 shows all.")] = 20,
    format: Annotated[str, typer.Option("--format", help="text, markdown, json, html or pdf (two pages).")] = "text",
    full: Annotated[bool, typer.Option("--all", help="Show whole lists also in html and pdf.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file, whole or not at all.")] = None,
) -> None:
    """Draw up the dossier of a situation: timeline, drafts, positions with reversals, rival figures, quotations, claims."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", fix=f"use {', '.join(FORMATS)}")
    day, start = parse_day(as_of, "--as-of"), parse_day(since, "--since")
    from horseshoe.brief.situation.dossier import dossier_page
    from horseshoe.record.record import Record

    with Record(db, create=False) as record:
        found = record.dossier(situation, as_of=day, since=start, limit=limit or None)
        made = None if format == "json" else dossier_page(record, found, full=full or format in ("text", "markdown"))
    if made is None:
        with output(out) as stream:
            stream.write(json_text(dataclasses.asdict(found), 1, str) + "\n")
    elif format == "pdf":
        write_pdf(made, out)
    else:
        with output(out) as stream:
            stream.write(rendered(made, "terminal" if format == "text" else format, full or format == "text"))
