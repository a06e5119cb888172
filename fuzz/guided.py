"""Fuzz one target guided by coverage, where Atheris is installed: `python fuzz/guided.py TARGET [--inputs N] [--findings DIR]`.

`python -m pip install atheris` (CPython 3.11 to 3.13, Linux). Branches of horseshoe's own modules steer the mutation; the seeds
are those of fuzz/run.py. An input that ends in anything but a reading or an error a person can fix stops the run with exit
status 77 and is kept in DIR as `TARGET-crash-…`, one that takes longer than 60 s as `TARGET-timeout-…`. DIR/corpus/TARGET
grows with inputs that reach new branches, and a later run starts from it.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    """Parse the options and hand over to Atheris, which ends the process."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("target")
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    given = options.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("fuzz/guided.py: Atheris is not installed; install it (python -m pip install atheris) or use fuzz/run.py")
    with atheris.instrument_imports(include=["horseshoe"]):
        from targets import TARGETS, run_one, seeds

        if given.target not in TARGETS:
            sys.exit(f"fuzz/guided.py: no target {given.target!r}; there are {', '.join(TARGETS)}")
        logging.disable(logging.CRITICAL)
        corpus = given.findings / "corpus" / given.target
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(given.target)):
            (corpus / f"seed-{number}").write_bytes(seed)
            run_one(given.target, seed)  # modules that a function imports are instrumented, too

    def once(data: bytes) -> None:
        run_one(given.target, data)

    limits = (f"-runs={given.inputs}", f"-seed={given.seed}", "-timeout=60", "-rss_limit_mb=6144", "-max_len=20000")
    kept = f"-artifact_prefix={given.findings}/{given.target}-"
    atheris.Setup([sys.argv[0], *limits, kept, "-print_final_stats=1", str(corpus)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
