"""What a test starts on a cluster ends with it, however it ends: an interrupted run must not leave programs that compute on."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from cluster_watch import processes

WATCH = Path(__file__).with_name("cluster_watch.py")
# Starts the watch, and a program that starts another; tells their numbers and waits to be killed.
TEST = """
import os, subprocess, sys, time
watch, folder = sys.argv[1:]
watching = subprocess.Popen([sys.executable, watch, folder], stdin=subprocess.PIPE, start_new_session=True)
two = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"
marked = dict(env=os.environ | {"BELONGS_TO": folder}, stdout=subprocess.PIPE, start_new_session=True)
one = subprocess.Popen([sys.executable, "-c", two], **marked)
print(watching.pid, one.pid, int(one.stdout.readline()), flush=True)
time.sleep(600)
"""


def test_everything_ends_with_a_test_that_is_killed(tmp_path):
    folder = tmp_path / "cluster"
    folder.mkdir()
    run = [sys.executable, "-c", TEST, str(WATCH), str(folder)]
    test = subprocess.Popen(run, stdout=subprocess.PIPE, text=True)
    watching, *started = map(int, test.stdout.readline().split())
    assert {watching, *started} <= processes().keys()
    test.send_signal(signal.SIGKILL)
    test.wait()
    end = time.monotonic() + 120
    while processes().keys() & {watching, *started} and time.monotonic() < end:
        time.sleep(0.05)
    assert not processes().keys() & set(started)
    assert not folder.exists()
