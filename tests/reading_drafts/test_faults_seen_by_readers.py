"""Kinds of fault that a desk found in briefings of real articles, each in a sentence of our own."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.model import Document, Reading
from horseshoe.reading import Reader
from horseshoe.reading.drafts.votes import find_tally, told_of_another

READER = Reader()


def read(text: str) -> Reading:
    return READER.read(Document(text, "desk", published=date(2012, 2, 1), published_from="option", kind="news"))


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("The Security Council's inability to adopt the draft resolution on Chad will allow the rebels to buy arms.", "failed"),
        (
            "The Security Council's inability to adopt the draft resolution on Chad would allow the rebels to buy arms.",
            "pending",
        ),
        ("A Security Council vote on whether to lift the embargo on Chad has failed to go through.", "failed"),
    ],
)
def test_a_decision_told_by_a_noun_or_a_vote(said: str, status: str) -> None:
    assert [d.status for d in read(said).drafts] == [status]


def test_a_vote_that_might_fail_has_not() -> None:
    assert read("A Security Council vote on whether to lift the embargo on Chad may fail.").drafts == ()


def test_the_day_of_what_a_draft_is_about_is_not_its_own() -> None:
    [draft] = read("Russia vetoed a Security Council resolution that would have condemned the raid in Chad last week.").drafts
    assert (draft.status, draft.when, draft.vote.date) == ("vetoed", None, None)


def test_counts_of_a_request_to_wait_are_not_the_draft_s() -> None:
    [draft] = read(
        "Togo's call for a delay got only four votes. It was opposed by eight members, with three abstentions. "
        "The French draft resolution on Chad was then adopted by the Security Council by 11 votes to two, with two abstentions."
    ).drafts
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (11, 2, 2)


def test_a_draft_adopted_behind_a_failed_request_keeps_its_counts() -> None:
    [draft] = read(
        "After the call for a delay failed, the Security Council adopted the resolution on Chad by 13 votes to two."
    ).drafts
    assert (draft.vote.yes, draft.vote.no) == (13, 2)


def test_a_tally_knows_where_its_first_count_stands() -> None:
    said = "The draft resolution had been amended, and the amendment was rejected by 5 votes to 4."
    tally = find_tally(said)
    assert said[tally.at :].startswith("5 votes")
    assert told_of_another(said, tally.at)


def test_others_beside_a_sponsor_are_not_all_who_voted_for_it() -> None:
    assert find_tally("The draft resolution was proposed by Togo and backed by eight other countries.").yes is None
    assert find_tally("The draft resolution was backed by 12 countries.").yes == 12


def test_a_label_before_a_headline_makes_no_veto() -> None:
    reading = read("Report: Russia to veto French resolution on Chad at Security Council")
    assert not [p for p in reading.positions if p.stance == "vetoed"]
    assert [(p.actor, p.stance) for p in reading.positions if p.stance == "threatens_veto"] == [("RUS", "threatens_veto")]


def test_what_was_withdrawn_and_will_be_voted_on_is_on_the_table() -> None:
    drafts = read(
        "The Security Council will vote on Friday on a resolution demanding a ceasefire in Chad. "
        "Togo had withdrawn the resolution."
    ).drafts
    assert [d.status for d in drafts] == ["pending"]


@pytest.mark.parametrize("how", ["will vote on Friday", "is due to vote on Friday", "is expected to vote this week"])
def test_what_the_council_is_going_to_vote_on_is_a_draft(how: str) -> None:
    [draft] = read(f"The Security Council {how} on a resolution demanding a ceasefire in Chad.").drafts
    assert (draft.status, draft.situation) == ("pending", "TCD")


def test_a_vote_on_any_resolution_is_on_no_draft() -> None:
    assert read("The Security Council will not vote on a resolution unless its members agree.").drafts == ()


def test_the_country_of_an_official_who_acts_is_not_the_place_of_a_raid() -> None:
    [figure] = read("Peru's ambassador tried to delay the report on the raid that killed over 90 people.").figures
    assert figure.where is None


def test_a_relative_pronoun_is_blamed_under_its_noun() -> None:
    claims = read("Togo said the officers who are responsible for the shelling must resign.").claims
    assert "who" not in {c.about for c in claims}
