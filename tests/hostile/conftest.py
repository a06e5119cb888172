"""A folder of hostile files with good articles among them, made once, and what `horseshoe read` says of it."""

from __future__ import annotations

from pathlib import Path

import hostile_files
import pytest
from hostile_good import write_good
from hostile_runs import Ran, run

SECONDS = 5.0  # a document, in these tests: a good one takes a fraction of one


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `f`, hostile files and good articles in it."""
    made = tmp_path_factory.mktemp("hostile") / "f"
    hostile_files.make(made)
    write_good(made)
    return made


@pytest.fixture(scope="session")
def read(folder: Path) -> Ran:
    """`horseshoe read` of the folder."""
    return run(["read", "f", "--format", "jsonl", "--jobs", "2", "--seconds", SECONDS], folder.parent)
