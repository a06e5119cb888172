"""Ends what a test has started, and all that this started, when the test says so or is itself no more.

    python cluster_watch.py FOLDER

A process belongs to it that has FOLDER in its environment or on its command line, or was started by one that has. It waits
for the end of its input, which comes however the test ends; then it kills them and removes the folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path


def processes() -> dict[int, tuple[int, str]]:
    """Of every process its parent and its command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(entry.name)] = parent, (entry / "cmdline").read_text().replace("\0", " ")
    return found


def below(*started: int) -> set[int]:
    """The processes that some have started, and those that these have."""
    known = processes()
    found = set(started)
    while more := {p for p, (parent, _) in known.items() if parent in found} - found:
        found |= more
    return found - set(started)


def kill(pid: int) -> None:
    """SIGKILL, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def belonging(folder: str) -> set[int]:
    """The processes that are to be ended."""
    found = set()
    for pid, (_, command) in processes().items():
        with contextlib.suppress(OSError):
            if folder in command or folder.encode() in Path(f"/proc/{pid}/environ").read_bytes():
                found.add(pid)
    found.discard(os.getpid())
    return (found | below(*found)) - {os.getpid()}


def main() -> None:
    """Wait for the end of the input, then end everything."""
    folder = sys.argv[1]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the test ends it, and so this
    sys.stdin.read()
    for _ in range(100):
        if not (left := belonging(folder)):
            break
        for pid in left:
            kill(pid)
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
