import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.forecast.members.joint import outcome_probabilities
from work_done import times_as_long

FIVE = ("CHN", "FRA", "RUS", "GBR", "USA")
TEN = tuple(f"E{i}" for i in range(10))
CAMP = {"CHN": "east", "RUS": "east"} | dict.fromkeys(("FRA", "GBR", "USA"), "west") | dict.fromkeys(TEN, "other")


def loadings(strength: float) -> dict[str, tuple[str, float]]:
    return {m: (CAMP[m], strength) for m in (*FIVE, *TEN)}


def uniform(p: tuple[float, float, float]) -> dict[str, tuple[float, float, float]]:
    return dict.fromkeys((*FIVE, *TEN), p)


def by_enumeration(members: dict[str, tuple[float, float, float]]) -> tuple[float, float, float]:
    """Adopted, vetoed, failed of independent members, summing over every way the permanent five may vote."""
    elected = np.array([1.0])
    for m in TEN:
        elected = np.convolve(elected, [1 - members[m][0], members[m][0]])
    adopted = vetoed = 0.0
    for votes in itertools.product(range(3), repeat=5):
        chance = float(np.prod([members[m][v] for m, v in zip(FIVE, votes, strict=True)]))
        enough = float(elected[max(0, 9 - votes.count(0)) :].sum())
        if 1 in votes:
            vetoed += chance * enough
        else:
            adopted += chance * enough
    return adopted, vetoed, 1 - adopted - vetoed


shares = st.tuples(*[st.floats(0.01, 1.0)] * 3).map(lambda t: (t[0] / sum(t), t[1] / sum(t), t[2] / sum(t)))


@settings(max_examples=40, deadline=None)
@given(st.lists(shares, min_size=15, max_size=15))
def test_independent_members_agree_with_enumeration(rows: list[tuple[float, float, float]]) -> None:
    members = dict(zip((*FIVE, *TEN), rows, strict=True))
    found = outcome_probabilities(members, loadings(0.0), FIVE)
    assert (found.adopted, found.vetoed, found.failed) == pytest.approx(by_enumeration(members), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.lists(shares, min_size=15, max_size=15), st.floats(0.0, 0.95))
def test_chances_sum_to_one_and_members_keep_theirs(rows: list[tuple[float, float, float]], strength: float) -> None:
    members = dict(zip((*FIVE, *TEN), rows, strict=True))
    found = outcome_probabilities(members, loadings(strength), FIVE)
    assert found.adopted + found.vetoed + found.failed == pytest.approx(1.0)
    assert sum(found.yes) == pytest.approx(1.0)
    assert sum(found.no) == pytest.approx(1.0)
    assert max(found.vetoed_by.values()) <= found.vetoed + 1e-9
    for m, p in members.items():
        assert found.members[m] == pytest.approx(p, abs=0.01)


def test_a_shared_factor_makes_partners_vote_together() -> None:
    members = uniform((1.0, 0.0, 0.0)) | {"RUS": (0.5, 0.5, 0.0), "CHN": (0.5, 0.5, 0.0)}
    apart = outcome_probabilities(members, loadings(0.0), FIVE)
    together = outcome_probabilities(members, loadings(0.95), FIVE)
    assert apart.vetoed == pytest.approx(0.75, abs=1e-6)
    assert 0.5 < together.vetoed < 0.65


def test_what_one_member_says_moves_its_partner_and_nobody_else() -> None:
    members = uniform((0.8, 0.1, 0.1))
    before = outcome_probabilities(members, loadings(0.9), FIVE)
    after = outcome_probabilities(members, loadings(0.9), FIVE, {"RUS": (0.05, 1.0, 0.2)})
    assert after.members["RUS"][1] > 0.5
    assert after.members["CHN"][1] > before.members["CHN"][1] + 0.2
    assert after.members["USA"] == pytest.approx(before.members["USA"], abs=1e-6)


def test_texts_without_nine_votes_are_held_back() -> None:
    members = uniform((0.6, 0.0, 0.4))
    free = outcome_probabilities(members, loadings(0.5), FIVE)
    counted = outcome_probabilities(members, loadings(0.5), FIVE, short=0.25)
    odds = free.failed / (1 - free.failed)
    assert counted.failed / (1 - counted.failed) == pytest.approx(0.25 * odds)
    assert sum(counted.yes[:9]) == pytest.approx(counted.failed)


def test_it_takes_about_as_long_as_independent_members_by_enumeration() -> None:
    members = uniform((0.9, 0.05, 0.05))

    def joint() -> None:
        outcome_probabilities(members, loadings(0.9), FIVE)

    assert times_as_long(joint, lambda: by_enumeration(members), enough=3, tries=50) < 3
