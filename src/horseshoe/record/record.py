"""`Record`: what is known after many texts, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from horseshoe import __version__
from horseshoe.documents.limits import READING_SECONDS
from horseshoe.model import Document, DocumentKind, Reading
from horseshoe.record.address import DEFAULT_DB
from horseshoe.record.database import open_database

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import Dossier
    from horseshoe.record.ingest.kept import Progress, Summary
    from horseshoe.record.ingest.pipeline import Gate, Read
    from horseshoe.record.ingest.sinks import RecordSink
    from horseshoe.record.searching.search import Found
    from horseshoe.record.write import Outcome


class Record:
    """What is known after many texts. `db` is a file name or a database URL (sqlite:///..., postgresql://...).

    Use it as a context manager, or call `close`. StoreError and UsageError where it cannot be opened.
    """

    def __init__(self, db: str | Path = DEFAULT_DB, *, create: bool = True, reader: str = __version__) -> None:
        self.reader = reader
        self.database = open_database(str(db), create=create)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection for questions; it sees one state throughout."""
        with self.database.snapshot() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection that alone may write; the block is stored whole or not at all."""
        with self.database.transaction() as connection:
            yield connection

    def ingest(  # noqa: PLR0913
        self,
        sources: Iterable[str | Path],
        *,
        read: Read | None = None,
        published: date | None = None,
        kind: DocumentKind | None = None,
        everything: bool = False,
        progress: Callable[[Progress], None] | None = None,
        encoding: str | None = None,
        allow_private: bool = False,
        thorough: bool = False,
        jobs: int = 1,
        seconds: float = READING_SECONDS,
    ) -> Summary:
        """Read and store files, folders, archives, JSON lines and web addresses. See `horseshoe.record.ingest.pipeline.ingest`.

        Texts without the Council's business are not parsed, and of a long one that touches on it only those paragraphs
        (docs/speed.md). `thorough` reads every text whole and keeps those that say something on the Council; `everything`
        reads every text whole and keeps them all.

        Loading and reading are done by worker processes, reading by `jobs` of them; a document that takes longer than `seconds`
        or more memory than a worker may have is given up and noted. With `read`, both are done in this process, without limits.
        """
        # Those who only ask the record do not load what reads.
        from horseshoe.reading.workers.guarded import Guarded
        from horseshoe.reading.workers.worker import Task
        from horseshoe.record.ingest.pipeline import BATCH, InThisProcess, Job, ingest, on_this_machine

        gate: Gate = "everything" if everything else "thorough" if thorough else "triage"
        task = Task(published=published, kind=kind, encoding=encoding, allow_private=allow_private, triage=gate == "triage")
        with Guarded(task, jobs=jobs, seconds=seconds) as guarded:
            readers = InThisProcess(task, read) if read else guarded
            batch = BATCH * jobs
            job = Job(task, gate, seconds)
            return ingest(sources, self.sink(batch), job, on_this_machine(readers, batch), progress=progress)

    def add_documents(self, found: Sequence[Document], *, read: Read | None = None, everything: bool = False) -> Summary:
        """Read and store documents that are already loaded."""
        from horseshoe.reading.workers.worker import Task
        from horseshoe.record.ingest.pipeline import InThisProcess, Job, bring_documents

        job = Job(Task(), "everything" if everything else "triage")
        return bring_documents(found, self.sink(), job, InThisProcess(job.task, read or _reader()))

    def add_readings(self, readings: Sequence[Reading]) -> list[Outcome]:
        """Store readings that are already made."""
        from horseshoe.record.write import prepare, store_prepared

        made = [prepare(r) for r in readings]
        with self.transaction() as connection:
            return store_prepared(connection, made, self.reader)

    def merge(self, folder: str | Path, progress: Callable[[Progress], None] | None = None) -> Summary:
        """Bring in the parts of a folder that `horseshoe ingest --out` wrote. See `horseshoe.record.ingest.merge.merge`."""
        from horseshoe.record.ingest.merge import merge

        return merge(self.database, folder, progress)

    def sink(self, batch: int | None = None) -> RecordSink:
        """This record as the place where an ingest puts what was read; `batch` documents in a transaction."""
        from horseshoe.record.ingest.sinks import BATCH, RecordSink

        return RecordSink(self.database, self.reader, batch=batch or BATCH)

    def search(self, query: str, *, limit: int = 20, offset: int = 0) -> Found:
        """Documents and statements that answer a query such as `veto actor:RUS after:2012-01-01` (docs/search.md)."""
        from horseshoe.record.searching.search import search

        with self.snapshot() as connection:
            return search(connection, query, limit=limit, offset=offset)

    def dossier(
        self, situation: str, *, as_of: date | None = None, since: date | None = None, limit: int | None = 50
    ) -> Dossier:
        """The dossier of a situation, given by name or id (docs/record.md). `limit` bounds each of its lists."""
        from horseshoe.record.dossiers.dossier import build

        with self.snapshot() as connection:
            return build(connection, situation, as_of=as_of, since=since, limit=limit)


def _reader() -> Read:
    from horseshoe.reading import Reader

    return Reader().read
