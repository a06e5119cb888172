"""Whether a document met again is read, passed over or gains a place: the same answer on every path into a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_makers import read, text_of
from sqlalchemy import select

from horseshoe.reading.workers.worker import Task
from horseshoe.record.ingest.kept import Summary
from horseshoe.record.ingest.parts import Parts
from horseshoe.record.ingest.pipeline import Gate, InThisProcess, Job, ingest, on_this_machine
from horseshoe.record.record import Record
from horseshoe.record.schema import copies

READER = "1"
CAKE = "A cake needs flour and eggs, and an oven that is hot."


class Way:
    """From a folder into a record: at once, or by way of parts."""

    def __init__(self, kind: str, base: Path) -> None:
        self.kind, self.db, self.parts = kind, str(base / "record.db"), base / "parts"

    def bring(self, folder: Path, gate: Gate) -> dict[str, int]:
        """Read a folder; what became of its documents."""
        with Record(self.db, reader=READER) as record:
            run = on_this_machine(InThisProcess(Task(), read))
            if self.kind == "record":
                return counted(ingest([folder], record.sink(), Job(Task(), gate), run))
            with Parts(self.parts, READER) as parts:
                summary = ingest([folder], parts, Job(Task(), gate), run)
            record.merge(self.parts)
            return counted(summary)

    def places(self) -> list[str]:
        """The names of all places that the record holds."""
        with Record(self.db, reader=READER) as record, record.snapshot() as connection:
            return sorted(Path(p).name for p in connection.execute(select(copies.c.path)).scalars())


def counted(summary: Summary) -> dict[str, int]:
    assert summary.failed == []
    return dict(summary.counts)


@pytest.fixture(params=["record", "parts"])
def way(request, tmp_path) -> Way:
    return Way(request.param, tmp_path)


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    (made / "a.txt").write_text(CAKE)
    return made


def test_what_was_left_out_is_passed_over_until_everything_is_asked_for(way, folder):
    assert way.bring(folder, "triage") == {"left out": 1}
    (folder / "b.txt").write_text(CAKE)
    assert way.bring(folder, "triage") == {"left out": 2}
    assert way.places() == []
    (folder / "b.txt").unlink()
    assert way.bring(folder, "everything") == {"new": 1}
    assert way.places() == ["a.txt"]


def test_a_text_left_out_once_and_stored_later_gains_its_new_places(way, folder):
    way.bring(folder, "triage")
    way.bring(folder, "everything")
    (folder / "b.txt").write_text(CAKE)
    assert way.bring(folder, "triage") == {"known": 2}
    assert way.places() == ["a.txt", "b.txt"]
    assert way.bring(folder, "triage") == {"known": 2}


def test_a_stored_text_is_known_and_its_other_place_is_added_once(way, folder):
    (folder / "a.txt").write_text(text_of(1))
    assert way.bring(folder, "triage") == {"new": 1}
    (folder / "b.txt").write_text(text_of(1))
    (folder / "c.txt").write_text(CAKE)
    assert way.bring(folder, "triage") == {"known": 2, "left out": 1}
    assert way.bring(folder, "everything") == {"known": 2, "new": 1}
    assert way.places() == ["a.txt", "b.txt", "c.txt"]
