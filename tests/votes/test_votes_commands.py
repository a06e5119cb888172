"""The commands as a person runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from votes_makers import as_csv, council_vote

from horseshoe.cli import app
from horseshoe.errors import HorseshoeError, InputError, OutsideRecordError, PartialError, UsageError

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], db: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program on the test's votes file and gives what it prints; errors a person can fix are raised."""
    monkeypatch.setenv("HORSESHOE_VOTES_DB", str(db))

    def run_words(*words: str) -> str:
        try:
            app(list(words), standalone_mode=False)
        except HorseshoeError as error:
            error.printed = capsys.readouterr().out  # type: ignore[attr-defined]
            raise
        return capsys.readouterr().out

    return run_words


@pytest.fixture
def loaded(run: Run, sheet: Callable[..., Path]) -> Run:
    """A votes file of thirty made-up decisions in which two camps oppose each other."""
    rows = []
    west = dict.fromkeys(("FRA", "GBR", "USA", "DEU", "PRT"), "A")
    east = dict.fromkeys(("RUS", "CHN", "ZAF", "IND"), "A")
    for n in range(30):
        camp = west if n % 2 else east
        rows += council_vote(
            str(n), f"2012-{n % 12 + 1:02}-15", 3000 + n, **{k: v for k, v in camp.items() if (n + len(k)) % 7}
        )
    run("votes", "load", str(sheet(as_csv(rows))))
    return run


def test_load_tells_what_it_did_and_what_it_kept_out(run: Run, sheet: Callable[..., Path], tmp_path: Path) -> None:
    rows = council_vote("1", "2012-04-21", 2043)
    rows[2]["ms_vote"] = "Z"
    path, report = str(sheet(as_csv(rows))), tmp_path / "report.csv"
    with pytest.raises(PartialError, match="1 of 15 rows") as error:
        run("votes", "load", path, "--report", str(report))
    assert error.value.exit_code == 5
    assert "line 4: unknown vote Z" in error.value.printed  # type: ignore[attr-defined]
    assert list(csv.reader(report.open())) == [["line", "kind", "reason"], ["4", "kept out", "unknown vote Z"]]
    with pytest.raises(PartialError) as error:
        run("votes", "load", path, "--format", "json")
    data = json.loads(error.value.printed)  # type: ignore[attr-defined]
    assert (data["votes_added"], data["votes_known"], data["invalid"]) == (0, 14, 1)


def test_query_in_every_format(loaded: Run, tmp_path: Path) -> None:
    words = ("votes", "query", "--state", "Russia", "--vote", "abstain", "--no-record")
    table = loaded(*words)
    rows = list(csv.DictReader(io.StringIO(loaded(*words, "--format", "csv"))))
    data = json.loads(loaded(*words, "--format", "json"))
    assert len(rows) == len(data) > 5
    assert {r["state"] for r in rows} == {"RUS"}
    assert [r["decision"] for r in rows] == [d["decision"] for d in data]
    assert f"{len(rows)} of {len(rows)} votes." in table
    out = tmp_path / "v.parquet"
    loaded(*words, "--format", "parquet", "--out", str(out))
    assert out.read_bytes()[:4] == b"PAR1"
    with pytest.raises(UsageError):
        loaded(*words, "--format", "parquet")


def test_check_and_sources(loaded: Run) -> None:
    data = json.loads(loaded("votes", "check", "--format", "json"))
    assert data["decisions"] == data["equal"] == 30
    assert "undl-sc" in loaded("votes", "sources")


def test_check_ends_with_an_exit_code_on_demand(run: Run, sheet: Callable[..., Path]) -> None:
    run("votes", "load", str(sheet(as_csv(council_vote("1", "2012-07-20", 2059, CHN="N")))))
    assert "make it vetoed" in run("votes", "check", "--format", "csv")
    with pytest.raises(PartialError):
        run("votes", "check", "--strict")


def test_agreement_of_two_members(loaded: Run, tmp_path: Path) -> None:
    words = ("votes", "agreement", "--state", "RUS", "--state", "USA", "--no-record", "--format", "json")
    pairs = json.loads(loaded(*words))
    assert len(pairs) == 1
    assert pairs[0]["agreement"] == 0.5
    assert json.loads(loaded(*words, "--abstentions", "distinct"))[0]["agreement"] == 0
    drawing = tmp_path / "a.svg"
    loaded("votes", "agreement", "--no-record", "--svg", str(drawing))
    assert drawing.read_text().startswith("<svg")


def test_blocs_and_ideal_points_part_the_camps(loaded: Run, tmp_path: Path) -> None:
    drawings = tmp_path / "b.svg", tmp_path / "i.svg"
    groups = json.loads(loaded("votes", "blocs", "--no-record", "--groups", "3", "--svg", str(drawings[0]), "--format", "json"))
    together = next(g["who"] for g in groups if "RUS" in g["who"])
    assert {"CHN", "ZAF", "IND"} <= set(together)
    assert "USA" not in together
    words = ("votes", "ideal-points", "--no-record", "--left", "Russia", "--right", "USA", "--format", "json")
    points = {p["member"]: p for p in json.loads(loaded(*words, "--svg", str(drawings[1])))}
    assert points["CHN"]["high"] < points["GBR"]["low"]
    assert points["RUS"]["point"] < points["TGO"]["point"] < points["USA"]["point"]
    for drawing in drawings:
        text = drawing.read_text()
        assert text.startswith("<svg")
        assert "RUS" in text


def test_pivots(loaded: Run) -> None:
    assert "RUS" in loaded("votes", "pivots", "--any-change", "--totals")
    assert loaded("votes", "pivots", "--no-record", "--format", "json").strip() == "[]"


def test_power_on_two_days(run: Run) -> None:
    data = json.loads(run("power", "--on", "2012-02-04", "--format", "json"))
    assert data["seats"][0]["exact"]["shapley_shubik"] == "421/2145"
    assert data["coalitions"]["all_concurring"] == 210
    rows = list(csv.DictReader(io.StringIO(run("power", "--on", "1950-06-25", "--format", "csv"))))
    assert [r["seats"] for r in rows] == ["5", "6"]
    assert "0.19627" in run("power", "--on", "2012-02-04")
    with pytest.raises(OutsideRecordError):
        run("power", "--on", "2999-01-01")


def test_what_would_it_take(run: Run) -> None:
    words = ("what-would-it-take", "--on", "2012-02-04", "--no", "Russia, China", "--yes", "rest")
    text = run(*words)
    assert "2 members must change; 1 way" in text
    assert "CHN to yes or abstain" in text
    assert json.loads(run(*words, "--to", "failed", "--format", "json"))["size"] == 5
    assert json.loads(run(*words, "--unmoved", "RUS", "--format", "json"))["size"] is None
    with pytest.raises(UsageError):
        run(*words, "--to", "shelved")
    with pytest.raises(UsageError):
        run("what-would-it-take", "--on", "2012-02-04", "--yes", "RUS", "--no", "RUS")


@pytest.mark.parametrize(
    "words",
    [
        ("query", "--vote", "perhaps"),
        ("query", "--body", "ECOSOC"),
        ("query", "--outcome", "won"),
        ("query", "--since", "soon"),
        ("query", "--by", "month"),
        ("query", "--format", "xml"),
        ("agreement", "--abstentions", "never"),
        ("blocs", "--method", "ward"),
    ],
)
def test_a_wrong_option_is_told(loaded: Run, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        loaded("votes", *words)


def test_no_votes_file_yet(run: Run) -> None:
    assert "S/RES/2728(2024)" in run("votes", "query", "--resolution", "2728")
    with pytest.raises(InputError, match="votes load"):
        run("votes", "query", "--no-record")
