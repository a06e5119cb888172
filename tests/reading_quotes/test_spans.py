"""Every span reproduces its text, whatever the text; marks pair without error; parsing cuts long texts without loss."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from horseshoe.documents.layout import paragraph_starts
from horseshoe.model import Document, Reading
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed, parse, pieces
from horseshoe.reading.quotes import find_quotes
from horseshoe.reading.quotes.marks import find_stretches
from horseshoe.reading.quotes.persons import find_persons
from work_done import times_as_long

MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", "''"]
ODD = ["\r\n", "\n\n", "\u200f", "e\u0301", "🕊️", "\u2028", "\t", "\x00", "-", "…", ": ", "."]
WORDS = [" he said", ", said Lavrov, ", "The envoy said that ", "Moscow would veto it", " according to the UN", " [w]e ", "Al"]
SNIPPETS = st.sampled_from(MARKS + ODD + WORDS)
TEXTS = st.lists(st.one_of(SNIPPETS, st.text(max_size=6)), max_size=25).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_spans_reproduce_any_text(text: str) -> None:
    parsed = parse(Document(text=text, path="any.txt"))
    assert parsed.doc.text == text
    actors = find_persons(parsed, ())
    quotes = find_quotes(parsed, Known(actors=actors))
    Reading(parsed.document, actors=actors, quotes=quotes)  # raises where a span does not reproduce its text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_stretches_lie_in_order_and_start_at_marks(text: str) -> None:
    found = find_stretches(text, list(paragraph_starts(text)))
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert [s.start for s in found] == sorted(s.start for s in found)


@given(st.text(max_size=400), st.integers(min_value=5, max_value=60))
def test_pieces_lose_nothing(text: str, size: int) -> None:
    cut = list(pieces(text, size))
    assert "".join(cut) == text
    assert all(0 < len(piece) <= size + 2 for piece in cut)


def read_line(size: int) -> None:
    """Read a line of so many characters."""
    sentence = "The envoy said that “the vote” was near, 🕊️ and "
    parsed = parse(Document(text=sentence * (size // len(sentence)), path="long.txt"))
    quotes = find_quotes(parsed, Known())
    Reading(parsed.document, quotes=quotes)
    assert quotes


@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_a_line_takes_time_as_it_is_long(size: int) -> None:
    read_line(1_000)
    # Four times as long where time grows as the line, sixteen where it grows as its square.
    assert times_as_long(lambda: read_line(size), lambda: read_line(size // 4), enough=10) < 10


def test_wrapped_lines_are_no_paragraphs_and_blank_lines_are() -> None:
    text = (
        "The Council met on Monday and\nheard the envoy, who said that\nthe truce was holding in the\nnorth.\n\nIt meets today."
    )
    assert [text[i:].split()[0] for i in paragraph_starts(text)] == ["The", "It"]


def test_lines_of_their_own_are_paragraphs() -> None:
    text = "A first paragraph " + "x" * 120 + ".\nA second one.\n"
    assert len(list(paragraph_starts(text))) == 2


def test_sentences_start_at_paragraphs() -> None:
    parsed: Parsed = parse(Document(text="Veto expected\n\nThe Council met on Monday.", path="own.txt"))
    assert [s.text.strip() for s in parsed.sentences()] == ["Veto expected", "The Council met on Monday."]
