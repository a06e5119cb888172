"""Texts of drafts and resolutions: paragraphs, acts, addressees, what binds, measures, deadlines."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.model import Document, Draft, Provision
from horseshoe.reading.formal import read_formal
from horseshoe.reading.formal.acts import acts_by_name, binds, read_opening
from horseshoe.reading.formal.deadlines import find_deadline
from horseshoe.reading.formal.paragraphs import find_body, split_paragraphs
from horseshoe.reading.formal.provisions import find_addressee
from horseshoe.reading.formal.resolution import read_resolution
from horseshoe.reading.formal.situation import find_situation

SAMPLES = Path(__file__).parent / "samples"


def read(name: str, kind: str = "draft_resolution") -> Draft:
    [draft] = read_formal(Document((SAMPLES / f"{name}.txt").read_text(), name, kind=kind)).drafts  # type: ignore[arg-type]
    return draft


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read("draft")


def numbered(draft: Draft) -> dict[str, Provision]:
    return {p.number: p for p in draft.provisions if p.number and p.part == "operative"}


def test_header(draft: Draft) -> None:
    assert draft.symbol == "S/2031/417"
    assert draft.sponsors == ("ALB", "GHA", "IRN", "NOR", "TTO", "USA")
    assert draft.situation == "SDN"
    assert draft.status == "pending"
    assert draft.when
    assert draft.when.start == date(2031, 5, 12)


def test_paragraphs_are_numbered_and_page_breaks_leave_nothing(draft: Draft) -> None:
    assert list(numbered(draft)) == ["1", "2", "3", "3 (a)", "3 (b)", "4", "5", "6", "7", "8", "9"]
    assert sum(p.part == "preambular" for p in draft.provisions) == 4
    assert not any("31-04417" in p.span.text for p in draft.provisions)


def test_acts_and_addressees(draft: Draft) -> None:
    told = {n: (p.act, p.addressee) for n, p in numbered(draft).items()}
    assert told["1"] == ("demands", "all parties in Sudan")
    assert told["2"] == ("decides", "all States")
    assert told["4"] == ("condemns", None)
    assert told["5"] == ("calls upon", "all Member States")
    assert told["6"] == ("urges", "the Sudanese authorities")
    assert told["7"] == ("requests", "the Secretary-General")
    assert told["8"] == ("expresses intention", None)


def test_binding_under_chapter_vii(draft: Draft) -> None:
    told = {n: p.binding for n, p in numbered(draft).items()}
    assert [told[n] for n in ("1", "2", "3 (a)")] == [True, True, True]
    assert [told[n] for n in ("4", "5", "6", "7", "8")] == [False] * 5


def test_measures(draft: Draft) -> None:
    told = {n: p.measures for n, p in numbered(draft).items()}
    assert told["2"] == ("sanctions:arms_embargo",)
    assert "monitoring:mission" in told["3"]
    assert "monitoring:inspection" in told["3 (b)"]
    assert told["7"] == ("reporting",)
    assert told["8"] == ("threat:further_measures",)
    assert told["9"] == ("procedural",)


def test_deadlines_and_conditions(draft: Draft) -> None:
    told = numbered(draft)
    assert told["3 (b)"].deadline
    assert told["3 (b)"].deadline.start == date(2031, 6, 30)
    assert told["7"].deadline
    assert told["7"].deadline.start == date(2031, 6, 11)
    assert told["8"].condition == "in the event of non-compliance with the present resolution"


def test_annex(draft: Draft) -> None:
    [annex] = [p for p in draft.provisions if p.part == "annex"]
    assert annex.span.text.startswith("Individuals subject")


def test_adopted_resolution_outside_chapter_vii() -> None:
    draft = read("resolution", "resolution")
    assert (draft.symbol, draft.status, draft.vote.date) == ("S/RES/3050 (2031)", "adopted", date(2031, 6, 2))
    told = numbered(draft)
    assert told["1"].binding is True
    assert told["1"].deadline
    assert told["1"].deadline.start == date(2031, 10, 15)
    assert told["2"].binding is None  # a demand outside Chapter VII
    assert told["3"].binding is False
    assert draft.situation == "HTI"


def test_text_without_a_body_is_no_resolution() -> None:
    assert not read_resolution(Document("The council of elders met.", "x", kind="resolution")).drafts


@pytest.mark.parametrize(
    ("words", "act", "rank"),
    [
        ("Decides that all States", "decides", 100),
        ("Further demands that", "demands", 90),
        ("Strongly urges the parties", "urges", 57),
        ("Calls on the parties", "calls upon", 60),
        ("Also condemns in the strongest terms the attack", "condemns", 60),
        ("Expresses its intention to review", "expresses intention", 50),
    ],
)
def test_openings(words: str, act: str, rank: int) -> None:
    opening = read_opening(words)
    assert opening
    assert (opening.act.name, opening.rank) == (act, rank)


def test_scale_runs_from_decides_to_invites() -> None:
    acts = acts_by_name()
    order = [acts[n].rank for n in ("decides", "demands", "calls upon", "urges", "encourages", "invites")]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) == len(order)


def test_no_act_opens_ordinary_prose() -> None:
    assert read_opening("The parties met in Geneva.") is None


def test_demand_binds_only_under_chapter_vii() -> None:
    demand = acts_by_name()["demands"]
    assert binds(demand, True) is True
    assert binds(demand, False) is None


def test_addressee_stops_at_what_is_asked() -> None:
    assert find_addressee(" upon the Houthis to release the crew", "calls upon") == "the Houthis"
    assert find_addressee(" to remain seized of the matter", "decides") is None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("no later than 1 March 2032", date(2032, 3, 1)),
        ("within two weeks of adoption", date(2031, 1, 15)),
        ("for a further period of three months", date(2031, 4, 1)),
        ("within 72 hours", date(2031, 1, 4)),
        ("by March 1, 2032", date(2032, 3, 1)),
        ("forty-five days from the adoption of this resolution", date(2031, 2, 15)),
        ("thirteen months after the date of adoption", date(2032, 2, 1)),
        ("every 60 days", None),
        ("by 31 February 2032", None),
    ],
)
def test_deadline_words(words: str, due: date | None) -> None:
    found = find_deadline(f"Requests him to report {words}", date(2031, 1, 1))
    assert (found.range.start if found and found.range else None) == due


def test_informal_numbering() -> None:
    text = "The Security Council,\nPP1 Recalling its resolution 242,\nOP1 Decides to act;\nOP2. Urges calm.\n"
    body = find_body(text)
    assert body is not None
    assert [(p.part, p.number) for p in split_paragraphs(text, body)] == [
        ("preambular", None),
        ("operative", "1"),
        ("operative", "2"),
    ]


def test_situation_is_not_told_when_two_states_are_named_alike() -> None:
    assert find_situation("Chad and Niger; Niger and Chad.", 0) is None


@given(st.text(alphabet="The Security Council,\n 1.2)(a) Decides URGES annex §\t", max_size=400))
def test_any_text_gives_spans_that_hold(text: str) -> None:
    body = find_body("The Security Council,\n" + text)
    assert body is not None
    whole = "The Security Council,\n" + text
    for p in split_paragraphs(whole, body):
        assert 0 <= p.start <= p.end <= len(whole)
    for draft in read_resolution(Document(whole, "x", kind="resolution")).drafts:
        assert all(p.span.reproduces(whole) for p in draft.provisions)


OLD = (
    "9301 (1949). Resolution of 4 March 1949\n[S/1299]\n\nThe Security Council,\n\nHaving "
    "heard the report on the port of Ruritania,\n\n"
    "1. Calls upon the parties to open the port;\n\n2, Requests the Secretary-General to report.\n\n"
)


def adopted(closing: str, heading: str | None = None) -> tuple[Draft, dict[str, str]]:
    text = (heading + OLD[OLD.index("\n[S/") :] if heading else OLD) + closing
    items = read_formal(Document(text, "x", kind="resolution"))
    return items.drafts[0], {p.actor: p.stance for p in items.positions}


@pytest.mark.parametrize(
    ("closing", "tally"),
    [
        ("Adopted unanimously at the 416th meeting.", (11, 0, 0)),
        ("Adapted at the 416th meet-\ning by 10 votes to none, with I abstention (Egypt).", (10, 0, 1)),
        ("Adopted at the 416th meeting by 8 votes to 2 (Cuba, Norway), with ] abstention (Egypt)", (8, 2, 1)),
        ("Adopted at the 4I6th meeting by 9 votes 10 none, with 2 abstentions "
            "(Ukrainian Soviet Socia- list Republic, Egypt}.", (9, 0, 2)),
        ("Adopted at the 416th meeting by 2 votes to none, with 2 abstentions (Egypt, Cuba).", (9, 0, 2)),
        ("Adopted at the 416th meeting by 10 votes (Egypt, absent).", (10, 0, 0)),
        ("Adopted at the 416th meeting. 3\n\n3 In the absence of objections, the "
            "President declared it adopted unanimously.", (11, 0, 0)),
        ("Adopted at the 416th meeting. 3\n\n3 Adopted without vote.", (None, None, None)),
    ],
)  # fmt: skip
def test_closing_lines(closing: str, tally: tuple[int | None, ...]) -> None:
    draft, votes = adopted(closing)
    assert (draft.symbol, draft.status, draft.vote.date) == ("S/RES/9301 (1949)", "adopted", date(1949, 3, 4))
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == tally
    assert [p.number for p in draft.provisions] == [None, "1", "2"]
    if tally[0] is not None:
        assert sum(s == "voted_for" for s in votes.values()) == tally[0]
        assert sum(s == "voted_against" for s in votes.values()) == tally[1]


def test_members_are_told_by_the_day_and_misread_names() -> None:
    _, votes = adopted(
        "Adopted at the 416th meeting by 9 votes to none, with 2 abstentions (Union of S0viet Socialist Republics, Egypt)."
    )
    assert votes["SUN"] == votes["EGY"] == "abstained"
    assert votes["UKR"] == votes["CUB"] == "voted_for"
    assert len(votes) == 11


def test_nobody_votes_where_the_counts_leave_a_seat_open() -> None:
    _, votes = adopted("Adopted at the 416th meeting by 9 votes to none, with 1 abstention (Egypt).")
    assert votes == {"EGY": "abstained"}
    _, votes = adopted(
        "Adopted at the 416th meeting by 9 votes to none, with 1 abstention (Egypt). "
        "4\n\n4 One member (Cuba) did not participate."
    )
    assert "CUB" not in votes
    assert len(votes) == 10


@pytest.mark.parametrize(
    ("heading", "symbol", "day"),
    [
        ("Resolution 9301 (1971)\nof 4 March 1971", "S/RES/9301 (1971)", date(1971, 3, 4)),
        ("RESOLUTION 9301 (1992)\n\nAdopted by the Security Council at its "
            "3001st meeting,\non 4 March 1992", "S/RES/9301 (1992)", date(1992, 3, 4)),
        ("Resolution 93O1 (197-1)\nef 3f Auqust £971", "S/RES/9301 (1971)", date(1971, 8, 31)),
    ],
)  # fmt: skip
def test_headings(heading: str, symbol: str, day: date) -> None:
    draft, _ = adopted("Adopted at the 1610th meeting.", heading)
    assert (draft.symbol, draft.vote.date) == (symbol, day)


def test_preamble_before_the_council_s_line_and_acts_in_a_sentence() -> None:
    text = (
        "9302 (1947). Resolution of 5 March 1947\n\nWhereas the Commission has asked for more time,\n\nThe Security Council\n\n"
        "Resolves that the Commission shall have it.\n\nAdopted unanimously at the 120th "
        "meeting.\n\nDecision\n\n3 Ibid., page 9."
    )
    [draft] = read_formal(Document(text, "x", kind="resolution")).drafts
    assert [(p.act, p.part) for p in draft.provisions if p.act != "the"] == [
        ("whereas", "preambular"),
        ("decides", "operative"),
    ]


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("Recalling its resolutions 1718 (2006), 1874 (2009) and 2397 (2017), Decides to meet.", "PRK"),
        ("Having considered the report on UNDOF, Decides to renew its mandate.", "ISR-SYR"),
        ("Reaffirming that UNFICYP and the Greek and Turkish communities", "CYP"),
        ("Having examined the application of Ruritania for admission to the United Nations, Mali and Chad", "admission"),
        ("Stressing the work of the Residual Mechanism", "tribunals"),
        ("Gravely concerned at attacks on ships in the Red Sea", "red-sea"),
        ("Deploring the deaths in Palestine and Gaza", "PSE"),
    ],
)
def test_situation_by_mission_matter_and_recited_number(text: str, situation: str) -> None:
    assert find_situation(text, 0) == situation


@pytest.mark.parametrize(
    ("meeting", "printed", "day"),
    [
        ("1536th", "21 May 1970", date(1970, 5, 11)),  # another day of the month than the meeting's: misread
        ("1536th", "12 May 1970", date(1970, 5, 12)),  # past midnight
        ("1537th", "21 May 1970", date(1970, 5, 21)),  # another meeting: nothing to go by
    ],
)
def test_a_misread_day_is_told_by_the_meeting(meeting: str, printed: str, day: date) -> None:
    text = f"Resolution 278 (1970)\nof {printed}\n\nThe Security Council,\n\n1. Demands calm.\n\n"
    text += f"Adopted unanimously at the\n{meeting} meeting."
    items = read_formal(Document(text, "x", kind="resolution"))
    assert items.drafts[0].vote.date == day
    assert len([w for w in items.warnings if "was held on" in w]) == (day == date(1970, 5, 11))
