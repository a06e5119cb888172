"""Questions to a record in SQL, asked through SQLAlchemy or, of a file, through Python's own driver.

To import SQLAlchemy takes ten times what a search takes: a program that asks one question and ends does without.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from horseshoe.record.migrations import APPLICATION, HEAD

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
_BUSY_SECONDS = 120  # how long a question waits for a writer that shuts everybody out


@dataclass(frozen=True, slots=True)
class Questions:
    """Something that answers SQL with named values (`:name`); a list stands for what belongs between `IN (` and `)`."""

    dialect: str  # sqlite or postgresql
    _run: Callable[[str, Mapping[str, Any]], Iterator[Any]]

    def each(self, sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, as they are found."""
        for name, value in list(values.items()):
            if isinstance(value, list | tuple | set | frozenset):
                del values[name]
                listed = {f"{name}_{n}": one for n, one in enumerate(value)}
                values |= listed
                sql = sql.replace(f"(:{name})", f"({', '.join(f':{n}' for n in listed) or 'NULL'})")
        if self.dialect == "sqlite":
            values = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        return self._run(sql, values)

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows."""
        return list(self.each(sql, **values))

    def column(self, sql: str, **values: Any) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.each(sql, **values)]


def day_of(value: date | str | None) -> date | None:
    """A day as the drivers give it: SQLite has none of its own."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def questions_of(connection: Connection | Questions) -> Questions:
    """A connection that answers questions."""
    if isinstance(connection, Questions):
        return connection
    from sqlalchemy import text

    return Questions(connection.dialect.name, lambda sql, values: iter(connection.execute(text(sql), values)))


def answered(db: str, ask: Callable[[Questions], T]) -> T:
    """What a record answers, which must be there; every question in it sees one state. Errors as `Record` raises them."""
    with contextlib.suppress(sqlite3.Error, _NotPlainError), _plain_file(db) as questions:
        return ask(questions)
    from horseshoe.record.store import Record

    with Record(db, create=False) as record, record.reading() as connection:
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
        yield Questions("sqlite", lambda sql, values: iter(raw.execute(sql, values)))
