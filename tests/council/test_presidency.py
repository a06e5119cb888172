"""Presidencies known from the record of the meetings they led."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from horseshoe.cli import app
from horseshoe.council.members import COMPLETE_THROUGH, is_member
from horseshoe.council.presidency import complete_through, draw, presidencies, president, president_on, seating
from horseshoe.errors import OutsideRecordError, UsageError

KNOWN = {
    (1946, 4): "EGY",  # Iranian question
    (1948, 1): "BEL",
    (1950, 6): "IND",  # Korea
    (1950, 8): "SUN",  # Malik returns to preside
    (1956, 10): "FRA",  # Suez
    (1956, 11): "IRN",
    (1960, 7): "ECU",  # Congo
    (1961, 12): "EGY",  # Goa, the United Arab Republic presides
    (1962, 10): "SUN",  # Cuba
    (1965, 5): "MYS",
    (1965, 9): "USA",
    (1966, 4): "MLI",
    (1967, 6): "DNK",
    (1967, 11): "MLI",  # resolution 242
    (1971, 12): "SLE",
    (1973, 10): "AUS",  # resolution 338
    (1974, 10): "CMR",  # United Republic of Cameroon, after the United Kingdom
    (1979, 1): "JAM",
    (1981, 6): "MEX",  # resolution 487
    (1982, 4): "COD",  # Falkland Islands
    (1983, 9): "GUY",
    (1984, 8): "BFA",
    (1984, 10): "BFA",  # Upper Volta has become Burkina Faso and leads the alphabet
    (1986, 2): "COG",
    (1987, 7): "FRA",  # resolution 598
    (1990, 3): "YMD",
    (1990, 8): "ROU",
    (1990, 11): "USA",  # resolution 678
    (1990, 12): "YEM",
    (1991, 12): "SUN",
    (1992, 1): "GBR",  # summit
    (1994, 9): "ESP",
    (1994, 12): "RWA",
    (1995, 1): "ARG",
    (2001, 9): "FRA",
    (2002, 11): "CHN",  # resolution 1441
    (2003, 2): "DEU",
    (2003, 3): "GIN",
    (2011, 3): "CHN",  # resolution 1973
    (2011, 10): "NGA",
    (2012, 2): "TGO",
    (2016, 12): "ESP",  # resolution 2334
    (2019, 3): "FRA",
    (2020, 7): "DEU",
    (2022, 2): "RUS",
    (2023, 10): "BRA",
    (2024, 6): "KOR",
    (2025, 9): "KOR",
    (2026, 4): "BHR",
}


@pytest.mark.parametrize(("month", "state"), KNOWN.items(), ids=lambda v: str(v))
def test_known_presidents(month: tuple[int, int], state: str) -> None:
    assert president(*month) == state


def test_turns_cover_every_day_and_belong_to_members() -> None:
    turns = presidencies()
    assert turns[0].start == date(1946, 1, 17)
    assert turns[-1].end == COMPLETE_THROUGH
    for before, after in pairwise(turns):
        assert (after.start - before.end).days == 1
    assert all(is_member(t.state, t.start) for t in turns)


def test_every_member_of_2012_2013_presides_within_its_term() -> None:
    turns = Counter(p.state for p in presidencies() if p.start.year in (2012, 2013))
    assert all(turns[s] >= 1 for s in ("AZE", "GTM", "MAR", "PAK", "TGO"))


def test_first_year_turns_start_on_the_seventeenth() -> None:
    assert president_on(date(1946, 2, 16)).state == "AUS"
    assert president_on(date(1946, 2, 17)).state == "BRA"


def test_wrong_months_and_dates_beyond_the_table_are_refused() -> None:
    with pytest.raises(UsageError):
        president(2012, 13)
    with pytest.raises(OutsideRecordError):
        president(COMPLETE_THROUGH.year + 1, 1)


def test_the_table_turns_with_the_presidency() -> None:
    seats = seating(date(2012, 2, 1))
    assert seats[0].presides
    assert seats[0].member.id == "TGO"
    assert [s.member.id for s in seats[1:3]] == ["GBR", "USA"]
    assert seats[-1].member.id == "ZAF"
    assert sum(s.presides for s in seats) == 1


@pytest.mark.parametrize("day", [date(1946, 1, 17), date(1950, 6, 25), date(1991, 12, 31), date(2024, 5, 1)])
def test_the_drawing_names_every_member_within_a_hundred_columns(day: date) -> None:
    seats = seating(day)
    text = draw(seats)
    assert max(map(len, text.splitlines())) <= 100
    for seat in seats:
        assert seat.member.name in text
    assert text.count("●") == 5


def test_the_successor_state_presides_for_the_rest_of_the_month() -> None:
    assert seating(date(1991, 12, 30))[0].member.id == "RUS"


def test_how_far_the_presidencies_are_known_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    app(["council", "--on", "2019-04-01"], standalone_mode=False)
    before = capsys.readouterr().out
    app(["council", "--on", "2027-04-01"], standalone_mode=False)
    after = capsys.readouterr().out
    assert f"presidencies is complete through {complete_through()}" in before
    assert "follows the alphabetical order" not in before
    assert "follows the alphabetical order" in after
    assert complete_through() < COMPLETE_THROUGH
