"""What must not change a reading: where lines were wrapped, white space at their ends, the process, the seed of hashes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.contract import to_contract
from horseshoe.documents import from_text, load
from horseshoe.documents.layout import paragraph_starts, unwrap
from horseshoe.model import Span
from horseshoe.reading import Reader
from short_forms import some_of

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "tests" / "forecast" / "articles").glob("*.txt"))[::4] + sorted((ROOT / "examples").glob("*.txt"))
READER = Reader()
HASH = re.compile(r"[0-9a-f]{64}")


def words_of(item: Any) -> Any:
    """An item of the contract without offsets and without the kind of white space in its texts."""
    if isinstance(item, dict):
        return {key: words_of(value) for key, value in item.items() if key not in ("span", "parts", "characters")}
    if isinstance(item, list):
        found = [words_of(value) for value in item]
        return [] if all(isinstance(v, list) and all(isinstance(x, int) for x in v) for v in found) else found
    if not isinstance(item, str):
        return item
    return None if HASH.fullmatch(item) else re.sub(r"(?<=\w)-\s+(?=\w)", "-", " ".join(item.split()))


def read(text: str, published: date | None) -> Any:
    return words_of(to_contract(READER.read(from_text(text, path="x", published=published))))


def paragraphs_of(text: str) -> list[str]:
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip()]


@pytest.mark.parametrize("path", some_of([pytest.param(p, id=p.stem) for p in ARTICLES], 2))
def test_wrapping_and_white_space_change_nothing(path: Path) -> None:
    published = load(path).published
    plain = paragraphs_of(path.read_text(encoding="utf-8"))
    wanted = read("\n\n".join(plain), published)
    assert wanted["drafts"] or wanted["quotes"]
    wrapped = "\n\n".join(textwrap.fill(p, 72, break_long_words=False) for p in plain)
    assert read(wrapped, published) == wanted
    narrow = "\n\n".join(textwrap.fill(p, 58, break_long_words=False, initial_indent="   ") for p in plain)
    assert read(narrow, published) == wanted
    assert read(wrapped.replace("\n", "  \r\n") + " \n\n\t", published) == wanted
    assert read("\n\n".join(p.replace(". ", ".  ") for p in plain) + "  \n", published) == wanted


@pytest.mark.parametrize(
    ("count", "seeds"), [(1, ("0", "20120201")), pytest.param(8, ("0", "1", "20120201"), marks=pytest.mark.slow)]
)
def test_the_same_in_every_process_and_with_every_seed(tmp_path: Path, count: int, seeds: tuple[str, ...]) -> None:
    for path in ARTICLES[:count]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    told = set()
    for seed in seeds:
        command = [sys.executable, "-m", "horseshoe", "read", str(tmp_path), "--format", "jsonl", "--jobs", "1"]
        done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}, timeout=300)
        assert done.returncode == 0, done.stderr
        told.add(done.stdout)
    assert len(told) == 1
    assert len(told.pop().splitlines()) == count


def test_a_line_that_starts_with_draft_resolution_makes_no_draft_of_an_article() -> None:
    text = (
        "The United States will ask the Security Council to vote on Monday on a\n"
        "draft resolution that tightens sanctions on North Korea after a series\n"
        "of launches. China opposes it, its ambassador said on Friday."
    )
    assert from_text(text, path="x").kind == "news"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One line of no more.", None),
        ("First paragraph.\n\nSecond paragraph.", None),
        ("A  gap and a tail \n", "A gap and a tail"),
        ("Two\r\n\r\nparagraphs", "Two\n\nparagraphs"),
        ("Short list:\nGhana\nMali\nTogo", None),
        (
            "The envoy of Mali said on Monday that a French-\ndrafted text, which had been shown to members\n"
            "on Friday, would be put to the vote on the next\nday.",
            "The envoy of Mali said on Monday that a French-drafted text, which had been shown to members on Friday, "
            "would be put to the vote on the next day.",
        ),
    ],
)
def test_unwrapping(text: str, plain: str | None) -> None:
    found = unwrap(text)
    assert (found.text if found is not None else None) == plain


@settings(max_examples=300)
@given(st.text(alphabet=" \n\r\t\u00a0.,-aBc\u00e9\U0001f54a", max_size=200))
def test_unwrapping_keeps_every_word_and_its_place(text: str) -> None:
    found = unwrap(text)
    if found is None:
        return
    assert "".join(found.text.split()) == "".join(text.split())
    for i, char in enumerate(found.text):
        if not char.isspace():
            assert text[found.origin(i)] == char
    for start in paragraph_starts(text):
        assert not text[start].isspace()


def test_spans_of_a_wrapped_text_hold_its_own_characters() -> None:
    lines = (
        "UNITED NATIONS - Russia said on Tuesday it\nwould veto the draft resolution on Mali, its\nambassador told reporters.  "
        "``We cannot accept\nit,'' he said.\n"
    )
    made = READER.read(from_text(lines, path="x", published=date(2012, 12, 5)))
    spans = [q.span for q in made.quotes] + [p.span for p in made.positions] + [m for d in made.drafts for m in d.mentions]
    assert spans
    assert all(isinstance(s, Span) and s.reproduces(lines) for s in spans)
    assert any("\n" in s.text for s in spans)
    assert json.dumps(to_contract(made))
