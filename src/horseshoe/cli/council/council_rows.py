"""How the Council's commands print: a table for people, CSV or JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from horseshoe.errors import UsageError
from horseshoe.text import json_text, show_row

FORMATS = ("table", "csv", "json")
PIPE_WIDTH = 140
Format = Annotated[str, typer.Option("--format", help="table (for people), csv or json.")]


def check_format(name: str, allowed: Sequence[str] = FORMATS) -> None:
    """UsageError when a format is not one of those allowed."""
    if name not in allowed:
        raise UsageError(f"unknown format {name!r}", where="--format", fix="use " + ", ".join(allowed))


def print_json(data: Any) -> None:
    """Print plain data as indented JSON."""
    typer.echo(json_text(data, 1))


def print_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV with a header; lists become words separated by spaces, None an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([" ".join(v) if isinstance(v, (list, tuple)) else v for v in (row[c] for c in columns)])
    typer.echo(buffer.getvalue(), nl=False)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, wrap: str | None = None) -> None:
    """Print rows under headings; the column called `wrap` folds, others keep their width."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, no_wrap=name != wrap, overflow="fold")
    for row in rows:
        table.add_row(*(escape(show_row(cell)) for cell in row))
    terminal = Console(highlight=False)
    (terminal if terminal.is_terminal else Console(highlight=False, width=PIPE_WIDTH)).print(table)
