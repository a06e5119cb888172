"""The driver of a cluster against a stand-in for Ray that loses workers as told: nothing is lost or doubled, or it is told."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from record_kills import killed_until_done, steps_of
from record_makers import document_of, read
from test_record_survives import check, contents

from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Document, Reading
from horseshoe.reading.workers.worker import Item, Task
from horseshoe.record.ingest import ray as cluster
from horseshoe.record.ingest.chunk import chunks_of
from horseshoe.record.ingest.kept import Sink, Summary
from horseshoe.record.ingest.parts import Parts, part_files, read_part
from horseshoe.record.ingest.pipeline import Intake, Job
from horseshoe.record.record import Record

pytest.importorskip("pyarrow", reason="parts need pyarrow: pip install 'horseshoe[parts]'")
READER = "1"
DOCUMENTS = [document_of(n) for n in range(40)]
BROKEN = InputError("is a damaged PDF", where="broken.pdf")
Loses = Callable[[Sequence[str]], bool]


class LostError(Exception):
    """A worker was lost."""


class Answer:
    """What a worker gives back, or that it was lost."""

    lost, value = False, None


class StandIn:
    """As much of Ray as the driver uses, in this process: work is done when it is asked for, in whatever order it is given."""

    exceptions = SimpleNamespace(RayError=LostError, RayTaskError=type("RayTaskError", (LostError,), {}))

    def __init__(self, loses: Loses, dice: random.Random) -> None:
        self.loses, self.dice = loses, dice

    def put(self, value: Any) -> Any:
        return value

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2}

    def remote(self, **options: Any) -> Callable[[Any], Any]:
        return lambda function: SimpleNamespace(
            remote=lambda *given: self._sent(function, given, options.get("num_returns", 1))
        )

    def _sent(self, function: Any, given: tuple[Any, ...], returns: int) -> Any:
        answers = [Answer() for _ in range(returns)]
        job, items, *rest = [g.value if isinstance(g, Answer) else g for g in given]
        answers[0].lost = self.loses([d.path for d in items if isinstance(d, Document)])
        if not answers[0].lost:
            made = function(job, items, *rest)
            for answer, value in zip(answers, [made] if returns == 1 else made, strict=True):
                answer.value = value
        return answers[0] if returns == 1 else answers

    def wait(self, references: list[Any], num_returns: int, timeout: float) -> tuple[list[Any], list[Any]]:
        return [self.dice.choice(references)], []

    def get(self, reference: Any) -> Any:
        if reference.lost:
            raise LostError
        return reference.value


class Quick:
    """Loads what is loaded already, and reads by the stand-in for the reader."""

    def load(self, items: Sequence[Item | HorseshoeError]) -> Iterator[Item | HorseshoeError]:
        return iter(items)

    def read(self, documents: Sequence[Document]) -> Iterator[Reading]:
        return map(read, documents)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_held", lambda job: Quick())


def drive(sink: Sink, loses: Loses, seed: int = 0) -> Summary:
    """All documents in chunks of five through the driver."""
    desk = Intake(sink, Job(Task(), gate="everything"))
    ray = StandIn(loses, random.Random(seed))
    cluster.Driver(ray, desk, None).run(
        chunks_of(list(enumerate([*DOCUMENTS[:17], BROKEN, *DOCUMENTS[17:]], 1)), 5), lambda number, path: None
    )
    sink.flush(desk.summary)
    return desk.summary


def texts(folder: Path) -> list[str]:
    """The paths of the texts that the parts hold."""
    return sorted(k.document.path for p in part_files(folder) for batch in read_part(p) for k in batch if k.packed is not None)


@pytest.mark.parametrize("seed", range(10))
def test_what_a_lost_worker_held_is_stored_once_or_told_once(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    with Parts(tmp_path, READER) as parts:
        summary = drive(parts, lambda paths: dice.random() < 0.3, seed)
    told = sorted(str(e.where) for e in summary.failed)
    assert sorted([*texts(tmp_path), *told]) == sorted(["broken.pdf", *(d.path for d in DOCUMENTS)])
    assert all("its worker was lost 3 times" in e.line() for e in summary.failed if e.where != BROKEN.where)


def test_a_document_that_takes_its_worker_along_is_given_up_and_the_rest_is_stored(tmp_path: Path) -> None:
    with Parts(tmp_path, READER) as parts:
        summary = drive(parts, lambda paths: "doc-17.txt" in paths)
    assert sorted(str(e.where) for e in summary.failed) == ["broken.pdf", "doc-17.txt"]
    assert texts(tmp_path) == sorted(d.path for d in DOCUMENTS if d.path != "doc-17.txt")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_driver_loses_and_doubles_nothing(tmp_path, address, monkeypatch) -> None:
    def work(db: str) -> None:
        dice = random.Random(2)
        with Record(db, reader=READER) as record:
            drive(record.sink(5), lambda paths: dice.random() < 0.1)

    straight = str(tmp_path / "straight.db")
    steps = steps_of(lambda: work(straight))
    for _ in killed_until_done(lambda: work(address), random.Random(6), steps * 2 // 3):
        check(address)
    assert contents(address) == contents(straight)
    assert len(contents(address)) == len(DOCUMENTS)
