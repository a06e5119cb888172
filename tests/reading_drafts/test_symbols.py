"""A symbol is one, whatever parts it at its strokes: a line's end of a mail or a PDF, a blank."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.documents import from_text
from horseshoe.reading import read_document


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("S/2012/77", "S/2012/77"),
        ("S/2012/\n77", "S/2012/77"),
        ("S/\n2012/77", "S/2012/77"),
        ("S/2012/ 77", "S/2012/77"),
        ("S/2012/77/\nRev.1", "S/2012/77/Rev.1"),
    ],
)
def test_a_symbol_over_a_line_s_end(written, symbol):
    text = f"Ambassadors said that Russia and China vetoed draft resolution {written} on Syria in the Security Council."
    [draft] = read_document(from_text(text, published=date(2012, 2, 5))).drafts
    assert draft.symbol == symbol
    assert text[draft.mentions[-1].start : draft.mentions[-1].end] == written
    assert (draft.matches == "S/2012/77") == (symbol == "S/2012/77")
