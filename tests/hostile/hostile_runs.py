"""Runs the program as a person does, and measures it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONTROLS = frozenset(chr(c) for c in range(32)) - {"\n", "\t"} | {chr(c) for c in range(0x7F, 0xA0)}
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Ran:
    """What a run printed, its exit status, wall seconds, and the peak memory in MB of its largest process."""

    status: int
    out: str
    err: str
    seconds: float
    peak: float

    @property
    def lines(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


def run(arguments: Sequence[str | Path], folder: Path, *, data: bytes = b"", limit: float = 240) -> Ran:
    """Run `python -m horseshoe` in a folder; a run past `limit` seconds is killed, and its status is -9."""
    command = [sys.executable, "-m", "horseshoe", *map(str, arguments)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        since = time.monotonic()
        process = subprocess.Popen(command, stdin=given, stdout=out, stderr=err, cwd=folder)
        timer = threading.Timer(limit, process.kill)
        timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)  # with what its own children used
        finally:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8"))
        return Ran(process.returncode, *texts, time.monotonic() - since, used.ru_maxrss / 1000)


def one_line(ran: Ran) -> str:
    """The one line on standard error that a refusal is; AssertionError for anything else."""
    assert "Traceback" not in ran.err, ran.err
    [line] = ran.lines
    assert line.startswith("horseshoe: "), line
    assert not (CONTROLS | DIRECTIONS) & set(line), ascii(line)
    return line
