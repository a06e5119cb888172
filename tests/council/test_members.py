"""Members on a date: outside truths that any reader of the record can look up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from checks import tables
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.council.members import (
    COMPLETE_THROUGH,
    FIRST_MEETING,
    is_member,
    is_permanent,
    members_on,
    permanent_members,
    terms,
    terms_of,
)
from horseshoe.council.states import find_state, fold, group_of, name_on, names_by_id, seat_ids, state_names
from horseshoe.errors import OutsideRecordError

DAYS = st.integers(0, (COMPLETE_THROUGH - FIRST_MEETING).days).map(lambda n: FIRST_MEETING + timedelta(days=n))


@given(DAYS)
def test_any_day_has_its_seats_in_alphabetical_order(day: date) -> None:
    members = members_on(day)
    assert len(members) == (11 if day.year < 1966 else 15)
    assert sum(m.permanent for m in members) == 5
    assert len({m.id for m in members}) == len(members)
    assert [fold(m.name) for m in members] == sorted(fold(m.name) for m in members)


@pytest.mark.parametrize("finding", tables.own_tables(), ids=lambda f: f.name)
def test_own_tables_hold_together(finding: tables.Finding) -> None:
    assert finding.unexplained == ()
    assert finding.looked_at > 50


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        (date(1946, 1, 17), "AUS BRA CHN EGY FRA MEX NLD POL SUN GBR USA"),
        (date(1950, 6, 25), "CHN CUB ECU EGY FRA IND NOR SUN GBR USA YUG"),
        (date(1962, 10, 22), "CHL CHN FRA GHA IRL ROU SUN EGY GBR USA VEN"),
        (date(1990, 11, 29), "CAN CHN COL CIV CUB ETH FIN FRA MYS ROU SUN GBR USA YEM COD"),
        (date(2003, 3, 17), "AGO BGR CMR CHL CHN FRA DEU GIN MEX PAK RUS ESP SYR GBR USA"),
        (date(2012, 2, 4), "AZE CHN COL FRA DEU GTM IND MAR PAK PRT RUS ZAF TGO GBR USA"),
        (date(2026, 4, 7), "BHR CHN COL COD DNK FRA GRC LVA LBR PAK PAN RUS SOM GBR USA"),
        (date(2027, 1, 1), "AUT BHR CHN COL COD FRA KGZ LVA LBR PRT RUS TTO GBR USA ZWE"),
    ],
)
def test_members_of_well_known_days(day: date, ids: str) -> None:
    assert {m.id for m in members_on(day)} == set(ids.split())


def test_soviet_seat_passes_to_russia_on_24_december_1991() -> None:
    assert is_member("SUN", date(1991, 12, 23))
    assert not is_member("RUS", date(1991, 12, 23))
    assert is_member("RUS", date(1991, 12, 24))
    assert not is_member("SUN", date(1991, 12, 24))
    assert is_permanent("SUN")
    assert not is_permanent("SUN", date(1992, 1, 1))


def test_china_is_one_member_with_two_governments() -> None:
    def government(day: date) -> str | None:
        return next(m.government for m in members_on(day) if m.id == "CHN")

    assert government(date(1971, 10, 24)) == "Republic of China"
    assert government(date(1971, 10, 25)) == "People's Republic of China"


def test_names_are_those_of_the_day() -> None:
    def names(day: date) -> set[str]:
        return {m.name for m in members_on(day)}

    assert "United Arab Republic" in names(date(1961, 12, 18))
    assert "Upper Volta" in names(date(1984, 8, 1))
    assert "Burkina Faso" in names(date(1984, 9, 1))
    assert "Democratic Yemen" in names(date(1990, 5, 21))
    assert "Yemen" in names(date(1990, 5, 22))
    assert "United Republic of Cameroon" in names(date(1974, 10, 30))
    assert "Germany, Federal Republic of" in names(date(1977, 10, 31))


def test_shared_terms_are_one_year_each() -> None:
    pairs = [("YUG", "PHL", 1956), ("POL", "TUR", 1960), ("LBR", "IRL", 1961), ("ROU", "PHL", 1962), ("CSK", "MYS", 1964)]
    for first, second, year in [*pairs, ("ITA", "NLD", 2017)]:
        assert is_member(first, date(year, 12, 31))
        assert not is_member(first, date(year + 1, 1, 1))
        assert not is_member(second, date(year, 12, 31))
        assert is_member(second, date(year + 1, 1, 1))
        assert not is_member(second, date(year + 2, 1, 1))


def test_seats_until_1964_follow_the_understanding_of_1946() -> None:
    for year in range(1946, 1965):
        seats = sorted(m.seat for m in members_on(date(year, 12, 31)) if not m.permanent)
        assert seats == [
            "Commonwealth",
            "Eastern Europe",
            "Latin America",
            "Latin America",
            "Middle East",
            "Western Europe",
        ]


def test_brazil_and_japan_lead_the_elected_terms() -> None:
    counts = {state: len(terms_of(state)) for state in ("JPN", "BRA", "ARG", "IND", "COL", "PAK")}
    assert counts == {"JPN": 12, "BRA": 11, "ARG": 9, "IND": 8, "COL": 8, "PAK": 8}


@pytest.mark.parametrize("day", [date(1945, 12, 31), COMPLETE_THROUGH + timedelta(days=1)])
def test_days_outside_the_table_are_refused(day: date) -> None:
    with pytest.raises(OutsideRecordError, match=r"members on|complete through"):
        members_on(day)


def test_five_permanent_members_by_date() -> None:
    assert permanent_members(date(1960, 1, 1)) == ("CHN", "FRA", "SUN", "GBR", "USA")
    assert permanent_members(date(2020, 1, 1)) == ("CHN", "FRA", "RUS", "GBR", "USA")


def test_every_term_belongs_to_a_state_of_the_table() -> None:
    assert {t.id for t in terms()} <= set(names_by_id())


def test_names_of_a_state_do_not_overlap_and_leave_no_gap_within() -> None:
    for state, names in names_by_id().items():
        for old, new in pairwise(names):
            assert old.end
            assert new.start
            gap = (new.start - old.end).days
            assert gap == 1 or state == "SYR", (state, old, new)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("russia", "RUS"),
        ("The Netherlands", "NLD"),
        ("Côte d’Ivoire", "CIV"),
        ("ivory coast", "CIV"),
        ("USSR", "SUN"),
        ("U.K.", "GBR"),
        ("Turkiye", "TUR"),
        ("zaf", "ZAF"),
        ("Congo", "COG"),
        ("Zaire", "COD"),
        ("Democratic Yemen", "YMD"),
        ("Korea (Dem. People's Rep. of)", "PRK"),
        ("Korea, North", "PRK"),
        ("Korea, Rep.", "KOR"),
        ("Congo (Republic of the)", "COG"),
        ("Sudan, South", "SSD"),
        ("St. Lucia", "LCA"),
        ("U.S.A.", "USA"),
    ],
)
def test_states_are_found_by_any_name(text: str, state: str) -> None:
    assert find_state(text) == state


def test_an_unknown_state_is_an_error_that_names_it() -> None:
    with pytest.raises(OutsideRecordError, match="Atlantis"):
        find_state("Atlantis")


def test_every_name_finds_its_own_state() -> None:
    for row in state_names():
        assert find_state(row.id) == row.id
        assert find_state(row.name) == row.id


def test_names_and_groups_by_date() -> None:
    assert name_on("SYR", date(1957, 1, 1)) == "Syria"
    assert name_on("LKA", date(1960, 1, 1)) == "Ceylon"
    assert name_on("XXX") == "XXX"
    assert group_of("ISR", date(1990, 1, 1)) is None
    assert group_of("ISR") == "WEOG"
    assert group_of("JPN", date(1958, 1, 1)) is None
    assert group_of("JPN", date(1966, 6, 1)) == "APG"
    assert seat_ids("RUS") == ("SUN", "RUS")
    assert seat_ids("FRA") == ("FRA",)
