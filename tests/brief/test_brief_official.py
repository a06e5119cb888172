"""The briefing of a draft or resolution: what it decides in plain words."""

import dataclasses

import pytest

from horseshoe.brief.build import build_brief
from horseshoe.brief.official import decision_lines, is_official
from horseshoe.documents.load import from_text
from horseshoe.model import Document, Reading
from horseshoe.reading.formal import merge_formal
from horseshoe.reading.known import Known
from horseshoe.reading.reader import read_document

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
            "1. extends Panel for six months (until 16 November 2031)",
        ),
        (
            "Decides that all States shall prevent the sale or supply of arms and related materiel to Ruritania;",
            "1. imposes an arms embargo on Ruritania",
        ),
        (
            "Decides, in this context, to extend the mandate of the Force for an additional period ending on 31 March 2032;",
            "1. extends Force to 31 March 2032",
        ),
        (
            "Decides that, for an initial period of one year, all Member States shall prevent the entry into or transit "
            "through their territories of any persons named by the Committee, save their own nationals;",
            "1. imposes a travel ban on any persons named by the Committee (until 16 May 2032)",
        ),
        (
            "Decides that all Member States shall freeze the funds owned or controlled, directly or indirectly, by any persons "
            "named by the Committee;",
            "1. imposes an assets freeze on any persons named by the Committee",
        ),
        (
            "Decides that States shall continue to prevent the entry into or transit through their land of the persons listed;",
            "1. keeps a travel ban on the persons listed",
        ),
        (
            "Decides that the measures imposed by paragraphs 3 and 5 above shall not apply to food;",
            "1. makes exceptions to paragraph 3 and 5",
        ),
        (
            "Decides that paragraph 4, on the travel ban, shall apply to those who loot;",
            "1. decides that paragraph 4, on the travel ban, shall apply to those who loot",
        ),
        (
            "Calls upon all States to report within ninety days on their steps;",
            "1. calls on all States to report within ninety days on their steps (by 14 August 2031)",
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


def briefed(text: str) -> tuple[str, dict[str, list[str]]]:
    brief = build_brief(read_document(from_text(text, path="x")))
    assert all(span.reproduces(brief.document.text) for s in brief.sections for line in s.lines for span in line.spans)
    return brief.headline.text, {s.key: [line.text for line in s.lines] for s in brief.sections}


def test_a_presidential_statement_is_told_sentence_by_sentence() -> None:
    headline, sections = briefed(
        "United Nations S/PRST/2025/4\nSecurity Council Distr.: General\n3 June 2025\n\n"
        "Statement by the President of the Security Council\n\nAt the 9929th meeting of the Security Council, held on "
        "3 June 2025, the President made the following statement on behalf of the Council:\n\n"
        "“The Security Council condemns the attack on the "
        "port near St. Mary, and the killing of six workers.\n\n“The Security Council calls upon all to open the road.”\n"
    )
    said = "condemns the attack on the port near St. Mary, and the killing of six workers"
    assert headline == f"Presidential statement S/PRST/2025/4: the Council {said}"
    assert sections["says"] == [said.capitalize().replace("st. mary", "St. Mary"), "Calls upon all to open the road"]


def test_a_press_statement_is_no_vote_on_the_resolution_it_recalls() -> None:
    headline, sections = briefed(
        "SC/19999\n3 June 2025\nSecurity Council Press Statement on Attack in Ruritania\n\n"
        "Members of the Security Council condemned the attack.  They expressed their sympathy.\n\n"
        "By adopting resolution 2750 (2024), the Council has reaffirmed its resolve.\n"
    )
    assert headline == "Press statement: the Council condemned the attack"
    assert sections["says"] == ["Condemned the attack", "Expressed their sympathy"]


def test_a_report_of_the_secretary_general_says_what_it_is_and_what_he_recommends() -> None:
    headline, sections = briefed(
        "United Nations S/2025/500\nSecurity Council Distr.: General\n2 June 2025\n\n"
        "Report of the Secretary-General on the situation in Ruritania\n\n"
        "1. The present report is submitted pursuant to resolution 2750 (2024).\n\n"
        "2. I recommend that the Council extend the mandate of the mission until 30 June 2026. Talks went on.\n"
    )
    assert headline == (
        "Report of the Secretary-General on the situation in Ruritania (S/2025/500), "
        "submitted pursuant to resolution 2750 (2024)"
    )
    assert sections["recommends"] == ["I recommend that the Council extend the mandate of the mission until 30 June 2026"]


def test_the_headline_of_a_meeting_tells_every_vote() -> None:
    headline, _ = briefed(
        "SC/19998\n16 May 2025\n\nThe Security Council today failed to adopt two drafts on Sudan.\n\n"
        "By a vote of 10 in favour to 1 against (Russian Federation), with 4 abstentions (China, Guyana, Pakistan, "
        "Somalia), it rejected a text (document S/2025/917) tabled by the United Kingdom, owing to the veto.\n\n"
        "Also not adopted was a draft (document S/2025/918), submitted by the Russian Federation, by a vote of 4 in "
        "favour (China, Pakistan, Russian Federation, Somalia) to 2 against (United Kingdom, United States), with "
        "9 abstentions.\n"
    )
    first, second = headline.split("; ")
    assert "Russia vetoed" in first
    assert "(10 for, 1 against, 4 abstaining)" in first
    assert "S/2025/918" in second
    assert second.endswith("was not adopted (4 for, 2 against, 9 abstaining)")


def test_headings_between_paragraphs_are_part_of_none() -> None:
    told = lines(
        "1. Decides that paragraph 2 shall apply to those who loot;\nTravel Ban\n"
        "2. Decides that paragraph 1 shall apply to those who burn;\nPanel of Experts\n3. Demands that the port be opened.\n"
    )
    assert told[:3] == [
        "1. decides that paragraph 2 shall apply to those who loot",
        "2. decides that paragraph 1 shall apply to those who burn",
        "3. demands that the port be opened",
    ]


def test_sub_paragraphs_stay_with_their_paragraph() -> None:
    views = "".join(f"{n}. Urges all parties to keep promise {n} of the accord without delay;\n\n" for n in range(1, 9))
    told = lines(f"{views}9. Decides that the Panel shall:\n(a) Assist the Committee;\n(b) Visit the port;\n")
    assert [line.split(" ")[0] for line in told[:3]] == ["9.", "9", "9"]


def test_a_resolution_s_paragraphs_are_nobody_s_quotations() -> None:
    text = HEAD + PREAMBLE + "1. Decides that the port shall be opened by 1 July 2031;\n"
    assert read_document(Document(text, "x", kind="draft_resolution")).quotes == ()
