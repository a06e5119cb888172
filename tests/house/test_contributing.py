"""The worked examples of CONTRIBUTING.md: each is applied to a copy of the sources, and its command shows what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(diff|text|console) ?(\S*)\n(.*?)^```$", re.M | re.S)
MOST_FILES = 3


def blocks(kind: str, page: str = PAGE) -> list[tuple[str, str]]:
    return [(name, body) for k, name, body in BLOCK.findall(page) if k == kind]


def changes(body: str) -> Iterator[tuple[str, str]]:
    """Pairs of what goes and what comes; nothing that goes means that lines come to the end."""
    for old, new in re.findall(r"((?:^-.*\n)*)((?:^\+.*\n)+)", body, re.M):
        yield re.sub(r"(?m)^-", "", old), re.sub(r"(?m)^\+", "", new)


def test_every_line_that_goes_stands_once_in_its_file():
    for name, body in blocks("diff"):
        for old, _ in changes(body):
            if old:
                assert (ROOT / name).read_text(encoding="utf-8").count(old.rstrip("\n")) == 1, (name, old)


def test_an_example_touches_at_most_three_files_and_shows_itself():
    for example in PAGE.split("\n### ")[1:]:
        assert 1 <= len(blocks("diff", example)) <= MOST_FILES, example.splitlines()[0]
        assert blocks("console", example), example.splitlines()[0]


@pytest.mark.slow
def test_the_examples_do_what_they_say(tmp_path: Path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name, body in blocks("text"):
        (tmp_path / name).write_text(body, encoding="utf-8")
    for name, body in blocks("diff"):
        file = tmp_path / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for old, new in changes(body):
            text = text.replace(old.rstrip("\n"), new.rstrip("\n"), 1) if old else text + new
        file.write_text(text, encoding="utf-8")
    for _, body in blocks("console"):
        for program, command, shown in re.findall(r"^\$ (horseshoe|python) (.*)\n([^$]*)", body, re.M):
            printed = run([*(["-m", "horseshoe"] if program == "horseshoe" else []), *command.split()], tmp_path)
            for line in shown.splitlines():
                assert line in printed, (command, printed)


def run(arguments: list[str], folder: Path) -> str:
    places = {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
