"""Voters told behind "the countries that abstained were" and between a count and its verb; drafts of other days and votes."""

from __future__ import annotations

import pytest

from horseshoe.api import read
from horseshoe.model import Reading

LEAD = "NEW YORK, 20 October 2023 - The Security Council adopted a resolution on Chad drafted by Malta. "


def abstainers(reading: Reading) -> set[str]:
    return {p.actor for p in reading.positions if p.stance == "abstained" and p.asserted}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The countries that abstained were China, Russia and Gabon.", {"CHN", "RUS", "GAB"}),
        ("The two members who abstained were China and Gabon.", {"CHN", "GAB"}),
        ("Two countries, Russia, and the United Kingdom, abstained from the vote.", {"RUS", "GBR"}),
        ("Three members, China, Russia and Gabon, abstained.", {"CHN", "RUS", "GAB"}),
        ("China abstained. So did two others, Russia and Gabon.", {"CHN", "RUS", "GAB"}),
        ("China abstained. So did Gabon.", {"CHN", "GAB"}),
        ("China spoke. So did Gabon.", set()),
        ("Two members, as France noted, abstained.", set()),
        ("The countries that were absent were China and Gabon.", set()),
    ],
)
def test_voters_are_read_where_they_are_listed(words: str, who: set[str]):
    assert abstainers(read(LEAD + words)) == who


def test_who_is_told_to_have_voted_against_by_a_relative_clause():
    found = read(LEAD + "The members that voted against it were Cuba and Mali.")
    assert {p.actor for p in found.positions if p.stance == "voted_against"} == {"CUB", "MLI"}


def test_a_veto_of_another_day_is_none_of_todays_draft():
    found = read(
        "NEW YORK, 15 November 2023 - Twelve members voted for the resolution on Chad, while Russia and the United States "
        "abstained from the vote in the Security Council. On Oct. 18, the United States vetoed a Security Council resolution "
        "that urged a pause."
    )
    assert {d.status for d in found.drafts if "USA" in d.vetoed_by} == {"vetoed"}
    todays = next(d for d in found.drafts if not d.vetoed_by)
    assert todays.vote.yes == 12
    assert {p.actor for p in found.positions if p.target == todays.id and p.stance == "abstained"} == {"RUS", "USA"}


def test_no_veto_where_the_majority_was_missed():
    found = read(
        "NEW YORK, 20 October 2023 - The Security Council failed to adopt a Russian draft resolution on Chad after a negative "
        "vote by the United States. The draft got five votes in favour and four against, with six abstentions."
    )
    [draft] = found.drafts
    assert (draft.status, draft.vetoed_by, draft.vote.yes) == ("failed", (), 5)


def test_a_council_fails_again_to_adopt():
    [draft] = read(LEAD.split(" - ")[0] + " - The Security Council failed for the third time to adopt a draft on Chad.").drafts
    assert draft.status == "failed"
    [draft] = read(LEAD.split(" - ")[0] + " - The Security Council found for the first time a draft on Chad to adopt.").drafts
    assert draft.status != "failed"


@pytest.mark.parametrize(
    ("words", "drafts"),
    [
        ("Chad blocked a draft Security Council statement on Mali. It objected to the British draft, envoys said.", 0),
        ("The Security Council could not agree on a statement on Mali. China opposed the British draft.", 0),
        ("Britain circulated a draft on Mali to the Security Council. China issued a joint statement with Chad.", 1),
        ("The Security Council agreed on a statement on Mali and will vote on a British draft on Chad.", 1),
    ],
)
def test_a_statement_is_no_draft_resolution(words: str, drafts: int):
    assert len(read(f"NEW YORK, 20 October 2023 - {words}").drafts) == drafts


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("The French draft on Chad got the minimum nine votes in favour, with six members abstaining.", 9),
        ("The French draft on Chad needs the minimum nine votes in favour.", None),
    ],
)
def test_the_fewest_votes_that_do_are_counted_where_they_were_got(words: str, yes: int | None):
    [draft] = read(f"NEW YORK, 20 October 2023 - The Security Council met. {words}").drafts
    assert draft.vote.yes == yes


def test_who_welcomes_an_adoption_speaks_not_the_adoption():
    found = read(LEAD + "Ambassador Ada Holm welcomed the adoption saying extending the embargo was right.")
    assert {q.speaker.name for q in found.quotes if q.speaker and "extending" in q.span.text} == {"Ada Holm"}


def test_a_doubt_before_that_is_no_condition_of_what_follows():
    found = read(
        "NEW YORK, 24 October 2002 - Envoys calculated, but without any guarantees, that neither France nor China would veto "
        "the draft resolution on Chad in the Security Council."
    )
    assert {(p.actor, p.negated) for p in found.positions if p.stance == "threatens_veto"} == {("FRA", True), ("CHN", True)}
    found = read(
        "NEW YORK, 24 October 2002 - Without changes, China would veto the draft resolution on Chad in the Security Council."
    )
    assert [(p.actor, p.negated) for p in found.positions if p.stance == "threatens_veto"] == [("CHN", False)]
