"""Datelines and file names."""

from __future__ import annotations

from datetime import date

import pytest
from document_makers import ARTICLE

from horseshoe.documents import from_text
from horseshoe.documents.published import dateline, dateline_end, file_name_day

D = date(2012, 2, 1)


@pytest.mark.parametrize(
    ("text", "day", "agency"),
    [
        ("LONDON, 1 February 2012 (Wire) - The minister said so.", D, "Wire"),
        ("CAIRO, Egypt (AN) — Feb. 1, 2012 — He said so.", D, "AN"),
        ("(Geneva, February 1, 2012) – The group said so.", D, None),
        ("GENEVA, Feb. 1, 2012 (Wire) _ The group said so.", D, "Wire"),
        ("NEW YORK, 1 February 2012 — The Council met.", D, None),
        ("Geneva, 1 February 2012\nThe Council met.", D, None),
        ("A headline\nBy Jo Doe\nPublished: 2012-02-01 10:30\nText.", D, None),
        ("A headline\nWednesday, February 1, 2012 6:15 PM GMT\nText.", D, None),
        ("S/PV.6710\nWednesday, 1 February 2012, 3 p.m.\nNew York", D, None),
        ("Distr.: General\n1 February 2012\nOriginal: English", D, None),
        ("By Jo Doe | Feb 1, 2012 10:32 PM EST\nText", D, None),
        ("Text. " * 10 + "\nMore.\nPublished on 1st February 2012", D, None),
    ],
)
def test_dateline(text, day, agency):
    found = dateline(text)
    assert (found.day, found.agency) == (day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "On 1 February 2012, the Council met in New York.",
        "Members vetoed a draft on 1 February 2012",
        "The Council met - on 1 February 2012 - in New York.",
        "Security Council Resolution 1973 of March 17, 2011",
        "GENEVA, Feb 1 (Wire) - He said on 4 October 2011 that",
        "Nothing here. 2012 was a year.",
        "Meeting of 31 February 2012",
        "",
    ],
)
def test_no_dateline(text):
    assert dateline(text).day is None


def test_a_dateline_without_a_year_warns_and_invents_none():
    document = from_text(f"GENEVA, Feb 1 (Wire) - {ARTICLE}")
    assert document.published is None
    assert any("'Feb 1' without a year" in w for w in document.warnings)
    assert document.publisher == "Wire"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2012-02-01_foo.txt", D),
        ("foo-20120201.txt", D),
        ("wire_1Feb2012.html", D),
        ("feb-1-2012-vote.txt", D),
        ("/a/2011-01-01/foo.txt", None),
        ("https://example.org/2012/02/01/vote", D),
        ("https://example.org/2012/feb/01/vote", D),
        ("foo_2012.txt", None),
        ("id_1234567890123.txt", None),
        ("2012-13-45.txt", None),
    ],
)
def test_file_name(name, day):
    assert file_name_day(name) == day


def test_order_dateline_before_file_name():
    document = from_text(f"Geneva, 1 February 2012\n{ARTICLE}", path="2010-01-01.txt")
    assert (document.published, document.published_from) == (D, "dateline")
    named = from_text(ARTICLE, path="2010-01-01.txt")
    assert (named.published, named.published_from) == (date(2010, 1, 1), "file_name")
    none = from_text(ARTICLE)
    assert (none.published, none.published_from) == (None, None)
    assert any("--published" in w for w in none.warnings)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("LONDON, 1 February 2012 (Wire) - The minister said so.", "The minister said so."),
        ("\n\nLONDON, Feb 1 (Wire) - The minister - he said - agreed.", "The minister - he said - agreed."),
        ("A headline\nBy Jo Doe\nCAIRO, Egypt (AN) — Feb. 1, 2012 — He said so.\nMore.", "He said so.\nMore."),
        ("Geneva, 1 February 2012\nThe Council met.", None),
        ("The Council met - on 1 February 2012 - in New York.", None),
        ("", None),
    ],
)
def test_where_the_story_starts(text, rest):
    end = dateline_end(text)
    assert (None if end is None else text[end:]) == rest


def test_a_dateline_does_not_hide_the_first_sentence():
    from horseshoe.reading import read_document

    said = "Russia said on Tuesday that it would veto the draft resolution on Syria in the Security Council."
    plain, dated = (read_document(from_text(head + said)) for head in ("", "UNITED NATIONS, Feb 1 (Wire) - "))
    assert [(p.actor, p.stance) for p in dated.positions] == [(p.actor, p.stance) for p in plain.positions]
    assert plain.positions


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("73 (1949). Resolution of 11 August 1949\n[S/1376, II]", date(1949, 8, 11)),
        ("Resolution 242 (1967)\nof 22 November 1967", date(1967, 11, 22)),
        (
            "RESOLUTION 794 (1992)\nAdopted by the Security Council at its 3145th meeting,\non 3 December 1992",
            date(1992, 12, 3),
        ),
        ("Resolution 9 (1946)", None),
    ],
)
def test_a_resolution_is_dated_by_its_heading_and_not_by_what_it_recalls(heading: str, day: date | None) -> None:
    body = "The Security Council,\n\nRecalling its resolution\nof 4 May 1944,\n\n"
    body += "Considering its resolution 8 (1946)\nof 29 August 1946 and others"
    assert dateline(f"{heading}\n\n{body} that went before it,\n\n1. Demands calm.\n").day == day
