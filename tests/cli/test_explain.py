"""`horseshoe explain`: predications with the rules that made them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from horseshoe.cli.reading.explain import app, lines
from horseshoe.model import Document
from horseshoe.reading.parse import DEFAULT_MODEL

TEXT = (
    "The Council met on a draft resolution on Syria. Kenya denied that Russia had vetoed the draft. "
    "Togo condemned China for vetoing it."
)


def test_each_predication_names_its_rules() -> None:
    rows = list(lines(Document(TEXT, "test", published=date(2012, 2, 5), kind="news"), DEFAULT_MODEL))
    text = "\n".join(rows)
    assert "RUS vetoed draft-1 (not certain)" in text
    assert "told as negated; denial: denied; by the word of Kenya" in text
    assert "CHN vetoed draft-1 (certain)" in text
    assert "TGO vetoed" not in text


def test_a_document_without_a_stance_says_so(tmp_path: Path) -> None:
    path = tmp_path / "weather.txt"
    path.write_text("It rained in Lima.", encoding="utf-8")
    found = CliRunner().invoke(app, [str(path), "--published", "2012-02-05"])
    assert found.exit_code != 0
