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


def test_a_short_text_is_shown_in_its_own_order_and_the_preamble_in_one_line() -> None:
    told = lines("1. Welcomes the talks;\n\n2. Stresses their value;\n\n3. Demands that the port be opened.\n")
    assert told == [
        "1. welcomes the talks",
        "2. stresses their value",
        "3. demands that the port be opened",
        "Acts under Chapter VII of the Charter",
        "Preamble: recalling, acting",
    ]


def test_of_many_paragraphs_decisions_come_first_and_views_are_told_together() -> None:
    views = "".join(f"{n}. Welcomes talk {n};\n\n" for n in range(1, 4))
    asked = "".join(f"{n}. Requests State {n} to report;\n\n" for n in range(4, 8))
    firm = "".join(f"{n}. Demands that port {n} be opened;\n\n" for n in range(8, 13))
    told = lines(views + asked + firm)
    assert [t.split(".")[0] for t in told[:8]] == ["8", "9", "10", "11", "12", "4", "5", "6"]
    assert told[8] == "Acts under Chapter VII of the Charter"
    assert told[10] == "Also: welcomes (1, 2, 3)"


def test_further_acts_of_a_paragraph_are_lines_of_their_own_with_what_is_due() -> None:
    told = lines(
        "1. Decides to extend until 12 March 2032 the mandate of the Panel of Experts, appointed in 2020, and requests "
        "the Panel to provide an interim report no later than 12 August 2031;\n\n"
        "2. Takes note of the report, and authorizes the dispatch of 300 observers.\n"
    )
    assert told[:3] == [
        "1. extends Panel of Experts to 12 March 2032",
        "1. also asks the Panel to provide an interim report no later than 12 August 2031",
        "2. authorizes the dispatch of 300 observers",
    ]


def test_what_stands_between_an_act_and_its_object_is_left_out() -> None:
    told = lines("1. Determines, having regard to the acts of the Government, that the sale of arms is a threat;\n")
    assert told[0] == "1. determines that the sale of arms is a threat"


@pytest.mark.parametrize(
    "words", ["Acting therefore under Chapter VII of the Charter,", "Acting under Articles 39 and 40 of the Charter,"]
)
def test_chapter_vii_is_found_in_every_form(words: str) -> None:
    assert "Acts under Chapter VII of the Charter" in lines("1. Demands a cease-fire.\n", f"{words}\n\n")


def test_a_text_of_views_alone_shows_them() -> None:
    assert lines("1. Welcomes the talks;\n", "Recalling its resolutions,\n\n")[0] == "1. welcomes the talks"


def test_sub_paragraphs_stand_under_a_bare_verb() -> None:
    told = lines(
        "Decides:\n\n(a) To call upon the parties to meet;\n\n(b) To renew the mandate of the Panel.\n", "Having met,\n\n"
    )
    assert told[0].endswith("To call upon the parties to meet")


def test_news_is_no_official_text() -> None:
    assert not is_official(Reading(document=Document("Russia vetoed a draft resolution.", "x", kind="news")))
