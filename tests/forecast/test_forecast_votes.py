from datetime import date
from pathlib import Path

import pytest
from votes_sheets import TOPICS, draft_rows, made_up, write

from horseshoe.council.members import members_on
from horseshoe.errors import InputError
from horseshoe.forecast.knowledge import situation_of
from horseshoe.forecast.members.votes import load_votes
from horseshoe.votes.check import check
from horseshoe.votes.load import load_votes as stored
from horseshoe.votes.repairs import in_order, sponsors_of

MEMBERS_2003 = [m.name for m in members_on(date(2003, 2, 20))]


def test_a_swapped_date_is_put_back_by_the_meeting_number(tmp_path: Path) -> None:
    rows = draft_rows(1, date(2003, 2, 20), 4000, 5, TOPICS[1], "France")
    rows += draft_rows(2, date(2003, 3, 4), 4001, 6, TOPICS[1], "France", shown="2003-04-03")
    rows += draft_rows(3, date(2003, 3, 15), 4002, 7, TOPICS[1], "France")
    loaded = load_votes(write(rows, tmp_path / "v.csv"))
    assert [d.facts.day for d in loaded.drafts] == [date(2003, 2, 20), date(2003, 3, 4), date(2003, 3, 15)]
    assert loaded.corrections["day and month swapped"] == 1


def test_dates_that_need_no_swap_stay() -> None:
    days = [date(2003, 5, 6), date(2003, 6, 5)]
    assert in_order([[days[0], days[1]], [days[1], days[0]]]) == days
    assert in_order([]) == []


def test_the_outcome_goes_before_a_permanent_members_no(tmp_path: Path) -> None:
    rows = draft_rows(1, date(2003, 2, 20), 4000, 5, TOPICS[1], "France", no=("USA",))
    for row in rows:
        row["Outcome results"] = "Adopted unanimously"
    [draft] = load_votes(write(rows, tmp_path / "v.csv")).drafts
    assert draft.outcome == "adopted"
    assert set(draft.votes.values()) == {"yes"}
    for row in rows:
        row["Outcome results"] = "Adopted by majority"
    [draft] = load_votes(write(rows, tmp_path / "v.csv")).drafts
    assert draft.outcome == "adopted"
    assert draft.votes == {}


def test_rows_are_grouped_by_id_though_symbols_repeat(tmp_path: Path) -> None:
    rows = draft_rows(1, date(2003, 2, 20), 4000, 5, TOPICS[1], "France")
    rows += draft_rows(2, date(2003, 2, 21), 4001, 5, TOPICS[1], "", no=("RUS",))
    loaded = load_votes(write(rows, tmp_path / "v.csv"))
    assert [d.outcome for d in loaded.drafts] == ["adopted", "vetoed"]
    assert not loaded.drafts[1].facts.sponsors_known


def test_two_texts_at_one_meeting_are_rivals_in_the_order_of_their_symbols(tmp_path: Path) -> None:
    day = date(2003, 2, 20)
    rows = draft_rows(1, day, 4000, 9, TOPICS[0], "Russian Federation") + draft_rows(2, day, 4000, 5, TOPICS[0], "France")
    loaded = load_votes(write(rows, tmp_path / "v.csv"))
    assert {d.facts.number: (d.facts.rivals, d.facts.rank) for d in loaded.drafts} == {5: (1, 0), 9: (1, 1)}


@pytest.mark.parametrize(
    ("cell", "sponsors", "president"),
    [
        ("President", (), True),
        ("", (), False),
        (
            "France, the United Kingdom of Great Britain and Northern Ireland and the United States of America",
            ("FRA", "GBR", "USA"),
            False,
        ),
        ("Albania, Zimbabwe (97)", ("ALB", "ZWE"), False),
        ("-none-", (), False),
    ],
)
def test_sponsors_are_read_from_untidy_cells(cell: str, sponsors: tuple[str, ...], president: bool) -> None:
    assert sponsors_of(cell) == (sponsors, president)


def test_a_topic_filled_down_by_mistake_is_not_believed() -> None:
    assert situation_of("The situation in the Middle East", "Middle East (Syria)", "Middle East") == "SYR"
    assert situation_of("The situation in the Middle East", "Middle East (Syria)", "Africa") == "other: Africa"
    assert situation_of("The situation in Somalia", "Somalia", "Africa") == "SOM"


def test_a_file_of_another_form_is_refused_in_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "v.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="not a voting export"):
        load_votes(bad)
    with pytest.raises(InputError, match="does not exist"):
        load_votes(tmp_path / "missing.csv")


def test_made_up_years_load_whole(tmp_path: Path) -> None:
    loaded = load_votes(write(made_up(2000, 2001), tmp_path / "v.csv"))
    assert len(loaded.drafts) == 80
    assert all(len(d.votes) == 15 for d in loaded.drafts)


def test_sponsors_that_slipped_by_a_row_are_put_back_whatever_the_outcome(tmp_path: Path) -> None:
    cells = ["Gabon", "Russian Federation and United", "States", "France", "Ireland, Norway", "United Kingdom"]
    rows = []
    for k, cell in enumerate(cells):
        no = ("RUS",) if k == 3 else ()
        rows += draft_rows(k + 1, date(2003, 2, 20 + k), 4000 + k, 5 + k, TOPICS[1], cell, no=no)
    rows += draft_rows(9, date(2004, 1, 9), 4100, 3, TOPICS[1], "Brazil")
    loaded = load_votes(write(rows, tmp_path / "v.csv"))
    assert [d.facts.sponsors for d in loaded.drafts] == [
        ("GAB",),
        ("RUS", "USA"),
        ("FRA",),
        ("IRL", "NOR"),
        ("GBR",),
        ("GBR",),
        ("BRA",),
    ]
    assert loaded.corrections["sponsors slipped by a row"] == 4


def test_a_sheet_without_an_orphan_cell_stays_as_it_is(tmp_path: Path) -> None:
    rows = draft_rows(1, date(2003, 2, 20), 4000, 5, TOPICS[1], "United States")
    rows += draft_rows(2, date(2003, 2, 21), 4001, 6, TOPICS[1], "-none-")
    rows += draft_rows(3, date(2003, 2, 22), 4002, 7, TOPICS[1], "France")
    assert [d.facts.sponsors for d in load_votes(write(rows, tmp_path / "v.csv")).drafts] == [("USA",), (), ("FRA",)]


def test_a_permanent_members_no_on_a_procedural_vote_is_kept(tmp_path: Path) -> None:
    rows = draft_rows(1, date(2022, 2, 27), 8980, 160, TOPICS[1], "Albania, United States", no=("RUS",), abstain=("CHN",))
    for row in rows:
        row["Outcome results"] = "Adopted by majority"
    [draft] = load_votes(write(rows, tmp_path / "v.csv")).drafts
    assert draft.votes["RUS"] == "no"
    assert draft.outcome == "adopted"


def test_blank_sponsors_are_those_on_record_else_the_penholder_whatever_the_outcome(tmp_path: Path) -> None:
    """S/2016/1071 (France's, adopted) and S/2019/756 (vetoed) are on record; a routine text on Mali has its penholder."""
    rows = draft_rows(1, date(2016, 12, 19), 7841, 1071, TOPICS[1], "-none-")
    rows += draft_rows(2, date(2019, 9, 19), 8623, 756, TOPICS[1], "", no=("RUS", "CHN"), abstain=("GNQ",))
    rows += draft_rows(3, date(2018, 6, 28), 8298, 639, TOPICS[1], "")
    rows += draft_rows(4, date(2018, 6, 29), 8299, 9999, TOPICS[1], "")
    loaded = load_votes(write(rows, tmp_path / "v.csv"))
    by_symbol = {d.symbol: d.facts for d in loaded.drafts}
    assert by_symbol["S/2016/1071"].sponsors == ("FRA",)
    assert by_symbol["S/2019/756"].sponsors == ("BEL", "DEU", "KWT")
    assert by_symbol["S/2018/639"].sponsors == ("FRA",)
    assert not by_symbol["S/2018/9999"].sponsors_known
    assert by_symbol["S/2018/639"].situation == "MLI"
    assert loaded.corrections["situation as on record"] == 3


def test_a_symbol_of_another_day_is_not_believed(tmp_path: Path) -> None:
    rows = draft_rows(1, date(2019, 3, 4), 8480, 756, TOPICS[1], "")
    [draft] = load_votes(write(rows, tmp_path / "v.csv")).drafts
    assert draft.facts.situation == "CYP"
    assert not draft.facts.sponsors_known


def test_sponsors_that_slipped_are_told_by_the_check_and_left_in_the_votes_file(tmp_path: Path) -> None:
    cells = ["Gabon", "Russian Federation and United", "States", "France", "Brazil"]
    rows = []
    for k, cell in enumerate(cells):
        rows += draft_rows(k + 1, date(2003, 2, 20 + k), 4000 + k, 5 + k, TOPICS[1], cell, no=("RUS",) if k == 3 else ())
    stored(write(rows, tmp_path / "v.csv"), tmp_path / "v.duckdb")
    found = [f for f in check(tmp_path / "v.duckdb").findings if f.kind == "sponsors"]
    assert [f.text.split(": ")[1] for f in found] == [
        "Russian Federation and United States, not Russian Federation and United",
        "France, not States",
        "Brazil, not France",
    ]


def test_a_sheet_of_another_form_is_read_by_its_mapping(tmp_path: Path) -> None:
    """The forecast reads what `votes load --map` reads: other words for columns, votes and outcomes."""
    lines = ["No;Day;State;Ballot;Result;By"]
    lines += [f"1;2003-02-20;{name};{'nay' if name == 'China' else 'aye'};blocked;France" for name in MEMBERS_2003]
    (tmp_path / "v.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        """body = "SC"
[columns]
key = "No"
date = "Day"
name = "State"
vote = "Ballot"
outcome = "Result"
sponsors = "By"
[values.vote]
aye = "Y"
nay = "N"
[values.outcome]
blocked = "vetoed"
""",
        encoding="utf-8",
    )
    [draft] = load_votes(tmp_path / "v.csv", mapping).drafts
    assert (draft.outcome, draft.votes["CHN"], draft.facts.sponsors) == ("vetoed", "no", ("FRA",))
    assert len(draft.votes) == 15
