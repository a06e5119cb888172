"""The documentation builds without a warning; every page is in the navigation and every link leads somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs")
ROOT = Path(__file__).parents[2]


def _build(root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """A strict build; with -q mkdocs would count no warnings."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)


def test_the_site_builds_without_a_warning_and_holds_every_page(tmp_path: Path) -> None:
    done = _build(ROOT, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    front = (tmp_path / "index.html").read_text("utf-8")
    for page in sorted((ROOT / "docs").rglob("*.md")):
        address = page.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        assert (tmp_path / address).exists(), address
        assert f'href="{address}"' in front, f"{address} is not in the navigation"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("link", ["[gone](gone.md)", "[no such heading](index.md#no-such-heading)"])
def test_a_dead_link_fails_the_build(copy: Path, link: str) -> None:
    with (copy / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{link}\n")
    assert _build(copy, copy / "site").returncode != 0


def test_a_page_outside_the_navigation_fails_the_build(copy: Path) -> None:
    (copy / "docs" / "orphan.md").write_text("# Orphan\n", "utf-8")
    assert _build(copy, copy / "site").returncode != 0


def test_links_of_the_readme_lead_somewhere() -> None:
    for name in ("README.md", "CHANGELOG.md", "SECURITY.md"):
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / name).read_text("utf-8"))
        assert [link for link in links if not (ROOT / link).exists()] == [], name
