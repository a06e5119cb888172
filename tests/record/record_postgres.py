"""A PostgreSQL server in a temporary folder, for tests and benchmarks."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class MissingServerError(Exception):
    """No server can be started here; says why."""


def programs() -> Path | None:
    """The folder of the newest server's programs."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address, with {} for the database, of a server that is reached by a socket; it does not care for power cuts.

    The server refuses to run as root, so it runs as the user postgres then.
    """
    folder = programs()
    if folder is None:
        raise MissingServerError("PostgreSQL's programs are not installed (Debian: postgresql)")
    user: dict = {}
    if os.getuid() == 0:
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            raise MissingServerError("PostgreSQL does not run as root, and there is no user postgres") from None
        user = {"user": account.pw_uid, "group": account.pw_gid}
    base = Path("/tmp") / f"horseshoe-pg-{os.getpid()}"  # a socket's path must be short
    base.mkdir(mode=0o700)
    if user:
        os.chown(base, user["user"], user["group"])
    data = base / "data"
    run = {"cwd": base, "check": True, "capture_output": True, **user}
    try:
        subprocess.run([folder / "initdb", "-D", data, "-U", "horseshoe", "-A", "trust", "-E", "UTF8", "--no-sync"], **run)
        options = f"-c listen_addresses='' -c unix_socket_directories={base} -c fsync=off"
        subprocess.run([folder / "pg_ctl", "-D", data, "-w", "-l", base / "log", "-o", options, "start"], **run)
        try:
            yield f"postgresql://horseshoe@/{{}}?host={base}"
        finally:
            subprocess.run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(base, ignore_errors=True)
