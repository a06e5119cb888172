"""Whole readings and briefings of the bundled articles, as a person has checked them.

After a change that is meant to be one, `HORSESHOE_GOLDEN=write python -m pytest tests/golden` writes them again; read the
difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from horseshoe.brief.build import build_brief
from horseshoe.brief.render import terminal
from horseshoe.contract import to_contract
from horseshoe.documents import load
from horseshoe.reading import read_document

HERE = Path(__file__).parent
ARTICLES = sorted((HERE.parents[1] / "examples").glob("*.txt"))


def same(path: Path, text: str) -> None:
    if os.environ.get("HORSESHOE_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_three_articles_are_bundled() -> None:
    assert len(ARTICLES) >= 3


@pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)
def test_reading(article: Path) -> None:
    data = to_contract(read_document(load(article)))
    data["document"]["path"] = article.name
    same(HERE / f"{article.stem}.reading.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)
def test_briefing(article: Path) -> None:
    made = terminal.render(build_brief(read_document(load(article))), None)
    same(HERE / f"{article.stem}.brief.txt", "\n".join(made.splitlines()[1:]) + "\n")
