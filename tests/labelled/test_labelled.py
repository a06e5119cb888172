"""The labelled documents: well formed, of many kinds, and on the working half read as well as the issue asks."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from horseshoe.contract import KIND_IN_CONTRACT
from horseshoe.model import DOCUMENT_KINDS, STANCES

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.json"))
spec = importlib.util.spec_from_file_location("labelled_scorer", FOLDER.parent.parent / "benchmarks" / "labelled.py")
assert spec
assert spec.loader
scorer = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = scorer
spec.loader.exec_module(scorer)


def test_two_halves_of_all_kinds() -> None:
    halves = {h: [json.loads(f.read_text())["kind"] for f in FILES if f.parent.name == h] for h in ("dev", "heldout")}
    for kinds in halves.values():
        assert len(kinds) >= 20
        assert set(kinds) == {KIND_IN_CONTRACT.get(k, k) for k in DOCUMENT_KINDS}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_labels_stand_in_the_text(path: Path) -> None:
    label, text = json.loads(path.read_text()), path.with_suffix(".txt").read_text()
    keys = {d["key"] for d in label["drafts"]}
    assert all(m in text for d in label["drafts"] for m in d["mentions"])
    assert all(p["text"] in text and p["draft"] in keys for p in label["provisions"])
    assert all(p["stance"] in STANCES and p["target"] in keys | {None} for p in label["positions"])


def test_the_working_half_is_read_well() -> None:
    scores = scorer.score("dev")
    assert scores["drafts"].f1 >= 0.9
    assert scores["votes"].f1 >= 0.97
    assert scores["positions"].f1 >= 0.85
    assert scores["provisions"].f1 >= 0.8
    assert scores["veto threats and vetoes"].recall >= 0.95
    assert scores["veto threats and vetoes"].extra == 0
