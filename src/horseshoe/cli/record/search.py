"""`horseshoe search`: find documents and statements in the record."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.options import Database
from horseshoe.errors import UsageError
from horseshoe.text import json_text, show, show_row

if TYPE_CHECKING:
    from horseshoe.record.searching.search import Found, Hit

app = typer.Typer()


# A query may begin with what it leaves out: -veto is no option.
@app.command(context_settings={"ignore_unknown_options": True})
def search(
    query: Annotated[
        list[str], typer.Argument(help="Words, \"phrases\", -without, fields: 'veto actor:RUS after:2012-01-01'.")
    ],
    db: Database = "horseshoe.db",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many documents to show.")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many to pass over.")] = 0,
    format: Annotated[str, typer.Option("--format", help="text (for people) or json.")] = "text",
) -> None:
    """Find documents, newest first, by words and by what they say (actor, speaker, stance, draft, situation, source, date)."""
    if format not in ("text", "json"):
        raise UsageError(f"unknown format {format!r}", where="--format", fix="use text or json")
    from horseshoe.record.searching.ask import answered
    from horseshoe.record.searching.query import parse_query
    from horseshoe.record.searching.search import search as find

    asked = " ".join(query)
    parse_query(asked)  # a wrong query is told even where there is no record yet
    found = answered(db, lambda questions: find(questions, asked, limit=limit, offset=offset))
    if format == "json":
        shown = json_text(dataclasses.asdict(found), 1, str)
        print(shown.replace("\\u0002", "").replace("\\u0003", ""))
    else:
        print_found(found)


def print_found(found: Found) -> None:
    """The hits for people, words found in bold where the output is a terminal."""
    many = "1,000 or more" if found.total >= 1000 else str(found.total)
    typer.echo(f"{many} document{'' if found.total == 1 else 's'}")
    for number, hit in enumerate(found.hits, found.offset + 1):
        _print_hit(number, hit)


def _print_hit(number: int, hit: Hit) -> None:
    day = hit.published.isoformat() if hit.published else "no date"
    origin = " · ".join(p for p in (day, hit.publisher, hit.situation, hit.id[:8]) if p)
    more = f" (and {hit.copies} more place{'' if hit.copies == 1 else 's'})" if hit.copies else ""
    typer.secho(f"\n{number}. {show_row(hit.title or hit.path)}{more}", bold=True)
    typer.secho(f"   {show_row(origin)}", dim=True)
    if hit.version_of:
        typer.secho(show_row(f"   another version of {hit.version_of[:8]}: {'; '.join(hit.changed)}"), dim=True)
    parts = hit.snippet.replace("\x03", "\x02").split("\x02")
    typer.echo("   " + "".join(typer.style(show(part), bold=True) if n % 2 else show(part) for n, part in enumerate(parts)))
    for statement in hit.statements:
        label = " ".join(p for p in (statement.actor, statement.kind, statement.label, statement.certainty) if p)
        typer.echo(show_row(f"   - {label}: {statement.text}  [{statement.ref}]"))
