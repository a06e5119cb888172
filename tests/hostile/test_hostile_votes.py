"""`horseshoe votes load` on hostile sheets and mappings: loaded, loaded in part, or refused in one line."""

from __future__ import annotations

import os
from pathlib import Path

import hostile_sheets
import pytest
from hostile_runs import CONTROLS, DIRECTIONS, Ran, one_line, run

from horseshoe.errors import HorseshoeError
from horseshoe.record.following.follow_config import load_config
from horseshoe.votes.columns import read_mapping
from short_forms import some_of

pytest.importorskip("duckdb", reason="needs horseshoe[votes]")


@pytest.mark.parametrize(("name", "data"), some_of((pytest.param(*file, id=file[0]) for file in hostile_sheets.sheets()), 6))
def test_a_sheet_is_loaded_or_refused_in_one_line(name: str, data: bytes, tmp_path: Path, usual: Ran) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run(["votes", "load", name, "--votes-db", "votes.duckdb"], tmp_path)
    assert not (CONTROLS | DIRECTIONS) & set(ran.out + ran.err)
    assert ran.peak < 3 * usual.peak
    if ran.status == 0:
        assert name.startswith(("good-", "any-"))
        assert ran.err == ""
        return
    assert name in one_line(ran)
    assert ran.status == (5 if name.startswith("any-") else 3), ran.err
    assert not name.startswith("good-"), ran.err


@pytest.mark.parametrize("kind", some_of(["fifo", "device", "folder", "missing"], 4))
def test_what_is_no_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = {"device": Path("/dev/zero")}.get(kind, tmp_path / "sheet.csv")
    if kind == "fifo":
        os.mkfifo(path)
    if kind == "folder":
        path.mkdir()
    ran = run(["votes", "load", path, "--votes-db", "votes.duckdb"], tmp_path)
    assert ran.status == 3
    assert str(path) in one_line(ran)


@pytest.mark.parametrize(("name", "data"), [pytest.param(*file, id=file[0]) for file in hostile_sheets.settings()])
def test_settings_are_refused_in_one_line(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for read in (read_mapping, load_config):
        with pytest.raises(HorseshoeError) as refused:
            read(path)
        assert refused.value.exit_code in (2, 3)
        assert str(path) in refused.value.line()
        assert len(refused.value.line()) < 1100


@pytest.mark.parametrize("command", some_of([["votes", "load", "sheet.csv", "--map"], ["follow"]], 2))
@pytest.mark.parametrize("name", ["fifo", "deep"])
def test_settings_are_refused_by_the_program(command: list[str], name: str, tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text(hostile_sheets.HEAD + hostile_sheets.ROW)
    (tmp_path / "deep").write_bytes(b"x = " + b"[" * 100_000)
    os.mkfifo(tmp_path / "fifo")
    ran = run([*command, name], tmp_path)
    assert ran.status in (2, 3)
    assert name in one_line(ran)
