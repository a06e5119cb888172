"""Searches that people keep under a name, for all who use the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from horseshoe.errors import UsageError
from horseshoe.record.schema import saved_searches
from horseshoe.record.searching.query import parse_query

LONGEST = 80  # characters of a name
MOST = 200  # searches of one record


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query of the search language under a name."""

    name: str
    query: str


def saved(connection: Connection) -> list[SavedSearch]:
    """All of them, by name."""
    s = saved_searches
    return [SavedSearch(r.name, r.query) for r in connection.execute(select(s.c.name, s.c.query).order_by(s.c.name))]


def save(connection: Connection, name: str, query: str) -> None:
    """Keep a query; one of the same name is replaced. UsageError for a name or a query that cannot be kept."""
    name, query = " ".join(name.split()), query.strip()
    if not 0 < len(name) <= LONGEST:
        raise UsageError(f"a saved search needs a name of at most {LONGEST} characters", where="name")
    parse_query(query)
    forget(connection, name)
    if len(saved(connection)) >= MOST:
        raise UsageError(f"{MOST} searches are saved already", where=name, fix="remove one that nobody needs")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(saved_searches.insert().values(name=name, query=query, at=at))


def forget(connection: Connection, name: str) -> None:
    """Remove a saved search, if there is one of this name."""
    connection.execute(delete(saved_searches).where(saved_searches.c.name == name))
