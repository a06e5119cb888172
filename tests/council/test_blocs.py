"""Blocs by date: one table, asked with a day; no second list of the same states."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import horseshoe
from horseshoe.council.blocs import bloc_members, is_bloc, memberships
from horseshoe.council.states import names_by_id

SOURCE = Path(horseshoe.__file__).parent
DISPUTED = {"ESH"}  # a member of the African Union, no Member State of the United Nations


def test_bloc_members_by_date() -> None:
    assert bloc_members("p5", date(2012, 2, 1)) == ("CHN", "FRA", "GBR", "RUS", "USA")
    assert bloc_members("a3", date(2022, 2, 25)) == ("GAB", "GHA", "KEN")
    e10 = bloc_members("e10", date(2012, 2, 1))
    assert e10
    assert len(e10) == 10
    assert "GBR" in (bloc_members("european-union", date(2012, 2, 1)) or ())
    assert "GBR" not in (bloc_members("european-union", date(2020, 2, 1)) or ())
    assert bloc_members("western-countries", date(2012, 2, 1)) is None
    assert bloc_members("nato", date(1930, 1, 1)) is None


def test_sizes_of_memberships() -> None:
    sizes = {
        ("european-union", 2012): 27,
        ("european-union", 2014): 28,
        ("european-union", 2021): 27,
        ("nato", 2012): 28,
        ("nato", 2025): 32,
        ("arab-league", 2012): 22,
        ("gulf-cooperation-council", 2012): 6,
        ("african-union", 2018): 55,
    }
    for (body, year), size in sizes.items():
        assert len(bloc_members(body, date(year, 6, 1)) or ()) == size, (body, year)


@pytest.mark.parametrize(
    ("bloc", "state", "first"),
    [
        ("nato", "FIN", date(2023, 4, 4)),
        ("nato", "SWE", date(2024, 3, 7)),
        ("nato", "MKD", date(2020, 3, 27)),
        ("nato", "MNE", date(2017, 6, 5)),
        ("asean", "TLS", date(2025, 10, 26)),
        ("brics", "IDN", date(2025, 1, 6)),
        ("brics", "IRN", date(2024, 1, 1)),
        ("caricom", "HTI", date(2002, 7, 2)),
        ("african-union", "SSD", date(2011, 8, 15)),
        ("a3-plus", "GUY", date(2024, 1, 1)),
    ],
)
def test_a_state_belongs_from_its_first_day(bloc: str, state: str, first: date) -> None:
    assert state in (bloc_members(bloc, first) or ())
    assert state not in (bloc_members(bloc, date.fromordinal(first.toordinal() - 1)) or ())


@pytest.mark.parametrize(
    ("bloc", "state", "last"),
    [
        ("european-union", "GBR", date(2020, 1, 31)),
        ("ecowas", "NER", date(2025, 1, 28)),
        ("a3-plus", "VCT", date(2021, 12, 31)),
        ("g8", "RUS", date(2014, 3, 23)),
        ("igad", "ERI", date(2025, 12, 11)),
    ],
)
def test_a_state_belongs_to_its_last_day(bloc: str, state: str, last: date) -> None:
    assert state in (bloc_members(bloc, last) or ())
    assert state not in (bloc_members(bloc, date.fromordinal(last.toordinal() + 1)) or ())


@pytest.mark.parametrize(
    ("bloc", "day", "size"),
    [
        ("oic", date(2024, 1, 1), 57),
        ("caricom", date(2024, 1, 1), 14),
        ("ecowas", date(2025, 2, 1), 12),
        ("asean", date(2026, 1, 1), 11),
    ],
)
def test_more_sizes(bloc: str, day: date, size: int) -> None:
    """CARICOM's fifteenth member, Montserrat, is no state."""
    assert len(bloc_members(bloc, day) or ()) == size


def test_the_african_members_with_a_caribbean_one_and_without() -> None:
    assert bloc_members("a3-plus", date(2024, 6, 1)) == ("DZA", "GUY", "MOZ", "SLE")
    assert bloc_members("a3-plus", date(2022, 6, 1)) is None
    assert bloc_members("a3", date(2024, 6, 1)) == ("DZA", "MOZ", "SLE")


def test_what_is_no_membership_is_asked_for_by_name() -> None:
    assert bloc_members("western-countries", date(2012, 2, 1)) is None
    assert "NZL" in (bloc_members("western-countries", date(2012, 2, 1), informal=True) or ())
    assert is_bloc("western-countries")
    assert not is_bloc("FRA")


def test_the_table_names_states_and_its_spans_do_not_overlap() -> None:
    for bloc, rows in memberships().items():
        for row in rows:
            assert set(row.states) <= set(names_by_id()) | DISPUTED, bloc
            assert row.end is None or row.start <= row.end, bloc
        for k, row in enumerate(rows):
            for other in rows[k + 1 :]:
                apart = (row.end is not None and row.end < other.start) or (other.end is not None and other.end < row.start)
                assert apart or not set(row.states) & set(other.states), (bloc, row, other)


def test_no_program_text_lists_states_a_second_time() -> None:
    """A list of eight states or more is knowledge: it stands in a table."""
    states = set(names_by_id())
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                listed = [e.value for e in node.elts if isinstance(e, ast.Constant) and e.value in states]
                if len(listed) >= 8:
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []
