"""Questions to a record in SQL, asked through SQLAlchemy or, of a file, through Python's own driver (`ask`).

To import SQLAlchemy takes ten times what a search takes: a program that asks one question and ends does without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Answer(Protocol):
    """What a driver gives: rows one by one, or all at once."""

    def __iter__(self) -> Iterator[Any]: ...

    def fetchall(self) -> Sequence[Any]:
        """All rows at once."""
        ...


@dataclass(frozen=True, slots=True)
class Questions:
    """Something that answers SQL with named values (`:name`); a list stands for what belongs between `IN (` and `)`."""

    dialect: str  # sqlite or postgresql
    _run: Callable[[str, Mapping[str, Any]], Answer]

    def each(self, sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, as they are found."""
        return iter(self._asked(sql, values))

    def _asked(self, sql: str, values: dict[str, Any]) -> Answer:
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
        """All rows, which is faster than one by one."""
        return list(self._asked(sql, values).fetchall())

    def column(self, sql: str, **values: Any) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.rows(sql, **values)]


def day_of(value: date | str | None) -> date | None:
    """A day as the drivers give it: SQLite has none of its own."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def questions_of(connection: Connection | Questions) -> Questions:
    """A connection that answers questions."""
    if isinstance(connection, Questions):
        return connection
    from sqlalchemy import text

    return Questions(connection.dialect.name, lambda sql, values: connection.execute(text(sql), values))
