"""`horseshoe ingest`: read documents and keep what they say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.options import Database, Jobs, Kind, Published, Seconds, parse_day, parse_kind
from horseshoe.errors import PartialError

if TYPE_CHECKING:
    from horseshoe.record.ingest import Progress, Summary

app = typer.Typer()
_SHOWN = 20  # inputs left out that are named one by one

_WORDS = {
    "new": "new",
    "renewed": "read anew by this version",
    "near_copy": "near-copies of a story that is there",
    "known": "there already",
    "left out": "left out",
    "failed": "cannot be read",
}


@app.command()
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, archives of texts, JSON lines, web addresses, or -."),
    ],
    db: Database = "horseshoe.db",
    published: Published = None,
    kind: Kind = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of text files that are not UTF-8.")] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="Keep documents that do not name the Security Council, too.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")
    ] = False,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough", help="Parse every text whole before deciding whether it is on the Council: about ten times slower."
        ),
    ] = False,
    jobs: Jobs = 1,
    seconds: Seconds = 60.0,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Read documents into the record. May be stopped at any moment and run again: what is stored is not read twice."""
    from horseshoe.record.store import Record

    day, what = parse_day(published, "--published"), parse_kind(kind)
    with Record(db) as record, progress_bar(quiet) as progress:
        summary = record.ingest(
            paths,
            published=day,
            kind=what,
            everything=everything,
            progress=progress,
            encoding=encoding,
            allow_private=allow_private,
            thorough=thorough,
            jobs=jobs,
            seconds=seconds,
        )
    if not quiet:
        print_summary(summary, db)
    finish(summary)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A bar with rate and remaining time on a terminal; None where standard error is none."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second."""

        def render(self, task: object) -> Text:
            speed = getattr(task, "speed", None)
            return Text(f"{speed:.1f}/s" if speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def show(progress: Progress) -> None:
            bar.update(task, completed=progress.done, total=progress.total, description=progress.path[-50:])

        yield show


def print_summary(summary: Summary, db: str) -> None:
    """What was read, left out and why."""
    counted = [f"{summary.counts[key]} {words}" for key, words in _WORDS.items() if summary.counts[key]]
    rate = f", {summary.seen / summary.seconds:.1f} a second" if summary.seconds > 0 and summary.seen > 1 else ""
    print(f"{db}: {', '.join(counted) or 'nothing to read'} ({summary.seconds:.1f} s{rate})")
    for path, reason in summary.left_out[:_SHOWN]:
        print(f"  left out: {path}: {reason}")
    if len(summary.left_out) > _SHOWN:
        print(f"  and {len(summary.left_out) - _SHOWN} more")


def finish(summary: Summary) -> None:
    """Report what could not be read; raises the one error there is, or PartialError when others were done."""
    if not summary.failed:
        return
    if summary.seen == 1:
        raise summary.failed[0]
    for error in summary.failed:
        print(f"horseshoe: {error.line()}", file=sys.stderr)
    raise PartialError(f"{len(summary.failed)} of {summary.seen} inputs could not be read")
