"""Watching a program's processes: the most memory each held, its CPU time, and what other programs took of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
Key = tuple[str, int]


@dataclass(slots=True)
class Watched:
    """What a program took."""

    seconds: float = 0.0
    cpu: float = 0.0  # seconds of it and its children
    each: dict[Key, float] = field(default_factory=dict)  # CPU seconds of each process, nearly to its end
    others: float = 0.0  # cores that other programs took meanwhile
    peaks: dict[Key, int] = field(default_factory=dict)  # bytes that each process held at most, by role and number
    output: str = ""

    @property
    def memory(self) -> int:
        """Peaks of all processes, added up: never less than what was held at one time."""
        return sum(self.peaks.values())

    @property
    def main_cpu(self) -> float:
        """CPU seconds of the program itself."""
        return sum(spent for (role, _), spent in self.each.items() if role == "main")

    def longest_path(self, readers: int) -> float:
        """CPU seconds one after the other: the program, its loader, and of its readers, which work at once, the busiest."""
        workers = sorted((spent for (role, _), spent in self.each.items() if role == "worker"), reverse=True)
        return self.main_cpu + max(workers[:readers], default=0.0) + sum(workers[readers:])

    def of(self, role: str) -> int:
        """The peaks of the processes of one role, added up."""
        return sum(size for (of, _), size in self.peaks.items() if of == role)


def watch(*words: str) -> Watched:
    """Run `horseshoe WORDS` and watch it; ends the benchmark where it fails."""
    found, start, before = Watched(), time.monotonic(), busy()
    spent = sum(os.times()[2:4])
    program = subprocess.Popen([sys.executable, "-m", "horseshoe", *words], stdout=subprocess.PIPE, text=True)
    watcher = threading.Thread(target=_look, args=(program, found), daemon=True)
    watcher.start()
    found.output = program.communicate()[0]
    watcher.join()
    if program.returncode:
        sys.exit(f"horseshoe {' '.join(words)} ended with {program.returncode}")
    found.seconds = time.monotonic() - start
    found.cpu = sum(os.times()[2:4]) - spent
    found.others = max(0.0, (busy() - before - found.cpu) / found.seconds)
    return found


def _look(program: subprocess.Popen[str], found: Watched) -> None:
    while program.poll() is None:
        for pid, role in family(program.pid):
            try:
                status = Path(f"/proc/{pid}/status").read_text()
                found.each[role, pid] = max(found.each.get((role, pid), 0.0), cpu_of(pid))
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    found.peaks[role, pid] = max(found.peaks.get((role, pid), 0), 1024 * int(line.split()[1]))
        time.sleep(0.2)


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has spent; OSError where it has ended."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) / TICKS


def family(pid: int) -> list[tuple[int, str]]:
    """A process and its children, as `main` and `worker`."""
    try:
        children = [int(c) for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()]
    except OSError:
        children = []
    return [(pid, "main"), *((c, "worker") for c in children)]


def busy() -> float:
    """CPU seconds that this machine has spent on programs since it started."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + irq + soft) / TICKS
