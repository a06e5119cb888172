"""Whether a document met again is read, passed over or gains a place: the same answer on every path into a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from record_makers import read, text_of
from sqlalchemy import select

from horseshoe.model import Document, Reading
from horseshoe.reading.guarded import Guarded
from horseshoe.reading.triage import is_worth_reading
from horseshoe.reading.worker import Item, Task, Worker
from horseshoe.record.chunk import Gate, Job
from horseshoe.record.distribute import distribute, here
from horseshoe.record.ingest import Summary, ingest
from horseshoe.record.parts import Parts
from horseshoe.record.schema import copies
from horseshoe.record.store import Record

READER = "1"
CAKE = "A cake needs flour and eggs, and an oven that is hot."


class InThisProcess:
    """Stands in for the guarded workers."""

    def load(self, items: Iterable[Item]) -> Iterator[Document]:
        return map(Worker(Task()).load, items)

    def read(self, documents: Sequence[Document]) -> Iterator[Reading]:
        return map(read, documents)


class Way:
    """One of the paths from a folder into a record."""

    def __init__(self, kind: str, base: Path) -> None:
        self.kind, self.db, self.parts = kind, str(base / "record.db"), base / "parts"

    def bring(self, folder: Path, gate: Gate) -> dict[str, int]:
        """Read a folder; what became of its documents."""
        with Record(self.db, reader=READER) as record:
            if self.kind == "ingest":
                about = is_worth_reading if gate == "triage" else None
                return dict(ingest(record.engine, self.db, [folder], read=read, reader=READER, about=about).counts)
            engine = here(cast(Guarded, InThisProcess()))
            if self.kind == "distribute":
                return counted(distribute([folder], record.store(), Job(Task(), gate), engine))
            with Parts(self.parts, READER) as parts:
                summary = distribute([folder], parts, Job(Task(), gate), engine)
            record.merge(self.parts)
            return counted(summary)

    def places(self) -> list[str]:
        """The names of all places that the record holds."""
        with Record(self.db, reader=READER) as record, record.reading() as connection:
            return sorted(Path(p).name for p in connection.execute(select(copies.c.path)).scalars())


def counted(summary: Summary) -> dict[str, int]:
    assert summary.failed == []
    return dict(summary.counts)


@pytest.fixture(params=["ingest", "distribute", "parts"])
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
