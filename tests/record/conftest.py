"""A PostgreSQL server started by the tests, and a record on each kind of store."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from horseshoe.record.store import Record


def _programs() -> Path | None:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """Connection address of a server in a temporary folder, reached by a socket there; the server refuses to run as root."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed (Debian: postgresql)")
    user: dict = {}
    if os.getuid() == 0:
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
        user = {"user": account.pw_uid, "group": account.pw_gid}
    base = Path("/tmp") / f"horseshoe-pg-{os.getpid()}"  # a socket's path must be short
    base.mkdir(mode=0o700)
    if user:
        os.chown(base, user["user"], user["group"])
    data = base / "data"
    run = {"cwd": base, "check": True, "capture_output": True, **user}
    try:
        subprocess.run([programs / "initdb", "-D", data, "-U", "horseshoe", "-A", "trust", "-E", "UTF8", "--no-sync"], **run)
        options = f"-c listen_addresses='' -c unix_socket_directories={base} -c fsync=off"
        subprocess.run([programs / "pg_ctl", "-D", data, "-w", "-l", base / "log", "-o", options, "start"], **run)
        try:
            yield f"postgresql://horseshoe@/{{}}?host={base}"
        finally:
            subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server, request):
    """The address of an empty database."""
    import psycopg

    name = f"test_{time.monotonic_ns()}"
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
