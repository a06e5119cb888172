"""`horseshoe read`: what documents say, one reading each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.options import AllowPrivate, Encoding, Jobs, Kind, Model, Published, ReaderName, Seconds, parse_kind
from horseshoe.errors import HorseshoeError, PartialError, UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.model import Reading
    from horseshoe.reading.workers.worker import Item, Task

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
    triage: Annotated[
        bool, typer.Option("--triage", help="Parse only what speaks of the Council; other texts get an empty reading.")
    ] = False,
    jobs: Jobs = 1,
    seconds: Seconds = 60.0,
) -> None:
    """Print what documents say: actors, quotations, drafts, positions, figures, events and dates, each with its span."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", fix="use table or jsonl")
    day = parse_day(published, "--published")
    from horseshoe.cli.output import output
    from horseshoe.documents import find_sources
    from horseshoe.reading.workers.pool import Pool
    from horseshoe.reading.workers.worker import Task

    task = Task(
        reader=reader,
        model=model,
        published=day,
        kind=parse_kind(kind),
        encoding=encoding,
        allow_private=allow_private,
        triage=triage,
        finish=f"horseshoe.cli.reading.read:as_{format}",
    )
    if reader == "llm":  # its settings are told before any worker starts
        from horseshoe.reading.llm.choose import choose_reader

        choose_reader(reader, model)
    done, failed = 0, list[HorseshoeError]()
    with output(out) as stream, Pool(jobs, task, seconds) as pool:
        for read in pool.read(with_standard_input(find_sources(paths), task)):
            if isinstance(read, HorseshoeError):
                failed.append(read)
                continue
            stream.write(read)
            done += 1
        if failed and not done:
            finish(failed, done)
    finish(failed, done)


def with_standard_input(sources: Iterable[Item | HorseshoeError], task: Task) -> Iterator[Item | HorseshoeError]:
    """The sources, with the document of standard input in the place of `-`: a worker has no standard input of its own."""
    from horseshoe.reading.workers.worker import Worker

    for source in sources:
        if str(source) != "-":
            yield source
            continue
        try:
            yield Worker(task).load("-")
        except HorseshoeError as error:
            yield error


def as_jsonl(reading: Reading) -> str:
    """One reading as a line of JSON, in the words of the contract."""
    from horseshoe.contract import to_contract
    from horseshoe.text import json_text

    return json_text(to_contract(reading)) + "\n"


def as_table(reading: Reading) -> str:
    """One reading as a table for people."""
    from horseshoe.cli.reading.tables import reading_table
    from horseshoe.contract import to_contract

    return reading_table(to_contract(reading))


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
