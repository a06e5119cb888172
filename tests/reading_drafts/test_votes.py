"""Tallies in all wordings, and what is no tally."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.reading.drafts.votes import Tally, find_tally, value

TOLD = [
    ("The Council voted 13-2 in favour of the text.", (13, 2, None)),
    ("The vote was 10-1-4.", (10, 1, 4)),
    ("It adopted the resolution by 12 votes to 2, with one abstention.", (12, 2, 1)),
    ("By a vote of 10 in favour to none against, with 5 abstentions, the Council adopted it.", (10, 0, 5)),
    ("By a vote of 14 in favour to 1 against, the Council rejected the draft.", (14, 1, None)),
    ("Ten of the fifteen members voted for the draft.", (10, None, None)),
    ("Nine countries backed the text, three voted against and three abstained.", (9, 3, 3)),
    ("The resolution was adopted unanimously.", (15, 0, 0)),
    ("All 15 members voted for it.", (15, 0, 0)),
    ("Russia was the sole country to oppose the draft.", (None, 1, None)),
    ("Russia cast the lone no vote against the text.", (None, 1, None)),
    ("It got just five yes votes, four against and six abstentions.", (5, 4, 6)),
    ("Five members, including Chad and Togo, abstained.", (None, None, 5)),
    ("The resolution passed 14-0, with Yemen abstaining.", (14, 0, None)),
    ("No member voted against the resolution.", (None, 0, None)),
    ("It missed the nine votes needed, winning seven in favour, three against and five abstentions.", (7, 3, 5)),
]
NOT_TOLD = [
    "The draft needs nine votes to pass.",
    "At least nine members would vote for the text, diplomats said.",
    "Thirteen members are likely to support it.",
    "A 15-member Council met for 3-4 hours.",
    "The 2011-12 report was adopted.",
    "Article 27-3 was cited before the vote.",
    "Two of the members met on Tuesday.",
]


@pytest.mark.parametrize(("sentence", "counts"), TOLD)
def test_counts_told(sentence: str, counts: tuple[int | None, int | None, int | None]) -> None:
    found = find_tally(sentence)
    assert (found.yes, found.no, found.abstain) == counts


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_no_vote_taken(sentence: str) -> None:
    assert not find_tally(sentence)


def test_the_first_councils_had_eleven_members() -> None:
    assert find_tally("The draft was adopted unanimously.", size=11) == Tally(
        11, 0, 0, find_tally("The draft was adopted unanimously.").at
    )


@given(st.integers(1, 15).flatmap(lambda y: st.tuples(st.just(y), st.integers(0, 15 - y))))
def test_figures_are_read_back(counts: tuple[int, int]) -> None:
    yes, no = counts
    found = find_tally(
        f"The Council adopted the draft with {yes} votes in favour, {no} against and {15 - yes - no} abstentions."
    )
    assert (found.yes, found.no, found.abstain) == (yes, no, 15 - yes - no)


@given(st.text(max_size=200))
def test_any_text_gives_a_possible_tally(text: str) -> None:
    found = find_tally(text)
    assert all(n is None or 0 <= n <= 15 for n in (found.yes, found.no, found.abstain))


@pytest.mark.parametrize(("word", "number"), [("Nine", 9), ("15", 15), ("none", 0), ("twelve", 12), ("many", None)])
def test_value(word: str, number: int | None) -> None:
    assert value(word) == number
