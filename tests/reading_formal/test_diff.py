"""`horseshoe diff` and the comparison behind it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from horseshoe.cli import app
from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.model import Document, Draft
from horseshoe.reading.diff import compare_drafts
from horseshoe.reading.formal.resolution import read_resolution

SAMPLES = Path(__file__).parent / "samples"
OLD, NEW = str(SAMPLES / "draft.txt"), str(SAMPLES / "revised.txt")


def draft(*paragraphs: str) -> Draft:
    body = "\n\n".join(f"{i}. {p}" for i, p in enumerate(paragraphs, start=1))
    [found] = read_resolution(Document(f"The Security Council,\n\nRecalling its resolutions,\n\n{body}\n", "x")).drafts
    return found


def kinds(old: Draft, new: Draft) -> list[str]:
    return [c.kind for c in compare_drafts(old, new).changes if (c.after or c.before).part == "operative"]  # type: ignore[union-attr]


CEASE = "Demands that the parties cease fire in the city of Aden;"
AID = "Calls upon all States to fund the relief effort in Yemen;"
REPORT = "Requests the Secretary-General to report within 30 days."


def test_the_same_draft_has_no_change() -> None:
    assert kinds(draft(CEASE, AID), draft(CEASE, AID)) == ["unchanged", "unchanged"]


def test_added_and_dropped() -> None:
    assert kinds(draft(CEASE, AID), draft(CEASE, REPORT)) == ["unchanged", "added", "dropped"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (CEASE, CEASE.replace("Demands that the parties", "Urges the parties to"), "softened"),
        (AID, "Demands that all States fund the relief effort in Yemen;", "hardened"),
        ("Decides that all States shall inspect cargo;", "Decides that all States may inspect cargo;", "softened"),
        ("Urges the parties to leave the port;", "Urges the parties to leave the port immediately;", "hardened"),
        (REPORT, REPORT.replace("30", "60"), "reworded"),
    ],
)  # fmt: skip
def test_one_provision(old: str, new: str, kind: str) -> None:
    assert kinds(draft(old), draft(new)) == [kind]


def test_moved_is_told_apart_from_renumbered() -> None:
    assert kinds(draft(CEASE, AID, REPORT), draft(REPORT, CEASE, AID)) == ["moved", "unchanged", "unchanged"]
    assert kinds(draft(CEASE, AID), draft(REPORT, CEASE, AID)) == ["added", "unchanged", "unchanged"]


def test_the_way_back_turns_every_change_round() -> None:
    there, back = (read_resolution(Document(Path(p).read_text(), p)).drafts[0] for p in (OLD, NEW))
    one, two = compare_drafts(there, back), compare_drafts(back, there)
    assert one.count("added") == two.count("dropped")
    assert one.count("softened") == two.count("hardened")
    assert one.sponsors_lost == two.sponsors_gained == ("GHA",)


def test_json() -> None:
    result = CliRunner().invoke(app, ["diff", OLD, NEW, "--format", "json"])
    data = json.loads(result.stdout)
    assert data["counts"]["softened"] == 2
    assert data["counts"]["hardened"] == 1
    old_text = Path(OLD).read_text()
    for change in data["changes"]:
        if before := change["before"]:
            assert old_text[slice(*before["span"])] == before["text"]


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_forms_for_people(form: str) -> None:
    result = CliRunner().invoke(app, ["diff", OLD, NEW, "--format", form])
    assert result.exit_code == 0
    assert "softened" in result.stdout
    assert "Sponsors lost: GHA." in result.stdout


def test_wrong_use(tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("Russia vetoed a draft resolution on Friday.")
    assert isinstance(CliRunner().invoke(app, ["diff", OLD, str(news)]).exception, NothingFoundError)
    assert isinstance(CliRunner().invoke(app, ["diff", OLD, NEW, "--format", "xml"]).exception, UsageError)
