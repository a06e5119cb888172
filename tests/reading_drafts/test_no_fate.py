"""What looks like the fate of a draft before its vote and is none, each beside a neighbour that is one."""

from __future__ import annotations

from datetime import date

import pytest
from standin import read

from horseshoe.reading.drafts.station import find_drafts
from horseshoe.reading.drafts.votes import Tally, find_tally

TODAY = date(2013, 5, 7)
AWAITED = [
    "The Security Council will vote on Friday on a draft resolution on Chad endorsing an African plan for the border.",
    "The Security Council is due to vote today on a Togolese draft resolution. The draft resolution approves the plan of Mali.",
    "Gabon has dropped its strong objection to a draft resolution on Chad, envoys said.",
    "Envoys hope that they can get a resolution on Chad passed today.",
    "The five permanent members and Togo agreed on the text of a draft resolution on Chad.",
]
DECIDED = [
    ("The Security Council adopted a draft resolution on Chad endorsing an African plan.", "adopted"),
    ("Gabon has dropped its draft resolution on Chad, envoys said.", "withdrawn"),
    ("The Security Council agreed on a draft resolution on Chad on Monday.", "adopted"),
]


@pytest.mark.parametrize("text", AWAITED)
def test_a_draft_before_its_vote_is_not_decided(text: str) -> None:
    assert {d.status for d in find_drafts(*read(text, TODAY))} <= {"pending", "put_to_vote"}


@pytest.mark.parametrize(("text", "status"), DECIDED)
def test_what_was_done_with_a_draft_is_told(text: str, status: str) -> None:
    assert status in {d.status for d in find_drafts(*read(text, TODAY))}


def test_a_vote_of_years_before_is_none_on_the_draft_that_awaits_one() -> None:
    now = "The Security Council will vote on Tuesday on a draft resolution on Ukraine. "
    then = "In October 2009, a resolution on its gas won 13 votes while Russia exercised its veto."
    assert find_drafts(*read(now + then, TODAY))[0].status == "pending"


@pytest.mark.parametrize(
    "sentence",
    [
        "It might be the first round of sanctions that is not approved unanimously.",
        "Chad and Togo are seen as hurdles to a unanimous vote in favour of the resolution.",
        "France lobbied four members in an attempt to get a unanimous vote on the resolution.",
    ],
)
def test_unanimity_that_is_sought_or_denied_is_no_count(sentence: str) -> None:
    assert find_tally(sentence) == Tally()


def test_unanimity_that_came_about_is_a_count() -> None:
    assert find_tally("After an attempt to delay it, the resolution was adopted unanimously.").yes == 15
