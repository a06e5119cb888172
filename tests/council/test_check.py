"""The comparison with public data sets; the sheets lie outside the project, in the folder that HORSESHOE_DATA names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from checks import cross, others, tallies
from checks.__main__ import main
from checks.finding import sheet

from horseshoe.errors import InputError

DATA = os.environ.get("HORSESHOE_DATA")
VOTES = Path(DATA or "") / "votes"
needs_data = pytest.mark.skipif(not DATA or not VOTES.is_dir(), reason="HORSESHOE_DATA names no folder of data sets")


def test_tallies_are_cut_out_of_a_cell() -> None:
    cell = "S/RES/34 (1947)9-2-0\n Draft resolution S/552, (preliminary question) vetoed by USSR 8-2-1 "
    cell += "Draft resolution S/1 not adopted 2-0-9"
    found = [(t.yes, t.no, t.abstain, t.says) for t in tallies.tallies_in(1947, cell)]
    assert found == [(9, 2, 0, "adopted"), (8, 2, 1, "vetoed"), (2, 0, 9, "failed")]


def test_a_result_without_numbers_lends_its_words_to_nobody() -> None:
    [only] = tallies.tallies_in(1946, "Draft resolution S/PV.49 vetoed by USSR S/RES/7 (1946) 11-0-0")
    assert only.says == "adopted"


def test_a_sheet_of_votes_with_faults_is_reported_not_repaired(tmp_path: Path) -> None:
    names = ["Brazil", "China", "Russian Federation", "Atlantis"]
    lines = ["Year,Resolution,Draft,Outcome results,Vote,Member State,ID"]
    lines += [f"1994,893 (1994),,Adopted by majority,{'No' if n == 'China' else 'Yes'},{n},1" for n in names]
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(lines))
    finding = tallies.member_votes(path)
    text = "\n".join(finding.defects + finding.unexplained)
    assert "voter not a member that year: 1994 893 (1994) (ID 1): Atlantis" in text
    assert "not fifteen rows" in text
    assert "no draft symbol" in text
    assert "adopted with a permanent member's No" in text


def test_a_missing_sheet_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(sheet(tmp_path / "none.csv"))


def test_the_command_runs_without_data(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HORSESHOE_DATA", raising=False)
    assert main([]) == 0
    assert "left out" in capsys.readouterr().out


@needs_data
def test_membership_equals_the_other_table() -> None:
    finding = others.membership(VOTES / "council_membership_1992_2023.csv")
    assert finding.counts["years with fifteen members there"] == 32
    assert finding.unexplained == ()


@needs_data
def test_vetoes_equal_the_public_list() -> None:
    finding = others.veto_list(VOTES / "vetoes_1946_2022.csv")
    assert finding.looked_at > 200
    assert finding.unexplained == ()
    assert others.veto_totals(VOTES / "vetoes_1946_2022.csv").unexplained == ()


@needs_data
def test_tallies_of_meetings_are_legal() -> None:
    for finding in tallies.meetings(VOTES / "meetings_1946_2019.csv"):
        assert finding.looked_at > 2000
        assert finding.unexplained == ()


@needs_data
def test_own_tallies_and_votes_equal_other_records() -> None:
    assert cross.veto_tallies(VOTES / "meetings_1946_2019.csv").unexplained == ()
    assert cross.votes_of_members(VOTES / "sc_member_votes_1994_2021.csv").unexplained == ()


@needs_data
def test_outcomes_of_member_votes_recompute() -> None:
    finding = tallies.member_votes(VOTES / "sc_member_votes_1994_2021.csv")
    assert finding.unexplained == ()
    assert tallies.failed_drafts(VOTES / "failed_drafts_member_votes.csv").unexplained == ()
