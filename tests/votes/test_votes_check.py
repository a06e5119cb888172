from __future__ import annotations

import pytest
from votes_makers import as_csv, council_vote

from horseshoe.votes.check import check
from horseshoe.votes.load import load_votes


@pytest.fixture
def findings(sheet, db):
    """Loads rows and gives what the check finds: (kind, text, why)."""

    def run(rows, mapping=None):
        load_votes(sheet(as_csv(rows)), db, mapping)
        report = check(db)
        return report, [(f.kind, f.text, f.why) for f in report.findings]

    return run


def test_a_sound_sheet_has_no_findings(findings):
    report, found = findings(
        council_vote("1", "2012-07-20", 2059, RUS="A", ZAF="N") + council_vote("2", "2012-07-20", 2060, CHN="A")
    )
    assert found == []
    assert (report.decisions, report.recomputed, report.compared, report.equal) == (2, 2, 2, 2)


def test_an_adopted_resolution_with_a_permanent_no_is_told_and_not_repaired(findings, db):
    report, found = findings(council_vote("1", "2012-07-20", 2059, CHN="N"))
    assert report.equal == 0
    assert [f[0] for f in found] == ["outcome"]
    assert "make it vetoed" in found[0][1]
    assert "CHN a negative vote" in found[0][2]
    assert check(db).findings == report.findings


def test_too_few_rows_name_the_missing_members(findings):
    rows = council_vote("1", "2012-07-20", 2059)
    kept = [r for r in rows if r["ms_code"] not in ("TGO", "IND")]
    _, found = findings([{**r, "total_yes": "15"} for r in kept])
    assert ("rows", "13 members' votes, the Council had 15 members", "without IND TGO") in found
    assert any(kind == "totals" and "yes 15 by the sheet's total, 13 by its rows" in text for kind, text, _ in found)


def test_a_day_out_of_the_order_of_meetings(findings):
    rows = []
    for n, (day, meeting) in enumerate(
        [("2012-01-12", 6703), ("2012-02-04", 6710), ("2012-09-02", 6711), ("2012-03-12", 6734)]
    ):
        rows += [{**r, "meeting": f"S/PV.{meeting}"} for r in council_vote(str(n), day, 2030 + n)]
    _, found = findings(rows)
    assert [(kind, why) for kind, _, why in found] == [("date", "with day and month exchanged, 2012-02-09, it would fit")]


def test_votes_in_writing_have_no_place_in_the_order_of_meetings(findings):
    rows = [{**r, "meeting": "S/2020/286"} for r in council_vote("1", "2020-03-30", 2517)]
    rows += [{**r, "meeting": "S/PV.8700"} for r in council_vote("2", "2020-01-10", 2504)]
    assert findings(rows)[1] == []


def test_a_vote_without_a_ballot_is_not_recomputed(findings):
    silent = {r["ms_code"]: "X" for r in council_vote("1", "2012-04-21", 2043)}
    report, found = findings(council_vote("1", "2012-04-21", 2043, modality="WITHOUT VOTE", **silent))
    assert (report.recomputed, found) == (0, [])


def test_the_record_contradicts_a_sheet(sheet, db):
    """A sheet that turns the vote on a vetoed draft of the record upside down is told so, member by member."""
    mapping = sheet(
        'body = "SC"\noutcome = "vetoed"\nlayout = "lists"\nkey = ["d"]\n'
        '[columns]\ndraft = "d"\ndate = "t"\nyes = "y"\nno = "n"\n',
        "m.toml",
    )
    states = "Azerbaijan; China; Colombia; France; Germany; Guatemala; India; Morocco; Pakistan; Portugal; South Africa; Togo"
    text = f"d,t,y,n\nS/2012/77,2012-02-04,{states}; Russian Federation,United Kingdom; United States\n"
    load_votes(sheet(text), db, mapping)
    found = [f for f in check(db).findings if f.kind == "record"]
    assert len(found) == 1
    assert found[0].text.split("; ") == [
        "CHN yes here, no on record", "GBR no here, yes on record", "RUS yes here, no on record", "USA no here, yes on record"
    ]  # fmt: skip
