"""The fuzzing programs: they run, they notice what fails, and what they once found stays mended."""

from __future__ import annotations

import importlib.util
import json
import mmap
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"
CASES = sorted((Path(__file__).parent / "cases").iterdir())
sys.path.insert(0, str(FUZZ))

import part  # noqa: E402 - found by the path above
import targets  # noqa: E402


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_found_stays_mended(case: Path) -> None:
    targets.run_one(case.name.partition("-")[0], case.read_bytes())


@pytest.mark.parametrize("name", targets.TARGETS)
def test_each_target_takes_a_well_formed_input(name: str) -> None:
    taken = targets.run_one(name, targets.seeds(name)[0])
    assert taken or name == "verify"  # which damages its input itself


def test_a_run_of_some_minutes_gives_each_target_its_share(tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ / "run.py"), "--minutes", "0.02", "--findings", str(tmp_path)]
    done = subprocess.run([*command, "--target", "query", "--target", "mapping"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert all(summary[name]["inputs"] > 1 and 0.6 <= summary[name]["cpu"] < 60 for name in ("query", "mapping"))


def test_a_run_reports_each_target_and_leaves_a_summary(tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ / "run.py"), "--inputs", "40", "--findings", str(tmp_path)]
    done = subprocess.run([*command, "--target", "query", "--target", "text"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert [summary[name]["inputs"] for name in ("query", "text", "all")] == [40, 40, 80]
    assert done.stdout.splitlines()[-1].startswith("all")


def test_an_input_that_fails_is_counted_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = targets.seeds("query")[0]

    def fails(data: bytes) -> None:
        if (len(data) - len(seed)) % 2:
            raise KeyError("of its own")

    monkeypatch.setitem(targets.TARGETS, "query", (fails, 1))
    with mmap.mmap(-1, part.ROOM) as shared:
        report = part.fuzz("query", 200, 600.0, "1", tmp_path, shared)
    counts = report["failures"]
    assert isinstance(counts, dict)
    assert 0 < sum(counts.values()) < 200
    [kept] = tmp_path.glob("query-*.txt")
    assert "of its own" in kept.read_text()
    assert (len(kept.with_suffix("").read_bytes()) - len(seed)) % 2


@pytest.mark.skipif(importlib.util.find_spec("atheris") is not None, reason="Atheris is installed")
def test_without_atheris_the_guided_run_says_what_to_do() -> None:
    done = subprocess.run([sys.executable, str(FUZZ / "guided.py"), "query"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "install atheris" in done.stderr


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="Atheris is not installed")
def test_a_guided_run_ends_well(tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ / "guided.py"), "query", "--inputs", "200", "--findings", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert any((tmp_path / "corpus" / "query").iterdir())
