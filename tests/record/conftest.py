"""A PostgreSQL server started by the tests, and a record on each kind of store."""

from __future__ import annotations

import secrets
from contextlib import ExitStack

import pytest
from record_postgres import MissingServerError, postgres_server

from horseshoe.record.record import Record


@pytest.fixture(scope="session", name="postgres_server")
def _postgres_server():
    """Connection address of a server in a temporary folder."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgres_server())
        except MissingServerError as error:
            pytest.skip(str(error))
        yield address


@pytest.fixture
def postgres(postgres_server, request):
    """The address of an empty database."""
    import psycopg

    name = f"test_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres_server.format(name)
    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request, tmp_path):
    """The address of an empty store, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return request.getfixturevalue("postgres")


@pytest.fixture
def record(address):
    """An empty record, on SQLite and on PostgreSQL."""
    with Record(address) as opened:
        yield opened
