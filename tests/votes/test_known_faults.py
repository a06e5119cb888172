"""What the record once had wrong, held right: procedural decisions, tallies, drafts that failed for want of votes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from horseshoe.cli import app
from horseshoe.council import find_draft
from horseshoe.council.decisions import DraftVote, decisions
from horseshoe.votes.ballots import read_ballots
from horseshoe.votes.power import pivotal_decisions
from horseshoe.votes.query import Filter

NO_FILE = Path("there is none")


def on_record(symbol: str) -> DraftVote:
    return next(d for d in decisions() if d.symbol == symbol)


@pytest.mark.parametrize("number", ["87", "110", "119", "120", "129", "132", "157", "303", "462", "500", "2623"])
def test_a_procedural_decision_is_adopted_whoever_voted_against(number: str) -> None:
    found = find_draft(number)
    assert found is not None
    assert (found.kind, found.outcome, found.vetoed_by) == ("procedural", "adopted", ())
    assert found.tally


@pytest.mark.parametrize(
    ("symbol", "kind", "tally", "outcome"),
    [
        ("S/2024/383", "draft", "7-7-1", "failed"),
        ("S/2025/114", "amendment", "6-1-8", "failed"),
        ("S/2025/115", "amendment", "9-1-5", "vetoed"),
        ("S/2025/116", "amendment", "11-1-3", "vetoed"),
        ("S/2025/117", "amendment", "4-6-5", "failed"),
        ("S/2025/118", "amendment", "1-7-7", "failed"),
        ("S/2023/775", "amendment", "6-1-8", "failed"),
        ("S/2023/776", "amendment", "7-1-7", "failed"),
        ("S/2024/323", "amendment", "7-7-1", "failed"),
        ("S/21742/Rev.1", "draft", "3-5-7", "failed"),
        ("S/25997", "draft", "6-0-9", "failed"),
        ("S/1996/292", "draft", "4-0-11", "failed"),
        ("S/2020/658", "draft", "4-7-4", "failed"),
        ("S/2020/1054", "draft", "5-0-10", "failed"),
    ],
)
def test_proposals_that_were_not_adopted(symbol: str, kind: str, tally: str, outcome: str) -> None:
    found = on_record(symbol)
    assert (found.kind, found.tally, found.outcome, found.members_known) == (kind, tally, outcome, True)


def test_weapons_in_outer_space_concern_nobody_s_nuclear_programme() -> None:
    """All three texts of April and May 2024 stood under an item called Non-proliferation."""
    assert {on_record(s).situation for s in ("S/2024/302", "S/2024/323", "S/2024/383")} == {"outer-space"}
    found = on_record("S/2024/383")
    assert (found.vote_of("ECU"), found.vote_of("CHE")) == ("yes", "abstain")


def test_votes_of_2026() -> None:
    red_sea = find_draft("2812")
    assert red_sea is not None
    assert (red_sea.date, red_sea.tally, red_sea.abstaining) == (date(2026, 1, 14), "13-0-2", ("CHN", "RUS"))
    assert [d.tally for d in decisions() if d.date == date(2026, 3, 11) and d.sponsors == ("RUS",)] == ["4-2-9"]


def test_resolution_218_hangs_on_the_majority_of_that_autumn() -> None:
    """Seven of eleven in November 1965: each of the seven could have let it fail."""
    [found] = pivotal_decisions(read_ballots(NO_FILE, Filter(symbol="218")), negative_only=True)
    assert (found.yes, len(found.members)) == (7, 7)
    assert "SUN" in found.members


def test_nobody_is_pivotal_where_two_vetoed() -> None:
    joint = [d for d in decisions() if d.kind == "draft" and len(d.vetoed_by) > 1 and d.members_known and d.symbol]
    labels = {d.symbol for d in joint}
    assert len(labels) > 30
    ballots = read_ballots(NO_FILE, Filter(body="SC", outcome="vetoed"))
    assert not {p.label for p in pivotal_decisions(ballots)} & labels


def test_an_early_veto_shows_its_tally_or_none() -> None:
    early = [d for d in decisions() if d.outcome == "vetoed" and d.date.year < 1960]
    assert len(early) > 80
    assert not [d for d in early if (d.yes, d.no, d.abstain) == (0, 1, 0)]


@pytest.mark.parametrize("by", ["vote", "decision"])
def test_no_answer_prints_none(by: str, tmp_path: Path) -> None:
    words = ["votes", "query", "--by", by, "--until", "1948-01-01", "--votes-db", str(tmp_path / "none.duckdb")]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0
    assert "S/RES/" in result.output
    assert "None" not in result.output.split()
