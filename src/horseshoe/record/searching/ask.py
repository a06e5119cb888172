"""One question to a record, asked by a program that ends: of a plain file without SQLAlchemy, else of the whole `Record`."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from horseshoe.record.migrations import APPLICATION, HEAD
from horseshoe.record.searching.questions import Questions, questions_of

T = TypeVar("T")
_BUSY_SECONDS = 120  # how long a question waits for a writer that shuts everybody out


def answered(db: str, ask: Callable[[Questions], T]) -> T:
    """What a record answers, which must be there; every question in it sees one state. Errors as `Record` raises them."""
    with contextlib.suppress(sqlite3.Error, _NotPlainError), _plain_file(db) as questions:
        return ask(questions)
    from horseshoe.record.record import Record

    with Record(db, create=False) as record, record.snapshot() as connection:
        return ask(questions_of(connection))


class _NotPlainError(Exception):
    """Whatever is no SQLite file of this version that can be read as it is: `Record` knows what to say or do."""


@contextmanager
def _plain_file(db: str) -> Iterator[Questions]:
    if "://" in db or not Path(db).is_file():
        raise _NotPlainError
    address = f"file:{quote(str(Path(db).absolute()))}?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)) as raw:
        raw.execute("BEGIN")
        [(application,)] = raw.execute("PRAGMA application_id")
        versions = raw.execute("SELECT version_num FROM alembic_version").fetchall()
        if application != APPLICATION or versions != [(HEAD,)]:
            raise _NotPlainError
        yield Questions("sqlite", raw.execute)
