"""The explanation of a forecast: distribution, reasons of every member, precedents from before the day."""

from datetime import date

import pytest

from horseshoe.forecast import forecaster
from horseshoe.forecast.described import describe
from horseshoe.forecast.explain import Explanation, explained, precedents

DAY = date(2014, 5, 22)


@pytest.fixture(scope="module")
def made() -> Explanation:
    return explained(forecaster(DAY), describe("SYR", DAY, sponsors=["France"], acts=["referral"], threats=["RUS"]))


def test_the_distribution_covers_every_tally(made: Explanation) -> None:
    assert len(made.yes) == 16
    assert sum(made.yes) == pytest.approx(1.0)


def test_every_member_has_at_most_three_reasons_largest_first(made: Explanation) -> None:
    assert len(made.members) == 15
    for member in made.members:
        sizes = [abs(r.effect) for r in member.reasons]
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) <= 3


def test_a_threat_and_the_act_speak_for_the_member_that_made_it(made: Explanation) -> None:
    russia = next(m for m in made.members if m.id == "RUS")
    assert russia.no > 0.5
    assert any("threatens a veto" in r.text and r.effect < 0 for r in russia.reasons)


def test_precedents_are_of_earlier_days_and_near(made: Explanation) -> None:
    assert len(made.precedents) == 5
    assert all(p.date < DAY for p in made.precedents)
    assert "same situation" in made.precedents[0].alike
    assert {"S/2012/77", "S/2012/538"} & {p.symbol for p in made.precedents}


def test_precedents_of_an_amendment_are_amendments_first() -> None:
    found = precedents(describe("ESH", date(2025, 1, 10), sponsors=["DZA"], kind="amendment"), date(2025, 1, 10))
    assert {p.symbol for p in found[:2]} == {"S/2024/797", "S/2024/798"}


def test_a_sponsor_s_first_reason_is_that_it_is_one(made: Explanation) -> None:
    france = next(m for m in made.members if m.id == "FRA")
    assert france.reasons[0].text == "it is a sponsor"
    assert france.reasons[0].effect > 0
    assert all(abs(r.effect) >= 0.005 for m in made.members for r in m.reasons)
