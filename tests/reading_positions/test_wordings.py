"""One thing told in many wordings: decisions, ballots, threats, attitudes and sponsors, and copies that assert nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from examples import must_show, read

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text(encoding="utf-8"))["wording"]


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: row["text"][:60])
def test_wording(row: dict[str, object]) -> None:
    must_show(str(row["text"]), row["says"])  # type: ignore[arg-type]


def test_lists_of_states_are_the_same_in_any_process() -> None:
    text = "The Security Council draft on Chad got 13 votes in favour, two against (Russia and China), and was not adopted."
    reading = read(text)
    assert [d.vetoed_by for d in reading.drafts] == [("CHN", "RUS")]
    assert [d.status for d in reading.drafts] == ["vetoed"]
