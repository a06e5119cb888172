"""What the docket lets stand: counts, vetoes and fates that Article 27 allows together, one vote a member."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.model import Draft, DraftStatus, Position, Span, VoteCount
from horseshoe.reading.settle import fits, lawful, settle

DAY = date(2012, 2, 5)
SPAN = Span(0, 5, "draft")
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
count = st.none() | st.integers(0, 20)


def draft(
    status: DraftStatus, vote: VoteCount | None = None, vetoed_by: tuple[str, ...] = (), **more: tuple[str, ...]
) -> Draft:
    return Draft("draft-1", "Draft resolution", (SPAN,), status=status, vote=vote or VoteCount(), vetoed_by=vetoed_by, **more)


def position(actor: str, stance: str, certainty: str = "certain", negated: bool = False) -> Position:
    return Position(actor, stance, SPAN, target="draft-1", certainty=certainty, negated=negated)  # type: ignore[arg-type]


@given(
    st.sampled_from(["pending", "put_to_vote", "adopted", "vetoed", "failed", "withdrawn"]),
    st.builds(VoteCount, yes=count, no=count, abstain=count),
    st.lists(st.sampled_from(PERMANENT), unique=True).map(tuple),
)
def test_no_draft_keeps_what_article_27_forbids(status: DraftStatus, vote: VoteCount, vetoed_by: tuple[str, ...]) -> None:
    found = lawful(draft(status, vote, vetoed_by), DAY)
    v = found.vote
    assert (v.yes or 0) + (v.no or 0) + (v.abstain or 0) <= 15
    assert not (status == "adopted" and v.yes is not None and v.yes < 9)
    assert not (status == "vetoed" and v.no is not None and v.no < max(1, len(found.vetoed_by)))
    assert len(found.vetoed_by) < 4


@pytest.mark.parametrize(
    ("vote", "status", "vetoes", "kept"),
    [
        (VoteCount(yes=13, no=2, abstain=0), "vetoed", 2, True),
        (VoteCount(yes=13, no=1, abstain=1), "vetoed", 2, False),
        (VoteCount(yes=15, no=0, abstain=0), "vetoed", 1, False),
        (VoteCount(yes=5, no=4, abstain=6), "vetoed", 1, False),
        (VoteCount(yes=8, no=2, abstain=5), "adopted", 0, False),
        (VoteCount(yes=9, no=0, abstain=6), "adopted", 0, True),
        (VoteCount(yes=8, no=2, abstain=5), "failed", 0, True),
        (VoteCount(yes=14, no=0, abstain=1), "failed", 0, False),
        (VoteCount(yes=10, no=4, abstain=3), "put_to_vote", 0, False),
    ],
)
def test_counts_that_fit(vote: VoteCount, status: str, vetoes: int, kept: bool) -> None:
    assert fits(vote, status, vetoes, 9, 15) is kept


def test_seven_of_eleven_adopted_a_draft_of_1960() -> None:
    early = lawful(draft("adopted", VoteCount(date(1960, 7, 14), 8, 0, 3)), date(1960, 7, 15))
    assert early.vote.yes == 8


def test_all_five_named_as_vetoing_are_a_rule_not_an_act() -> None:
    assert lawful(draft("vetoed", vetoed_by=PERMANENT), DAY).vetoed_by == ()


def test_a_threat_ends_with_the_vote() -> None:
    said = (position("RUS", "threatens_veto"), position("RUS", "vetoed"), position("CHN", "threatens_veto", "possible"))
    _, kept = settle((draft("vetoed", vetoed_by=("RUS",)),), said, DAY)
    assert [(p.actor, p.stance) for p in kept] == [("RUS", "vetoed"), ("CHN", "threatens_veto")]


def test_nobody_threatens_its_own_draft() -> None:
    _, kept = settle((draft("pending", sponsors=("USA",)),), (position("USA", "threatens_veto"),), DAY)
    assert kept == ()


def test_a_member_votes_once() -> None:
    said = (position("RUS", "abstained"), position("RUS", "vetoed"))
    _, kept = settle((draft("vetoed", vetoed_by=("RUS",)),), said, DAY)
    assert [(p.stance, p.asserted) for p in kept] == [("abstained", False), ("vetoed", True)]


def test_what_was_foretold_of_a_vote_that_was_held_is_left_out() -> None:
    said = (position("CHN", "abstained", "probable"), position("CHN", "voted_for"))
    _, kept = settle((draft("adopted"),), said, DAY)
    assert [p.stance for p in kept] == ["voted_for"]
