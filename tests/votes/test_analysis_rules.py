"""Power, coalitions and changes against what going through every coalition gives."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations, product
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.council.members import members_on
from horseshoe.council.rule import tally
from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.votes.power import CouncilGame, count_coalitions, game_on, minimal_winning, pivotal, power, what_it_takes

NOW, THEN = date(2012, 2, 4), date(1950, 6, 25)


def by_hand(game: CouncilGame):
    """Shapley-Shubik and Banzhaf from the definition: every coalition, every player."""
    n = game.permanent + game.elected
    shapley, swings = [Fraction(0)] * n, [0] * n
    for mask in range(2**n):
        members = [i for i in range(n) if mask >> i & 1]
        if not wins(game, mask):
            continue
        for i in members:
            if not wins(game, mask & ~(1 << i)):
                swings[i] += 1
                shapley[i] += Fraction(factorial(len(members) - 1) * factorial(n - len(members)), factorial(n))
    return shapley, swings


def wins(game: CouncilGame, mask: int) -> bool:
    permanent = (1 << game.permanent) - 1
    return mask & permanent == permanent and mask.bit_count() >= game.majority


@pytest.mark.parametrize(
    "game",
    [game_on(NOW), game_on(THEN), CouncilGame(2, 3, 4), CouncilGame(3, 2, 3), CouncilGame(1, 6, 5)],
)
def test_the_indices_are_those_of_the_definition(game):
    shapley, swings = by_hand(game)
    permanent, elected = power(game)
    assert (permanent.shapley_shubik, permanent.swings) == (shapley[0], swings[0])
    assert permanent.banzhaf == Fraction(swings[0], sum(swings))
    assert (elected.shapley_shubik, elected.swings) == (shapley[-1], swings[-1])
    assert game.permanent * permanent.shapley_shubik + game.elected * elected.shapley_shubik == 1


def test_the_published_figures():
    permanent, elected = power(game_on(NOW))
    assert round(float(permanent.shapley_shubik), 4) == 0.1963
    assert round(float(elected.shapley_shubik), 5) == 0.00186
    assert round(float(power(game_on(THEN))[0].shapley_shubik), 4) == 0.1974
    assert round(float(permanent.banzhaf), 4) == 0.1669


@pytest.mark.parametrize(("day", "all_five", "blocking", "winning"), [(NOW, 210, 125, 848), (THEN, 15, 11, 57)])
def test_coalitions_are_counted(day, all_five, blocking, winning):
    found = count_coalitions(day)
    assert (found.all_concurring, found.minimal_blocking, found.winning) == (all_five, blocking, winning)
    assert sum(1 for _ in minimal_winning(day, all_concurring=True)) == all_five
    assert sum(1 for _ in minimal_winning(day)) == found.minimal_winning


def test_minimal_winning_coalitions_adopt_and_lose_with_any_member_less():
    ready = ("FRA", "GBR", "USA", "DEU", "PRT")
    found = list(minimal_winning(NOW, in_favour=ready, against=("ZAF",)))
    assert len(found) == len(set(found)) > 0
    for coalition in found[::7]:
        assert set(ready) <= set(coalition)
        assert "ZAF" not in coalition
        assert tally(NOW, coalition, no=["ZAF"]).adopted
        assert not tally(NOW, coalition[:-1], no=["ZAF"]).adopted
    assert list(minimal_winning(NOW, against=("RUS",))) == []
    with pytest.raises(UsageError):
        list(minimal_winning(NOW, in_favour=("CHE",)))
    with pytest.raises(UsageError):
        list(minimal_winning(NOW, in_favour=("FRA",), against=("FRA",)))


IDS = [m.id for m in members_on(NOW)]


def outcome(held):
    lists = {kind: [s for s, p in held.items() if p == kind] for kind in ("yes", "no", "abstain", "absent")}
    return tally(NOW, **lists).outcome


def is_(result, wanted):
    return result == wanted or (wanted == "not adopted" and result != "adopted")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["yes", "yes", "yes", "no", "abstain", "absent"]), min_size=15, max_size=15),
    st.sampled_from(["adopted", "vetoed", "failed", "not adopted"]),
    st.sets(st.sampled_from(IDS), max_size=3),
)
def test_the_smallest_change_is_the_smallest(positions, wanted, unmoved):
    """No smaller set of members can do it; each set of the answer does it; none of that size is left out (sizes 1 and 2)."""
    held = dict(zip(IDS, positions, strict=True))
    found = what_it_takes(NOW, held, wanted, unmoved=unmoved)
    assert found.now == outcome(held)
    if is_(found.now, wanted):
        assert found.size == 0
        return
    movable = [i for i in IDS if i not in unmoved]
    for size in (1, 2):
        works = set()
        for group in combinations(movable, size):
            options = [[p for p in ("yes", "no", "abstain") if p != held[s]] for s in group]
            if any(is_(outcome({**held, **dict(zip(group, choice, strict=True))}), wanted) for choice in product(*options)):
                works.add(group)
        if works:
            assert found.size == size
            assert {c.members for c in found.changes} == works
            return
    assert found.size is None or found.size > 2
    for change in found.changes[:20]:
        assert not unmoved & set(change.members)
        assert all(ways for _, ways in change.moves)


def test_two_vetoes_must_go_and_each_may_abstain():
    held = dict.fromkeys(IDS, "yes") | {"RUS": "no", "CHN": "no"}
    found = what_it_takes(NOW, held, "adopted")
    assert found.size == 2
    assert [c.moves for c in found.changes] == [(("CHN", ("yes", "abstain")), ("RUS", ("yes", "abstain")))]
    assert what_it_takes(NOW, held, "adopted", unmoved=["RUS"]).size is None
    assert pivotal(NOW, held) == ()


def test_pivotal_members_of_a_bare_majority():
    """Nine in favour: any of them, and any permanent member by a veto, turns it alone."""
    in_favour = IDS[:9]
    held = {i: "yes" if i in in_favour else "abstain" for i in IDS}
    turning = {member for member, _, _ in pivotal(NOW, held)}
    permanent = {m.id for m in members_on(NOW) if m.permanent}
    assert turning == set(in_favour) | permanent


def test_a_stranger_and_a_day_without_a_council():
    with pytest.raises(UsageError, match="CHE"):
        what_it_takes(NOW, {"CHE": "yes"}, "adopted")
    with pytest.raises(OutsideRecordError):
        what_it_takes(date(1945, 1, 1), {}, "adopted")
