"""Answers that are made once for all who ask: beside a record that is written to, and where making one fails or takes long."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")
from fastapi.testclient import TestClient

from horseshoe.record.record import Record
from horseshoe.serve.app import create_app
from horseshoe.serve.served import ServedRecord
from horseshoe.serve.settings import Settings


class Clock:
    """A clock that only a test moves."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("horseshoe.serve.remembering.time", made)
    return made


@pytest.fixture
def held(own_record) -> Iterator[ServedRecord]:
    served = ServedRecord(Settings(db=str(own_record)))
    yield served
    served.close()


@pytest.fixture
def other(own_record) -> Iterator[Record]:
    """The record as another program has it open."""
    with Record(own_record) as record:
        yield record


def write(record: Record) -> None:
    with record.transaction() as connection:
        connection.exec_driver_sql("UPDATE documents SET title = coalesce(title, '') || '!'")


def test_many_who_ask_at_once_have_one_answer_made(held) -> None:
    may_end, made, told = threading.Event(), [], []

    def slow() -> str:
        made.append(1)
        may_end.wait(300)
        return "answer"

    asking = [threading.Thread(target=lambda: told.append(held.remembered("question", slow))) for _ in range(8)]
    for one in asking:
        one.start()
    may_end.set()
    for one in asking:
        one.join(300)
    assert (made, told) == ([1], ["answer"] * 8)


class Slow:
    """An answer that takes a second to make; it tells how many were made."""

    def __init__(self, held: ServedRecord, clock: Clock) -> None:
        self.held, self.clock, self.made = held, clock, 0

    def __call__(self) -> int:
        self.clock.now += 1.0
        self.made += 1
        return self.made

    def ask(self) -> int:
        return self.held.remembered("question", self)

    def ask_again(self) -> int:
        """Ask, wait for what is made beside the requests, and ask once more."""
        self.ask()
        if self.held.answers.behind is not None:
            self.held.answers.behind.join(300)
        return self.ask()


def test_a_record_that_others_write_to_all_the_time_is_answered_from_a_moment_ago(held, other, clock) -> None:
    slow = Slow(held, clock)
    assert slow.ask() == 1
    write(other)
    assert slow.ask() == 2  # the first write after some rest is seen at once
    write(other)
    assert slow.ask_again() == 2  # the next ones are not, for a moment
    clock.now += 2.5
    assert slow.ask() == 2  # then the answer is made beside the request, which takes the one before
    assert slow.ask_again() == 3
    write(held.record())
    assert slow.ask() == 4  # what the server itself writes is seen at once
    clock.now += 60.0
    write(other)
    assert slow.ask() == 5


def test_an_answer_that_was_last_true_long_ago_is_given_to_nobody(held, other, clock) -> None:
    slow = Slow(held, clock)
    for _ in range(2):
        slow.ask()
        write(other)
    assert slow.ask() == 2
    clock.now += 60.0
    write(other)
    assert slow.ask() == 3


def test_while_an_answer_is_made_anew_the_others_take_the_one_before(held, other) -> None:
    begun, may_end, told = threading.Event(), threading.Event(), []

    def slow() -> str:
        begun.set()
        may_end.wait(300)
        return "new"

    assert held.remembered("question", lambda: "old") == "old"
    write(other)
    first = threading.Thread(target=lambda: told.append(held.remembered("question", slow)))
    first.start()
    assert begun.wait(300)
    assert held.remembered("question", slow) == "old"
    may_end.set()
    first.join(300)
    assert (told, held.remembered("question", slow)) == (["new"], "new")


def test_one_answer_at_a_time_is_made_beside_the_requests(held, other, clock) -> None:
    begun, may_end, made = threading.Event(), threading.Event(), []

    def slow() -> None:
        if len(made) >= 4:
            begun.set()
            may_end.wait(300)
        made.append(1)

    for _ in range(2):  # twice in a row: both questions are hurried now
        for question in ("one", "two"):
            held.remembered(question, slow)
        write(other)
    held.remembered("one", slow)
    assert begun.wait(300)
    held.remembered("two", slow)
    assert len(made) == 4
    behind = held.answers.behind
    may_end.set()
    behind.join(300)
    assert (len(made), held.answers.behind) == (5, behind)


def test_no_answer_is_made_from_an_old_one(held, other, clock) -> None:
    slow = Slow(held, clock)

    def page() -> str:
        return f"page of {slow.ask()}"

    for n in (1, 2):
        assert held.remembered("page", page) == f"page of {n}"
        write(other)
    assert slow.ask() == 2  # alone it may be a moment old
    write(held.record())
    assert held.remembered("page", page) == "page of 3"


def test_an_answer_that_fails_is_remembered_by_nobody(held) -> None:
    with pytest.raises(ZeroDivisionError):
        held.remembered("question", lambda: 1 // 0)
    assert held.remembered("question", lambda: 2) == 2


def test_a_page_is_made_once_whoever_asks_until_the_record_is_written_to(own_record, other, monkeypatch) -> None:
    from horseshoe.serve.pages import members, overview, search

    made: list[str] = []
    for page, part in ((overview, "newest_documents"), (members, "said_in_record"), (search, "titles_of")):
        real = getattr(page, part)
        monkeypatch.setattr(page, part, lambda *given, part=part, real=real: made.append(part) or real(*given))
    with TestClient(create_app(Settings(db=str(own_record))), base_url="http://127.0.0.1:8015") as client:
        for path in ("/", "/members/RUS", "/search?q=draft") * 3:
            assert client.get(path).status_code == 200
        assert sorted(made) == ["newest_documents", "said_in_record", "titles_of"]
        write(other)
        assert client.get("/").status_code == 200
        assert made.count("newest_documents") == 2
