"""What triage reads, what it leaves out, and that a partial reading counts in the whole text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.model import Document, spans_in
from horseshoe.reading import Reader
from horseshoe.reading.reader import read_document
from horseshoe.reading.triage.first_pass import TriageReader, is_worth_reading, mask, triage
from horseshoe.record.record import Record

FILLER = "The harvest was good this year, farmers in the valley said. Prices fell a little, and the mill works day and night."
COUNCIL = 'Russia vetoed a draft resolution on Ruritania in the Security Council. "It was one-sided," Churkin said.'


def long_text(*, at: int, paragraphs: int = 120) -> str:
    parts = [f"{n}. {FILLER}" for n in range(paragraphs)]
    parts[at] = COUNCIL
    return "\n\n".join(parts)


@pytest.mark.parametrize(
    "text",
    [
        COUNCIL,
        "The UNSC met behind closed doors.",
        "S/2012/77 was put to the vote.",
        "Moscow will not let the resolution pass, a French diplomat said.",
        "The United Nations waits for the council to vote.",
    ],
)
def test_a_text_on_the_council_is_read_whole(text: str) -> None:
    assert triage(text) == ((0, len(text)),)


@pytest.mark.parametrize(
    "text",
    [
        FILLER,
        "The city council passed a resolution on parking.",
        "My new year's resolution is to sleep more.",
        "The governor vetoed the draft budget. The senate votes again on Monday.",
        "He was the first pick of the draft.",
        "",
    ],
)
def test_other_texts_are_not_read(text: str) -> None:
    assert triage(text) == ()
    assert not is_worth_reading(text)


def test_a_long_text_that_touches_on_the_council_is_read_there_and_in_its_lead() -> None:
    text = long_text(at=80)
    ranges = triage(text)
    at = text.index(COUNCIL)
    assert any(start <= at and at + len(COUNCIL) <= end for start, end in ranges)
    assert ranges[0][0] == 0
    assert sum(end - start for start, end in ranges) < len(text) / 4


def test_a_long_text_that_opens_with_the_council_is_read_whole() -> None:
    text = long_text(at=0)
    assert triage(text) == ((0, len(text)),)


def test_a_partial_reading_finds_what_the_full_one_finds_there() -> None:
    document = Document(text=long_text(at=80), path="-")
    part, full = TriageReader(Reader()).read(document), Reader().read(document)
    assert part.document == document
    assert part.drafts == full.drafts
    assert part.positions == full.positions
    assert [q.span for q in part.quotes if '"' in document.text[q.span.start - 1 : q.span.end + 1]] == [
        q.span for q in full.quotes if '"' in document.text[q.span.start - 1 : q.span.end + 1]
    ]
    assert all(span.reproduces(document.text) for span in spans_in(part))


def test_a_text_that_is_not_read_has_an_empty_reading() -> None:
    document = Document(text=FILLER, path="-", warnings=("no date",))
    reading = TriageReader(Reader()).read(document)
    assert not list(spans_in(reading))
    assert reading.warnings == ("no date",)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_a_masked_text_keeps_its_offsets(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    masked = mask(text, ((start, end),))
    assert len(masked) == len(text)
    assert masked[start:end] == text[start:end]
    assert set(masked[:start] + masked[end:]) <= {"\n"}


@given(
    st.lists(
        st.sampled_from([COUNCIL, FILLER, "resolution", "Moscow voted.", "\r\n", "\n\n", " ", "é\u0301 UN council"]),
        max_size=90,
    )
)
def test_ranges_are_in_order_and_inside_the_text(parts: list[str]) -> None:
    text = "\n".join(parts)
    at = 0
    for start, end in triage(text):
        assert at <= start < end <= len(text)
        at = end


def test_ingest_leaves_out_what_triage_does_and_thorough_reads_it_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(COUNCIL)
    (tmp_path / "b.txt").write_text(FILLER)
    (tmp_path / "c.txt").write_text(
        "Togo tabled a draft resolution on fisheries, and Malta would put it to the vote on Friday."
    )
    with Record(tmp_path / "r.db") as record:
        first = record.ingest([tmp_path / n for n in ("a.txt", "b.txt", "c.txt")], read=read_document)
        assert dict(first.counts) == {"new": 1, "left out": 2}
        again = record.ingest([tmp_path / n for n in ("a.txt", "b.txt", "c.txt")], read=read_document, thorough=True)
        assert dict(again.counts) == {"known": 1, "left out": 1, "new": 1}
