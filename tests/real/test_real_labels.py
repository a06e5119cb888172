"""The labels of real documents: well formed, within the Charter's rules, and without a sentence of the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from horseshoe.model import STANCES

FILES = sorted(Path(__file__).parent.glob("*/*.json"))
KINDS = ("quotes", "positions", "drafts", "figures", "events", "dates")
LONGEST = 12  # words; names of offices are the longest strings a label needs
P5 = {"China", "France", "Russia", "United Kingdom", "United States"}


def strings(value: Any) -> Iterator[str]:
    """Every string inside a label."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_places_fit_and_no_sentence_is_kept(path: Path) -> None:
    label = json.loads(path.read_text(encoding="utf-8"))
    for item in (x for kind in KINDS for x in label[kind]):
        start, end = item["span"]
        assert 0 <= start < end <= label["chars"]
        assert end - start == item["chars"]
        assert all(len(a.split()) <= 2 for a in item["anchor"])
    assert not [s for s in strings([label[kind] for kind in KINDS]) if len(s.split()) > LONGEST]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_votes_fit_the_charter(path: Path) -> None:
    label = json.loads(path.read_text(encoding="utf-8"))
    assert all(p["stance"] in STANCES for p in label["positions"])
    for draft in label["drafts"]:
        yes, no, abstain = draft["vote"] or (None, None, None)
        assert set(draft["vetoed_by"]) <= P5
        assert bool(draft["vetoed_by"]) == (draft["outcome"] == "vetoed")
        if None not in (yes, no, abstain):
            assert yes + no + abstain <= 15
            assert (yes >= 9 and not draft["vetoed_by"]) == (draft["outcome"] == "adopted")
