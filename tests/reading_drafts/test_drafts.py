"""One object for each real draft, its fate, its provisions; on a stand-in for the stations before."""

from __future__ import annotations

from datetime import date

import pytest
from standin import read

from horseshoe.model import Draft
from horseshoe.reading.drafts.station import find_drafts


def drafts(text: str, published: date | None = date(2012, 2, 1)) -> tuple[Draft, ...]:
    return find_drafts(*read(text, published))


RIVALS = (
    "The Security Council is weighing a draft resolution on Syria put forward by the Arab League. "
    'It demands that Damascus withdraw its troops and provides for "further steps" should it refuse. '
    "Russia and China vetoed an earlier European-drafted text on Syria in October 2011. "
    "Moscow has circulated its own draft. France backs the Arab League text."
)


def test_three_drafts_are_kept_apart_and_the_text_is_the_first() -> None:
    first, old, own = drafts(RIVALS)
    assert (first.sponsors, old.sponsors, own.sponsors) == (("arab-league",), ("european-countries",), ("RUS",))
    assert [m.text for m in first.mentions][-1] == "the Arab League text"
    assert first.status == own.status == "pending"
    assert first.rivals == (own.id,)
    assert own.rivals == (first.id,)


def test_history_is_background_and_linked_to_the_record() -> None:
    old = drafts(RIVALS)[1]
    assert old.background
    assert old.vetoed_by == ("RUS", "CHN")
    assert old.matches == "S/2011/612"
    assert old.match_reason
    assert (old.vote.yes, old.vote.no, old.vote.abstain) == (9, 2, 4)


def test_a_later_vote_is_never_linked() -> None:
    [draft] = drafts("Russia and China vetoed a European-drafted text on Syria in October 2011.", date(2011, 10, 2))
    assert draft.matches is None


def test_provisions_carry_act_addressee_and_condition() -> None:
    demands, provides = drafts(RIVALS)[0].provisions
    assert (demands.act, demands.addressee) == ("demands", "SYR")
    assert (provides.act, provides.condition) == ("provides", "should it refuse")
    assert demands.binding
    assert provides.binding is None


def test_failing_without_a_veto_is_not_a_veto() -> None:
    [draft] = drafts(
        "A French draft resolution on Mali failed. Eight members voted for it and the United States voted against."
    )
    assert draft.status == "failed"
    assert draft.vetoed_by == ()
    assert (draft.vote.yes, draft.vote.no) == (8, None)


def test_a_permanent_no_on_enough_votes_is_a_veto() -> None:
    [draft] = drafts("Thirteen members voted for the French draft resolution on Mali. Russia voted against it.")
    assert draft.status == "vetoed"
    assert draft.vetoed_by == ("RUS",)


def test_an_elected_member_never_vetoes() -> None:
    [draft] = drafts("The Council adopted a draft resolution on Mali, which India and Brazil voted against.")
    assert draft.status == "adopted"
    assert draft.vetoed_by == ()


@pytest.mark.parametrize(
    "text",
    [
        "The conflict resolution workshop praised a peaceful resolution of the crisis.",
        "The General Assembly resolution on Syria was welcomed.",
        "Stir the measure of flour into the text of the batter.",
    ],
)
def test_what_is_no_draft(text: str) -> None:
    assert drafts(text) == ()


def test_a_new_draft_after_a_veto_is_another_one() -> None:
    vetoed, new = drafts(
        "Russia vetoed a German draft resolution on Yemen on Monday. "
        "Germany then tabled a new draft, which would extend the mission."
    )
    assert vetoed.status == "vetoed"
    assert new.status == "pending"
    assert [p.act for p in new.provisions] == ["extends"]


def test_drafts_told_together_are_not_a_third_one() -> None:
    french, russian = drafts(
        "Rival French and Russian draft resolutions on Syria both failed. "
        "The French draft got nine votes but was vetoed by Russia. "
        "The Russian draft received four votes."
    )
    assert french.status == "vetoed"
    assert russian.status == "failed"
    assert russian.vote.yes == 4


def test_without_a_publication_date_a_draft_is_still_found() -> None:
    [draft] = drafts("Japan tabled a draft resolution on Libya.", None)
    assert draft.sponsors == ("JPN",)
    assert draft.situation == "LBY"


def test_a_resolution_is_on_what_stands_behind_its_number_whatever_place_follows() -> None:
    [draft] = drafts("The Security Council adopted resolution 3050 on Mali. The toll in Homs is 40 killed.")
    assert (draft.situation, draft.label) == ("MLI", "Resolution 3050 on Mali")


def test_its_draft_is_that_of_the_name_it_is_joined_to() -> None:
    [draft] = drafts("The Security Council met on the draft resolution on Syria. Russia praised France and its draft.")
    assert draft.sponsors == ("FRA",)


@pytest.mark.parametrize("people", ["men", "reservists"])
def test_a_draft_of_people_is_none_of_the_council_s(people: str) -> None:
    assert drafts(f"The Security Council met on Friday. The draft of {people} began in Kiev.") == ()
