"""What may only fall: complexity, lengths, full folders, word lists in code (tests/house/limits.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

pytest.importorskip("radon", reason="needs radon, one of the development requirements")
from scripts import house

LIMITS = tomllib.loads((Path(__file__).parent / "limits.toml").read_text(encoding="utf-8"))


def test_nothing_rises_above_its_limit():
    measured = house.limits(house.measure())
    risen = {name: (value, LIMITS.get(name, house.FULL_FOLDER)) for name, value in measured.items()}
    over = {name: f"{value:g}, at most {limit:g}" for name, (value, limit) in risen.items() if value > limit}
    assert over == {}, "split by construction, or move words to the lexicon; `python scripts/house.py --ratchet` prints all"


def test_a_limit_that_was_got_under_is_lowered():
    measured = house.limits(house.measure())
    loose = {
        name: f"{limit:g}, now {measured.get(name, 0):g}"
        for name, limit in LIMITS.items()
        if measured.get(name, 0) < 0.95 * limit
    }
    assert loose == {}, "write the new limits: `python scripts/house.py --ratchet > tests/house/limits.toml`"


def test_complexity_counts_every_and_and_or(tmp_path):
    (tmp_path / "one.py").write_text("def f(a, b, c):\n    return a and b or c\n")
    assert house.measure(tmp_path).complexity == [3]


def test_a_list_of_words_is_seen(tmp_path):
    folder = tmp_path / "reading"
    folder.mkdir()
    (folder / "one.py").write_text('WORDS = ("said", "told", "asked")\nIDS = ("RUS", "CHN", "USA")\n')
    assert house.measure(tmp_path).word_lists == 1
