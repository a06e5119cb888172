"""Opening a record: another program's file is refused, read-only media are read, damage is told, passwords are not."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest
from record_makers import document_of, read
from sqlalchemy import select

from horseshoe.errors import StoreError, UsageError
from horseshoe.record import database
from horseshoe.record.address import shown
from horseshoe.record.record import Record
from horseshoe.record.schema import documents
from horseshoe.record.write import stored_document, stored_reading


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmarks (url TEXT)"],
        ["CREATE TABLE documents (no INTEGER)", "CREATE TABLE alembic_version (version_num TEXT)"],
        ["PRAGMA application_id = 252006674"],
    ],
)
def test_the_file_of_another_program_is_refused_and_left_as_it_is(tmp_path, statements):
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
        other.execute("PRAGMA user_version = 1")
    before = digest(path)
    with pytest.raises(UsageError, match="another program"):
        Record(path)
    assert digest(path) == before
    assert [p.name for p in tmp_path.iterdir()] == ["places.sqlite"]


def test_a_record_says_in_its_head_that_it_is_one(tmp_path):
    path = tmp_path / "record.db"
    Record(path).close()
    assert path.read_bytes()[68:72] == b"HSHE"
    Record(path).close()


def test_a_record_of_the_first_version_is_brought_up_to_date(tmp_path):
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add_documents([document_of(1)], read=read, everything=True)
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE outbox")
        old.execute("DROP TABLE saved_searches")
        for table, column in (("documents", "version_of"), ("documents", "changed"), ("feed_entries", "tries"),
                              ("feed_entries", "not_before"), ("feed_entries", "waiting")):  # fmt: skip
            old.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
        old.execute("PRAGMA application_id = 0")
    with Record(path) as record:
        assert len(record.search("draft").hits) == 1
    assert path.read_bytes()[68:72] == b"HSHE"


def test_read_only_media_can_be_searched(tmp_path, monkeypatch):
    """As on a disc: nothing beside the file can be made, and no lock be taken."""
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add_documents([document_of(1)], read=read, everything=True)
    with sqlite3.connect(path) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.execute("PRAGMA journal_mode = DELETE")
    before, names = digest(path), sorted(p.name for p in tmp_path.iterdir())
    monkeypatch.setattr(database.os, "access", lambda *_: False)
    with Record(path, create=False) as record:
        assert len(record.search("draft").hits) == 1
        with pytest.raises(StoreError, match="cannot be opened or written"):
            record.add_documents([document_of(2)], read=read, everything=True)
    assert (digest(path), sorted(p.name for p in tmp_path.iterdir())) == (before, names)


@pytest.mark.parametrize(
    ("damage", "reads"),
    [
        ("UPDATE documents SET text = 'X' || substr(text, 2)", stored_document),
        ("UPDATE documents SET reading = x'00'", stored_reading),
    ],
)  # fmt: skip
def test_damage_is_told_when_a_document_is_read(tmp_path, damage, reads):
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add_documents([document_of(1)], read=read, everything=True)
    with sqlite3.connect(path) as store:
        store.execute(damage)
    with Record(path) as record, record.snapshot() as connection:
        row = connection.execute(select(documents)).one()
        with pytest.raises(StoreError, match="is damaged in the record"):
            reads(row)


@pytest.mark.parametrize(
    ("db", "told"),
    [
        ("postgresql://desk:open@sesame@host/name", "postgresql://desk:***@host/name"),
        ("postgresql://desk@host/name?password=sesame&x=1", "postgresql://desk@host/name?password=***&x=1"),
        ("postgresql://host/name", "postgresql://host/name"),
        ("a:b@c.db", "a:b@c.db"),
    ],
)
def test_passwords_are_not_shown(db, told):
    assert shown(db) == told


@pytest.mark.parametrize("db", ["postgresql://desk:sesame@127.0.0.1:1/none", "nosuch://desk:sesame@host/name"])
def test_no_error_tells_a_password(db):
    with pytest.raises((StoreError, UsageError)) as caught:
        Record(db)
    assert "sesame" not in caught.value.line()
    assert "***" in caught.value.line()
