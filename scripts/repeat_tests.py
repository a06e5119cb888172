"""Runs `make test` again and again with other seeds of hashes, time zones and orders of tests, half of them on a busy machine.

    python scripts/repeat_tests.py [RUNS]

Prints of each run its wall and processor time and how it ended; what a failed run printed goes to standard error.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[1]
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu", "Pacific/Pago_Pago", "Europe/Berlin")


def run(seed: int, busy: bool) -> bool:
    """One run; whether all passed. `busy`: two processes beside it do nothing else than keep the machine at work."""
    dice = random.Random(seed)
    zone, hashes = dice.choice(ZONES), str(dice.randrange(2**32))
    with ExitStack() as stack:
        for _ in range(2 if busy else 0):
            other = stack.enter_context(subprocess.Popen(["yes"], stdout=subprocess.DEVNULL))
            stack.callback(other.kill)
        start, used = time.monotonic(), processor_seconds()
        done = subprocess.run(
            ["make", "test", f"OPTIONS=--shuffle {seed}"],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": hashes, "TZ": zone},
            capture_output=True,
            text=True,
        )
        wall, work = time.monotonic() - start, processor_seconds() - used
    ended = "passed" if done.returncode == 0 else f"failed ({done.returncode})"
    where = f"seed {seed}, hashes {hashes}, {zone}, {'busy' if busy else 'free'}"
    print(f"{where}: {wall:.0f} s, {work:.0f} s of work, {ended}", flush=True)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:], sep="\n", file=sys.stderr, flush=True)
    return done.returncode == 0


def processor_seconds() -> float:
    """Processor time of the processes that this one has started and seen end, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Run, and exit with 1 where a run failed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    passed = [run(seed, busy=2 * number >= runs) for number, seed in enumerate(random.sample(range(10**6), runs))]
    print(f"{sum(passed)} of {runs} runs passed")
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
