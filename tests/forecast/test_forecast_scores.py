import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.forecast.scoring import scores
from horseshoe.forecast.scoring.baselines import base_rate, persistence, shrunk_table
from horseshoe.forecast.scoring.conformal import GROUPS, YearlySets, thresholds, vote_set


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_calibration_bins_sum_to_n_and_keep_the_last_decile(rows: list[tuple[float, bool]]) -> None:
    p = np.array([r[0] for r in rows] + [1.0])
    happened = np.array([float(r[1]) for r in rows] + [1.0])
    bins = scores.calibration(p, happened)
    assert sum(b.n for b in bins) == len(p)
    assert bins[-1].n >= 1
    assert sum(b.n * b.happened for b in bins) == pytest.approx(happened.sum())


def test_decomposition_adds_up_where_forecasts_are_constant_in_a_bin() -> None:
    p, y = np.array([0.05] * 10 + [0.85] * 10), np.array([0.0] * 9 + [1.0] * 9 + [0.0, 1.0])
    d = scores.decompose(scores.calibration(p, y))
    assert d.reliability - d.resolution + d.uncertainty == pytest.approx(float(((p - y) ** 2).mean()))


def test_area_under_curve_counts_ties_half() -> None:
    assert scores.area_under_curve(np.array([0.9, 0.8, 0.1]), np.array([1.0, 1.0, 0.0])) == 1.0
    assert scores.area_under_curve(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == 0.5
    assert scores.area_under_curve(np.array([0.5]), np.array([1.0])) is None


def test_year_blocks_is_reproducible_and_holds_the_mean() -> None:
    years = np.repeat(np.arange(2000, 2020), 5)
    values = np.random.default_rng(1).normal(1.0, 0.1, len(years))
    one = scores.year_blocks(years, lambda k: float(values[k].mean()), draws=200, seed=5)
    assert one == scores.year_blocks(years, lambda k: float(values[k].mean()), draws=200, seed=5)
    assert one[0] < values.mean() < one[1]


def test_tables_see_earlier_years_only() -> None:
    years = np.array([2000, 2000, 2001, 2001, 2002])
    keys, y = ["a", "b", "a", "b", "a"], np.array([1, 0, 1, 0, 0])
    before = shrunk_table(keys, y, years, range(2001, 2003), 1.0)
    changed = y.copy()
    changed[4] = 2
    assert np.array_equal(before[:4], shrunk_table(keys, changed, years, range(2001, 2003), 1.0)[:4])
    assert before[2, 1] > before[3, 1]
    assert base_rate(y, years, range(2001, 2003))[2].sum() == pytest.approx(1.0)
    assert persistence(keys, y, years, range(2001, 2003))[4].sum() == pytest.approx(1.0)


def test_sets_hold_the_stated_share_of_later_votes() -> None:
    random = np.random.default_rng(2)
    p = random.dirichlet((6.0, 1.0, 1.5), size=4000)
    votes = np.array([random.choice(3, p=row) for row in p])
    least = thresholds(p[:3000], votes[:3000])
    held = [("yes", "no", "abstain")[v] in vote_set(row, least) for row, v in zip(p[3000:], votes[3000:], strict=True)]
    assert 0.87 < np.mean(held) < 0.95


def test_few_votes_rule_nothing_out() -> None:
    least = thresholds(np.array([[0.5, 0.3, 0.2]]), np.array([0]))
    assert least == (0.0,) * len(GROUPS)
    assert vote_set((0.9, 0.05, 0.05), least) == ("yes", "no", "abstain")


def test_sets_that_held_too_little_are_wider_next_year() -> None:
    """A Council that changes: votes that were given little chance come every year."""
    random = np.random.default_rng(4)
    sets = YearlySets()
    kept = []
    for year in range(12):
        p = random.dirichlet((4.0, 1.0, 2.0), size=200)
        p = p[p[:, 0] < 0.75]
        truth = p**0.4 if year > 1 else p
        votes = np.array([random.choice(3, p=row / row.sum()) for row in truth])
        kept.append(sets.levels[0])
        sets.add(p, votes)
    assert kept[0] == kept[1] == 0.9
    assert kept[-1] > 0.92
    assert sets.least()[0] < YearlySets(p=sets.p, votes=sets.votes).least()[0]
