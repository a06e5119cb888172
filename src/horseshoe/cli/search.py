"""`horseshoe search`: find documents and statements in the record."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.options import Database
from horseshoe.errors import UsageError
from horseshoe.visible import json_text, show, show_row

if TYPE_CHECKING:
    from horseshoe.record.search import Found, Hit

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
        raise UsageError(f"unknown format {format!r}", where="--format", mend="use text or json")
    from horseshoe.record.query import parse_query
    from horseshoe.record.record import Record

    asked = " ".join(query)
    parse_query(asked)  # a wrong query is told even where there is no record yet
    with Record(db, create=False) as record:
        found = record.search(asked, limit=limit, offset=offset)
    if format == "json":
        shown = json_text(dataclasses.asdict(found), 1, str)
        print(shown.replace("\\u0002", "").replace("\\u0003", ""))
    else:
        print_found(found)


def print_found(found: Found) -> None:
    """The hits for people, words found in bold."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    many = "1,000 or more" if found.total >= 1000 else str(found.total)
    console.print(f"{many} document{'' if found.total == 1 else 's'}", markup=False)
    for number, hit in enumerate(found.hits, found.offset + 1):
        _print_hit(console, number, hit)


def _print_hit(console: Any, number: int, hit: Hit) -> None:
    from rich.text import Text

    day = hit.published.isoformat() if hit.published else "no date"
    origin = " · ".join(p for p in (day, hit.publisher, hit.situation, hit.id[:8]) if p)
    more = f" (and {hit.copies} more place{'' if hit.copies == 1 else 's'})" if hit.copies else ""
    console.print(f"\n{number}. {show_row(hit.title or hit.path)}{more}", style="bold", markup=False)
    console.print(f"   {show_row(origin)}", style="dim", markup=False)
    if hit.version_of:
        console.print(
            show_row(f"   another version of {hit.version_of[:8]}: {'; '.join(hit.changed)}"), style="dim", markup=False
        )
    line = Text("   ")
    for n, part in enumerate(hit.snippet.replace("\x03", "\x02").split("\x02")):
        line.append(show(part), style="bold" if n % 2 else "")
    console.print(line)
    for statement in hit.statements:
        label = " ".join(p for p in (statement.actor, statement.kind, statement.label, statement.certainty) if p)
        console.print(show_row(f"   - {label}: {statement.text}  [{statement.ref}]"), markup=False)
