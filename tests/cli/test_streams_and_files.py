"""Where output goes and how the program ends: devices, pipes and links stay what they are; full and closed outputs are told."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from horseshoe.cli.output import output
from horseshoe.errors import InputError
from horseshoe.whole_file import regular_target, whole_file
from short_forms import some_of

TEXT = "The Security Council met on Mali. Russia vetoed the draft resolution on Mali, the ambassador of Togo said in New York."
HORSESHOE = [sys.executable, "-m", "horseshoe"]


def test_a_device_is_written_into_and_stays_a_device(tmp_path):
    device = tmp_path / "full"
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))  # as /dev/null
        device.open("wb").close()
    except OSError:
        pytest.skip("needs the right to make devices")
    with output(device) as stream:
        stream.write("words")
    assert stat.S_ISCHR(device.stat().st_mode)
    assert list(tmp_path.iterdir()) == [device]


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    with output(pipe) as stream:
        stream.write("words")
    reader.join(300)
    assert got == ["words"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_a_link_and_its_target_is_replaced_whole(tmp_path):
    (tmp_path / "kept").mkdir()
    target, link = tmp_path / "kept" / "out.txt", tmp_path / "out.txt"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    with contextlib.suppress(ZeroDivisionError), output(link) as stream:
        stream.write("half")
        raise ZeroDivisionError
    assert (link.is_symlink(), target.read_text()) == (True, "old")
    with output(link) as stream:
        stream.write("new")
    assert (link.is_symlink(), target.read_text()) == (True, "new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [p.name for p in target.parent.iterdir()] == ["out.txt"]


def test_folders_and_links_in_a_circle_are_told(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for path in (tmp_path, tmp_path / "a", tmp_path / "none" / "x"):
        with pytest.raises(InputError), whole_file(path):
            pass
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a regular file"):
        regular_target(tmp_path / "pipe")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["read", "a.txt"], marks=pytest.mark.slow),
        ["council"],
        ["--version"],
        ["read", "a.txt", "--out", "/dev/full"],
    ],
)
def test_a_full_disk_is_told_in_one_line(tmp_path, arguments):
    (tmp_path / "a.txt").write_text(TEXT)
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*HORSESHOE, *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 3
    [line] = ran.stderr.splitlines()
    assert "cannot be written (No space left on device)" in line
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.parametrize("redirection", some_of([">&-", ">&- 2>&-", "2>&-", "<&- >&-"], 2))
def test_closed_streams_end_the_program_as_documented(tmp_path, redirection):
    db = tmp_path / "votes.db"
    command = f"{sys.executable} -m horseshoe council --on 2012-02-04 {redirection}"
    ran = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == (0 if redirection == "2>&-" else 3)
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == (1 if redirection in (">&-", "<&- >&-") else 0)
    assert not db.exists()


@pytest.mark.parametrize("number", some_of([signal.SIGINT, signal.SIGTERM], 2))
def test_an_interrupted_read_leaves_no_file_behind(tmp_path, number):
    """It waits for a pipe that gives no word; then it is told to end."""
    os.mkfifo(tmp_path / "words")
    held = os.open(tmp_path / "words", os.O_RDWR)
    with os.fdopen(held) as words:
        command = f"exec {sys.executable} -m horseshoe read - --out out.txt"
        process = subprocess.Popen(
            ["sh", "-c", command], cwd=tmp_path, stdin=words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while not any(p.name.startswith(".out.txt") for p in tmp_path.iterdir()) and process.poll() is None:
            select.select([], [], [], 0.05)
        process.send_signal(number)
        _, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert [p.name for p in tmp_path.iterdir()] == ["words"]


STRUCK = """
import os, sys
module, number = sys.argv[1], int(sys.argv[2])
class Strike:
    def find_spec(self, name, *_):
        if name == module:
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Strike())
from horseshoe.__main__ import main
sys.argv[1:] = ["council", "--on", "2012-02-04"]
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "module", some_of(["typer", "horseshoe.cli.streams", "horseshoe.cli.council.council", "horseshoe.council.members"], 2)
)
def test_an_interruption_while_it_is_loaded_is_silent(tmp_path, number, module):
    """The signal comes just when a module is imported."""
    command = [sys.executable, "-c", STRUCK, module, str(int(number))]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    assert ran.returncode in (130, -number)
    assert ran.stdout == ""
    assert list(tmp_path.iterdir()) == []
