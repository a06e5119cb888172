"""Kills the processes of a cluster at documents that a seed draws: in its workers, and in the processes that read for them.

Python imports this when it starts, where this folder is on its path. In the folder HORSESHOE_TEST_KILLS a folder is made for
each kill; what has been killed once at some document is not killed there again, since two losses may give the document up.
"""

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHARE = {"reader": 0.08, "worker": 0.6}  # of the documents read, and of the chunks


def dies_at(kind: str, name: str) -> None:
    """Kill this process, if the seed says so of a document or chunk and it has not been done before."""
    folder, what = os.environ.get("HORSESHOE_TEST_KILLS"), f"{kind} {Path(name).name}"
    if folder and Path(folder).is_dir() and random.Random(what).random() < SHARE[kind]:
        try:
            (Path(folder) / what).mkdir()
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


def fatal(kind: str, work: Callable[..., Any], name_of: Callable[..., str]) -> Callable[..., Any]:
    """Some work before which its process may be killed."""

    def done(*given: Any) -> Any:
        dies_at(kind, name_of(*given))
        return work(*given)

    return done


if any("horseshoe.reading.workers.worker" in word for word in sys.orig_argv):
    from horseshoe.reading.workers.worker import Worker

    Worker.read = fatal("reader", Worker.read, lambda worker, document: document.path)  # type: ignore[method-assign]
elif any("default_worker.py" in word for word in sys.orig_argv):
    from horseshoe.record.ingest import ray

    ray.read_documents = fatal("worker", ray.read_documents, lambda readers, job, documents: documents[0].path)
