"""Statements that several parts of the record share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

_CHUNK = 500  # values in one IN (...)


def chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The values in parts small enough for one IN (...)."""
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))


def next_number(connection: Connection, table: Table) -> int:
    """The first free `no` of a table. Safe only while this connection alone writes."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.no), 0))).scalar_one()) + 1


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows whose key is not there yet."""
    if rows:
        dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(insert(table), list(rows))
