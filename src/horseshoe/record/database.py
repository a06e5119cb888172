"""The database of a record: SQLite in write-ahead mode, or PostgreSQL, its tables up to date."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from horseshoe.errors import StoreError, UsageError
from horseshoe.record.address import shown, without_password
from horseshoe.record.migrations import APPLICATION, HEAD

_BUSY_SECONDS = 120  # how long one writer waits for another
_WRITERS_LOCK = 0x5EC0  # PostgreSQL advisory lock that writers take in turn
_MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(slots=True)
class Writes:
    """How many transactions were stored through one `Database`."""

    done: int = 0


@dataclass(frozen=True)
class Database:
    """The open SQLite file or PostgreSQL database that keeps a record, its address, and what was written through it."""

    address: str
    engine: Engine
    writes: Writes = field(default_factory=Writes, compare=False)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection for questions; it sees one state throughout."""
        with translated(self.address), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection that alone may write until the block ends; stored whole or not at all."""
        connects = self.engine.connect().execution_options(horseshoe_writes=True)
        with translated(self.address), connects as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))
            yield connection
        self.writes.done += 1

    def state(self) -> Hashable | None:
        """A value that is another after every write, cheap to ask for; None where there is none.

        SQLite: size and time of the file and its log; PostgreSQL: the snapshot of transactions.
        """
        if self.engine.dialect.name == "sqlite":
            if not self.engine.url.database:
                return None
            files = [Path(self.engine.url.database + end) for end in ("", "-wal")]
            return tuple((s.st_mtime_ns, s.st_size) for f in files if f.exists() for s in [f.stat()])
        with self.engine.connect() as connection:
            return str(connection.execute(text("SELECT txid_current_snapshot()::text")).scalar_one())

    def close(self) -> None:
        """Let go of its connections."""
        self.engine.dispose()


def open_database(db: str, *, create: bool = True) -> Database:
    """The database at a file name or URL, its tables migrated to HEAD.

    UsageError for a URL that means nothing or a newer version; StoreError where it cannot be opened.
    """
    url = _url(db)
    if url.startswith("sqlite") and not create and not _file(url).exists():
        raise StoreError("there is no record here", where=shown(db), fix="make one with: horseshoe ingest FILE...")
    kept = url.startswith("sqlite") and _is_read_only(_file(url))
    try:
        engine = create_engine(f"sqlite:///file:{quote(str(_file(url)))}?mode=ro&immutable=1&uri=true" if kept else url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        fix = "give a file name, or postgresql://user@host/name"
        raise UsageError("is no database address", where=shown(db), fix=fix) from error
    if engine.dialect.name == "sqlite":
        _refuse_foreign(_file(url), db)
        event.listen(engine, "connect", _prepare_reading if kept else _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name != "postgresql":
        raise UsageError(f"{engine.dialect.name} is not supported", where=shown(db), fix="use SQLite or PostgreSQL")
    database = Database(db, engine)
    with translated(db):
        if kept and _version(engine) != HEAD:
            fix = "copy it to where it can be written, and open it there once"
            raise StoreError("is read-only and was made by another version", where=shown(db), fix=fix)
        _migrate(database)
    return database


@contextmanager
def translated(db: str) -> Iterator[None]:
    """Turn a driver's errors into one line with a fix."""
    try:
        yield
    except DBAPIError as error:
        raise _told(error, db) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the record failed ({type(error).__name__})", where=shown(db)) from error


def _told(error: DBAPIError, db: str) -> StoreError:
    words = without_password(" ".join(str(error.orig).split()), db)
    low = words.lower()
    if "disk is full" in low or "no space left" in low:
        return StoreError("the disk is full", where=shown(db), fix="make room and run it again: what was stored is kept")
    if "locked" in low or "busy" in low:
        return StoreError("another program holds the record", where=shown(db), fix="wait until it has finished")
    if "readonly" in low or "read-only" in low or "unable to open" in low or "permission" in low:
        return StoreError("the record cannot be opened or written", where=shown(db), fix="check folder and permissions")
    if "not a database" in low or "malformed" in low:
        return StoreError(
            "is no SQLite database, or a damaged one", where=shown(db), fix="restore it, or ingest into a new file"
        )
    return StoreError(
        f"the record failed ({words[:200]})", where=shown(db), fix="check that the database is there and can be written"
    )


def _url(address: str) -> str:
    if address.startswith("postgres") and importlib.util.find_spec("psycopg") is None:
        fix = "pip install 'horseshoe[postgres]'"
        raise StoreError("PostgreSQL needs the package psycopg", where=shown(address), fix=fix)
    if "://" in address:
        return address.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    return f"sqlite:///{address}"


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _is_read_only(path: Path) -> bool:
    """Whether a record lies where nothing can be written, such as a disc: then it is read as it is, without lock or journal."""
    if not path.is_file() or os.access(path, os.W_OK):
        return False
    log = path.with_name(path.name + "-wal")
    return not (log.is_file() and log.stat().st_size) and not os.access(path.parent, os.W_OK)


def _refuse_foreign(path: Path, db: str) -> None:
    """UsageError for the database of another program, before anything is written to it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError:
        return
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        return  # SQLite itself tells what is wrong with it
    application = int.from_bytes(head[68:72], "big")
    if application == APPLICATION:
        return
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as raw,
    ):
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if application or (tables and not {"alembic_version", "documents", "items"} <= tables):
            raise UsageError("is the database of another program", where=db, fix="choose another file for the record")


def _prepare_reading(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA temp_store = MEMORY")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event below says when a transaction starts
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    # In write-ahead mode NORMAL keeps the file whole through a kill and a power cut; the latter may undo the last commits.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -8192")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("horseshoe_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(database: Database) -> None:
    """Bring the tables to HEAD; alembic is loaded only where there is something to do."""
    if _version(database.engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            where = shown(database.address)
            told = "the record was made by a newer horseshoe"
            raise UsageError(told, where=where, fix="upgrade horseshoe") from error
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found is not None else None
