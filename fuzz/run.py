"""Fuzz every part that takes what others send: `python fuzz/run.py --total 1000000`.

    python fuzz/run.py [--total N | --inputs N | --minutes M] [--target NAME]... [--seed N] [--jobs N] [--findings DIR]

Each target runs in processes of its own, at most 20,000 inputs each, under a limit of time an input (60 s of the processor, ten
minutes of the clock: a busy machine makes no finding) and of memory. A process that dies or hangs is a finding, too: the input
it was at lies in a file that it shares with this one. Prints a line a
target: inputs, how many were taken for good, processor seconds, the slowest input, peak memory, failures by kind; then the
sum. With `--minutes` the targets share so much processor time evenly, which gives dear targets their part.
Exit status 1 where anything failed. Mutation only, without coverage feedback.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import mmap
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

LIMIT_S = 60.0  # of the processor's time for an input
STARVED_S = 600.0  # of the clock's
MEMORY = 6 << 30  # bytes of address space, as for a worker that reads
PART = 20_000  # inputs of one process
ROOM = 1 << 20  # bytes of the file that holds the input in work: its length first


@dataclass
class Result:
    """What the processes of one target report together."""

    name: str
    inputs: int = 0
    accepted: int = 0
    cpu: float = 0.0  # processor seconds
    slowest: float = 0.0
    peak_mb: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, part: dict[str, object]) -> None:
        """Take in the report of one process."""
        self.inputs += int(str(part["inputs"]))
        self.accepted += int(str(part["accepted"]))
        self.cpu += float(str(part["cpu"]))
        self.slowest = max(self.slowest, float(str(part["slowest"])))
        self.peak_mb = max(self.peak_mb, int(str(part["peak_mb"])))
        failures = part["failures"]
        assert isinstance(failures, dict)
        self.failures.update(failures)

    def line(self) -> str:
        """One line of the table."""
        told = "; ".join(f"{n} x {kind}" for kind, n in self.failures.items()) or "none"
        numbers = f"{self.inputs:>9,} {self.accepted:>9,} {self.cpu:>7.0f} {self.slowest:>8.2f} {self.peak_mb:>7,}"
        return f"{self.name:<11}{numbers}  {told}"


HEAD = f"{'target':<11}{'inputs':>9} {'accepted':>9} {'cpu s':>7} {'slowest':>8} {'peak MB':>7}  failures"


def fuzz(name: str, inputs: float, seconds: float, seed: int, findings: Path) -> Result:
    """Run `inputs` inputs through one target, or `seconds` of processor time, in as many processes as that takes."""
    result = Result(name)
    while result.inputs < inputs and result.cpu < seconds:
        part = int(min(PART, inputs - result.inputs))
        result.add(run_part(name, part, seconds - result.cpu, f"{seed}-{result.inputs}", findings))
    print(result.line(), flush=True)
    return result


def run_part(name: str, inputs: int, seconds: float, seed: str, findings: Path) -> dict[str, object]:
    """One process; where it dies or hangs, what it did until then, with the finding."""
    shared = findings / f".{name}-{os.getpid()}-{seed}"
    shared.write_bytes(bytes(ROOM))
    command = [sys.executable, str(Path(__file__).with_name("part.py")), name, str(inputs), str(seconds), seed, str(findings)]
    environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"} | os.environ
    process = subprocess.Popen([*command, str(shared)], stdout=subprocess.PIPE, text=True, env=environment)
    began = time.monotonic()
    with shared.open("r+b") as stream, mmap.mmap(stream.fileno(), ROOM) as memory:
        hung = _watch(process, memory)
        out = process.stdout.read() if process.stdout else ""
        done, size = int.from_bytes(memory[:8], "big"), int.from_bytes(memory[8:16], "big")
        data = memory[16 : 16 + size]
    shared.unlink()
    if process.returncode == 0:
        found: dict[str, object] = json.loads(out.splitlines()[-1])
        return found
    if done == 0 and not hung:
        sys.exit(f"{name}: its process ends before the first input")
    kind = f"hangs for more than {LIMIT_S:g} s" if hung else f"ends its process ({process.returncode})"
    (findings / f"{name}-{hashlib.sha256(data).hexdigest()[:10]}").write_bytes(data)
    print(f"{name}: an input {kind}", flush=True)
    return {
        "inputs": max(done, 1),
        "accepted": 0,
        "cpu": time.monotonic() - began,  # at most: the process took what it had used with it
        "slowest": LIMIT_S if hung else 0.0,
        "peak_mb": 0,
        "failures": {kind: 1},
    }


def _watch(process: subprocess.Popen[str], memory: mmap.mmap) -> bool:
    """Wait for the end of a process; kill it where it stays at one input for too long, and say so."""
    last, since, used = b"", time.monotonic(), 0.0
    while process.poll() is None:
        time.sleep(0.1)
        now = memory[:8]
        if now != last:
            last, since, used = now, time.monotonic(), processor_time(process.pid)
            continue
        limit = LIMIT_S + (60 if now == bytes(8) else 0)  # the first input loads the libraries
        if processor_time(process.pid) - used > limit or time.monotonic() - since > STARVED_S:
            process.kill()
            process.wait()
            return True
    return False


def processor_time(pid: int) -> float:
    """Seconds of the processor that a process has had, as Linux tells them; 0 where it has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Parse the options and run."""
    from targets import TARGETS

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--target", choices=tuple(TARGETS), action="append")
    options.add_argument("--total", type=int, help="inputs in all, shared out among the targets")
    options.add_argument("--inputs", type=int, default=1000, help="inputs of each target, without --total")
    options.add_argument("--minutes", type=float, help="processor minutes in all, shared out evenly among the targets")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=1, help="targets at a time")
    options.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    given = options.parse_args()
    given.findings.mkdir(parents=True, exist_ok=True)
    names = given.target or list(TARGETS)
    shares = sum(TARGETS[n][1] for n in names)
    counts = {n: -(-given.total * TARGETS[n][1] // shares) if given.total else given.inputs for n in names}
    seconds = given.minutes * 60 / len(names) if given.minutes else math.inf
    if given.minutes:
        counts = dict.fromkeys(names, math.inf)
    print(HEAD, flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        results = list(pool.map(lambda n: fuzz(n, counts[n], seconds, given.seed, given.findings), names))
    total = Result("all")
    for result in results:
        total.add(vars(result))
    print(total.line())
    summary = {r.name: vars(r) for r in [*results, total]}
    (given.findings / "summary.json").write_text(json.dumps(summary, indent=1) + "\n")
    sys.exit(1 if total.failures else 0)


if __name__ == "__main__":
    main()
