"""The lock files pin every release and the digests of its files, so that a changed upload is never installed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-release.txt")
PIN = re.compile(r"^([\w.-]+)==(\S+)(.*)$")


def pins(lock: str) -> dict[str, tuple[str, str]]:
    """Name to (version, what follows it: its digests)."""
    joined = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = [PIN.match(line) for line in lines]
    assert all(found), [line[:60] for line, match in zip(lines, found, strict=True) if not match]
    return {canonicalize_name(match[1]): (match[2], match[3]) for match in found if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_release_carries_the_digests_of_its_files(lock: str) -> None:
    bare = [name for name, (_, rest) in pins(lock).items() if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest)]
    assert not bare


def test_what_the_project_asks_for_is_locked_within_its_bounds() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = pins("requirements.txt")
    for one in map(Requirement, asked):
        assert Version(locked[canonicalize_name(one.name)][0]) in one.specifier, one


def test_the_lock_files_agree_on_every_version() -> None:
    every = pins("requirements-dev.txt")
    for lock in ("requirements.txt", "requirements-release.txt"):
        for name, (version, _) in pins(lock).items():
            assert every.get(name, (version, ""))[0] == version, (lock, name)
