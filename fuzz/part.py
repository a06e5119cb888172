"""One process of fuzz/run.py: `part.py TARGET INPUTS SECONDS SEED FINDINGS SHARED`. Its last line is its report, as JSON."""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import random
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from mutate import mutate
from run import MEMORY, ROOM
from targets import run_one, seeds

SLOW_S = 2.0  # an input that takes more of the processor's time is kept


def fuzz(name: str, inputs: int, seconds: float, seed: str, findings: Path, shared: mmap.mmap) -> dict[str, object]:
    """Run inputs through one target, `seconds` of processor time at most; the report."""
    rng = random.Random(f"{name}{seed}")
    first = seeds(name)
    run_one(name, first[0])  # what is loaded by the first use is no input's time
    pool = list(first)
    accepted, slowest, failures, number = 0, 0.0, Counter[str](), 0
    start = time.process_time()
    for number in range(1, inputs + 1):
        data = mutate(rng.choice(first if rng.random() < 0.5 else pool), rng, rng.choice(pool))
        shared[8 : 16 + len(data)] = len(data).to_bytes(8, "big") + data
        shared[:8] = number.to_bytes(8, "big")
        began = time.process_time()
        good = False
        try:
            good = run_one(name, data)
        except Exception as error:
            note(name, data, error, failures, findings)
        took = time.process_time() - began
        accepted += good
        if good and rng.random() < 0.2 and len(pool) < 400:  # what is taken for good is worth damaging further
            pool.append(data[:4000])
        if took > max(SLOW_S, slowest):
            (findings / f"{name}-slow-{hashlib.sha256(data).hexdigest()[:10]}").write_bytes(data)
        slowest = max(slowest, took)
        if time.process_time() - start > seconds:
            break
    return {
        "inputs": number,
        "accepted": accepted,
        "cpu": time.process_time() - start,
        "slowest": slowest,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "failures": failures,
    }


def note(name: str, data: bytes, error: Exception, failures: Counter[str], findings: Path) -> None:
    """Count a failure by its kind and place; keep the first input of each kind, with the traceback."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "horseshoe" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    kind = f"{type(error).__name__} at {place}"
    if kind not in failures:
        stem = findings / f"{name}-{hashlib.sha256(data).hexdigest()[:10]}"
        stem.write_bytes(data)
        stem.with_suffix(".txt").write_text("".join(traceback.format_exception(error)))
    failures[kind] += 1


def main() -> None:
    """Run the part that the arguments say."""
    name, inputs, seconds, seed, findings, shared = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Path(shared).open("r+b") as stream, mmap.mmap(stream.fileno(), ROOM) as memory:
        print(json.dumps(fuzz(name, int(inputs), float(seconds), seed, Path(findings), memory)))


if __name__ == "__main__":
    main()
