"""The General Assembly's meeting after a veto."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from horseshoe.council.assembly import assembly_debate


def test_ten_working_days_after_the_veto() -> None:
    debate = assembly_debate(date(2024, 11, 20))
    assert debate
    assert debate.by == date(2024, 12, 4)
    assert "holidays" in debate.caveat


def test_holidays_move_the_day_back() -> None:
    debate = assembly_debate(date(2024, 11, 20), holidays=[date(2024, 11, 28)])
    assert debate
    assert debate.by == date(2024, 12, 5)


def test_no_debate_before_the_resolution() -> None:
    assert assembly_debate(date(2022, 4, 25)) is None
    assert assembly_debate(date(2022, 4, 26)) is not None


@given(st.dates(date(2022, 4, 26), date(2100, 1, 1)))
def test_the_day_is_a_weekday_a_fortnight_later(veto: date) -> None:
    debate = assembly_debate(veto)
    assert debate
    assert debate.by.weekday() < 5
    assert 12 <= (debate.by - veto).days <= 14
