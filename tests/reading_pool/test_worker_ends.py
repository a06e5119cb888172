"""A worker does not outlive its parent, however that ends, nor compute without end when nobody watches it."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys

import pytest

from horseshoe.reading.workers.pool import Pool
from horseshoe.reading.workers.worker import Errand, Task

# Counts in C, without letting another thread of its process run.
DEAF = Errand("x", "builtins:sum", (range(10**13),))
SLEEPS = "Errand('x', 'time:sleep', (3600,))"
PARENT = """
import sys, threading
from horseshoe.reading.workers.pool import Pool
from horseshoe.reading.workers.worker import Errand, Task
def work():
    with Pool(1, Task(reads=False), 3600) as pool:
        list(pool.read([Errand("x", "os:getpid")]))
        print(pool.workers[0].process.pid, flush=True)
        list(pool.read([ITEM]))
THREAD
"""
MAIN, OTHER = "work()", "t = threading.Thread(target=work); t.start(); t.join()"


@pytest.mark.skipif(sys.platform != "linux", reason="needs the parent's death as a signal")
@pytest.mark.parametrize(
    ("item", "thread"), [("Errand('x', 'builtins:sum', (range(10**13),))", MAIN), (SLEEPS, MAIN), (SLEEPS, OTHER)]
)
def test_a_worker_ends_with_its_parent(item, thread):
    code = PARENT.replace("ITEM", item).replace("THREAD", thread)
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    worker = int(parent.stdout.readline())
    gone = os.pidfd_open(worker)
    parent.kill()
    parent.wait()
    import select

    assert select.select([gone], [], [], 300)[0]
    os.close(gone)


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits of computing time")
def test_a_worker_that_nobody_watches_ends_by_its_own_limit():
    pool = Pool(1, Task(reads=False), 3600)
    pool.task = dataclasses.replace(pool.task, cpu_seconds=1.0)
    with pool:
        worker = pool.start_worker()
        pool.workers.append(worker)
        worker.connection.send((0, Errand("x", "os:getpid")))
        told = [worker.connection.recv()[0] for _ in range(2)]  # that it has started, and the first answer
        worker.connection.send((1, DEAF))
        assert worker.process.wait(300) in (-signal.SIGXCPU, -signal.SIGKILL)
        assert told[-1] == 0
