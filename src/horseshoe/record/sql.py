"""Statements that several parts of the record share."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Date, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

_CHUNK = 500  # values in one IN (...)


def chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The values in parts small enough for one IN (...)."""
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))


def next_number(connection: Connection, table: Table) -> int:
    """The first free `no` of a table. Safe only while this connection alone writes."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.no), 0))).scalar_one()) + 1


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows whose key is not there yet. Columns that the first row lacks stay empty."""
    if rows:
        dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
        if len(rows) == 1 or len(rows[0]) < len(table.columns):
            connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))
        else:
            _insert(connection, table, rows, " ON CONFLICT DO NOTHING")


def insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, if there are any; each has every column."""
    if rows:
        _insert(connection, table, rows, "")


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], ending: str) -> None:
    """Hand rows to the driver as they are: SQLAlchemy's care for each single value costs more than the insertion."""
    statement, names, days = _insertion(table, connection.dialect.name)
    values = operator.itemgetter(*names)
    if not days:
        connection.exec_driver_sql(statement + ending, [values(row) for row in rows])
        return
    places = [names.index(day) for day in days]
    tuples = []
    for row in rows:
        found = list(values(row))
        for place in places:
            if found[place] is not None:
                found[place] = found[place].isoformat()
        tuples.append(tuple(found))
    connection.exec_driver_sql(statement + ending, tuples)


@functools.cache
def _insertion(table: Table, dialect: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The statement, the columns in its order, and those whose dates the driver takes as text."""
    names = tuple(column.name for column in table.columns)
    mark = "?" if dialect == "sqlite" else "%s"
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join([mark] * len(names))})"
    days = tuple(c.name for c in table.columns if isinstance(c.type, Date)) if dialect == "sqlite" else ()
    return statement, names, days
