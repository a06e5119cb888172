"""Date expressions: the lists in context, the rules' own examples, conventions, and spans on any text."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.model import DateRange, Document
from horseshoe.reading.dates import find_dates, resolve
from horseshoe.reading.dates.calendar import third, week_of, year_of
from horseshoe.reading.dates.grammar import RULES
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse

WEDNESDAY = date(2012, 2, 1)
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "dates_actors.py"


def load_benchmark():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("dates_actors", BENCHMARK)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["dates_actors"] = module
    spec.loader.exec_module(module)
    return module


def ranges(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, DateRange | None]]:
    found = find_dates(parse(Document(text, "own", published=published)), Known())
    return [(d.span.text, d.range) for d in found]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The council will meet again after 15 days.", "after 15 days", (date(2012, 2, 16), date(2012, 2, 16))),
        ("After three days the ban will be lifted.", "After three days", (date(2012, 2, 4), date(2012, 2, 4))),
        ("The truce starts on 10 February and will lapse after two weeks.", "after two weeks", (date(2012, 2, 24),) * 2),
        ("The truce began on 4 January and collapsed after ten days.", "after ten days", (date(2012, 1, 14),) * 2),
        ("The truce collapsed after ten days.", "after ten days", None),
        ("They will vote after 15 days of talks.", "after 15 days", "no date"),
        ("He resigned after two years in office.", "after two years", "no date"),
    ],
)
def test_after_so_many_days_is_counted_from_what_came_before(text: str, words: str, expected: object) -> None:
    found = dict(ranges(text))
    if expected == "no date":
        assert words not in found
    else:
        assert found[words] == (DateRange(*expected) if isinstance(expected, tuple) else None)


def day(*ymd: int) -> DateRange:
    return DateRange(date(*ymd), date(*ymd))


@pytest.mark.parametrize("half", ["first", "second"])
def test_list_in_context(half: str) -> None:
    benchmark = load_benchmark()
    find, _ = benchmark.horseshoe_finders()
    cases = benchmark.date_cases(half)
    right = sum(benchmark.judge_date(c, find)[0] for c in cases)
    assert right / len(cases) >= 0.95


@pytest.mark.parametrize("rule", RULES, ids=[r.name for r in RULES])
def test_rule_reads_its_example(rule) -> None:  # type: ignore[no-untyped-def]
    verb = "It has lasted" if rule.name == "for_units" else "They will decide"
    more = " of strife" if rule.name == "some_units" else ""
    example = (rule.resolve.__doc__ or "").split(":")[0]
    parsed = parse(Document(f"They had met on 4 January 2012. {verb} {example}{more}.", "own", published=WEDNESDAY))
    assert example.split(",")[0].split()[-1] in " ".join(d.span.text for d in find_dates(parsed, Known()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", day(2012, 1, 31)),
        ("last week", DateRange(date(2012, 1, 23), date(2012, 1, 29))),
        ("earlier this week", DateRange(date(2012, 1, 30), WEDNESDAY)),
        ("Oct. 4", day(2011, 10, 4)),
        ("2012-01-31", day(2012, 1, 31)),
        ("31/01/2012", day(2012, 1, 31)),
        ("01/02/2012", None),
        ("31 February 2012", None),
        ("48 hours from now", day(2012, 2, 3)),
        ("two months from today", DateRange(date(2012, 4, 1), date(2012, 4, 30))),
        ("the 66th session", DateRange(date(2011, 9, 1), date(2012, 9, 30))),
        ("the early 1990s", DateRange(date(1990, 1, 1), date(1993, 12, 31))),
        ("the past 11 months", DateRange(date(2011, 3, 1), WEDNESDAY)),
        ("9/11", day(2001, 9, 11)),
        ("the third quarter of 2011", DateRange(date(2011, 7, 1), date(2011, 9, 30))),
        ("from Monday to Wednesday", DateRange(date(2012, 1, 30), WEDNESDAY)),
        ("December 30, 2011 to January 2, 2012", DateRange(date(2011, 12, 30), date(2012, 1, 2))),
    ],
)
def test_resolve(text: str, expected: DateRange | None) -> None:
    assert resolve(text, WEDNESDAY) == expected


def test_nothing_relative_resolves_without_publication() -> None:
    text = "On Tuesday they met; last week, in October, two days ago and since March they did not. On 4 May 2010 they did."
    found = ranges(text, published=None)
    assert [r for _, r in found if r] == [day(2010, 5, 4)]
    assert len(found) == 6


def test_tense_points_the_weekday() -> None:
    assert ranges("It will vote on Friday.") == [("Friday", day(2012, 2, 3))]
    assert ranges("It voted on Friday.") == [("Friday", day(2012, 1, 27))]
    assert ranges("He told reporters on Monday that the Council would meet on Thursday.") == [
        ("Monday", day(2012, 1, 30)),
        ("Thursday", day(2012, 2, 2)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The text offered guarantees to the people before Saturday's referendums.", day(2012, 2, 4)),
        ("Things will be different after Friday.", day(2012, 2, 3)),
        ("Things were different after Friday.", day(2012, 1, 27)),
    ],
)
def test_a_day_ahead_by_its_appointment_or_its_verb(text: str, expected: DateRange) -> None:
    assert [found for _, found in ranges(text)] == [expected]


def test_date_in_the_text_is_the_anchor() -> None:
    found = ranges(
        "The draft was vetoed on 4 October 2011. Three days later a rival text appeared, and the next day it was dropped."
    )
    assert [r for _, r in found] == [day(2011, 10, 4), day(2011, 10, 7), day(2011, 10, 8)]


def test_year_named_in_the_sentence_holds() -> None:
    assert ranges("In 1994, the killing began on April 6 in the capital.")[1][1] == day(1994, 4, 6)


@pytest.mark.parametrize(
    "text",
    [
        "The Council may act and thousands march on.",
        "Resolution 1973 and resolutions 1970 and 2118 were cited.",
        "The vote was 13 to 2.",
        "He sat in the sun for a second.",
        "April Mellody spoke for the party.",
        "They demanded 2000 tents.",
        "Adopting resolution 1593 (2005) by 11 votes, the members rose.",
    ],
)
def test_no_dates(text: str) -> None:
    assert ranges(text) == []


def test_weeks_begin_on_monday() -> None:
    assert week_of(date(2012, 2, 5)) == DateRange(date(2012, 1, 30), date(2012, 2, 5))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_thirds_cover_a_year(d: date) -> None:
    parts = [third(year_of(d.year), p) for p in ("early", "mid", "late")]
    assert sum(d in p for p in parts) == 1


@settings(max_examples=80, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("0123456789/-.,' \r\n\u0301\u200f")),
        max_size=80,
    )
)
def test_spans_reproduce_any_text(text: str) -> None:
    found = find_dates(parse(Document(text, "any", published=WEDNESDAY)), Known())
    assert all(d.span.reproduces(text) for d in found)


WORDS = [
    "since",
    "by",
    "the",
    "end",
    "of",
    "last",
    "next",
    "May",
    "March",
    "31",
    "2012",
    "0",
    "week",
    "Friday",
    "late",
    "-",
    "a",
    "few",
    "years",
    "ago",
    "99999",
    "centuries",
    "to",
    "from",
    "1990",
    "s",
    ",",
    "\n\n",
    "11",
    "and",
    "in",
    "early",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([WEDNESDAY, date(1, 1, 1), date(9999, 12, 31), None]))
def test_any_order_of_words(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = find_dates(parse(Document(text, "any", published=published)), Known())
    spans = [d.span for d in found]
    assert all(s.reproduces(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The meeting of 19-Nov-08 was closed.", (2008, 11, 19), (2008, 11, 19)),
        ("It was signed on 03-Dec-95 in Lima.", (1995, 12, 3), (1995, 12, 3)),
        ("It met on 7 Mar 09 in Lima.", (2009, 3, 7), (2009, 3, 7)),
        ("In March '91 it had imposed sanctions.", (1991, 3, 1), (1991, 3, 31)),
        ("In April of ’92 it met.", (1992, 4, 1), (1992, 4, 30)),
        ("The mandate ends on the last day of February, it decided.", (2012, 2, 29), (2012, 2, 29)),
        ("It will vote on the second Tuesday of March.", (2012, 3, 13), (2012, 3, 13)),
        ("It will vote on the first Friday of next month.", (2012, 3, 2), (2012, 3, 2)),
        ("It met in the last five days of May 2011.", (2011, 5, 27), (2011, 5, 31)),
        ("It will meet in the first two weeks of June.", (2012, 6, 1), (2012, 6, 14)),
        ("It met on the 23rd of last month.", (2012, 1, 23), (2012, 1, 23)),
        ("It met on the twenty-third of October 2010.", (2010, 10, 23), (2010, 10, 23)),
        ("It met on April first, 2011.", (2011, 4, 1), (2011, 4, 1)),
        ("It left ten days after 1 March 2011.", (2011, 3, 11), (2011, 3, 11)),
        ("It met the week before last.", (2012, 1, 16), (2012, 1, 22)),
        ("It will meet a week from Monday.", (2012, 2, 13), (2012, 2, 13)),
        ("It was founded half a century ago.", (1962, 1, 1), (1962, 12, 31)),
        ("It will meet in the week of 13 February.", (2012, 2, 13), (2012, 2, 19)),
    ],
)
def test_days_within_months_and_short_years(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert [r for _, r in ranges(text)] == [DateRange(date(*first), date(*last))]


@pytest.mark.parametrize("text", ["On 5 May 12 people died.", "In March 30 people died.", "On 3 June 09:30 is the time."])
def test_a_count_behind_a_month_is_no_year(text: str) -> None:
    assert all(r is None or r.start.year in (2011, 2012) for _, r in ranges(text))
