"""The briefing of a draft or resolution: what it decides in plain words."""

import dataclasses

import pytest

from horseshoe.brief.official import decision_lines, is_official
from horseshoe.model import Document, Reading
from horseshoe.reading.formal import merge_formal
from horseshoe.reading.known import Known

HEAD = "S/2031/450\n16 May 2031\n\nGhana: draft resolution\n\nThe Security Council,\n\n"
PREAMBLE = "Recalling its resolutions,\n\nActing under Chapter VII of the Charter of the United Nations,\n\n"


def lines(operative: str, preamble: str = PREAMBLE) -> list[str]:
    document = Document(HEAD + preamble + operative, "x", kind="draft_resolution")
    known = merge_formal(document, Known())
    items = {f.name: getattr(known, f.name) for f in dataclasses.fields(known)}
    reading = Reading(document=document, **items)
    assert is_official(reading)
    found = decision_lines(reading)
    assert all(span.reproduces(document.text) for line in found for span in line.spans)
    return [line.text for line in found]


@pytest.mark.parametrize(
    ("paragraph", "plain"),
    [
        (
            "Decides to extend the mandate of the United Nations Mission in Ruritania (UNMIR) until 15 December 2031;",
            "1. extends UNMIR to 15 December 2031",
        ),
        (
            "Decides to renew the mandate of the Panel for a further period of six months;",
            "1. extends Panel for six months (by 2031-11-16)",
        ),
        (
            "Decides that all States shall prevent the sale or supply of arms and related materiel to Ruritania;",
            "1. imposes an arms embargo on Ruritania",
        ),
        ("Decides to establish a committee of the whole;", "1. establishes a committee of the whole"),
        ("Calls for an end to the fighting;", "1. calls for an end to the fighting"),
        ("Requests the Secretary-General to report by 1 July 2031;", "1. asks the Secretary-General to report by 1 July 2031"),
        ("Decides to remain actively seized of the matter.", "1. keeps the matter on its agenda"),
    ],
)
def test_one_paragraph_in_plain_words(paragraph: str, plain: str) -> None:
    assert lines(f"1. {paragraph}\n")[0] == plain


def test_views_are_told_together_and_the_preamble_in_one_line() -> None:
    told = lines("1. Welcomes the talks;\n\n2. Stresses their value;\n\n3. Demands that the port be opened.\n")
    assert told == [
        "3. demands that the port be opened",
        "Also: welcomes (1), stresses (2)",
        "Acts under Chapter VII of the Charter",
        "Preamble: recalling, acting",
    ]


def test_a_text_of_views_alone_shows_them() -> None:
    assert lines("1. Welcomes the talks;\n", "Recalling its resolutions,\n\n")[0] == "1. welcomes the talks"


def test_sub_paragraphs_stand_under_a_bare_verb() -> None:
    told = lines(
        "Decides:\n\n(a) To call upon the parties to meet;\n\n(b) To renew the mandate of the Panel.\n", "Having met,\n\n"
    )
    assert told[0].endswith("To call upon the parties to meet")


def test_news_is_no_official_text() -> None:
    assert not is_official(Reading(document=Document("Russia vetoed a draft resolution.", "x", kind="news")))
