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
        ("S/2012/77\n/Rev.1", "S/2012/77/Rev.1"),
        ("S/2012/ 77 \n   /Rev.1", "S/2012/77/Rev.1"),
    ],
)
def test_a_symbol_over_a_line_s_end(written, symbol):
    text = f"Ambassadors said that Russia and China vetoed draft resolution {written} on Syria in the Security Council."
    [draft] = read_document(from_text(text, published=date(2012, 2, 5))).drafts
    assert draft.symbol == symbol
    assert text[draft.mentions[-1].start : draft.mentions[-1].end] == written
    assert (draft.matches == "S/2012/77") == (symbol == "S/2012/77")


def test_the_end_of_a_mandate_is_not_the_day_of_a_vote_that_the_record_knows_by_its_symbol():
    text = (
        "During a videoconference the Security Council announced that a draft (S/2020/654), presented by Belgium and "
        "Germany, which would have kept the crossing into Syria open until 10 July 2021, was vetoed by China and Russia."
    )
    [draft] = read_document(from_text(text)).drafts
    assert draft.vote.date == date(2020, 7, 7)


def test_a_draft_that_failed_in_words_and_was_vetoed_on_record_was_vetoed():
    text = "The Security Council failed to adopt draft resolution S/2012/77 on Syria."
    [draft] = read_document(from_text(text, published=date(2012, 2, 5))).drafts
    assert (draft.status, set(draft.vetoed_by)) == ("vetoed", {"RUS", "CHN"})
    [open_draft] = read_document(from_text(text, published=date(2012, 2, 3))).drafts
    assert (open_draft.status, open_draft.vetoed_by) == ("failed", ())


def test_a_number_that_is_glued_to_its_noun_is_a_resolution_s():
    [draft] = read_document(from_text("The Security Council adopted resolution3050 on Chad.")).drafts
    assert (draft.label, draft.status) == ("Resolution 3050 on Chad", "adopted")
