"""The table of what each loader keeps and leaves out, in docs/documents.md, is the one that the loaders give."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_table import END, SAMPLES, START, outcome, table

PAGE = Path(__file__).parents[2] / "docs" / "documents.md"


def test_the_table_of_the_documentation_is_made_of_these_samples():
    text = PAGE.read_text(encoding="utf-8")
    assert text.split(START)[1].split(END)[0].strip() == table()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.kind}: {s.part}")
def test_nothing_that_a_reader_sees_is_left_out_in_silence(sample):
    silent = {"mark of a note", "number of a page", "navigation, related stories, comments"}
    assert outcome(sample) in ("kept", "left out, told") or sample.part in silent
