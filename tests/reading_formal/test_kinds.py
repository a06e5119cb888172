"""The kind of a document is told by its layout."""

from pathlib import Path

import pytest

from horseshoe.documents.kind import recognise_kind, rules

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("draft", "draft_resolution"),
        ("revised", "draft_resolution"),
        ("resolution", "resolution"),
        ("record", "meeting_record"),
        ("failed_record", "meeting_record"),
        ("coverage", "press_release"),
        ("adopted_coverage", "press_release"),
        ("press_statement", "press_release"),
        ("ngo", "statement"),
        ("news", "news"),
    ],
)
def test_kind_of_each_form(name: str, kind: str) -> None:
    assert recognise_kind((SAMPLES / f"{name}.txt").read_text()) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "other"),
        ("ok", "other"),
        ("The Security Council,\n\nRecalling its resolutions,\n\n1. Decides to act.", "draft_resolution"),
        ("Statement by the Foreign Minister of Norway on the vote\n\nNorway regrets the veto cast today.", "statement"),
        ("Thank you, Mr President.\n\nThe United Kingdom voted in favour of this resolution today.", "statement"),
        ("A reporter asked about resolution 2401 (2018), and the ambassador said the draft resolution was dead.", "news"),
    ],
)
def test_kind_of_short_texts(text: str, kind: str) -> None:
    assert recognise_kind(text) == kind


def test_every_rule_names_a_kind_and_compiles() -> None:
    assert {r.kind for r in rules()} == {
        "meeting_record",
        "resolution",
        "draft_resolution",
        "press_release",
        "statement",
        "report",
    }


def test_long_blank_text_is_quick() -> None:
    assert recognise_kind("\n \t\n" * 50_000 + "A: " * 1000) == "news"
