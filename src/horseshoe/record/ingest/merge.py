"""What was read into parts, brought into a record."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from horseshoe import __version__
from horseshoe.errors import InputError
from horseshoe.record.database import Database
from horseshoe.record.ingest.kept import Progress, Summary
from horseshoe.record.ingest.parts import part_files, read_part, reader_of
from horseshoe.record.ingest.sinks import RecordSink


def merge(database: Database, folder: str | Path, progress: Callable[[Progress], None] | None = None) -> Summary:
    """Bring the finished parts of a folder into a record.

    May be stopped at any moment and run again, also while an ingest still writes parts: what is stored is passed over. A
    damaged part is noted in the summary and stops nothing. InputError where there are no parts.
    """
    summary, start = Summary(), time.monotonic()
    paths = parts_in(folder)
    for number, path in enumerate(paths, 1):
        try:
            made_by = reader_of(path)
            sink = RecordSink(database, made_by, renews=made_by == __version__)
            try:
                for kept in read_part(path, sink.batch):
                    sink.take(kept, summary)
            finally:
                sink.flush(summary)
        except InputError as error:
            summary.note(error)
        if progress:
            progress(Progress(number, len(paths), str(path)))
    summary.seconds = time.monotonic() - start
    return summary


def parts_in(folder: str | Path) -> list[Path]:
    """The finished parts of a folder; InputError where there are none."""
    paths = part_files(Path(folder))
    if not paths:
        fix = "make them with: horseshoe ingest ... --out FOLDER"
        raise InputError("holds no parts" if Path(folder).is_dir() else "is no folder", where=str(folder), fix=fix)
    return paths
