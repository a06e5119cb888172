"""Folders of hostile files with good articles among them, made once, and what `horseshoe read` says of them."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from pathlib import Path

import hostile_files
import pytest
from hostile_good import GOOD, write_good
from hostile_runs import Ran, run

SECONDS = 10.0  # a document, in these tests: a good one takes a fraction of one, also where the machine has other work
SMALL = 20_000  # bytes
QUICK = "any-lines-spaces.txt"  # of the long ones
FEW = 1  # small file of a kind, of the sound, the doubtful and the bad each


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `f` of all hostile files, without good articles."""
    made = tmp_path_factory.mktemp("hostile") / "f"
    hostile_files.make(made)
    return made


@pytest.fixture(scope="session", params=["few", pytest.param("all", marks=pytest.mark.slow)])
def folder(request: pytest.FixtureRequest, everything: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `f`, hostile files and good articles in it: a few small files of each kind, or all."""
    made = everything
    if request.param == "few":
        made = tmp_path_factory.mktemp("hostile") / "f"
        made.mkdir()
        kinds: Counter[str] = Counter()
        for path in sorted(everything.iterdir()):
            entry = path.lstat()
            if not stat.S_ISREG(entry.st_mode) or (entry.st_size > SMALL and path.name != QUICK):
                continue
            kind = re.match(r"(?:any-|good-)?[^-]+", path.name)[0]
            kinds[kind] += 1
            if kinds[kind] <= FEW:
                os.link(path, made / path.name)
        hostile_files.entries(made)
    write_good(made)
    return made


@pytest.fixture(scope="session")
def read(folder: Path) -> Ran:
    """`horseshoe read` of the folder."""
    return run(["read", "f", "--format", "jsonl", "--jobs", "2", "--seconds", SECONDS], folder.parent)


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """`horseshoe brief` of a good article: what a run takes, to compare others with."""
    folder = tmp_path_factory.mktemp("usual")
    write_good(folder)
    ran = run(["brief", next(iter(GOOD))], folder)
    assert ran.status == 0, ran.err
    return ran
