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


@pytest.fixture(scope="session")
def _empty_database(postgres_server):
    """The name of a database with the tables of an empty record, which others are copies of."""
    import psycopg

    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty_record")
    Record(postgres_server.format("empty_record")).close()
    return "empty_record"


@pytest.fixture
def postgres(postgres_server, _empty_database):
    """The address of a database with an empty record."""
    import psycopg

    name = f"test_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_empty_database}")
    yield postgres_server.format(name)
    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request):
    """The address of an empty record, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("new_record"))
    return request.getfixturevalue("postgres")


@pytest.fixture
def record(address):
    """An empty record, on SQLite and on PostgreSQL."""
    with Record(address) as opened:
        yield opened
