"""Tests ask the sources by public names, and share nothing with the benchmarks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SPECIAL = ("_replace", "_exit", "_asdict", "_fields")  # of the standard library, public in spite of their names


def _private(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("horseshoe"):
            yield from (a.name for a in node.names if a.name.startswith("_") and not a.name.startswith("__"))
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            yield from () if own or node.attr in SPECIAL else (node.attr,)


@pytest.mark.parametrize("file", TESTS, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_no_test_asks_a_private_name(file: Path):
    assert list(_private(ast.parse(file.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_tests_and_benchmarks_do_not_import_each_other(folder: str):
    other = {"tests": "benchmarks", "benchmarks": "tests"}[folder]
    for file in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            assert other not in {n.split(".")[0] for n in names if n}, file
