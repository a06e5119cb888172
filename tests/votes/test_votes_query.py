from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq
import pytest
from votes_makers import as_csv, council_vote

from horseshoe.council.members import members_on
from horseshoe.council.vetoes import all_vetoes
from horseshoe.errors import InputError
from horseshoe.votes.file import votes_file
from horseshoe.votes.load import load_votes
from horseshoe.votes.query import Filter, query, write_parquet


@pytest.fixture
def loaded(sheet, db):
    rows = council_vote("1", "2012-04-21", 2043) + council_vote("2", "2012-07-20", 2059, RUS="A", ZAF="N")
    rows += council_vote("3", "2012-07-29", 2061, modality="WITHOUT VOTE")
    load_votes(sheet(as_csv(rows)), db)
    return db


def column(answer, name):
    return [row[answer.columns.index(name)] for row in answer.rows]


def test_filters_by_member_and_vote(loaded):
    found = query(loaded, Filter(states=("RUS", "ZAF"), votes=("A", "N"), record=False))
    assert list(zip(column(found, "state"), column(found, "vote"), strict=True)) == [("RUS", "A"), ("ZAF", "N")]


def test_one_row_a_decision_with_its_tally(loaded):
    found = query(loaded, Filter(symbol="2059", record=False), by="decision")
    assert (column(found, "yes"), column(found, "no"), column(found, "abstain")) == ([13], [1], [1])
    assert column(found, "voted_no") == ["ZAF"]


@pytest.mark.parametrize("symbol", ["S/RES/2059(2012)", "s/res/2059 (2012)", "2059", "2059 (2012)", "S/2012/2059"])
def test_a_resolution_is_found_under_each_of_its_names(loaded, symbol):
    assert query(loaded, Filter(symbol=symbol, record=False), by="decision").total == 1


def test_vetoed_drafts_are_joined_in_from_the_record(loaded):
    """The export holds adopted resolutions only: every vetoed draft of the record is there, and only with the record."""
    vetoed = query(loaded, Filter(outcome="vetoed"), by="decision")
    assert vetoed.total == sum(v.kind == "draft" for v in all_vetoes())
    assert query(loaded, Filter(outcome="vetoed", record=False), by="decision").total == 0
    syria = query(loaded, Filter(symbol="S/2012/77"), by="decision")
    assert column(syria, "voted_no") == ["CHN RUS"]
    assert column(syria, "yes") == [13]


def test_of_an_old_veto_only_the_negative_vote_is_known(loaded):
    found = query(loaded, Filter(since=date(1946, 2, 10), until=date(1946, 2, 28)))
    assert list(zip(column(found, "state"), column(found, "vote"), strict=True)) == [("SUN", "N")]


def test_one_vote_in_two_sources_comes_once(loaded, sheet):
    """The same resolution in another sheet does not count twice; the Library's export goes before it."""
    mapping = sheet(
        'name = "other"\nbody = "SC"\noutcome = "adopted"\n[columns]\n'
        'key = "id"\ndate = "d"\nname = "n"\nvote = "v"\nresolution = "r"\n',
        "map.toml",
    )
    load_votes(
        sheet("id,d,n,v,r\n7,2012-07-20,France,N,2059 (2012)\n8,2012-07-20,France,Y,9999 (2012)\n", "o.csv"), loaded, mapping
    )
    found = query(loaded, Filter(states=("FRA",), since=date(2012, 7, 20), until=date(2012, 7, 20)))
    assert sorted(zip(column(found, "resolution"), column(found, "vote"), strict=True)) == [
        ("9999 (2012)", "Y"),
        ("S/RES/2059(2012)", "Y"),
    ]


def test_a_limit_keeps_the_total(loaded):
    found = query(loaded, Filter(record=False), limit=4)
    assert (len(found.rows), found.total) == (4, 45)


def test_parquet_holds_the_same_rows(loaded, tmp_path):
    out = tmp_path / "it's votes.parquet"
    assert write_parquet(loaded, Filter(record=False), out) == 45
    table = pq.read_table(out)
    assert table.column("state").to_pylist() == column(query(loaded, Filter(record=False)), "state")
    with pytest.raises(InputError, match="cannot be written"):
        write_parquet(loaded, Filter(), tmp_path / "no" / "such" / "folder.parquet")


def test_words_in_the_title_are_data_and_not_sql(loaded):
    assert query(loaded, Filter(text="'); DROP TABLE votes; --")).total == 0
    assert query(loaded, Filter(text="situation IN a country", record=False), by="decision").total == 3


def test_without_a_votes_file_the_mend_is_told(tmp_path):
    with pytest.raises(InputError, match="votes load"):
        query(tmp_path / "none.duckdb", Filter(record=False))


@pytest.mark.parametrize("by", ["vote", "decision"])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(symbol="Resolution 2728 (2024)"),
        Filter(since=date(1946, 1, 1), until=date(1947, 12, 31)),
        Filter(states=("FRA",), votes=("N",), text="Suez", until=date(1960, 1, 1)),
        Filter(outcome="not_adopted", since=date(2020, 1, 1), contested=True),
        Filter(body="GA"),
        Filter(only_voted=True, since=date(1990, 8, 1), until=date(1990, 9, 30)),
    ],
)
def test_without_a_votes_file_the_record_answers_as_it_does_beside_an_empty_one(db, wanted, by):
    alone = query(db, wanted, by=by)
    with votes_file(db, write=True):
        pass
    beside = query(db, wanted, by=by)
    assert sorted(map(str, (r[:-1] for r in alone.rows))) == sorted(map(str, (r[:-1] for r in beside.rows)))
    assert alone.columns == beside.columns
    assert alone.total == beside.total


@pytest.mark.parametrize("resolution", ["Resolution 2626 (2022)", "S/RES/2626(2022)", "2626", "2626 (2022)"])
def test_a_resolution_in_any_spelling_goes_over_the_shipped_row(sheet, db, resolution):
    mapping = sheet(
        'name = "mine"\nbody = "SC"\noutcome = "adopted"\n[columns]\nkey = "n"\ndate = "day"\nname = "who"\nvote = "vote"\n'
        'resolution = "res"\n[values.vote]\nYes = "Y"\nAbstain = "A"\n',
        "map.toml",
    )
    members = [m.id for m in members_on(date(2022, 3, 17))]
    rows = ["n,day,who,vote,res"] + [f"7,2022-03-17,{m},{'Abstain' if m == 'RUS' else 'Yes'},{resolution}" for m in members]
    load_votes(sheet("\n".join(rows)), db, mapping)
    found = query(db, Filter(symbol="2626"), by="decision")
    assert [row[found.columns.index("source")] for row in found.rows] == ["mine"]
