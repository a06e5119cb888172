"""The documentation names what there is: files, decisions by number, and pages that can be read in one go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SOURCES = [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "src").rglob("*.py"))]
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
GENERATED = ("cli-reference.md",)  # as long as there are commands
MOST_LINES = 150
MADE_BY_COMMANDS = ("site/", "build/", "dist/")


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


def test_decisions_are_numbered_without_gaps():
    assert [int(p.name[:2]) for p in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert [int(_title(p).split()[0]) for p in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_list_of_decisions_names_them_all():
    listed = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    for page in DECISIONS:
        number, _, title = _title(page).partition(" ")
        assert f"{number}. [{title}]({page.name})" in listed


@pytest.mark.parametrize("page", SOURCES, ids=lambda p: p.name)
def test_a_decision_that_is_named_exists(page: Path):
    named = {int(n) for n in re.findall(r"\bdecision (\d+)\b", page.read_text(encoding="utf-8"))}
    assert named <= set(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_a_file_that_a_page_names_exists(page: Path):
    text = page.read_text(encoding="utf-8")
    named = {
        n for n in re.findall(r"`(\w[\w./-]*/[\w.-]+\.(?:py|toml|csv|md|typ))`", text) if not n.startswith(MADE_BY_COMMANDS)
    }
    places = (ROOT, ROOT / "src" / "horseshoe", ROOT / "src" / "horseshoe" / "reading", DOCS)
    assert {n for n in named if not any((place / n).exists() for place in places)} == set()


@pytest.mark.parametrize("page", [p for p in PAGES if p.name not in GENERATED], ids=lambda p: p.relative_to(DOCS).as_posix())
def test_a_page_can_be_read_in_one_go(page: Path):
    assert page.read_text(encoding="utf-8").count("\n") <= MOST_LINES


def test_the_briefing_in_the_readme_is_the_golden_one():
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    golden = " ".join((ROOT / "tests" / "golden" / "syria_aid_2019.brief.txt").read_text(encoding="utf-8").split())
    for line in re.split(r"…|\n(?=  - |[A-Z])", block.split("\n", 2)[2]):
        assert " ".join(line.split()) in golden, line
