"""Runs the program as a person does, and measures it by what does not hang on the machine's other work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONTROLS = frozenset(chr(c) for c in range(32)) - {"\n", "\t"} | {chr(c) for c in range(0x7F, 0xA0)}
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Ran:
    """What a run printed, its exit status, its seconds of processor time, the peak memory in MB of its largest process."""

    status: int
    out: str
    err: str
    seconds: float
    peak: float

    @property
    def lines(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


# A process starts with the memory of the one that made it, and its peak counts that: so a small one makes it, not the tests'.
_MAKER = (
    "import os, subprocess, sys\n"
    "made = subprocess.Popen(sys.argv[2:])\n"
    "_, status, used = os.wait4(made.pid, 0)\n"
    "open(sys.argv[1], 'w').write(f'{status} {used.ru_maxrss} {used.ru_utime + used.ru_stime}')\n"
)
LONGEST = 1200  # seconds, after which a run is killed: it hangs


def run(arguments: Sequence[str | Path], folder: Path, *, data: bytes = b"") -> Ran:
    """Run `python -m horseshoe` in a folder; the status of one that hangs is -9."""
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.TemporaryFile() as given,
        tempfile.NamedTemporaryFile("r") as report,
    ):
        given.write(data)
        given.seek(0)
        maker = [sys.executable, "-S", "-c", _MAKER, report.name]
        command = [sys.executable, "-m", "horseshoe", *map(str, arguments)]
        process = subprocess.Popen([*maker, *command], stdin=given, stdout=out, stderr=err, cwd=folder, start_new_session=True)
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        told = report.read().split() or [signal.SIGKILL, 0, 0]  # with what the program's own children used
        status, peak, seconds = os.waitstatus_to_exitcode(int(told[0])), float(told[1]) / 1000, float(told[2])
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8"))
        return Ran(status, *texts, seconds, peak)


def one_line(ran: Ran) -> str:
    """The one line on standard error that a refusal is; AssertionError for anything else."""
    assert "Traceback" not in ran.err, ran.err
    [line] = ran.lines
    assert line.startswith("horseshoe: "), line
    assert not (CONTROLS | DIRECTIONS) & set(line), ascii(line)
    return line
