"""Nothing stands in `src` that nobody calls: vulture, but for what is public by its page or called by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

vulture = pytest.importorskip("vulture", reason="needs vulture, one of the development requirements")
ROOT = Path(__file__).parents[2]
CALLED_BY_FRAMEWORKS = [
    "@*.get",
    "@*.post",
    "@*.command*",
    "@*.callback*",
    "@rule*",
    "@*.middleware",
    "@tool*",
    "@*.tool*",
    "@*.resource",
]
NAMES_OF_FRAMEWORKS = [
    "__getattr__", "__path__", "__signature__", "isolation_level", "revision", "down_revision", "downgrade", "list_commands",
    "infix_finditer", "is_sent_start", "verbose", "as_jsonl",
]  # fmt: skip


def test_every_function_of_the_sources_is_used():
    found = vulture.Vulture(ignore_names=NAMES_OF_FRAMEWORKS, ignore_decorators=CALLED_BY_FRAMEWORKS)
    found.scavenge([str(ROOT / folder) for folder in ("src", "scripts", "benchmarks", "checks", "fuzz")])
    unused = {i.name for i in found.get_unused_code(min_confidence=60) if "/src/" in str(i.filename) and i.typ == "function"}
    assert sorted(unused - _named_elsewhere(unused)) == []


def _named_elsewhere(names: set[str]) -> set[str]:
    """Names that a table, a loader's or exporter's entry, or the documentation of the Python functions gives."""
    pages = [(ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("python.md", "council-tally.md", "api.md")]
    sources = [p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py")]
    text = (
        "\n".join(pages)
        + "\n".join(re.findall(r"[f]?\"[\w.:{}]*\"", "\n".join(sources)))
        + (ROOT / "pyproject.toml").read_text("utf-8")
    )
    return {n for n in names if re.search(rf"(?<![\w]){n}(?![\w])", text)}
