"""The forecast of a dossier: statements of several documents together, the newest overriding, nothing from later days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from horseshoe.documents import from_text
from horseshoe.errors import NothingFoundError
from horseshoe.forecast import forecast_readings
from horseshoe.model import Reading
from horseshoe.reading import read_document

TABLED = (
    "France has tabled a draft resolution on Syria in the Security Council that would impose sanctions on the government. "
    "The French draft is to be put to the vote next week."
)
THREAT = TABLED + " Russia said it would veto the French draft."
TURNED = TABLED + " Russia said it would not veto the French draft and would abstain."


def read(text: str, day: date) -> Reading:
    return read_document(from_text(text, path=f"{day}.txt", published=day))


def test_a_threat_in_an_older_document_counts() -> None:
    quiet = forecast_readings([read(TABLED, date(2012, 1, 30))], date(2012, 1, 30))
    heard = forecast_readings([read(TABLED, date(2012, 1, 30)), read(THREAT, date(2012, 1, 28))], date(2012, 1, 30))
    assert heard.vetoed_by["RUS"] > quiet.vetoed_by["RUS"] + 0.02


def test_a_newer_word_overrides_an_older_threat() -> None:
    threat = read(THREAT, date(2012, 1, 26))
    held = forecast_readings([threat, read(TABLED, date(2012, 1, 30))], date(2012, 1, 30))
    turned = forecast_readings([threat, read(TURNED, date(2012, 1, 30))], date(2012, 1, 30))
    assert turned.vetoed_by["RUS"] < held.vetoed_by["RUS"] - 0.1


def test_later_documents_are_not_used() -> None:
    early = [read(TABLED, date(2012, 1, 26))]
    late = [*early, read(THREAT, date(2012, 1, 30))]
    assert forecast_readings(late, date(2012, 1, 27)) == forecast_readings(early, date(2012, 1, 27))


def test_without_an_open_draft_there_is_no_forecast() -> None:
    with pytest.raises(NothingFoundError):
        forecast_readings([read("The Security Council met on Syria.", date(2012, 1, 26))], date(2012, 1, 26))


def test_the_command_takes_a_situation_of_the_record(tmp_path: Path) -> None:
    from horseshoe.cli.forecast.forecast import app
    from horseshoe.record.record import Record

    db = str(tmp_path / "x.db")
    with Record(db) as record:
        record.add_readings([read(THREAT, date(2012, 1, 28)), read(TABLED, date(2012, 1, 30))])
    asked = ["--dossier", "syria", "--db", db, "--format", "json"]
    told = CliRunner().invoke(app, [*asked, "--on", "2012-01-30"])
    assert told.exit_code == 0, told.output
    assert '"vetoed"' in told.output
    by_now = CliRunner().invoke(app, asked)
    assert "the draft is decided" in str(by_now.exception)
