"""`horseshoe brief`: one document, one briefing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.bounded import bounded
from horseshoe.cli.options import AllowPrivate, Encoding, Kind, Model, Published, ReaderName, SecondsOfOne, parse_kind
from horseshoe.errors import HorseshoeError, UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.brief.model import Page

app = typer.Typer()
FORMATS = ("terminal", "markdown", "html", "json", "pdf")


@app.command()
@bounded("source")
def brief(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A file, a web address, or - for standard input.")],
    published: Published = None,
    format: Annotated[str, typer.Option("--format", help="terminal, markdown, html, json or pdf.")] = "terminal",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
    kind: Kind = None,
    model: Model = None,
    reader: ReaderName = "rules",
    encoding: Encoding = None,
    allow_private: AllowPrivate = False,
    full: Annotated[
        bool, typer.Option("--all", help="Show all, also doubtful events, trivial figures and marked words.")
    ] = False,
    seconds: SecondsOfOne = 60.0,
) -> None:
    """Brief a person on one article, statement or draft; every line points to the words it rests on."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", fix="use " + ", ".join(FORMATS))
    day = parse_day(published, "--published")
    from horseshoe.brief.build import build_brief
    from horseshoe.cli.output import output
    from horseshoe.documents import load
    from horseshoe.reading.llm.choose import choose_reader
    from horseshoe.reading.triage.first_pass import must_be_worth_reading

    reads = choose_reader(reader, model)
    document = load(source, published=day, kind=parse_kind(kind), encoding=encoding, allow_private=allow_private)
    must_be_worth_reading(document.text, document.path)
    made = build_brief(reads.read(document), full)
    if format == "pdf":
        write_pdf(made, out)
        return
    with output(out) as stream:
        stream.write(rendered(made, format, full))


def write_pdf(made: Page, out: Path | None) -> None:
    """Write the PDF to a file, or to standard output unless that is a terminal."""
    from horseshoe.brief.render import pdf
    from horseshoe.cli.output import binary_output

    if out is None and sys.stdout.isatty():
        raise UsageError("a PDF cannot be shown in a terminal", where="--format pdf", fix="give --out FILE.pdf")
    with binary_output(out) as stream:
        stream.write(pdf.render(made))


def rendered(made: Page, format: str, full: bool) -> str:
    """A page in one of FORMATS but pdf."""
    if format == "json":
        from horseshoe.brief.render.json import to_json
        from horseshoe.text import json_text

        return json_text(to_json(made), 1) + "\n"
    if format == "html":
        from horseshoe.brief.render import html

        return html.render(made)
    if format == "markdown":
        from horseshoe.brief.render import markdown

        return markdown.render(made)
    if format == "terminal":
        from horseshoe.brief.render import terminal

        return terminal.render(made, None if full else terminal.SHOWN)
    raise HorseshoeError(f"unknown format {format!r}")
