"""Sentences of one construction each: who acted, whether it was done, and what became of the draft."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from horseshoe.model import Document, Reading
from horseshoe.reading import Reader

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "one_fault.toml").read_text(encoding="utf-8"))["case"]
SHOWN = {"vetoed", "voted_for", "voted_against", "abstained", "threatens_veto", "supports", "opposes", "sponsors", "undecided"}
READER = Reader()


def read(text: str) -> Reading:
    """The reading of a news text of early February 2012."""
    return READER.read(Document(text, "test", published=date(2012, 2, 5), published_from="option", kind="news"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_what_is_certain_and_no_more(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    certain = sorted({f"{p.actor} {p.stance}" for p in reading.positions if p.asserted and p.stance in SHOWN})
    assert certain == sorted(case.get("certain", certain))
    if "status" in case:
        assert [d.status for d in reading.drafts if not d.background] == [case["status"]]


# What a sentence tells as done, told as denied, supposed, asked, wished or foretold.
UNREAL = (
    "It is not true that {}.",
    "If {}, the talks would have ended.",
    "France asked whether {}.",
    "Norway denied that {}.",
    "Nobody knows whether {}.",
)
DONE = (
    "Russia vetoed the draft resolution on Syria",
    "China abstained on the draft resolution on Syria",
    "Togo voted for the draft resolution on Syria",
)


@pytest.mark.parametrize("done", DONE)
def test_a_vote_told_as_done_is_asserted(done: str) -> None:
    assert any(p.asserted and p.stance in ("vetoed", "abstained", "voted_for") for p in read(f"{done}.").positions)


@pytest.mark.parametrize("frame", UNREAL)
@pytest.mark.parametrize("done", DONE)
def test_its_denied_or_supposed_copy_asserts_nothing(done: str, frame: str) -> None:
    reading = read(frame.format(done))
    assert not [p for p in reading.positions if p.asserted and p.stance in ("vetoed", "abstained", "voted_for")]
    assert all(d.status == "pending" and not d.vetoed_by for d in reading.drafts)
