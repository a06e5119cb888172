"""`horseshoe brief` of each hostile file alone: a briefing, or one line; nothing of the file steers what shows it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hostile_runs import CONTROLS, DIRECTIONS, Ran, one_line, run

from horseshoe import cli
from short_forms import some_of

FORMATS = ("terminal", "markdown", "html", "json")
CUT_SHORT = re.compile(r"needs more memory|takes more than|made its reader stop")
STEERING = "\x1b[2J\x1b]0;title\x07 \u202evetoed Russia\u202c \u2066China\u2069 \x9b31m \x85 \u2028 \x7f"
ARTICLE = (
    "GENEVA, 9 May 2018 (Wire) - Russia {s} said that it would veto the draft resolution on Yemen in the Security Council.\n"
    'The ambassador of France said on Tuesday: "This text {s} is the last chance of Yemen." China {s} abstained.\n'
    "At least 120 people {s} died, according to the United Nations.\n"
)


def briefed(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Ran:
    """What `horseshoe brief` gives for a file, run in this process for speed."""
    sys.argv = ["horseshoe", "brief", str(path), *options]
    status = cli.streams.ended(cli.app)
    told = capsys.readouterr()
    return Ran(status, told.out, told.err, 0, 0)


def test_each_small_file_is_briefed_or_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.typer.main.Typer, "__call__", _raising)
    monkeypatch.setattr(sys, "argv", sys.argv)
    briefings = 0
    for path in sorted(folder.iterdir()):
        if path.name.startswith("any-lines") or path.is_symlink() or "nesting-quotes" in path.name:
            continue
        ran = briefed(path, capsys, "--all")
        assert not (CONTROLS | DIRECTIONS) & set(ran.out + ran.err), path.name
        if ran.status:
            assert ran.status in (3, 4), ran.err
            assert path.name in one_line(ran) or not path.name.isprintable()
        else:
            assert ran.err == ""
            assert "characters of the text" in ran.out or "[" in ran.out
            briefings += 1
    assert briefings > len(list(folder.iterdir())) // 5


def _raising(app: object, *arguments: object, **options: object) -> object:
    """The application without its own exit: what the program ends with is returned."""
    return cli.typer.main.get_command(app)(*arguments, standalone_mode=False, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", some_of(FORMATS, 4))
def test_signs_that_steer_are_written_out_in_every_format(format: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE.format(s=STEERING))
    ran = run(["brief", "a.txt", "--format", format, *(["--all"] if format == "terminal" else [])], tmp_path)
    assert ran.status == 0, ran.err
    assert not (CONTROLS | DIRECTIONS | {"\u2028"}) & set(ran.out)
    assert "u202e" in ran.out
    assert "x1b" in ran.out or "u001b" in ran.out


@pytest.mark.parametrize(
    "name",
    some_of(
        ["zip_bombs-600.docx", "encrypted-1.pdf", "nesting-div.html", "lines-too-large.txt", "entries-fifo.txt",
         "entries-device.txt", "entries-proc.txt", "links-main-part-1.docx", "any-entities-file.docx"], 4,
    ),
)  # fmt: skip
def test_a_file_is_refused_in_one_line_by_the_program(name: str, everything: Path, usual: Ran) -> None:
    ran = run(["brief", everything / name], everything)
    assert ran.status in (3, 4)
    assert name in one_line(ran)
    assert ran.peak < 2 * usual.peak
    assert ran.seconds < 5 * usual.seconds
    assert "root:" not in ran.out + ran.err


@pytest.mark.parametrize(
    "command",
    some_of(
        [
            ["diff", "a.txt", "b.txt"],
            ["diff", "a.txt", "b.txt", "--format", "markdown"],
            ["forecast", "b.txt", "--on", "2015-01-07"],
        ],
        3,
    ),
)
def test_other_commands_write_signs_out_too(command: list[str], tmp_path: Path) -> None:
    draft = (
        "The Security Council,\n\nRecalling its resolution 2118 (2013) {s},\n\n"
        "1. Demands that all parties {s} cease fire;\n\n2. Decides to remain seized.\n"
    )
    (tmp_path / "a.txt").write_text(draft.format(s=""))
    (tmp_path / "b.txt").write_text(draft.format(s=STEERING))
    ran = run(command, tmp_path)
    assert ran.status in (0, 4), ran.err
    assert not (CONTROLS | DIRECTIONS) & set(ran.out + ran.err)
    assert ran.status or "u202e" in ran.out or command[0] == "forecast"


def test_a_text_too_long_for_its_time_is_given_up(everything: Path, usual: Ran) -> None:
    ran = run(["brief", "any-lines-one-line.txt", "--seconds", 2.0], everything)
    assert ran.status == 3
    assert CUT_SHORT.search(one_line(ran))
    assert ran.seconds < 10 * usual.seconds


def test_standard_input_may_take_longer_than_the_limit_and_is_bounded(tmp_path: Path) -> None:
    ran = run(["brief", "-"], tmp_path, data=b"\0" * 60_000_000)
    assert ran.status == 3
    assert "is larger than 50 MB" in one_line(ran)


def test_a_reader_that_crashes_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nfrom horseshoe.cli import bounded\nwork = bounded._work\n"
        "bounded._work = lambda _, *rest: work(lambda: os.kill(os.getpid(), 11), *rest)\n"
    )
    (tmp_path / "a.txt").write_text(ARTICLE.format(s=""))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ran = run(["brief", "a.txt"], tmp_path)
    assert ran.status == 3
    assert one_line(ran) == "horseshoe: a.txt: made its reader stop (signal 11); split it first, or report it"
