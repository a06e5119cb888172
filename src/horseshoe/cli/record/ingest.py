"""`horseshoe ingest`: read documents and keep what they say."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.options import Database, Kind, Published, Seconds, parse_kind
from horseshoe.errors import PartialError, UsageError
from horseshoe.record.address import shown
from horseshoe.text import parse_day, show_row

if TYPE_CHECKING:
    from horseshoe.record.ingest.kept import Progress, Sink, Summary
    from horseshoe.record.ingest.pipeline import Job

app = typer.Typer()
ENGINES = ("local", "ray")
WAY = 10  # added to the niceness of an ingest that gives way; 19 is the most
_SHOWN = 20  # inputs left out that are named one by one

_WORDS = {
    "new": "new",
    "renewed": "read anew by this version",
    "version": "versions of a story that is there",
    "near_copy": "near-copies of a story that is there",
    "known": "there already",
    "left out": "left out",
    "failed": "cannot be read",
}


@app.command()
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, archives of texts, JSON lines, CR-UNSC as CSV, web addresses, or -."
        ),
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
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, max=100_000, metavar="N", help="Read in N processes (default 1; on Ray: as many as it has CPUs)."
        ),
    ] = None,
    seconds: Seconds = 60.0,
    engine: Annotated[
        str, typer.Option("--engine", help="Where documents are read: local (this machine) or ray (a Ray cluster).")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option("--address", help="The Ray cluster: host:6379 or ray://host:10001; default: one on this machine."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write Parquet parts into DIR, for `horseshoe merge`, and no record."),
    ] = None,
    gently: Annotated[
        bool, typer.Option("--gently", help="Let other programs go first, such as a server of the same record.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Read documents into the record. May be stopped at any moment and run again: what is stored is not read twice."""
    from horseshoe.reading.workers.worker import Task
    from horseshoe.record.ingest.pipeline import Job

    if engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}", where="--engine", fix="use local or ray")
    if address is not None and engine != "ray":
        raise UsageError("goes with --engine ray only", where="--address", fix="add --engine ray, or leave it out")
    task = Task(
        published=parse_day(published, "--published"),
        kind=parse_kind(kind),
        encoding=encoding,
        allow_private=allow_private,
        triage=not (everything or thorough),
    )
    if gently:
        give_way()
    job = Job(task, "everything" if everything else "thorough" if thorough else "triage", seconds)
    with progress_bar(quiet) as progress:
        summary = _run(paths, job, _Means(engine, address, jobs), out, db, progress)
    if not quiet:
        print_summary(summary, str(out or shown(db)))
    finish(summary)


def give_way() -> None:
    """Lower the priority of this process, and of the readers that it starts, where the system knows priorities."""
    if hasattr(os, "nice"):
        os.nice(WAY)


@dataclass(frozen=True)
class _Means:
    """What reads: this machine or a cluster, and by how many processes."""

    engine: str
    address: str | None
    jobs: int | None


def _run(
    paths: list[str], job: Job, means: _Means, out: Path | None, db: str, progress: Callable[[Progress], None] | None
) -> Summary:
    """Read here or on a cluster, into the record or into parts."""
    from horseshoe import __version__
    from horseshoe.reading.workers.guarded import Guarded
    from horseshoe.record.ingest.parts import Parts
    from horseshoe.record.ingest.pipeline import BATCH, ingest, on_this_machine
    from horseshoe.record.ingest.ray import on_ray
    from horseshoe.record.record import Record

    jobs = means.jobs or 1
    with ExitStack() as stack:
        cluster = on_ray(means.address, means.jobs) if means.engine == "ray" else None
        parts = stack.enter_context(Parts(out, __version__)) if out else None
        sink: Sink = parts or stack.enter_context(Record(db)).sink(None if cluster else BATCH * jobs)
        run = cluster or on_this_machine(stack.enter_context(Guarded(job.task, jobs=jobs, seconds=job.seconds)), BATCH * jobs)
        summary = ingest(paths, sink, job, run, progress=progress)
        for damaged in parts.damaged if parts else ():
            summary.note(damaged)
        return summary


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
            bar.update(task, completed=progress.done, total=progress.total, description=show_row(progress.path[-50:]))

        yield show


def print_summary(summary: Summary, db: str) -> None:
    """What was read, left out and why."""
    counted = [f"{summary.counts[key]} {words}" for key, words in _WORDS.items() if summary.counts[key]]
    rate = f", {summary.seen / summary.seconds:.1f} a second" if summary.seconds > 0 and summary.seen > 1 else ""
    print(f"{show_row(db)}: {', '.join(counted) or 'nothing to read'} ({summary.seconds:.1f} s{rate})")
    for path, reason in summary.left_out[:_SHOWN]:
        print(show_row(f"  left out: {path}: {reason}"))
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
