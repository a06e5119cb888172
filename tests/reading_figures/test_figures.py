"""Figures in context: value, bounds, unit, what, where and source, on a list of sentences; spans on any text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.model import DateRange, Document, Figure
from horseshoe.reading.actors import find_actors
from horseshoe.reading.dates import find_dates
from horseshoe.reading.figures import find_figures
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))["case"]


def figures(text: str, published: date | None = date(2012, 2, 1)) -> tuple[Figure, ...]:
    parsed = parse(Document(text, "own", published=published))
    known = Known(dates=find_dates(parsed, Known()))
    known = Known(dates=known.dates, actors=find_actors(parsed, known))
    return find_figures(parsed, known)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = figures(case["text"])
    assert len(found) == len(case["figures"]), found
    for got, want in zip(found, case["figures"], strict=True):
        assert {key: getattr(got, key) for key in want} == {key: None if value == "" else value for key, value in want.items()}


def test_period_reaches_back_from_publication() -> None:
    [found] = figures("More than 3,000 people have been killed in the 10-month uprising in Syria, activists say.")
    assert found.period == DateRange(date(2011, 4, 1), date(2012, 2, 1))


def test_day_of_speech_is_no_period() -> None:
    [found] = figures("The UN said on Tuesday that 90 people had been killed in Syria.")
    assert found.period is None


def test_span_takes_in_the_bound() -> None:
    [found] = figures("Officials counted at least 5,400 dead people there.")
    assert found.span.text.startswith("at least 5,400")


def test_money_is_no_casualty() -> None:
    [found] = figures("The strike that killed the minister cost $30 million.")
    assert (found.unit, found.what) == ("USD", None)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("0123456789,. -–$%\r\n\u200f")),
        max_size=80,
    )
)
def test_spans_reproduce_any_text(text: str) -> None:
    assert all(f.span.reproduces(text) for f in figures(text))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "5,400",
                "people",
                "killed",
                "at least",
                "between",
                "and",
                "hundreds of",
                "$",
                "2",
                "-",
                "%",
                "UN",
                "said",
                "by",
                "count",
                "\n\n",
                "’",
                "million",
                "of",
                "to",
                "dozen",
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_words(words: list[str]) -> None:
    text = " ".join(words)
    assert all(f.span.reproduces(text) and (f.upper is None or f.upper > f.value) for f in figures(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("At least 20 people died, according to the Libya Relief Committee, an aid group.", "libya-relief-committee"),
        ("The Centre for Yemeni Studies says that 12 people were killed.", "centre-for-yemeni-studies"),
        ("The government in Tripoli says that 370 people have died.", "LBY:authorities"),
        ("BEIRUT (Reuters) - The Peace Monitor said that 30 people had been killed.", "peace-monitor"),
    ],
)
def test_source_that_no_list_knows(text: str, source: str) -> None:
    assert [f.source for f in figures(text)] == [source]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Half a million people fled.", 500_000),
        ("About a quarter of a million people fled.", 250_000),
        ("Two and a half million people fled.", 2_500_000),
        ("A million people fled.", 1_000_000),
        ("The other half fled, 300 people in all.", 300),
    ],
)
def test_part_of_a_million(text: str, value: float) -> None:
    assert [f.value for f in figures(text)] == [value]


def test_count_of_those_taken_and_of_a_crowd() -> None:
    text = "Officials say 90 people were killed and 14 were taken hostage. The police put the crowd at about 40,000."
    assert [(f.value, f.what) for f in figures(text)][1:] == [(14, "abducted"), (40_000, None)]


def test_votes_needed_are_no_people_in_need() -> None:
    assert not figures("The text got seven; it needed nine.")
