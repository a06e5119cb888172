"""The Council's four commands, as a person runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from horseshoe.cli import app
from horseshoe.cli.council.member import presidencies_in_words
from horseshoe.errors import OutsideRecordError, UsageError

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program with words as arguments and gives what it prints; errors a person can fix are raised."""

    def run_words(*words: str) -> str:
        app(list(words), standalone_mode=False)
        return capsys.readouterr().out

    return run_words


def test_council_draws_the_table_of_a_day(run: Run) -> None:
    text = run("council", "--on", "2012-02-01")
    assert "Togo, President" in text
    assert "Arab swing seat" in text
    assert "complete through" in text


def test_council_as_data(run: Run) -> None:
    data = json.loads(run("council", "--on", "1950-06-25", "--format", "json"))
    assert len(data["members"]) == 11
    assert [m["id"] for m in data["members"] if m["president"]] == ["IND"]
    rows = list(csv.DictReader(io.StringIO(run("council", "--on", "2012-02-01", "--format", "csv"))))
    assert len(rows) == 15


def test_council_beyond_the_table_says_so(run: Run) -> None:
    with pytest.raises(OutsideRecordError, match="complete through"):
        run("council", "--on", "2099-01-01")


def test_member_shows_both_names_of_the_russian_seat(run: Run) -> None:
    text = run("member", "Russia")
    assert "Union of Soviet Socialist Republics (SUN)" in text
    assert "Vetoes: 108" in text
    assert "S/2024/826" in text


def test_member_that_never_sat(run: Run) -> None:
    assert "never a member" in run("member", "Liechtenstein")
    assert "never a member" in run("member", "Holy", "See")


def test_member_as_data(run: Run) -> None:
    data = json.loads(run("member", "Egypt", "--format", "json"))
    assert data["id"] == "EGY"
    terms = data["seats"][0]["terms"]
    assert [t["start"][:4] for t in terms] == ["1946", "1949", "1961", "1984", "1996", "2016"]


def test_tally_of_named_votes(run: Run) -> None:
    text = run(
        "tally", "--on", "2011-10-04", "--yes", "rest", "--no", "RUS CHN", "--abstain", "Brazil, India, Lebanon, South Africa"
    )
    assert text.startswith("vetoed:")
    assert "Article 27(3)" in text
    assert "in favour   9" in text


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["--on", "2011-10-04", "--yes", "8", "--no", "3", "--abstain", "4"], "failed"),
        (["--on", "2011-10-04", "--yes", "9", "--no", "2", "--abstain", "4"], "adopted or vetoed"),
        (["--on", "2011-10-04", "--yes", "9", "--no", "2", "--abstain", "4", "--permanent-against", "2"], "vetoed"),
        (["--on", "1960-01-01", "--yes", "7", "--no", "4", "--permanent-against", "0"], "adopted"),
        (["--on", "2022-02-27", "--yes", "11", "--no", "1", "--abstain", "3", "--procedural"], "adopted"),
        (["--on", "2022-02-27", "--yes", "rest", "--no", "RUS", "--matter", "emergency-special-session"], "adopted"),
        (["--on", "2022-02-27", "--yes", "rest", "--no", "RUS"], "vetoed"),
        (["--on", "2012-06-01", "--yes", "rest", "--no", "RUS", "--party", "RUS", "--under", "chapter-vi"], "adopted"),
        (["--on", "2012-06-01", "--without-vote"], "adopted"),
        (["--on", "2012-06-01", "--statement", "--no", "Togo"], "failed"),
        (["--on", "1946-06-26", "--yes", "rest", "--no", "FRA,SUN", "--abstain", "POL", "--preliminary"], "not procedural"),
    ],
)
def test_tally_at_the_edges(run: Run, words: list[str], start: str) -> None:
    assert run("tally", *words).startswith(f"{start}:")


@pytest.mark.parametrize(
    "words",
    [
        ["--on", "2011-10-04", "--yes", "9", "--no", "China"],
        ["--on", "2011-10-04", "--yes", "rest", "--no", "rest"],
        ["--on", "2011-10-04", "--yes", "12", "--no", "9"],
        ["--on", "2011-10-04", "--yes", "9", "--no", "1", "--permanent-against", "2"],
        ["--on", "2011-10-04", "--yes", "rest", "--party", "RUS"],
        ["--on", "2011-10-04", "--yes", "rest", "--party", "RUS", "--under", "chapter-ix"],
        ["--on", "4 October 2011", "--yes", "rest"],
        ["--on", "2011-10-04", "--yes", "Syria"],
        ["--on", "2011-10-04", "--yes", "rest", "--statement"],
        ["--on", "2011-10-04", "--yes", "rest", "--format", "xml"],
    ],
)
def test_tally_refuses_what_cannot_be(run: Run, words: list[str]) -> None:
    with pytest.raises(UsageError):
        run("tally", *words)


def test_tally_adds_up_an_option_given_twice(run: Run) -> None:
    text = run("tally", "--on", "2012-02-04", "--yes", "all", "--no", "Russia", "--no", "China")
    assert "China and Russian Federation voted against" in text
    assert "in favour  13" in text
    assert "in favour   1  FRA" not in run("tally", "--on", "2012-02-04", "--yes", "France, rest", "--abstain", "DEU")


def test_tally_needs_votes_and_a_council(run: Run) -> None:
    with pytest.raises(UsageError, match="no votes given"):
        run("tally", "--on", "2012-02-04")
    with pytest.raises(OutsideRecordError, match="no members on 1945"):
        run("tally", "--on", "1945-10-24", "--yes", "9")


def test_tally_says_whose_vote_is_not_counted(run: Run) -> None:
    party = ("--party", "RUS", "--under", "chapter-vi")
    assert "not counted" in run("tally", "--on", "2012-02-04", "--yes", "rest", "--no", "RUS", *party)
    assert "not counted" not in run("tally", "--on", "2012-02-04", "--yes", "rest", "--abstain", "RUS", *party)


def test_member_tells_turns_held_from_turns_to_come() -> None:
    months = ["2024-02", "2025-05", "2027-01"]
    assert presidencies_in_words(months, "2025-05") == "2, last 2025-05; next 2027-01"
    assert presidencies_in_words(months, "2030-01") == "3, last 2027-01"
    assert presidencies_in_words([], "2025-05") == "0"


def test_names_that_do_not_fit_are_answered_with_a_mend(run: Run) -> None:
    assert "Netherlands" in run("member", "Holland")
    with pytest.raises(OutsideRecordError, match="more than one state"):
        run("member", "Korea")
    with pytest.raises(OutsideRecordError) as caught:
        run("member", "Swtizerland")
    assert "did you mean Switzerland" in str(caught.value)
    with pytest.raises(UsageError, match="no veto"):
        run("vetoes", "--by", "Germany")


def test_vetoes_with_filters(run: Run) -> None:
    data = json.loads(
        run("vetoes", "--situation", "Syria", "--before", "2012-02-04", "--since", "2011-01-01", "--format", "json")
    )
    assert [v["symbol"] for v in data["vetoes"]] == ["S/2011/612"]
    rows = list(csv.DictReader(io.StringIO(run("vetoes", "--by", "Russia", "--format", "csv"))))
    assert rows[0]["date"] == "1946-02-16"
    only = list(csv.DictReader(io.StringIO(run("vetoes", "--by", "USSR", "--format", "csv"))))
    assert only[-1]["date"] == "1984-02-29"
    assert rows[-1]["assembly_meets_by"]


def test_vetoes_table_and_totals(run: Run) -> None:
    text = run("vetoes", "--since", "2024-11-01", "--kind", "draft")
    assert "S/2024/826" in text
    assert "Record of vetoes: to 31 December 2025" in text
    assert "USA" in run("vetoes", "--totals")
    assert json.loads(run("vetoes", "--totals", "--format", "json"))[0]["member"] == "SUN"


def test_vetoes_of_an_unknown_kind(run: Run) -> None:
    with pytest.raises(UsageError, match="unknown kind"):
        run("vetoes", "--kind", "drafts")
