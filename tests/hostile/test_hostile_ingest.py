"""`horseshoe ingest FOLDER`: what can be read is stored, each bad file told once, and a second run adds nothing."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from importlib import import_module
from pathlib import Path

import hostile_sheets
import pytest
from hostile_good import GOOD, write_good
from hostile_runs import CONTROLS, DIRECTIONS, Ran, one_line, run
from typer.testing import CliRunner

from horseshoe.cli import COMMANDS
from horseshoe.reading.reader import read_document
from horseshoe.record.record import Record


@pytest.fixture(scope="module")
def files(folder: Path) -> Path:
    """The folder `g`: all of `f` but the long texts, which `read` has tried, and the entries that are no files."""
    files = folder.parent / "g"
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink() and not path.name.startswith("any-lines"):
            files.mkdir(exist_ok=True)
            os.link(path, files / path.name)
    write_good(files)
    return files


@pytest.fixture(scope="module")
def ingested(files: Path) -> Ran:
    """`horseshoe ingest` of the folder."""
    return run(["ingest", "g", "--db", "r.db"], files.parent)


def stored(db: Path) -> Counter[str]:
    """How many places the record holds of each path."""
    with sqlite3.connect(db) as connection:
        return Counter(path for (path,) in connection.execute("SELECT path FROM copies"))


def test_bad_files_are_told_once_and_the_good_ones_stored(files: Path, ingested: Ran, read: Ran, usual: Ran) -> None:
    assert ingested.status == 5
    assert "Traceback" not in ingested.err
    assert not (CONTROLS | DIRECTIONS) & set(ingested.out + ingested.err)
    told = Counter(line.split(": ")[1] for line in ingested.lines[:-1])
    assert set(told.values()) == {1}
    refused = {line.split(": ")[1].replace("f/", "g/", 1) for line in read.lines[:-1]}
    here = {"".join(c if c.isprintable() else repr(c)[1:-1] for c in f"g/{p.name}") for p in files.iterdir()}
    assert set(told) == refused & here
    held = stored(files.parent / "r.db")
    assert {f"g/{name}" for name in GOOD} <= set(held)
    assert set(held.values()) == {1}
    assert ingested.peak < 6 * usual.peak


def test_a_second_run_adds_nothing(files: Path, ingested: Ran) -> None:
    before = stored(files.parent / "r.db")
    again = run(["ingest", "g", "--db", "r.db"], files.parent)
    assert again.status == 5
    assert " new" not in again.out
    assert again.err == ingested.err
    assert stored(files.parent / "r.db") == before


def test_what_the_record_holds_is_shown_without_signs_that_steer(tmp_path: Path) -> None:
    text = "The Security Council met. \x1b[2J Russia \u202evetoed\u202c the draft resolution on Mali \x9b31m in New York."
    (tmp_path / "a\x1b[31m.txt").write_text(text)
    db = str(tmp_path / "r.db")
    with Record(db) as record:
        assert record.ingest([tmp_path / "a\x1b[31m.txt"], read=read_document).counts["new"] == 1
    for command, *words in (["search", "Russia", "--format", "json"], ["dossier", "mali"]):
        ran = CliRunner().invoke(import_module(COMMANDS[command][0]).app, [*words, "--db", db])
        assert ran.exit_code == 0, ran.output
        assert not (CONTROLS | DIRECTIONS) & set(ran.output)
        assert "Mali" in ran.output


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_archives_are_opened_within_limits_and_the_run_goes_on(tmp_path: Path, usual: Ran, every: int) -> None:
    names = []
    for name, data in list(hostile_sheets.archives())[::every]:
        (tmp_path / name).write_bytes(data)
        names.append(name)
    write_good(tmp_path / "f")
    ran = run(["ingest", *names, "f/a-good.txt", "--db", "r.db"], tmp_path)
    assert "Traceback" not in ran.err
    assert ran.status == 5
    assert "f/a-good.txt" in stored(tmp_path / "r.db")
    assert not Path("/tmp/horseshoe-slip.txt").exists()
    assert ran.peak < 6 * usual.peak
    told = [line.split(": ")[1] for line in ran.lines[:-1]]
    assert len(told) == len(set(told))
    for name in names:
        assert any(where.startswith(name) for where in told) or name.startswith("any-"), name
    for line in ran.lines[:-1]:
        assert one_line(Ran(5, "", line, 0, 0))
