"""Cases of which `make test` takes some, and `make test-all` every one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some_of(cases: Iterable[Any], every: int) -> list[Any]:
    """The cases of a parametrized test, of which all but each `every`-th are marked slow."""
    found = []
    for number, case in enumerate(cases):
        given = case if hasattr(case, "marks") else pytest.param(*(case if isinstance(case, tuple) else (case,)))
        marks = [*given.marks, *([pytest.mark.slow] if number % every else [])]
        found.append(pytest.param(*given.values, id=given.id, marks=marks))
    return found
