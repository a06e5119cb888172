"""`horseshoe ingest`: read documents and keep what they say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.options import Database, Kind, Published, Seconds, parse_day, parse_kind
from horseshoe.errors import PartialError, UsageError
from horseshoe.record.address import shown
from horseshoe.visible import show_row

if TYPE_CHECKING:
    from horseshoe.record.chunk import Job
    from horseshoe.record.ingest import Progress, Summary

app = typer.Typer()
ENGINES = ("local", "ray")
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
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Read documents into the record. May be stopped at any moment and run again: what is stored is not read twice."""
    from horseshoe.reading.worker import Task
    from horseshoe.record.chunk import Job

    if engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}", where="--engine", mend="use local or ray")
    if address is not None and engine != "ray":
        raise UsageError("goes with --engine ray only", where="--address", mend="add --engine ray, or leave it out")
    task = Task(
        published=parse_day(published, "--published"),
        kind=parse_kind(kind),
        encoding=encoding,
        allow_private=allow_private,
        triage=not (everything or thorough),
    )
    job = Job(task, "everything" if everything else "thorough" if thorough else "triage", seconds)
    with progress_bar(quiet) as progress:
        if engine == "ray" or out:
            summary = _elsewhere(paths, job, engine, address, jobs, out, db, progress)
        else:
            summary = _into_record(paths, job, jobs or 1, db, progress)
    if not quiet:
        print_summary(summary, str(out or shown(db)))
    finish(summary)


def _into_record(paths: list[str], job: Job, jobs: int, db: str, progress: Callable[[Progress], None] | None) -> Summary:
    from horseshoe.record.store import Record

    with Record(db) as record:
        return record.ingest(
            paths,
            published=job.task.published,
            kind=job.task.kind,
            everything=job.gate == "everything",
            progress=progress,
            encoding=job.task.encoding,
            allow_private=job.task.allow_private,
            thorough=job.gate == "thorough",
            jobs=jobs,
            seconds=job.seconds,
        )


def _elsewhere(
    paths: list[str],
    job: Job,
    engine: str,
    address: str | None,
    jobs: int | None,
    out: Path | None,
    db: str,
    progress: Callable[[Progress], None] | None,
) -> Summary:
    """Read on a cluster, or into parts, or both."""
    from contextlib import ExitStack

    from horseshoe import __version__
    from horseshoe.reading.guarded import Guarded
    from horseshoe.reading.pool import WINDOW
    from horseshoe.record.chunk import CHUNK
    from horseshoe.record.cluster import on_ray
    from horseshoe.record.distribute import distribute, here
    from horseshoe.record.parts import Parts
    from horseshoe.record.store import Record

    with ExitStack() as stack:
        cluster = on_ray(address, jobs) if engine == "ray" else None
        sink = stack.enter_context(Parts(out, __version__)) if out else stack.enter_context(Record(db)).store()
        run = cluster or here(stack.enter_context(Guarded(job.task, jobs=jobs or 1, seconds=job.seconds)))
        summary = distribute(
            paths, sink, job, run, size=CHUNK if cluster else WINDOW * (jobs or 1), as_bytes=bool(cluster), progress=progress
        )
        if isinstance(sink, Parts):
            for damaged in sink.damaged:
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
