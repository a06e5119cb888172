"""The General Assembly's meeting after a veto."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from horseshoe.council.assembly import assembly_debate, un_holidays


def test_ten_working_days_after_the_veto() -> None:
    debate = assembly_debate(date(2024, 11, 20))
    assert debate
    assert debate.by == date(2024, 12, 5), "Thanksgiving is no working day"
    assert "holidays" in debate.caveat


def test_holidays_move_the_day_back() -> None:
    debate = assembly_debate(date(2024, 11, 20), holidays=[date(2024, 12, 2)])
    assert debate
    assert debate.by == date(2024, 12, 6)


def test_holidays_by_rule_and_by_the_moon() -> None:
    days = un_holidays(2025)
    assert {date(2025, 1, 1), date(2025, 4, 18), date(2025, 5, 26), date(2025, 6, 6), date(2025, 11, 27)} <= days
    assert date(2026, 7, 3) in un_holidays(2026), "the fourth of July 2026 is a Saturday"


def test_no_debate_before_the_resolution() -> None:
    assert assembly_debate(date(2022, 4, 25)) is None
    assert assembly_debate(date(2022, 4, 26)) is not None


@given(st.dates(date(2022, 4, 26), date(2100, 1, 1)))
def test_the_day_is_a_weekday_a_fortnight_later(veto: date) -> None:
    debate = assembly_debate(veto)
    assert debate
    assert debate.by.weekday() < 5
    assert 14 <= (debate.by - veto).days <= 18 or veto.weekday() >= 5
