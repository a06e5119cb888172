"""Imports point left along the data flow, and no two modules import each other (docs/architecture.md)."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

grimp = pytest.importorskip("grimp", reason="needs grimp, one of the development requirements")
house = pytest.importorskip("scripts.house", reason="needs radon, one of the development requirements")

# Each row may import those below it; those side by side do not import each other.
LAYERS = (
    "cli",
    "serve",
    "answers",
    "brief",
    "api",
    "record",
    "forecast",
    "reading",
    "votes",
    "stances",
    ("documents", "council"),
    "whole_file",
    "contract",
    "text",
    ("model", "errors"),
)


@cache
def graph():
    return grimp.build_graph("horseshoe", exclude_type_checking_imports=True, cache_dir=None)


def test_no_import_points_the_wrong_way():
    layers = [set(row) if isinstance(row, tuple) else row for row in LAYERS]
    wrong = graph().find_illegal_dependencies_for_layers(layers, containers=["horseshoe"])
    assert [f"{d.importer} imports {d.imported}" for d in wrong] == []


def test_every_part_of_the_package_stands_on_a_layer():
    named = {name for row in LAYERS for name in (row if isinstance(row, tuple) else (row,))}
    parts = {m.split(".")[1] for m in graph().modules if m != "horseshoe"}
    assert parts - named == {"__main__"}


def test_no_two_modules_import_each_other():
    imports = {m: graph().find_modules_directly_imported_by(m) - {"horseshoe"} for m in graph().modules}
    assert _circles(imports) == []


def test_every_module_can_be_the_first_that_is_imported():
    """To import a module is to import the packages that it lies in first; those that one stands in itself are under way."""
    imports = {
        m: {p for n in graph().find_modules_directly_imported_by(m) for p in {n, *_packages(n)} - _packages(m) - {m}}
        for m in graph().modules
    }
    assert _circles(imports) == []


@pytest.mark.slow
def test_every_module_is_imported_first():
    run_by_others = ("__main__", ".migrations.env")  # by Python; by Alembic, which gives it a context
    modules = sorted(m for m in graph().modules if not m.endswith(run_by_others))
    done = subprocess.run([sys.executable, "-c", IMPORT_EACH_FIRST, *modules], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


IMPORT_EACH_FIRST = """
import importlib, sys
for name in sys.argv[1:]:
    for old in [m for m in sys.modules if m.split(".")[0] == "horseshoe"]:
        del sys.modules[old]
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(name, error)
"""


# Still to be asked of the record instead; none may be added.
KNOW_THE_SCHEMA = {
    "serve.api.record",
    "serve.pages.drafts",
    "serve.pages.members",
    "serve.pages.overview",
}


def test_no_further_page_or_command_knows_the_schema():
    importers = graph().find_modules_that_directly_import("horseshoe.record.schema")
    seen = {m.removeprefix("horseshoe.") for m in importers if m.split(".")[1] in ("cli", "serve", "brief")}
    assert seen == KNOW_THE_SCHEMA


def test_the_drawing_shows_the_imports():
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert house.drawing() in page, "paste what `python scripts/house.py --drawing` prints"


def _packages(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:n]) for n in range(2, len(parts))}


def _circles(imports: dict[str, set[str]]) -> list[tuple[str, str]]:
    return sorted((m, n) for m, found in imports.items() for n in found if _reaches(imports, n, m))


def _reaches(imports: dict[str, set[str]], start: str, end: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        for module in imports.get(todo.pop(), set()) - seen:
            if module == end:
                return True
            seen.add(module)
            todo.append(module)
    return False
