"""Given names that are also words for bodies, behind an office."""

from __future__ import annotations

import pytest

from horseshoe.api import read


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("U.S. Ambassador Bill Brown said the text was good.", "Bill Brown", "Ambassador"),
        ("Ambassador John Brown said the text was good.", "John Brown", "Ambassador"),
        ("Trust director Ada Holm said the text was good.", "Ada Holm", "director"),
    ],
)
def test_a_given_name_behind_an_office_is_no_body(words: str, name: str, role: str):
    [quote] = read(f"NEW YORK, 20 October 1997 - {words}").quotes
    assert quote.speaker is not None
    assert quote.speaker.name == name
    assert role in (quote.speaker.role or "")
