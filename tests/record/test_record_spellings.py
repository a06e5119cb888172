"""Situations and states in any spelling that people use."""

from __future__ import annotations

import pytest

from horseshoe.record.names import id_called


@pytest.mark.parametrize(
    ("called", "id_"),
    [
        ("the libyan arab jamahiriya", "LBY"),
        ("Korea, DPR", "PRK"),
        ("U.K.", "GBR"),
        ("Côte d’Ivoire", "CIV"),
        ("the Middle East", "middle-east"),
        ("nowhere at all", None),
    ],
)
def test_a_situation_is_found_in_any_spelling(called: str, id_: str | None) -> None:
    assert id_called(called) == id_
