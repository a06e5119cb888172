"""`horseshoe export`: the record, or one situation, in the forms that other programs take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from horseshoe.cli.options import Database
from horseshoe.text import parse_day

app = typer.Typer()


@app.command()
def export(
    situation: Annotated[str | None, typer.Argument(help="A situation's name or id; without one, the whole record.")] = None,
    db: Database = "horseshoe.db",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="json, jsonl, csv, parquet, popolo, ftm, ftm-statements, claims, annotations, akoma-ntoso, icalendar, rss.",
        ),
    ] = "json",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published by that day.")] = None,
) -> None:
    """Export statements, drafts, actors and votes."""
    from horseshoe.cli.output import binary_output
    from horseshoe.record.exports import exporter
    from horseshoe.record.exports.statements import Scope
    from horseshoe.record.names import situation_id
    from horseshoe.record.record import Record

    write, day = exporter(format), parse_day(as_of, "--as-of")
    with Record(db, create=False) as record, record.snapshot() as connection:
        scope = Scope(situation_id(connection, situation) if situation else None, day)
        with binary_output(out) as stream:
            write(connection, scope, stream)
