"""`horseshoe merge`: bring parts, which `horseshoe ingest --out` wrote, into the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from horseshoe.cli.options import Database
from horseshoe.cli.record.ingest import finish, print_summary, progress_bar

app = typer.Typer()


@app.command()
def merge(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders of parts that `horseshoe ingest --out` wrote.")
    ],
    db: Database = "horseshoe.db",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Bring parts into the record. May be stopped at any moment and run again: no document is stored twice."""
    from horseshoe.record.ingest.kept import Summary
    from horseshoe.record.ingest.merge import parts_in
    from horseshoe.record.record import Record

    for folder in folders:
        parts_in(folder)  # a wrong name is told before anything is stored
    whole = Summary()
    with Record(db) as record, progress_bar(quiet) as progress:
        for folder in folders:
            whole.add(record.merge(folder, progress))
    if not quiet:
        print_summary(whole, db)
    finish(whole)
