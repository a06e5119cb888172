"""A corpus of resolutions as CSV: its texts as documents, and what they recite beside the shipped table."""

from __future__ import annotations

import csv
import json
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from horseshoe.cli import COMMANDS
from horseshoe.council.citations import lineage, recited, renewed
from horseshoe.errors import HorseshoeError, OutsideRecordError
from horseshoe.model import Document
from horseshoe.reading.workers.worker import Task
from horseshoe.record.ingest.sources import items_of
from horseshoe.record.record import Record

COLUMNS = (
    "doc_id",
    "symbol",
    "res_no",
    "date",
    "draft",
    "meeting_record",
    "title",
    "text",
    "text_fr",
    "text_draft",
    "text_meeting",
)
BODY = """The Security Council,

Recalling its resolutions 2231 (2015) and 2254 (2015), and resolution 2510 (2020) which extended another mandate,

1. Demands that the parties to the fighting in Syria open the roads to the valley;

2. Decides to extend until 10 January 2031 the measures set out in resolution 2585 (2021);

3. Decides to remain seized of the matter.
"""
RESOLUTION = f"""United Nations
S/RES/2642 (2022)
Security Council

Resolution 2642 (2022)

Adopted by the Security Council at its 9089th meeting, on 12 July 2022

{BODY}"""
FARTHER = "northern valley and the town beyond it, and let convoys pass there by day and by night"
DRAFT = f"""United Nations
S/2022/541
Security Council

Distr.: General
11 July 2022

Ireland and Norway: draft resolution

{BODY.replace("valley", FARTHER)}"""
MEETING = """S/PV.9089
Security Council
9089th meeting
Tuesday, 12 July 2022, 11 a.m.
New York

President: Mr. Costa Filho (Brazil)

The meeting was called to order at 11 a.m.

The President: The Security Council will now vote on the draft resolution on Syria.

Mr. Polyanskiy (Russian Federation): We abstain on the draft because it keeps the corridor open.
"""


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="NA")
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(**cells: str) -> dict[str, str]:
    return {
        "symbol": "S/RES/2642(2022)",
        "res_no": "2642",
        "date": "2022-07-12",
        "draft": "S/2022/541",
        "meeting_record": "S/PV.9089",
        "title": "Security Council resolution 2642 (2022) [on Syria]",
        "text": RESOLUTION,
        "text_fr": "Le Conseil",
        "text_draft": DRAFT,
        "text_meeting": MEETING,
    } | cells


def test_each_row_gives_a_resolution_its_draft_and_the_record_of_its_meeting(tmp_path: Path) -> None:
    found = list(items_of(write(tmp_path / "corpus.csv", [row(), row(text_draft="NA", text_meeting="")]), Task()))
    assert all(isinstance(d, Document) for d in found)
    assert [(d.path, d.kind, d.published) for d in found[:3] if isinstance(d, Document)] == [
        ("S/RES/2642 (2022)", "resolution", date(2022, 7, 12)),
        ("S/2022/541", "draft_resolution", date(2022, 7, 11)),
        ("S/PV.9089", "meeting_record", date(2022, 7, 12)),
    ]
    assert len(found) == 4


def test_a_row_that_is_wrong_is_told_by_its_line_and_stops_nothing(tmp_path: Path) -> None:
    found = list(items_of(write(tmp_path / "corpus.csv", [row(date="soon"), row(text_draft="NA", text_meeting="NA")]), Task()))
    assert isinstance(found[0], HorseshoeError)
    assert "corpus.csv:2" in found[0].line()
    assert isinstance(found[1], Document)


def test_another_table_is_the_text_file_that_it_is(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("member,vote\nFrance,yes\n", encoding="utf-8")
    assert list(items_of(path, Task())) == [path]


def test_a_table_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(b'symbol,date,text\n"S/RES/1",1946-01-25,"no end\n')
    [error] = items_of(path, Task())
    assert isinstance(error, HorseshoeError)
    assert "is no table" in error.line()


def test_a_text_recites_resolutions_and_renews_one() -> None:
    assert recited(BODY) == (2231, 2254, 2510, 2585)
    assert recited("Recalling General Assembly resolution 377 (1950) and resolution 242 (1968)") == ()  # not of that year
    assert list(renewed(BODY)) == [2585]
    assert renewed(BODY)[2585].startswith("Decides to extend until 10 January 2031")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("corpus")
    corpus = write(folder / "corpus.csv", [row()])
    with Record(folder / "own.db") as store:
        summary = store.ingest([corpus])
    assert not summary.failed
    assert summary.counts["left out"] == 0
    return str(folder / "own.db")


def ask(*words: str) -> str:
    result = CliRunner().invoke(import_module(COMMANDS["cites"][0]).app, words)
    if isinstance(result.exception, HorseshoeError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_the_record_tells_what_its_texts_recite_and_renew(record: str) -> None:
    assert not lineage(2642).read
    found = json.loads(ask("2642", "--db", record, "--format", "json"))
    assert found["read"]
    told = {r["resolution"]: (r["renewed"], r["from_record"], r["tally"]) for r in found["cites"]}
    assert told["S/RES/2254 (2015)"] == (None, True, "15-0-0")
    assert told["S/RES/2585 (2021)"][0].startswith("Decides to extend")
    assert "from your record" in ask("2642", "--db", record)


def test_a_draft_s_lineage_is_asked_by_its_symbol(record: str) -> None:
    found = json.loads(ask("s/2022/541", "--db", record, "--format", "json"))
    assert found["resolution"] == "S/2022/541"
    assert [r["resolution"] for r in found["cites"] if r["renewed"]] == ["S/RES/2585 (2021)"]
    deep = json.loads(ask("S/2022/541", "--deep", "--db", record, "--format", "json"))
    assert {r["resolution"] for r in found["cites"]} <= {r["resolution"] for r in deep["cites"]}


def test_a_resolution_is_recited_by_the_texts_of_the_record(record: str) -> None:
    by = json.loads(ask("2254", "--db", record, "--format", "json"))["cited_by"]
    assert {(r["resolution"], r["from_record"]) for r in by} >= {("S/RES/2642 (2022)", True), ("S/2022/541", True)}
    assert 'source="2642" target="2254"' in ask("2642", "--db", record, "--format", "graphml")


def test_a_draft_that_nobody_has_is_told(record: str) -> None:
    with pytest.raises(OutsideRecordError, match="no draft whose text is in the record"):
        ask("S/2099/1", "--db", record)
