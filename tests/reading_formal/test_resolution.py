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
