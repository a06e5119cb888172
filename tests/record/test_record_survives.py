"""An ingest may be killed at any moment, run out of disk or meet another ingest: nothing is lost, doubled or half-stored."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from record_kills import in_child, killed_until_done, steps_of
from record_makers import ingest_here, write_articles
from sqlalchemy import select

from horseshoe.errors import StoreError
from horseshoe.record.record import Record
from horseshoe.record.schema import bands, copies, documents, drafts, items, situations

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = int(os.environ.get("HORSESHOE_KILLS", "200"))


@pytest.fixture(
    scope="module", params=[pytest.param((120, 8), id="few"), pytest.param((500, KILLS), id="many", marks=pytest.mark.slow)]
)
def size(request) -> tuple[int, int]:
    """How many documents there are, and how often their ingest is killed."""
    return request.param


@pytest.fixture(scope="module")
def folder(tmp_path_factory, size) -> Path:
    """Made-up articles, every tenth one a near-copy of the one before."""
    base = tmp_path_factory.mktemp("texts")
    write_articles(base, size[0])
    return base


def run(db: str, folder: Path) -> None:
    with Record(db, reader="1") as record:
        ingest_here(record, folder, batch=10)


def start(db: str, folder: Path) -> int:
    """Ingest in a child process; its exit status is 0 when it has finished. Returns its process id."""
    return in_child(lambda: run(db, folder))


def contents(db: str) -> dict[str, tuple]:
    """Each document's rows, whatever the numbers: by text id its places, whether it leads, its items, situations and bands."""
    with Record(db) as record, record.snapshot() as connection:
        ids = {row.no: row.id for row in connection.execute(select(documents.c.no, documents.c.id))}
        found: dict[str, tuple] = {id_: ([], [], [], []) for id_ in ids.values()}
        assert len(found) == len(ids)
        for row in connection.execute(select(copies)):
            found[ids[row.document]][0].append(row.path)
        for row in connection.execute(select(items)):
            found[ids[row.document]][1].append((row.kind, row.seq, row.start, row.stop, row.label or "", row.actor or ""))
        for row in connection.execute(select(situations)):
            found[ids[row.document]][2].append(row.situation)
        for row in connection.execute(select(bands)):
            found[ids[row.document]][3].append(row.key)
        linked = set(connection.execute(select(items.c.draft).where(items.c.draft.is_not(None))).scalars())
        assert linked <= set(connection.execute(select(drafts.c.no)).scalars())
    return {id_: tuple(sorted(part) for part in parts) for id_, parts in found.items()}


def check(db: str) -> None:
    """The database's own checks."""
    with Record(db) as record, record.transaction() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert list(connection.exec_driver_sql("PRAGMA foreign_key_check")) == []
            connection.exec_driver_sql("INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)")


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory) -> tuple[dict, int]:
    """What an ingest that is left alone stores, and the steps it takes."""
    db = str(tmp_path_factory.mktemp("whole") / "record.db")
    steps = steps_of(lambda: run(db, folder))
    return contents(db), steps


def test_killed_at_random_moments(address, folder, whole, size):
    expected, steps = whole
    dice, kills, rounds = random.Random(5), 0, 0
    while kills < size[1]:
        rounds += 1
        db = f"{address}.{rounds}" if "://" not in address else address
        before = kills
        for so_far in killed_until_done(lambda db=db: run(db, folder), dice, steps * 2 // 3):
            kills = before + so_far
            if kills and kills % 8 == 0:
                check(db)
                # By the promise of whole transactions a document that is there is there with all its rows.
                for id_, rows in contents(db).items():
                    assert rows == expected[id_]
            if kills >= size[1]:
                break
        if os.waitpid(start(db, folder), 0)[1] != 0:
            pytest.fail("the last run failed")
        check(db)
        assert contents(db) == expected
        if "://" in address:
            with Record(db) as record, record.transaction() as connection:
                for table in (items, situations, bands, copies, documents, drafts):
                    connection.execute(table.delete())


def test_two_ingests_at_once(address, folder, whole):
    expected, _ = whole
    with Record(address):
        pass
    children = [start(address, folder) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    check(address)
    found = contents(address)
    assert found.keys() == expected.keys()
    assert [rows[0] for rows in found.values()] == [expected[id_][0] for id_ in found]
    assert sum(len(rows[1]) for rows in found.values()) == sum(len(rows[1]) for rows in expected.values())


def test_a_full_disk(tmp_path, folder, whole, size):
    expected, _ = whole
    place = tmp_path / "small"
    place.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no right to mount a small file system")
    try:
        db = str(place / "record.db")
        with pytest.raises(StoreError, match="the disk is full; make room and run it again"):
            run(db, folder)
        stored = contents(db)
        assert 0 < len(stored) < size[0]
        assert all(rows == expected[id_] for id_, rows in stored.items())
        subprocess.run(["mount", "-o", "remount,size=100m", place], check=True)
        run(db, folder)
        check(db)
        assert contents(db) == expected
    finally:
        subprocess.run(["umount", place], check=False)
