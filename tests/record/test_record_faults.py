"""A store that fails at any one statement, commit or page loses and halves nothing; what was read before an end is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from record_makers import ingest_here, read, text_of, write_articles
from sqlalchemy import event, select
from test_record_survives import contents

from horseshoe.errors import StoreError
from horseshoe.record.ingest import pipeline
from horseshoe.record.record import Record
from horseshoe.record.schema import documents

DOCUMENTS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory, empty_record) -> Path:
    base = tmp_path_factory.mktemp("texts")
    write_articles(base, DOCUMENTS)
    shutil.copy(empty_record, base.with_suffix(".db"))
    return base


def run(db: str, folder: Path, prepare=lambda engine: None) -> None:
    if not Path(db).exists():
        shutil.copy(folder.with_suffix(".db"), db)
    with Record(db, reader="1") as record:
        prepare(record.database.engine)
        ingest_here(record, folder, batch=4)


@pytest.fixture(scope="module")
def expected(folder, tmp_path_factory) -> dict:
    db = str(tmp_path_factory.mktemp("whole") / "record.db")
    run(db, folder)
    return contents(db)


class Fails:
    """Fails at the n-th statement or commit, counted from 1, and counts them; n of 0 never fails."""

    def __init__(self, kind: str, n: int = 0) -> None:
        self.kind, self.n, self.count = kind, n, 0

    def __call__(self, engine) -> None:
        if self.kind == "statement":
            event.listen(engine, "before_cursor_execute", lambda *_: self.strike())
        else:
            event.listen(engine, "commit", lambda _: self.strike())

    def strike(self) -> None:
        self.count += 1
        if self.count == self.n:
            raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.parametrize(
    ("kind", "every"),
    [
        ("statement", 7),
        ("commit", 2),
        pytest.param("statement", 1, marks=pytest.mark.slow),
        pytest.param("commit", 1, marks=pytest.mark.slow),
    ],
)
def test_a_failure_at_any_statement_or_commit_leaves_whole_documents(tmp_path, folder, expected, kind, every):
    counted = Fails(kind)
    run(str(tmp_path / "counted.db"), folder, counted)
    assert counted.count > (3 if kind == "commit" else 20)
    stopped = 0
    for n in range(1, counted.count + 1, every):
        db = str(tmp_path / f"{n}.db")
        try:
            run(db, folder, Fails(kind, n))
        except (StoreError, sqlite3.OperationalError):
            stopped += 1
        for id_, rows in contents(db).items():
            assert rows == expected[id_]
        run(db, folder)
        assert contents(db) == expected
    assert stopped > counted.count // every * 3 // 4


@pytest.mark.parametrize("every", [12, pytest.param(3, marks=pytest.mark.slow)])
def test_a_disk_that_is_full_after_any_page_is_told_and_leaves_whole_documents(tmp_path, folder, expected, every):
    def pages(engine, most):
        event.listen(engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count = {most}"))
        engine.dispose()

    with Record(str(tmp_path / "empty.db"), reader="1") as record, record.snapshot() as connection:
        least = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    stopped = 0
    for most in range(least, least + 60, every):
        db = str(tmp_path / f"{most}.db")
        try:
            run(db, folder, lambda engine, most=most: pages(engine, most))
        except StoreError as error:
            stopped += "the disk is full; make room" in error.line()
        stored = contents(db)
        assert all(rows == expected[id_] for id_, rows in stored.items())
        run(db, folder)
        assert contents(db) == expected
    assert stopped > 1


def test_what_was_read_is_stored_while_the_rest_of_a_batch_is_read(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(pipeline, "HANDED_ON", 0.0)
    db, made = str(tmp_path / "record.db"), []

    def read_some(document):
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(document.id)
        return read(document)

    with Record(db, reader="1") as record:
        with pytest.raises(KeyboardInterrupt):
            ingest_here(record, folder, read=read_some, batch=50)
        with record.snapshot() as connection:
            assert sorted(connection.execute(select(documents.c.id)).scalars()) == sorted(made)


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_file_whose_name_is_no_unicode_is_read_like_others(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(text_of(1))
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(text_of(2))
    (folder / "z.txt").write_text(text_of(3))
    with Record(tmp_path / "record.db", reader="1") as record:
        summary = record.ingest([folder], read=read, everything=True)
        assert (summary.counts, summary.failed) == ({"new": 3}, [])
        paths = {h.path.rsplit("/", 1)[1] for h in record.search("draft").hits}
    assert paths == {"a.txt", "caf\\udce9.txt", "z.txt"}


def test_such_a_name_is_told_by_the_command(tmp_path, capfd):
    from horseshoe.cli.record.ingest import print_summary
    from horseshoe.record.ingest.kept import Summary

    summary = Summary()
    summary.leave_out("caf\udce9.txt", "nothing about the Security Council found")
    print_summary(summary, "r.db")
    assert "caf\\udce9.txt" in capfd.readouterr().out
