"""A record with three documents, read once for all tests of the server."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds the example articles; tests that change it take `own_record`."""
    from horseshoe.reading.reader import read_document
    from horseshoe.record.record import Record

    db = tmp_path_factory.mktemp("record") / "filled.db"
    with Record(db) as record:
        record.ingest(sorted(EXAMPLES.glob("*.txt")), read=read_document)
    return db


@pytest.fixture
def own_record(filled: Path, tmp_path: Path) -> Path:
    """A copy of the record for one test."""
    return Path(shutil.copy(filled, tmp_path / "own.db"))


@pytest.fixture
def client_of(new_record: Path) -> Callable[..., Any]:
    """Makes a client of a server with given settings; without a record of its own it has an empty one."""
    fastapi = pytest.importorskip("fastapi.testclient", reason="needs horseshoe[serve]")
    from horseshoe.serve.app import create_app
    from horseshoe.serve.settings import Settings

    def client(**settings: Any) -> Any:
        given = {"db": str(new_record), **settings}
        return fastapi.TestClient(create_app(Settings(**given)), base_url="http://127.0.0.1:8015")

    return client


@pytest.fixture
def client(own_record: Path, client_of: Callable[..., Any]) -> Any:
    """A client of a server over a record of its own."""
    return client_of(db=str(own_record))
