"""`horseshoe cites`: which resolutions a resolution recites, and which recite it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from horseshoe.cli.council.council_rows import check_format, print_json, print_table
from horseshoe.errors import OutsideRecordError

app = typer.Typer(add_completion=False)


@app.command()
def cites(
    resolution: Annotated[str, typer.Argument(metavar="RESOLUTION", help="A resolution, e.g. S/RES/242, 242 (1967).")],
    deep: Annotated[bool, typer.Option("--deep", help="Go on to what the cited ones recite.")] = False,
    format: Annotated[str, typer.Option("--format", help="table (for people), json or graphml.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
) -> None:
    """List the resolutions that a resolution recites, with the vote on each, and those that recite it."""
    check_format(format, ("table", "json", "graphml"))
    from horseshoe.council.citations import ancestors, graphml, lineage
    from horseshoe.council.votes_on_record import name_of

    name = name_of(resolution)
    if not name.startswith("RES/"):
        raise OutsideRecordError("is no resolution", where=resolution, fix="give its number: S/RES/242")
    number = int(name.removeprefix("RES/"))
    found = lineage(number)
    cited = ancestors(number) if deep else found.cites
    if format == "graphml":
        from horseshoe.cli.output import output

        with output(out) as stream:
            stream.write(graphml(number))
        return
    data = {
        "resolution": number,
        "read": found.read,
        "cites": [_cells(n) for n in cited],
        "cited_by": [_cells(n) for n in found.cited_by],
    }
    if format == "json":
        print_json(data)
        return
    for title, rows in (("Recites", data["cites"]), ("Is recited by", data["cited_by"])):
        typer.echo(f"{title} {len(rows) or 'none'}")  # type: ignore[arg-type]
        if rows:
            print_table(("resolution", "day", "tally", "title"), [tuple(r.values()) for r in rows], wrap="title")  # type: ignore[attr-defined]
    if not found.read:
        typer.echo("Its own text is not among those read (two of every three to 1994): what it recites is not known.")


def _cells(number: int) -> dict[str, Any]:
    from horseshoe.council.citations import vote_on

    vote = vote_on(number)
    if vote is None:
        return {"resolution": f"S/RES/{number}", "date": "", "tally": "", "title": ""}
    words = vote.tally or "without a vote"
    return {"resolution": vote.label, "date": vote.date.isoformat(), "tally": words, "title": vote.title}
