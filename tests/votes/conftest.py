"""Where the tests of votes put their sheets and votes files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes text to a file and gives its path."""

    def write(text: str, name: str = "votes.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the test's votes file goes."""
    return tmp_path / "data" / "votes.duckdb"
