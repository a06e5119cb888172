"""The pool keeps order, replaces workers that die or hang, and reports their documents."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from horseshoe.documents import from_text
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Document, Reading
from horseshoe.reading.workers.pool import Job, Pool, ReadingProcess
from horseshoe.reading.workers.worker import TOGETHER, Raw, Task

FINISH = "reading_pool_faults:finish"
GENEROUS = 300  # seconds a document: no machine takes as long


def finish_name(monkeypatch: pytest.MonkeyPatch) -> str:
    """Put this folder on the workers' path, where the faults stand."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    return FINISH


def texts(*words: str) -> list[Document]:
    """Documents of one sentence each."""
    return [from_text(f"Russia vetoed the draft. {w}", path=w) for w in words]


def told(results: list[Any]) -> list[str]:
    """Results and errors as short strings."""
    return [r.line() if isinstance(r, HorseshoeError) else str(r) for r in results]


def test_results_keep_the_order_of_the_input_whatever_their_length(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [from_text("Russia vetoed it. " * (1 + (n * 7) % 5), path=str(n)) for n in range(300)]
    with Pool(2, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        assert told(list(pool.read(items))) == [str(n) for n in range(300)]


def test_the_longest_goes_first_and_its_worker_loads_its_model_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    finish_name(monkeypatch)
    order = tmp_path / "order"
    items = [from_text("Russia vetoed it. " * n, path=f"{order} {n}") for n in (3, 1, 5, 2, 4)]
    with Pool(1, Task(finish="reading_pool_notes:note"), GENEROUS) as pool:
        assert {r[1] for r in pool.read(items)} == {1}
    assert order.read_text() == "5 4 3 2 1 "


@pytest.mark.slow
def test_each_of_two_workers_loads_its_model_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    finish_name(monkeypatch)
    items = [from_text("Russia vetoed it. " * n, path=f"{tmp_path / 'order'} {n}") for n in (3, 1, 5, 2, 4)]
    with Pool(2, Task(finish="reading_pool_notes:note"), GENEROUS) as pool:
        found = list(pool.read(items * 4))
    assert len({process for process, _ in found}) == 2
    assert {loaded for _, loaded in found} == {1}


def test_the_reading_itself_comes_back_and_is_the_same_as_in_one_process() -> None:
    from horseshoe.reading.reader import read_document

    [item] = texts("one")
    with Pool(1, Task(), GENEROUS) as pool:
        [found] = list(pool.read([item]))
    assert isinstance(found, Reading)
    assert found == read_document(item)


def test_errors_stand_in_the_place_of_their_document(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("The Security Council met and Russia vetoed the draft.")
    error = InputError("is no good", where="b")
    with Pool(2, Task(reads=False), GENEROUS) as pool:
        found = list(pool.read([good, error, tmp_path / "missing.txt", good]))
    assert [type(f).__name__ for f in found] == ["Document", "InputError", "InputError", "Document"]
    assert found[1] is error
    assert found[2].line() == f"{tmp_path / 'missing.txt'}: does not exist; check the name"


KILLED, LEFT = (
    "kill: made its worker stop 2 times (signal 9); split it first, or report it",
    "exit: made its worker stop 2 times (exit status 3)",
)


@pytest.mark.parametrize(
    ("jobs", "faults"), [(1, {"kill": KILLED}), pytest.param(2, {"kill": KILLED, "exit": LEFT}, marks=pytest.mark.slow)]
)
def test_a_document_that_kills_its_worker_is_tried_twice_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch, jobs: int, faults: dict[str, str]
) -> None:
    names = ["a", *(name for fault in faults for name in (fault, f"after {fault}"))]
    with Pool(jobs, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        found = told(list(pool.read(texts(*names))))
    for name, result in zip(names, found, strict=True):
        assert result.startswith(faults.get(name, name)), name


def test_a_document_that_kills_one_worker_only_is_read_by_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with Pool(1, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        assert told(list(pool.read(texts(f"once {mark}", "b")))) == [f"once {mark}", "b"]
    assert mark.exists()


def test_what_is_looked_at_together_and_kills_its_worker_is_read_alone_and_its_neighbours_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["a", "b", "shy", "sour", "shy", "c"]
    with Pool(1, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        assert told(list(pool.read(texts(*names)))) == names


def test_small_documents_are_sent_together_and_large_ones_are_not() -> None:
    def sent(*lengths: int) -> int:
        """How many of documents of so many characters a worker takes at once."""
        jobs = [Job(n, Document("x" * length, str(n))) for n, length in enumerate(lengths)]
        worker = ReadingProcess(None, None)  # type: ignore[arg-type]
        for job in jobs:
            if not worker.takes(job):
                break
            worker.jobs.append(job)
        return len(worker.jobs)

    assert sent(*[100] * 40) == TOGETHER
    assert sent(10**6, 10, 10) == 3
    assert sent(*[20_000] * 5) == 2
    assert sent(10, 10**6) == 1


STARTLESS = "found no worker that starts in 4 tries (signal 9); split it first, or report it"


@pytest.mark.parametrize(
    ("deaths", "found"),
    [
        (4, [f"a: {STARTLESS}", "b"]),
        pytest.param(3, ["a", "b"], marks=pytest.mark.slow),
        pytest.param(9, [f"a: {STARTLESS}", f"b: {STARTLESS}"], marks=pytest.mark.slow),
    ],
)
def test_workers_that_die_before_they_read_are_no_fault_of_a_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deaths: int, found: list[str]
) -> None:
    finish_name(monkeypatch)
    monkeypatch.setenv("HORSESHOE_TEST_STARTS", str(tmp_path / "starts"))
    monkeypatch.setenv("HORSESHOE_TEST_DEATHS", str(deaths))
    (tmp_path / "starts").write_text("")
    with Pool(1, Task(finish="reading_pool_starts:finish"), GENEROUS) as pool:
        assert told(list(pool.read(texts("a", "b")))) == found


class Clock:
    """A clock that goes only while the worker that hangs is there, a second each time it is looked at."""

    def __init__(self, mark: Path) -> None:
        self.mark, self.now = mark, 0.0

    def monotonic(self) -> float:
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(self.mark.read_text()), 0)
            self.now += 1
        return self.now


def test_a_document_that_hangs_is_given_up_after_its_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setattr("horseshoe.reading.workers.pool.time", Clock(mark))
    with Pool(1, Task(finish=finish_name(monkeypatch)), 0.5) as pool:
        found = told(list(pool.read(texts("a", f"hang {mark}", "b"))))
    assert found[0::2] == ["a", "b"]
    assert found[1] == f"hang {mark}: takes more than 0.5 seconds to read; split it first, or report it"


def test_any_other_fault_stays_with_its_document_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        found = told(list(pool.read(texts("a", "fault", "memory", "b"))))
    assert found[0] == "a"
    assert found[3] == "b"
    assert found[1] == "fault: unexpected fault (ZeroDivisionError: two\\nlines); run it alone with --debug and report it"
    assert found[2] == "memory: needs more memory than is allowed; split it first"


def test_workers_killed_from_outside_lose_and_double_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    items = texts(*(f"n{n}" for n in range(200)))
    with Pool(2, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        found = []
        for n, result in enumerate(pool.read(items)):
            found.append(result)
            if n in (20, 90):
                os.kill(pool.workers[0].process.pid, signal.SIGKILL)
    assert told(found) == [f"n{n}" for n in range(200)]


def test_no_worker_outlives_its_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(2, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        list(pool.read(texts("a", "b", "c")))
        processes = [w.process for w in pool.workers]
    assert processes
    assert all(p.poll() is not None for p in processes)


def test_long_documents_do_not_block_both_ends_of_the_pipe() -> None:
    items = [from_text(f"Nothing new, {n}. " + "a " * 200_000, path=str(n)) for n in range(4)]
    with Pool(1, Task(reads=True, triage=True), GENEROUS) as pool:
        assert [r.document.path for r in pool.read(items)] == ["0", "1", "2", "3"]


def test_a_task_that_only_loads_gives_documents_of_paths_and_bytes(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("The Security Council met.")
    item = from_text("Russia vetoed the draft.", path="b")
    with Pool(1, Task(reads=False), GENEROUS, window=2) as pool:
        found = list(pool.read([good, Raw("c.txt", b"The Council met."), item, Raw("-", b"\x00"), Raw("-", b"It met again.")]))
    assert [d.text if isinstance(d, Document) else d.line() for d in found] == [
        "The Security Council met.",
        "The Council met.",
        "Russia vetoed the draft.",
        found[3].line(),
        "It met again.",
    ]
    assert found[3].line().startswith("standard input: ")
    assert found[4].path == "-"


def test_a_reading_left_half_way_does_not_answer_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1, Task(finish=finish_name(monkeypatch)), GENEROUS) as pool:
        left = pool.read(texts("a", "b", "c"))
        assert next(left) == "a"
        left.close()
        assert told(list(pool.read(texts("d", "e")))) == ["d", "e"]
