"""Press releases, coverage and verbatim records: votes, lists of members, who speaks for whom."""

from datetime import date
from pathlib import Path

import pytest

from horseshoe.model import Document, DocumentKind
from horseshoe.reading.formal import FormalItems, read_formal
from horseshoe.reading.formal.ballots import find_hand_counts, find_tallies
from horseshoe.reading.formal.turns import covered_turns, verbatim_turns
from horseshoe.reading.reader import read_document

SAMPLES = Path(__file__).parent / "samples"


def read(name: str, kind: DocumentKind) -> FormalItems:
    return read_formal(Document((SAMPLES / f"{name}.txt").read_text(), name, kind=kind))


def stances(items: FormalItems, stance: str) -> set[str]:
    return {p.actor for p in items.positions if p.stance == stance}


def test_record_of_a_veto() -> None:
    items = read("record", "meeting_record")
    [draft] = items.drafts
    assert (draft.symbol, draft.status, draft.vetoed_by) == ("S/2031/417", "vetoed", ("CHN", "RUS"))
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (12, 2, 1)
    assert len(stances(items, "voted_for")) == 12
    assert stances(items, "vetoed") == {"CHN", "RUS"}
    assert stances(items, "abstained") == {"PAK"}
    assert draft.sponsors == ("ALB", "NOR", "USA")


def test_president_speaks_for_the_council_but_in_a_national_capacity() -> None:
    quotes = read("record", "meeting_record").quotes
    chair = [q for q in quotes if q.speaker and q.speaker.name == "Mr. Adeyemi"]
    assert [q.speaker.actor for q in chair if q.speaker] == [None, None, "NGA"]
    assert chair[-1].span.text.startswith("Nigeria supports")
    assert "resume" not in chair[-1].span.text


def test_record_of_a_draft_that_failed_without_a_veto() -> None:
    items = read("failed_record", "meeting_record")
    [draft] = items.drafts
    assert (draft.status, draft.vetoed_by, draft.vote.yes) == ("failed", (), 4)
    assert stances(items, "voted_against") == {"FRA", "GBR", "USA"}
    assert not stances(items, "vetoed")
    assert "GBR" in stances(items, "opposes")


def test_coverage_of_a_veto() -> None:
    items = read("coverage", "press_release")
    [draft] = items.drafts
    assert (draft.symbol, draft.status, draft.vetoed_by) == ("S/2031/417", "vetoed", ("CHN", "RUS"))
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (12, 2, 1)
    assert stances(items, "abstained") == {"PAK"}
    assert stances(items, "voted_for") == {"NOR"}


def test_coverage_of_an_adoption() -> None:
    items = read("adopted_coverage", "press_release")
    [draft] = items.drafts
    assert (draft.symbol, draft.status) == ("S/RES/3051 (2031)", "adopted")
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (14, 0, 1)
    assert stances(items, "abstained") == {"USA"}
    [quote] = items.quotes
    assert quote.speaker
    assert (quote.speaker.name, quote.speaker.actor) == ("Helen Marsh", "GBR")


def test_press_statement_takes_no_vote() -> None:
    items = read("press_statement", "press_release")
    assert not items.drafts
    assert not items.positions


@pytest.mark.parametrize(
    ("text", "counts", "listed"),
    [
        ("by a vote of 10 in favour to none against, with 2 abstentions (China, Guyana)", (10, 0, 2), {"CHN", "GUY"}),
        ("by 8 votes in favour, 2 against (France, United States) and 5 abstentions", (8, 2, 5), {"FRA", "USA"}),
        ("a vote of fourteen in favour to one against (United States)", (14, 1, None), {"USA"}),
        ("13 votes for, two against and no abstentions", (13, 2, 0), set()),
    ],
)  # fmt: skip
def test_tallies(text: str, counts: tuple[int | None, ...], listed: set[str]) -> None:
    [ballot] = find_tallies(text)
    assert (ballot.yes, ballot.no, ballot.abstain) == counts
    assert {s.id for _, s in ballot.listed} == listed


def test_prose_with_numbers_is_no_tally() -> None:
    assert not list(find_tallies("The 15 members met for 3 hours against a background of 2 crises."))


def test_hand_count_without_votes_against() -> None:
    text = "In favour:\nBrazil, Chad, Chile\n\nAbstaining:\nChina\n\nThe President: It is adopted."
    [ballot] = find_hand_counts(text)
    assert (ballot.yes, ballot.no, ballot.abstain) == (3, 0, 1)


def test_speakers_of_both_forms() -> None:
    verbatim = "Mr. Núñez (Spain) (spoke in Spanish): Thank you.\n\nThe Secretary-General: I regret this outcome."
    assert [(t.name, t.state) for t in verbatim_turns(verbatim)] == [("Mr. Núñez", "ESP"), (None, "united-nations")]
    coverage = "JEAN-CLAUDE N’DIAYE, Foreign Minister of Senegal, said his country had waited.\n\nThe Council rose."
    [turn] = covered_turns(coverage)
    assert turn.role == "Foreign Minister of Senegal"
    assert turn.name == "Jean-Claude N’Diaye"


def test_long_hostile_texts_are_quick() -> None:
    names = ("Mr. " + "a" * 60_000, "Mr. " + "A" * 60_000, "Mr. " + "A " * 30_000, "Mr. " + "A’'" * 20_000, "A" * 60_000)
    for text in ("In favour:\n" * 3000, *names, "(" * 30_000, "1 in favour " * 5000, "1 in favour to 1 against. " * 3000):
        for kind in ("meeting_record", "press_release"):
            read_formal(Document(text, "x", kind=kind))  # type: ignore[arg-type]


def test_merged_reading_names_a_delegate_s_vote_once() -> None:
    from horseshoe.reading.reader import read_document

    reading = read_document(Document((SAMPLES / "record.txt").read_text(), "record", kind="meeting_record"))
    votes = [
        (p.actor, p.stance) for p in reading.positions if p.stance in ("voted_for", "vetoed", "abstained", "voted_against")
    ]
    assert len(votes) == len(set(votes)) == 15
    assert {d.symbol for d in reading.drafts} == {"S/2031/417"}


def test_speakers_of_a_release_in_one_piece_are_kept_apart() -> None:
    text = (
        "ANA DE SOUSA (Angola) said that talks should resume. She was concerned by delay. LEO STERN (Denmark) welcomed the "
        "report.\nWEI LIN (China) noted that time was short."
    )
    turns = list(covered_turns(text))
    assert [t.state for t in turns] == ["AGO", "DNK", "CHN"]
    assert [text[t.start : t.end].split()[-1] for t in turns] == ["delay.", "report.", "short."]


def votes_of(items: FormalItems) -> list[tuple[str | None, tuple[int | None, int | None, int | None], str]]:
    return [(d.symbol, (d.vote.yes, d.vote.no, d.vote.abstain), d.status) for d in items.drafts]


def release(text: str) -> FormalItems:
    return read_formal(Document(f"SC/19998\n16 May 2031\n\n{text}", "x", kind="press_release"))


def test_each_count_goes_to_its_own_draft() -> None:
    items = release(
        "The Security Council today failed to adopt two drafts on the port.\n\n"
        "By a vote of 10 in favour to 3 against (Chad, China, Russian Federation), with 2 "
        "abstentions (Brazil, Ghana), it rejected a text "
        "(document S/2031/417) tabled by the United States, owing to the vetoes.\n\n"
        "Also not adopted was a draft (document S/2031/418), submitted by the Russian "
        "Federation, by a vote of 4 in favour (Chad, China, "
        "Gabon, Russian Federation) to 2 against (United Kingdom, United States), with 9 abstentions."
    )
    assert votes_of(items) == [("S/2031/417", (10, 3, 2), "vetoed"), ("S/2031/418", (4, 2, 9), "failed")]
    assert [d.sponsors for d in items.drafts] == [("USA",), ("RUS",)]
    assert items.drafts[0].vetoed_by == ("CHN", "RUS")


def test_two_drafts_with_the_same_count_stay_two() -> None:
    items = release(
        "The draft (document S/2031/420) was adopted by 13 votes in favour to none "
        "against, with 2 abstentions (Chad, Gabon).\n\n"
        "The draft (document S/2031/421) was adopted by 13 votes in favour to none against, with 2 abstentions (Chad, Gabon)."
    )
    assert [d.symbol for d in items.drafts] == ["S/2031/420", "S/2031/421"]


def test_amendments_and_procedure_take_no_count_of_the_resolution() -> None:
    items = release(
        "Following a procedural vote of 9 in favour to 4 against, with 2 abstentions, the Council adopted its agenda.\n\n"
        "An amendment (document S/2031/430) proposed by Ghana was rejected by a vote of 5 in "
        "favour to 3 against, with 7 abstentions.\n\n"
        "Adopting resolution 3060 (2031) by a vote of 14 in favour to none against, with 1 "
        "abstention (Ghana), the Council extended the ban."
    )
    assert votes_of(items) == [("S/2031/430", (5, 3, 7), "failed"), ("S/RES/3060 (2031)", (14, 0, 1), "adopted")]
    assert [d.kind for d in items.drafts] == ["amendment", "draft"]


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("The text received 11 affirmative votes, two abstentions (Chad and China), and two "
            "negative votes (Ghana and Russian Federation).", (11, 2, 2)),
        ("It was defeated by 9 votes against (Chad, Gabon) to 2 votes in favour (China), with 4 abstentions.", (2, 9, 4)),
        ("A draft that received 13 votes in favour was not adopted owing to the "
            "negative votes of two permanent members.", (13, None, None)),
        ("Unanimously adopting resolution 3061 (2031), the Council extended the ban.", (15, 0, 0)),
    ],
)  # fmt: skip
def test_other_words_for_counts(told: str, counts: tuple[int | None, ...]) -> None:
    [draft] = release(told).drafts
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == counts


def test_votes_against_that_no_word_tells_follow_from_the_seats_and_a_veto_told_in_words_is_named() -> None:
    items = release(
        "The draft (document S/2031/450), submitted by Norway, was defeated owing to the veto cast by the Russian Federation "
        "in a vote that had otherwise garnered 13 votes in favour, with 1 abstention (China)."
    )
    assert votes_of(items) == [("S/2031/450", (13, 1, 1), "vetoed")]
    assert items.drafts[0].vetoed_by == ("RUS",)


def test_a_veto_recalled_beside_an_adoption_vetoes_nothing() -> None:
    [draft] = release(
        "Adopting resolution 3064 (2031) by a vote of 14 in favour to none against, with 1 abstention (China), a year after a "
        "text had been vetoed by China, the Council extended the ban."
    ).drafts
    assert (draft.status, draft.vetoed_by) == ("adopted", ())


def test_a_provisional_agenda_that_failed_is_no_draft() -> None:
    assert not release(
        "The provisional agenda failed to be adopted by a vote of none against to 6 in favour, with 9 abstentions."
    ).drafts


def test_a_record_of_an_amendment_a_draft_and_a_question_of_procedure() -> None:
    items = read("three_votes", "meeting_record")
    assert votes_of(items) == [("S/2025/991", (3, 1, 11), "failed"), ("S/2025/990", (14, 0, 1), "adopted")]
    assert [d.kind for d in items.drafts] == ["amendment", "draft"]
    assert items.drafts[1].matches == "S/RES/2999 (2025)"
    assert len([p for p in items.positions if p.target == "draft-2"]) == 15
    assert not items.warnings


def test_the_count_of_amendments_is_not_the_resolution_s() -> None:
    from horseshoe.reading.reader import read_document

    text = (
        "SC/19998\n10 January 2025\n\nAdopting Resolution 2999 (2025) by Recorded Vote, Council Demands Open Ports\n\nMembers "
        "Reject Two Amendments by Pakistan\n\nThe Security Council today adopted resolution 2999 (2025), "
        "demanding that the ports of Yemen be opened.\n\n"
        "The first would have added a paragraph on the text’s precedents. "
        "The second would have replaced one. Both were rejected by a vote of 4 in favour (Algeria, China, Pakistan, Somalia) "
        "to 2 against (United Kingdom, United States), with 9 abstentions."
    )
    reading = read_document(Document(text, "x", kind="press_release", published=date(2025, 1, 10)))
    told = {d.kind: d for d in reading.drafts}
    assert told["amendment"].vote.yes == 4
    assert told["amendment"].sponsors == ("PAK",)
    assert told["draft"].status == "adopted"
    assert told["draft"].vote.yes is None
    assert not [p for p in reading.positions if p.target == told["draft"].id and p.stance == "voted_for"]


def test_the_end_of_a_mandate_is_not_the_day_of_a_meeting() -> None:
    text = "SC/19998\n\nThe Council adopted resolution 3065 (2031) by 14 votes in favour, none against, with 1 abstention. "
    text += "It runs until 10 July 2032."
    [draft] = read_formal(Document(text, "x", kind="press_release")).drafts
    assert draft.vote.date is None


def test_the_text_annexed_to_a_release_gives_the_draft_its_provisions() -> None:
    [draft] = release(
        "Unanimously adopting resolution 3063 (2031), the Council extended the ban.\n\n"
        "The full text of resolution 3063 (2031) reads as follows:\n\n“The Security Council,\n\n“Recalling its resolutions,\n\n"
        "“1. Decides to extend the ban;\n\n“2. Requests the Secretary-General to report.”\n\nThe meeting rose at noon."
    ).drafts
    assert [(p.number, p.act) for p in draft.provisions] == [(None, "recalling"), ("1", "decides"), ("2", "requests")]


def test_a_vote_that_a_speaker_recalls_is_not_the_meeting_s() -> None:
    assert not release(
        "INGRID OLSEN (Norway) recalled that in 2021 a draft had 9 votes in favour to 4 against, with 2 abstentions."
    ).drafts


RECORD = (
    "S/PV.9998\n16 May 2031\n\nThe President: I shall put to the vote the draft "
    "resolution contained in document S/2031/440.\n\n"
    "A vote was taken by show of hands.\n\nIn favour:\nBrazil, Chad, China, France, Ghana, "
    "Japan, Malta, Mexico, Nigeria, Norway, Russian\n"
    "Federation, Switzerland, United Kingdom of Great Britain and\nNorthern Ireland, United States of America, Gabon\n\n"
    "The President: There were 14 votes in favour and 1 abstention. The draft resolution "
    "has been adopted as resolution 3062 (2031).\n\n"
    "I shall now put to the vote the draft resolution contained in document "
    "S/2031/441.\n\nIn favour:\nChad, China\n\nAgainst:\nNone\n\n"
    "Abstaining:\nBrazil, France\n\nThe President: There were 2 votes in favour, none "
    "against and 2 abstentions. It has not been adopted.\n\n"
    "Mr. Li Bao (China), speaking on a point of order: I wish to be heard.\n\n"
    "16/05/2031 The situation in Ruritania S/PV.9998\n\nI have been heard.\n\n"
    "Ms. Doe (Norway) (spoke in French; English text provided by the delegation): I "
    "speak on behalf of the five Nordic countries.\n\n"
    "Mr. Bello (Nigeria): I deliver this statement on behalf of the A3+.\n\nMr. Bello took a seat at the Council table.\n"
)


def test_record_with_two_drafts_and_an_announcement_that_differs() -> None:
    items = read_formal(Document(RECORD, "x", kind="meeting_record"))
    assert votes_of(items) == [("S/2031/440", (15, 0, 0), "adopted"), ("S/2031/441", (2, 0, 2), "failed")]
    assert items.drafts[0].matches == "S/RES/3062 (2031)"
    [warning] = items.warnings
    assert "14-0-1" in warning
    assert "15-0-0" in warning


def test_heads_of_every_form_blocs_and_stage_directions() -> None:
    quotes = read_formal(Document(RECORD, "x", kind="meeting_record")).quotes
    said = {q.speaker.name: q for q in quotes if q.speaker and q.speaker.name}
    assert [p.text for p in said["Mr. Li Bao"].parts] == ["I wish to be heard.", "I have been heard."]
    assert said["Ms. Doe"].speaker
    assert said["Ms. Doe"].speaker.speaks_for == "nordic-countries"
    assert said["Mr. Bello"].speaker
    assert said["Mr. Bello"].speaker.speaks_for == "a3-plus"
    assert not any("took a seat" in p.text or "In favour" in p.text for q in quotes for p in q.parts)


@pytest.mark.parametrize(
    ("head", "name", "state"),
    [
        ("Ms. Roe (Norway) [interpretation from French]:", "Ms. Roe", "NOR"),
        ("Ms. Roe (Norway) (spoke in French) [during the reading of the list]:", "Ms. Roe", "NOR"),
        ("H.E. Mr. Roe (Chad):", "Mr. Roe", "TCD"),
        ("His Excellency Mr. Roe (Chad) (spoke in French):", "Mr. Roe", "TCD"),
        ("The representative of Ghana:", None, "GHA"),
        ("The Permanent Representative of Ghana (spoke in French):", None, "GHA"),
    ],
)
def test_heads_with_brackets_courtesies_and_seats_open_a_turn(head: str, name: str | None, state: str) -> None:
    [first, second] = verbatim_turns(f"Mr. Doe (Malta): Malta has the floor.\n\n{head} It is our turn now.\n")
    assert first.end < second.start
    assert (second.name, second.state) == (name, state)


def test_the_text_that_a_delegation_provides_is_no_draft() -> None:
    record = (
        "S/PV.9997\n16 May 2031\n\nMs. Doe (Chad) (spoke in French; English text provided by the delegation): We regret it.\n\n"
        "Mr. Roe (Malta): Malta put the draft resolution on Ruritania to the Council. We ask for its adoption.\n"
    )
    reading = read_document(Document(record, "x", kind="meeting_record"))
    assert not [p.actor for p in reading.positions if p.actor == "GBR"]
    assert all("GBR" not in d.sponsors for d in reading.drafts)


ORAL = (
    "S/PV.9996\n16 May 2031\n\nThe President: Members have before them document S/2031/450, which contains the text of a draft "
    "resolution submitted by Norway and Malta.\n\n{told}A vote was taken by show of hands.\n\nIn favour:\nChad, Gabon\n\n"
    "Against:\nMalta, Norway\n\nThe President: The amendment has not been adopted.\n\nThe President: I now put to the vote "
    "the draft resolution contained in document S/2031/450.\n\nA vote was taken by show of hands.\n\nIn favour:\nBrazil, Chad, "
    "Gabon, Ghana, Japan, Malta, Mexico, Niger, Norway, Yemen\n\nThe President: The draft resolution has been adopted.\n"
)


@pytest.mark.parametrize(
    "told",
    [
        "The President: I first put to the vote the oral amendment proposed by the representative of Chad to S/2031/450.\n\n",
        "The President: I shall put to the vote the amendment proposed orally by the representative of Chad.\n\n",
        "The President: The representative of Chad has submitted an oral amendment. I put that amendment to the vote.\n\n",
        "Mr. Roe (Chad) (spoke in French): We propose an oral amendment to paragraph 2.\n\nThe President: I put it, the oral "
        "amendment, to the vote.\n\n",
    ],
)
def test_an_oral_amendment_is_its_mover_s_and_has_no_symbol(told: str) -> None:
    items = read_formal(Document(ORAL.format(told=told), "x", kind="meeting_record"))
    oral, draft = items.drafts
    assert (oral.kind, oral.label, oral.symbol) == ("amendment", "Oral amendment to draft resolution S/2031/450", None)
    assert (oral.sponsors, oral.status, oral.vote.yes) == (("TCD",), "failed", 2)
    assert (draft.kind, draft.symbol, draft.sponsors, draft.status) == ("draft", "S/2031/450", ("NOR", "MLT"), "adopted")


def test_an_amendment_on_paper_keeps_its_symbol_and_sponsors() -> None:
    told = (
        "Mr. Roe (Chad): We propose an oral amendment, and withdraw it.\n\nThe President: I put to the vote the amendment "
        "contained in document S/2031/451, submitted by Gabon.\n\n"
    )
    [paper, _] = read_formal(Document(ORAL.format(told=told), "x", kind="meeting_record")).drafts
    assert (paper.kind, paper.symbol, paper.sponsors) == ("amendment", "S/2031/451", ("GAB",))
