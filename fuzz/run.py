"""Fuzz the targets without coverage feedback, as fast as they go, and write what fails.

    python fuzz/run.py [--target NAME] [--inputs N] [--seed N] [--findings DIR]

Prints one line a target: inputs, seconds, the slowest input, failures by kind. Exit status 1 where anything failed.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import logging
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from mutate import mutate
from targets import TARGETS, run_one, seeds

LIMIT_S = 60
MEMORY = 6 << 30  # bytes of address space


class HangError(BaseException):
    """An input took longer than the limit."""


def _alarm(*_: object) -> None:
    raise HangError


def fuzz(name: str, inputs: int, seed: int, findings: Path) -> int:
    """Run `inputs` inputs through one target; the number of different failures."""
    rng = random.Random(f"{name}{seed}")
    first = seeds(name)
    pool = list(first)
    accepted = 0
    failures: dict[str, int] = {}
    start, slowest = time.monotonic(), 0.0
    for number in range(inputs):
        data = mutate(rng.choice(first if rng.random() < 0.5 else pool), rng, rng.choice(pool))
        good = False
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
        try:
            good = run_one(name, data)
        except (Exception, HangError) as error:
            _note(name, data, error, failures, findings)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        accepted += good
        if good and rng.random() < 0.2 and len(pool) < 400:  # what is taken for good is worth damaging further
            pool.append(data[:4000])
        took = time.monotonic() - began
        if took > max(2.0, slowest):
            (findings / f"{name}-slow-{number}").write_bytes(data)
        slowest = max(slowest, took)
    seconds = time.monotonic() - start
    told = "; ".join(f"{n} x {kind}" for kind, n in failures.items()) or "no failure"
    print(f"{name}: {inputs:,} inputs ({accepted:,} accepted), {seconds:.0f} s, slowest {slowest:.2f} s, {told}", flush=True)
    return len(failures)


def _note(name: str, data: bytes, error: BaseException, failures: dict[str, int], findings: Path) -> None:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "horseshoe" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    kind = f"{type(error).__name__} at {place}"
    if kind not in failures:
        digest = hashlib.sha256(data).hexdigest()[:10]
        (findings / f"{name}-{digest}").write_bytes(data)
        (findings / f"{name}-{digest}.txt").write_text("".join(traceback.format_exception(error)))
        print(f"{name}: {kind}: {str(error)[:200]}", flush=True)
    failures[kind] = failures.get(kind, 0) + 1


def main() -> None:
    """Parse the options and run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--target", choices=tuple(TARGETS), action="append")
    options.add_argument("--inputs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    given = options.parse_args()
    given.findings.mkdir(parents=True, exist_ok=True)
    faulthandler.enable()
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _alarm)
    failed = sum(fuzz(name, given.inputs, given.seed, given.findings) for name in given.target or TARGETS)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
