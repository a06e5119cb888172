"""`horseshoe read`: what documents say, one reading each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from horseshoe.cli.options import AllowPrivate, Encoding, Kind, Model, Published, ReaderName, parse_day, parse_kind
from horseshoe.errors import HorseshoeError, PartialError, UsageError

if TYPE_CHECKING:
    from horseshoe.model import Reading

app = typer.Typer()
FORMATS = ("table", "jsonl")


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, folders, URLs, or - for standard input.")],
    format: Annotated[str, typer.Option("--format", help="table (for people) or jsonl (the reading contract).")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
    published: Published = None,
    kind: Kind = None,
    model: Model = None,
    encoding: Encoding = None,
    allow_private: AllowPrivate = False,
    reader: ReaderName = "rules",
) -> None:
    """Print what documents say: actors, quotations, drafts, positions, figures, events and dates, each with its span."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", mend="use table or jsonl")
    day = parse_day(published, "--published")
    from horseshoe.cli.output import output
    from horseshoe.documents import load_many
    from horseshoe.reading.choose import choose_reader

    chosen = choose_reader(reader, model)
    done, failed = 0, list[HorseshoeError]()
    with output(out) as stream:
        for loaded in load_many(paths, published=day, kind=parse_kind(kind), encoding=encoding, allow_private=allow_private):
            if isinstance(loaded, HorseshoeError):
                failed.append(loaded)
                continue
            write(chosen.read(loaded), format, stream)
            done += 1
        if failed and not done:
            finish(failed, done)
    finish(failed, done)


def write(reading: Reading, format: str, stream: TextIO) -> None:
    """Write one reading as a JSON line or as a table."""
    from horseshoe.contract import to_contract

    data = to_contract(reading)
    if format == "jsonl":
        line = json.dumps(data, ensure_ascii=False)
        stream.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
        return
    from horseshoe.cli.tables import reading_table

    stream.write(reading_table(data))


def finish(failed: list[HorseshoeError], done: int) -> None:
    """Report inputs that could not be read; raises the one error there is, or PartialError when others were done."""
    if not failed:
        return
    if not done and len(failed) == 1:
        raise failed[0]
    for error in failed:
        print(f"horseshoe: {error.line()}", file=sys.stderr)
    if done:
        raise PartialError(f"{len(failed)} of {done + len(failed)} inputs could not be read, the others were")
    raise failed[-1].__class__(f"none of {len(failed)} inputs could be read")
