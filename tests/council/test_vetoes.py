"""The veto record against outside truths, and its filters."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.council.members import is_permanent
from horseshoe.council.situations import find_situation, situation, situations
from horseshoe.council.states import names_by_id
from horseshoe.council.vetoes import (
    KIND_NAMES,
    all_vetoes,
    complete_through,
    totals,
    totals_by_decade,
    vetoes,
)
from horseshoe.errors import OutsideRecordError


def test_first_vetoes_of_each_member() -> None:
    def first(state: str) -> date:
        return vetoes(by=state)[0].date

    assert first("SUN") == date(1946, 2, 16)
    assert first("USA") == date(1970, 3, 17)
    assert first("GBR") == date(1956, 10, 30)
    assert first("RUS") == first("SUN"), "the seat of the Soviet Union is Russia's"
    assert vetoes(by="RUS", since=date(1991, 12, 25))[0].date == date(1993, 5, 11)
    assert vetoes(by="CHN", kinds=("draft",))[0].date == date(1972, 8, 25)
    assert vetoes(by="FRA", kinds=("draft",))[0].date == date(1956, 10, 30)


def test_last_vetoes_of_france_and_the_united_kingdom() -> None:
    assert vetoes(by="FRA")[-1].date == date(1989, 12, 23)
    assert vetoes(by="GBR")[-1].date == date(1989, 12, 23)


def test_totals_of_drafts_that_the_public_lists_agree_on() -> None:
    counts = totals(vetoes(before=date(2022, 10, 1), kinds=("draft", "preliminary")))
    assert counts["GBR"] == 29
    assert counts["FRA"] == 17  # sixteen drafts and the preliminary question of 1946
    assert counts["USA"] == 82
    assert totals_by_decade(vetoes(by="GBR"))["GBR"] == {1950: 2, 1960: 1, 1970: 12, 1980: 14}


@pytest.mark.parametrize(
    ("symbol", "day", "tally", "by"),
    [
        ("S/2011/612", date(2011, 10, 4), (9, 2, 4), ("CHN", "RUS")),
        ("S/2012/77", date(2012, 2, 4), (13, 2, 0), ("CHN", "RUS")),
        ("S/2012/538", date(2012, 7, 19), (11, 2, 2), ("CHN", "RUS")),
        ("S/2023/773", date(2023, 10, 18), (12, 1, 2), ("USA",)),
        ("S/2025/353", date(2025, 6, 4), (14, 1, 0), ("USA",)),
    ],
)
def test_well_known_vetoes(symbol: str, day: date, tally: tuple[int, int, int], by: tuple[str, ...]) -> None:
    [veto] = [v for v in all_vetoes() if v.symbol == symbol]
    assert veto.date == day
    assert (veto.yes, veto.no, veto.abstain) == tally
    assert veto.vetoed_by == by


def test_before_a_day_leaves_out_that_day() -> None:
    symbols = {v.symbol for v in vetoes(before=date(2012, 2, 4), situation="SYR")}
    assert "S/2011/612" in symbols
    assert "S/2012/77" not in symbols


def test_a_state_finds_situations_that_concern_it() -> None:
    assert {v.situation for v in vetoes(situation="LBN")} >= {"LBN", "ISR-LBN", "LBN-SYR"}
    assert "S/2024/312" in {v.symbol for v in vetoes(situation="PSE")}
    assert find_situation("Admission of new Members") == "admission"
    assert find_situation("syria") == "SYR"
    assert situation("SYR").states == ("SYR",)
    with pytest.raises(OutsideRecordError):
        find_situation("Atlantis")


def test_rows_are_well_formed() -> None:
    known = set(names_by_id()) | set(situations())
    for veto in all_vetoes():
        assert veto.kind in KIND_NAMES
        assert veto.situation in known, veto
        assert set(veto.sponsors) | set(veto.concerns) <= set(names_by_id()), veto
        assert veto.vetoed_by
        assert all(is_permanent(s, veto.date) for s in veto.vetoed_by)
        assert veto.symbol or veto.note or veto.date > complete_through()


def test_joint_vetoes_of_three_are_all_western() -> None:
    triple = [v for v in all_vetoes() if len(v.vetoed_by) == 3]
    assert len(triple) == 13
    assert {v.vetoed_by for v in triple} == {("FRA", "GBR", "USA")}
