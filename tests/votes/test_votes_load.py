from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from votes_makers import SC_HEADER, as_csv, council_vote

from horseshoe.errors import InputError, StoreError, UsageError
from horseshoe.votes import sheet as reader
from horseshoe.votes.columns import read_mapping, undl_columns
from horseshoe.votes.file import votes_file
from horseshoe.votes.load import load_votes

TWO = council_vote("1", "2012-04-21", 2043) + council_vote("2", "2012-07-20", 2059, RUS="A", ZAF="N")


def stored(db: Path, sql: str = "SELECT decision, state, vote FROM votes ORDER BY ALL"):
    with votes_file(db) as connection:
        return connection.execute(sql).fetchall()


def test_loads_an_export_and_a_second_load_changes_nothing(sheet, db):
    path = sheet(as_csv(TWO))
    first = load_votes(path, db)
    before = stored(db), stored(db, "SELECT * FROM loads"), stored(db, "SELECT * FROM decisions")
    second = load_votes(path, db)
    assert (first.decisions_added, first.votes_added, first.invalid_count) == (2, 30, 0)
    assert (second.decisions_added, second.votes_added, second.votes_known) == (0, 0, 30)
    assert before == (stored(db), stored(db, "SELECT * FROM loads"), stored(db, "SELECT * FROM decisions"))
    assert ("undl-sc:2", "RUS", "A") in stored(db)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reads_any_encoding_and_delimiter(sheet, db, encoding, delimiter):
    rows = council_vote("1", "2019-03-28", 2462)  # Côte d'Ivoire is a member
    rows[0] = {**rows[0], "description": 'two lines,\nhere; and a "quotation"'}
    done = load_votes(sheet(as_csv(rows, delimiter=delimiter), encoding=encoding), db)
    assert (done.votes_added, done.invalid_count) == (15, 0)
    assert stored(db, "SELECT title FROM decisions") == [('two lines,\nhere; and a "quotation"',)]
    assert stored(db, "SELECT name FROM votes WHERE state = 'CIV'") == [("CÔTE D'IVOIRE",)]


def test_finds_columns_by_name_in_any_order_and_in_older_versions(sheet, db):
    older = {
        "undl_id": "undl_id", "ms_code": "ms_codes", "ms_name": "ms_names", "ms_vote": "ms_votes", "date": "date",
        "resolution": "resolutions", "total_yes": "yes", "total_non_voting": "non-voting", "session": "Session",
    }  # fmt: skip
    rows = [
        {"ms_votes": "NV", "ms_codes": "FRA", "undl_id": "9", "date": "1980-11-03", "resolutions": "A/RES/35/7", "yes": "93.0"},
        {"ms_votes": "Y", "ms_codes": "USA", "undl_id": "9", "date": "1980-11-03", "resolutions": "A/RES/35/7", "yes": "93.0"},
    ]
    done = load_votes(sheet(as_csv(rows, tuple(reversed(older.values())))), db)
    assert (done.source, done.votes_added) == ("undl-ga", 2)
    assert stored(db, "SELECT state, vote FROM votes ORDER BY state") == [("FRA", "X"), ("USA", "Y")]
    assert stored(db, "SELECT body, total_yes FROM decisions") == [("GA", 93)]


@pytest.mark.parametrize("code", ["X", "Y"])
def test_without_a_vote_is_no_vote_in_either_coding(sheet, db, code):
    members = {m["ms_code"]: code for m in council_vote("1", "2012-04-21", 2043)}
    rows = council_vote("1", "2012-04-21", 2043, modality="ADOPTED WITHOUT VOTE", **members)
    load_votes(sheet(as_csv(rows)), db)
    assert stored(db, "SELECT modality FROM decisions") == [("without_vote",)]
    assert {row[2] for row in stored(db)} == {code}


def test_all_members_silent_is_no_vote_even_without_a_modality(sheet, db):
    members = {m["ms_code"]: "X" for m in council_vote("1", "2012-04-21", 2043)}
    rows = [{**r, "modality": ""} for r in council_vote("1", "2012-04-21", 2043, **members)]
    load_votes(sheet(as_csv(rows)), db)
    assert stored(db, "SELECT modality FROM decisions") == [("without_vote",)]


BAD = [
    ({"ms_vote": "Q"}, "unknown vote Q"),
    ({"ms_code": "QQQ", "ms_name": "ATLANTIS"}, "unknown member QQQ ATLANTIS"),
    ({"date": "21/04/2012"}, "date 21/04/2012 cannot be read"),
    ({"date": "2012-02-30"}, "date 2012-02-30 cannot be read"),
    ({"date": "1912-04-21"}, "outside"),
    ({"undl_id": ""}, "does not say which vote"),
    ({"total_yes": "fifteen"}, "total"),
    ({"permanent_member": "perhaps"}, "true or false"),
    ({"modality": "by lot"}, "unknown modality"),
    ({"ms_code": "CHE", "ms_name": "SWITZERLAND"}, "SWITZERLAND was not a member of the Council on 2012-04-21"),
    ({"modality": "WITHOUT VOTE", "ms_vote": "A"}, "abstention where no vote"),
]


@pytest.mark.parametrize(("change", "reason"), BAD)
def test_a_row_that_cannot_be_right_is_kept_out_with_its_line(sheet, db, change, reason):
    rows = council_vote("1", "2012-04-21", 2043)
    rows[0] = {**rows[0], "description": "in\nthree\nlines"}
    rows[5] = {**rows[5], **change}
    done = load_votes(sheet(as_csv(rows)), db)
    assert done.invalid_count == 1
    line, text = done.invalid[0]
    assert line == 9  # header, a row of three lines, four rows, this one
    assert reason in text
    assert done.votes_added == 14


def test_duplicates_are_dropped_and_contradictions_kept_out(sheet, db):
    rows = council_vote("1", "2012-04-21", 2043)
    again = dict(rows[3])
    against = {**rows[7], "ms_vote": "N"}
    done = load_votes(sheet(as_csv([*rows, again, against])), db)
    assert done.duplicates == ((17, f"the same row again: {again['ms_code']} in vote 1"),)
    assert [line for line, _ in done.invalid] == [9, 18]
    assert done.votes_added == 14
    assert against["ms_code"] not in {row[1] for row in stored(db)}


def test_a_vote_stored_otherwise_is_told_and_replaced_only_on_demand(sheet, db):
    load_votes(sheet(as_csv(TWO)), db)
    changed = [{**r, "ms_vote": "A"} if r["ms_code"] == "ZAF" and r["undl_id"] == "2" else r for r in TWO]
    other = sheet(as_csv(changed), "newer.csv")
    told = load_votes(other, db)
    assert told.votes_replaced == 0
    assert "A here, N in the votes file" in told.differing[0][1]
    assert ("undl-sc:2", "ZAF", "N") in stored(db)
    assert load_votes(other, db, replace_stored=True).votes_replaced == 1
    assert ("undl-sc:2", "ZAF", "A") in stored(db)


def test_russia_and_the_soviet_union_are_told_apart_by_the_day(sheet, db):
    old = [{**r, "ms_code": "RUS"} if r["ms_code"] == "SUN" else r for r in council_vote("1", "1990-08-02", 660)]
    load_votes(sheet(as_csv(old)), db)
    states = {row[1] for row in stored(db)}
    assert "SUN" in states
    assert "RUS" not in states


def test_a_broken_record_is_told_and_the_rest_is_read(sheet, db):
    lines = as_csv(council_vote("1", "2012-04-21", 2043), newline="\n").splitlines()
    lines[4] += ',"one cell too many"'
    lines[8] = lines[8].replace("The situation", '"The situation')  # never closed
    done = load_votes(sheet("\n".join(lines) + "\n"), db)
    assert [line for line, _ in done.invalid] == [5, 9]
    assert "cells instead of 20" in done.invalid[0][1]
    assert "not closed" in done.invalid[1][1]
    assert done.votes_added == 13


SIGNS = ["plain", "two\nlines", 'a "quoted" word', "semi;colon", "", "\r\nlead", "ü"]
odd_sheet = given(st.lists(st.sampled_from(SIGNS), min_size=15, max_size=15), st.integers(0, 14))


@settings(max_examples=3)
@odd_sheet
def test_the_fast_and_the_slow_path_agree(tmp_path_factory, texts, bad):
    the_paths_agree(tmp_path_factory.mktemp("paths"), texts, bad)


@pytest.mark.slow
@settings(max_examples=20)
@odd_sheet
def test_the_fast_and_the_slow_path_agree_on_more_sheets(tmp_path_factory, texts, bad):
    the_paths_agree(tmp_path_factory.mktemp("paths"), texts, bad)


def the_paths_agree(folder, texts, bad):
    """The same sheet read by DuckDB and record by record gives the same votes and the same lines."""
    rows = [{**r, "description": t} for r, t in zip(council_vote("1", "2012-04-21", 2043), texts, strict=True)]
    rows[bad] = {**rows[bad], "ms_vote": "?"}
    path = folder / "votes.csv"
    path.write_bytes(as_csv(rows).encode())
    fast = load_votes(path, folder / "fast.duckdb")
    original = reader.stage_fast
    try:
        import horseshoe.votes.load as module

        module.stage_fast = lambda *_: False
        filtered = load_votes(path, folder / "filtered.duckdb")
        reader.stage_fast = lambda *_: False
        slow = load_votes(path, folder / "slow.duckdb")
    finally:
        module.stage_fast = reader.stage_fast = original
    assert fast == filtered == slow
    assert stored(folder / "fast.duckdb") == stored(folder / "filtered.duckdb")
    everything = "SELECT * FROM decisions ORDER BY ALL"
    assert stored(folder / "fast.duckdb") == stored(folder / "slow.duckdb")
    assert stored(folder / "fast.duckdb", everything) == stored(folder / "slow.duckdb", everything)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InputError),
        ("a,b,c\n1,2,3\n", InputError),
        ("PK\x03\x04", InputError),
        ("undl_id,ms_code,ms_vote\n1,FRA,Y\n", InputError),
    ],
)
def test_what_is_no_votes_sheet_is_refused(sheet, db, text, error):
    with pytest.raises(error):
        load_votes(sheet(text), db)


def test_a_file_that_is_not_there_and_a_foreign_database(sheet, tmp_path, db):
    with pytest.raises(InputError, match="does not exist"):
        load_votes(tmp_path / "none.csv", db)
    foreign = tmp_path / "foreign.duckdb"
    foreign.write_text("this is no database, but a text that is long enough to be looked at" * 10)
    with pytest.raises((InputError, StoreError)):
        load_votes(sheet(as_csv(TWO)), foreign)
    assert foreign.read_text().startswith("this is no database")


KILLED = """
import os, signal, sys
from pathlib import Path
from horseshoe.votes.load import load_votes

last, itself, lines = int(sys.argv[3]), sys.argv[4] == "itself", 0

def trace(frame, event, argument):
    global lines
    if "horseshoe/votes/" not in frame.f_code.co_filename:
        return None
    if event == "line":
        lines += 1
        if lines == last and itself:
            os.kill(os.getpid(), signal.SIGKILL)
        elif lines == last:
            print("there", flush=True)
    return trace

sys.settrace(trace)
load_votes(Path(sys.argv[1]), Path(sys.argv[2]))
sys.settrace(None)
print(lines, flush=True)
"""


def killed(path: Path, db: Path, line: int, how: str) -> str:
    """Load a sheet in a process that is killed at a line of the loader's own, or by this one after it; what it printed."""
    command = [sys.executable, "-c", KILLED, str(path), str(db), str(line), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    return told


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.slow)])
def test_a_kill_leaves_all_or_nothing(sheet, tmp_path, kills):
    """Killed at any moment, the votes file opens and holds the whole sheet or none of it."""
    rows = [r for n in range(300) for r in council_vote(str(n), "2012-04-21", n)]
    path = sheet(as_csv(rows))
    lines, dice = int(killed(path, tmp_path / "counted.duckdb", 0, "never")), random.Random(3)
    for attempt in range(kills):
        db = tmp_path / f"kill{attempt}" / "votes.duckdb"
        killed(path, db, dice.randint(1, lines), dice.choice(("itself", "from outside")))
        if db.exists():
            counts = stored(db, "SELECT (SELECT count(*) FROM votes), (SELECT count(*) FROM decisions)")
            assert counts in ([(0, 0)], [(4500, 300)])
        assert load_votes(path, db).votes_known in (0, 4500)
        assert stored(db, "SELECT count(*) FROM votes") == [(4500,)]


MAPPING = """
name = "made-up"
body = "SC"
key = ["Meeting", "Item"]
date_format = "%d.%m.%Y"
[columns]
date = "Day"
name = "State"
vote = "Choice"
outcome = "Result"
draft = "Item"
meeting = "Meeting"
[values.vote]
for = "Y"
against = "N"
[values.outcome]
passed = "adopted"
blocked = "vetoed"
[values.state]
"The Netherlands of old" = "NLD"
"""


def test_a_mapped_sheet(sheet, db, tmp_path):
    mapping = sheet(MAPPING, "map.toml")
    text = (
        "Meeting;Item;Day;State;Choice;Result\n"
        "6710;S/2012/1;04.02.2012;France;for;passed\n"
        "6710;S/2012/1;04.02.2012;Russia;For;passed\n"
        "6710;S/2012/1;04.02.2012;Germany;maybe;passed\n"
        "6710;S/2012/1;04.02.2012;China;against;lost\n"
        "6710;S/2012/1;04.02.2012;The Netherlands of old;for;passed\n"
    )
    done = load_votes(sheet(text), db, mapping)
    assert done.source == "made-up"
    assert stored(db) == [("made-up:6710 / S/2012/1", s, "Y") for s in ("FRA", "RUS")]
    assert [line for line, _ in done.invalid] == [4, 5, 6]
    assert "not a member" in done.invalid[2][1]


def test_a_sheet_of_lists(sheet, db):
    mapping = sheet(
        'body = "SC"\nlayout = "lists"\noutcome = "not_adopted"\nkey = ["Draft"]\n[columns]\nyear = "Year"\nyes = "For"\n'
        'no = "Con"\nabstain = "Abst"\ndraft = "Draft"\n',
        "lists.toml",
    )
    text = (
        "Draft,Year,For,Con,Abst\n"
        "S/1,2012,\"['France', 'Germany']\",['Russian Federation'],[]\n"
        "S/2,2012,Togo; India,,China\n"
        'S/3,2012,"[1, 2]",,\n'
    )
    done = load_votes(sheet(text), db, mapping)
    assert stored(db) == [
        ("lists:S/1", "DEU", "Y"), ("lists:S/1", "FRA", "Y"), ("lists:S/1", "RUS", "N"),
        ("lists:S/2", "CHN", "A"), ("lists:S/2", "IND", "Y"), ("lists:S/2", "TGO", "Y"),
    ]  # fmt: skip
    assert stored(db, "SELECT DISTINCT day_is_exact, outcome FROM decisions") == [(False, "not_adopted")]
    assert [line for line, _ in done.invalid] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        'body = "SC"\n',
        'body = "EU"\nkey = ["a"]\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n',
        'body = "SC"\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n',
        'body = "SC"\nkey = ["a"]\n[columns]\nvote = "v"\nname = "n"\n',
        'body = "SC"\nkey = ["a"]\nspeed = 3\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n',
        'body = "SC"\nkey = ["a"]\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\nmood = "m"\n',
        'body = "SC"\nkey = ["a"]\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n[values.vote]\nyes = "J"\n',
        'body = "SC"\nkey = ["a"]\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n[values.outcome]\nok = "won"\n',
        'body = "SC"\nkey = "a"\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n',
        'body = "SC"\nkey = ["a"]\n[columns]\ndate = "d"\nvote = "v"\nname = "n"\n[values]\nvote = 3\n',
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_one_line(sheet, text):
    with pytest.raises(UsageError) as error:
        read_mapping(sheet(text, "map.toml"))
    assert "\n" not in error.value.line()


def test_the_example_mappings_are_good():
    for path in sorted((Path(__file__).parents[2] / "examples").glob("mapping_*.toml")):
        assert read_mapping(path).body == "SC"


def test_columns_are_compared_without_case_and_hyphens():
    found = undl_columns(["UNDL_ID", "MS Code", "ms-vote", "Date"], "x")
    assert found.of == {"key": "UNDL_ID", "code": "MS Code", "vote": "ms-vote", "date": "Date"}
    assert set(SC_HEADER) >= set(undl_columns(SC_HEADER, "x").of.values())


def test_former_names_and_codes_of_the_assembly(sheet, db):
    header = ("undl_id", "ms_code", "ms_name", "ms_vote", "date", "session", "resolution")
    names = [("", "SIAM"), ("", "UNION OF SOUTH AFRICA"), ("ROM", "ROMANIA"), ("", "USSR"), ("ZAR", "ZAIRE"), ("", "ZANZIBAR")]
    cells = {"undl_id": "5", "ms_vote": "A", "date": "1948-12-10", "session": "3", "resolution": "A/RES/217(III)"}
    done = load_votes(sheet(as_csv([{**cells, "ms_code": c, "ms_name": n} for c, n in names], header)), db)
    assert [row[1] for row in stored(db)] == ["COD", "ROU", "SUN", "THA", "ZAF"]
    assert done.invalid == ((7, "unknown member ZANZIBAR"),)


def test_a_malformed_sheet_still_goes_through_duckdb(sheet, db, monkeypatch):
    """One bad record in an export with mixed line ends costs a pass of filtering, not the slow path."""

    def slow(*_):
        raise AssertionError("read record by record")

    monkeypatch.setattr("horseshoe.votes.load.stage_slowly", slow)
    rows = council_vote("1", "2012-04-21", 2043)
    rows[2]["description"] = 'a "quoted" word,\r\nand a line'
    done = load_votes(sheet(as_csv(rows) + "1,FRA\n\r\n" + '1,FRA,"open\n'), db)
    assert [line for line, _ in done.invalid] == [18, 20]
    assert (done.rows, done.votes_added) == (17, 15)
    assert stored(db, "SELECT count(*) FROM decisions") == [(1,)]


@pytest.mark.parametrize(
    "stamp", ["2012-04-21T00:00:00", "2012-04-21 00:00:00", "2012-04-21T00:00:00.000Z", "2012-04-21T09:30:00+00:00"]
)
def test_a_time_stamp_is_read_as_its_day(sheet, db, stamp):
    rows = [{**r, "date": stamp} for r in council_vote("1", "2012-04-21", 2043)]
    assert load_votes(sheet(as_csv(rows)), db).votes_added == 15
    known = load_votes(sheet(as_csv(council_vote("1", "2012-04-21", 2043)), "again.csv"), db)
    assert (known.votes_added, known.votes_known) == (0, 15)


@pytest.mark.parametrize("day", ["21.04.2012", "2012-04-21T", "2012-13-01T00:00:00", "21 April"])
def test_a_date_that_cannot_be_read_is_told_as_that(sheet, db, day):
    rows = [{**r, "date": day} for r in council_vote("1", "2012-04-21", 2043)]
    done = load_votes(sheet(as_csv(rows)), db)
    assert done.votes_added == 0
    assert all("cannot be read" in reason for _, reason in done.invalid)


def test_two_votes_under_one_number_are_told_and_neither_is_taken(sheet, db):
    rows = council_vote("1", "2012-04-21", 2043) + council_vote("1", "2012-07-20", 2059)
    done = load_votes(sheet(as_csv(rows)), db)
    assert done.duplicates == ()
    assert done.votes_added == 0
    assert all("two votes bear the number 1" in reason for _, reason in done.invalid)
