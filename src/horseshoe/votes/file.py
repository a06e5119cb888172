"""The votes file: a DuckDB database of decisions and votes that the user imports (docs/votes.md; decision 0120)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from horseshoe.council.tables import data_folder
from horseshoe.errors import InputError, StoreError

MEMORY = "400MB"
VERSION = 1
ENVIRONMENT = "HORSESHOE_VOTES_DB"

DECISION_COLUMNS = (
    "id",
    "body",
    "source",
    "day",
    "day_is_exact",
    *("resolution", "draft", "meeting", "title", "agenda", "subjects", "note", "session", "report", "link"),
    *("outcome", "sponsors", "category", "region", "modality"),
    *("total_yes", "total_no", "total_abstain", "total_absent", "total_members"),
)
SCHEMA = """
CREATE TABLE about (version INTEGER);
CREATE TABLE decisions (
  id VARCHAR PRIMARY KEY, body VARCHAR NOT NULL, source VARCHAR NOT NULL, day DATE NOT NULL, day_is_exact BOOLEAN NOT NULL,
  resolution VARCHAR, draft VARCHAR, meeting VARCHAR, title VARCHAR, agenda VARCHAR, subjects VARCHAR, note VARCHAR,
  session VARCHAR, report VARCHAR, link VARCHAR, outcome VARCHAR, sponsors VARCHAR, category VARCHAR, region VARCHAR,
  modality VARCHAR NOT NULL, total_yes INTEGER, total_no INTEGER, total_abstain INTEGER, total_absent INTEGER,
  total_members INTEGER);
CREATE TABLE votes (decision VARCHAR NOT NULL, state VARCHAR NOT NULL, name VARCHAR, vote VARCHAR NOT NULL, permanent BOOLEAN);
CREATE TABLE loads (file VARCHAR, sha256 VARCHAR, loaded TIMESTAMP DEFAULT current_timestamp, rows BIGINT, added BIGINT);
"""


def default_path() -> Path:
    """The user's votes file: $HORSESHOE_VOTES_DB, else votes.duckdb in the user's data folder."""
    if given := os.environ.get(ENVIRONMENT):
        return Path(given)
    return data_folder() / "votes.duckdb"


def driver() -> Any:
    """The duckdb module. StoreError when the extra is not installed."""
    try:
        import duckdb
    except ImportError as error:
        raise StoreError("the votes file needs DuckDB", mend="pip install 'horseshoe[votes]'") from error
    return duckdb


@contextmanager
def votes_file(path: Path, *, write: bool = False, or_empty: bool = False) -> Iterator[Any]:
    """A connection to the votes file; with `write` it is made when it is not there, with `or_empty` one in memory stands in.

    InputError when there is none to read or it is another kind of file, StoreError when another process holds it.
    """
    duckdb = driver()
    if or_empty and not write and not path.exists():
        with duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2}) as connection:
            connection.execute(SCHEMA)
            yield connection
        return
    if not path.exists():
        if not write:
            raise InputError("there is no votes file", where=str(path), mend="load one: horseshoe votes load FILE")
        _create(path)
    try:
        connection = duckdb.connect(str(path), read_only=not write, config={"memory_limit": MEMORY, "threads": 2})
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise StoreError("another program holds the votes file", where=str(path), mend="try again when it ends") from error
        raise InputError("is no votes file of horseshoe", where=str(path), mend="name another with --votes-db") from error
    except duckdb.Error as error:
        raise InputError("is no votes file of horseshoe", where=str(path), mend="name another with --votes-db") from error
    try:
        connection.execute("SET enable_progress_bar = false")
        _check(connection, path)
        yield connection
    finally:
        connection.close()


def _create(path: Path) -> None:
    """Make an empty votes file under another name and move it into place, so that a kill leaves none half made."""
    duckdb = driver()
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(new)) as connection:
            connection.execute(SCHEMA)
            connection.execute("INSERT INTO about VALUES (?)", [VERSION])
        if not path.exists():
            new.replace(path)
    except (OSError, duckdb.Error) as error:
        raise StoreError("the votes file cannot be made", where=str(path), mend="choose another with --votes-db") from error
    finally:
        new.unlink(missing_ok=True)


def _check(connection: Any, path: Path) -> None:
    duckdb = driver()
    try:
        row = connection.execute("SELECT version FROM about").fetchone()
    except duckdb.Error as error:
        raise InputError("is no votes file of horseshoe", where=str(path), mend="name another with --votes-db") from error
    if row is None or row[0] != VERSION:
        raise StoreError("the votes file is of another version of horseshoe", where=str(path), mend="load the sheets anew")
