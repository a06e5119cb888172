"""One table of stances and statuses; nobody keeps a second list of the same."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

import horseshoe
from horseshoe import stances
from horseshoe.brief.drawing.horseshoe import phrase
from horseshoe.model import DraftStatus, Stance

SOURCE = Path(horseshoe.__file__).parent
LISTS = ("FOR", "AGAINST", "CAST", "CAST_AGAINST", "ON_SEAT", "WEIGHT", "VETO", "OPEN", "DECIDED", "FINAL", "COURSE")


def test_every_stance_and_status_has_its_row() -> None:
    assert set(stances.STANCE) == set(get_args(Stance))
    assert set(stances.STATUS) == set(get_args(DraftStatus))


def test_a_draft_is_open_or_final_and_a_vote_has_a_side_or_abstains() -> None:
    assert set(stances.OPEN) | set(stances.FINAL) == set(stances.STATUS)
    assert not set(stances.OPEN) & set(stances.FINAL)
    assert set(stances.DECIDED) == set(stances.FINAL) - {"withdrawn"}
    assert {s for s in stances.CAST if stances.STANCE[s].side == 0} == {"abstained"}
    assert set(stances.CAST_AGAINST) == {"voted_against", "vetoed"}


@pytest.mark.parametrize("stance", stances.CAST)
def test_a_vote_to_come_is_no_vote_cast(stance: Stance) -> None:
    assert phrase(stance, to_come=True).startswith("will ")
    assert phrase(stance) == stances.STANCE[stance].words


def test_a_word_of_a_correction_is_said_as_it_stands() -> None:
    assert phrase("walked_out") == "walked out"
    assert stances.row_of("walked_out").side is None


def test_no_program_text_keeps_a_second_copy() -> None:
    """A tuple, list or set that holds just what one of the table's lists holds is a copy of it; so is a Literal elsewhere."""
    known = [frozenset(getattr(stances, name)) for name in LISTS]
    known = [k for k in known if len(k) > 1]
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).as_posix() in ("stances.py", "model.py", "council/rule.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                words = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
                if len(words) == len(node.elts) and frozenset(words) in known:
                    found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {words}")
    assert found == [], "import it from horseshoe.stances"
