import json

import pytest
from typer.testing import CliRunner

from horseshoe.cli.forecast.forecast import app
from horseshoe.errors import HorseshoeError

SYRIA = ["--situation", "SYR", "--sponsor", "USA,GBR,FRA", "--on", "2012-02-04", "--act", "sanctions"]


def run(*options: str) -> str:
    done = CliRunner().invoke(app, list(options))
    if done.exception and isinstance(done.exception, HorseshoeError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_terminal_output_tells_all_parts() -> None:
    text = run(*SYRIA)
    for part in (
        "adopted",
        "vetoed by: Russian Federation",
        "tally:",
        "by the record alone",
        "What moved it most",
        "What would change it",
    ):
        assert part in text


def test_json_holds_the_same_and_is_stable() -> None:
    data = json.loads(run(*SYRIA, "--format", "json"))
    assert set(data["shares"]) == {"adopted", "vetoed", "failed"}
    assert data["as_of"] == "2012-02-04"
    assert len(data["members"]) == 15
    assert len(data["reasons"]) == 3
    assert run(*SYRIA, "--format", "json") == run(*SYRIA, "--format", "json")


def test_a_threat_given_by_option_counts() -> None:
    plain, threatened = (json.loads(run(*SYRIA, *more, "--format", "json")) for more in ((), ("--threat", "RUS")))
    assert threatened["shares"]["vetoed"] > plain["shares"]["vetoed"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "one of a document, --situation and --dossier"),
        (("--situation", "SYR"), "needs its day"),
        (("--situation", "SYR", "--on", "2012-02-04", "--act", "dance"), "no act called"),
        (("--situation", "SYR", "--on", "2012-02-04", "--threat", "CAN"), "was not a member"),
        (("--situation", "SYR", "--on", "4 February"), "not a date"),
    ],
)
def test_wrong_use_is_told_in_one_line(options: tuple[str, ...], words: str) -> None:
    with pytest.raises(HorseshoeError, match=words):
        run(*options)


def test_an_explanation_tells_tally_members_and_precedents() -> None:
    text = run(*SYRIA, "--explain")
    for part in ("Votes in favour", "█", "Why each member votes so", "Nearest on record before", "S/2011/612"):
        assert part in text
    data = json.loads(run(*SYRIA, "--explain", "--format", "json"))
    assert len(data["explanation"]["precedents"]) == 5
    assert "explanation" not in json.loads(run(*SYRIA, "--format", "json"))


def test_a_procedural_motion_has_no_veto() -> None:
    data = json.loads(run(*SYRIA, "--kind", "procedural", "--format", "json"))
    assert data["vetoed_by"] == {}
    with pytest.raises(HorseshoeError, match="no kind called"):
        run(*SYRIA, "--kind", "poem")
