"""Each promise of SECURITY.md names the tests that hold it, and these tests exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)")


def rows() -> list[tuple[str, str]]:
    """Promise and cell of tests, row by row."""
    table = (ROOT / "SECURITY.md").read_text("utf-8").split("## Promises")[1].split("##")[0]
    lines = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return [(promise.strip(), tests.strip()) for promise, tests in lines[2:]]


@pytest.mark.parametrize(("promise", "tests"), rows(), ids=lambda words: words[:40])
def test_the_tests_of_a_promise_exist(promise: str, tests: str) -> None:
    named = NAMED.findall(tests)
    assert named, promise
    assert NAMED.sub("", tests).replace("; ", "") == ""
    for file, functions in named:
        text = (ROOT / file).read_text("utf-8")
        missing = [f for f in re.findall(r"`(\w+)`", functions) if f"def {f}(" not in text]
        assert missing == [], file
