"""The measures of benchmarks/unbench.py on answers made up, against values worked out by hand."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

spec = importlib.util.spec_from_file_location("unbench", Path(__file__).parents[2] / "benchmarks" / "unbench.py")
assert spec is not None
assert spec.loader is not None
unbench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(unbench)

TRUE = np.array([0, 0, 0, 0, 0, 0, 1, 1])
SAID = np.array([0, 0, 0, 0, 0, 1, 1, 0])


def test_measures_of_two_classes() -> None:
    c = unbench.confusion(SAID, TRUE, 2)
    assert unbench.accuracy(c) == pytest.approx(6 / 8)
    assert unbench.balanced_accuracy(c) == pytest.approx((5 / 6 + 1 / 2) / 2)
    assert unbench.f1(c) == pytest.approx(0.5)
    assert unbench.matthews(c) == pytest.approx((1 * 5 - 1 * 1) / np.sqrt(2 * 2 * 6 * 6))


def test_a_class_that_is_neither_said_nor_true_counts_nothing() -> None:
    c = unbench.confusion(SAID, TRUE, 3)
    assert unbench.macro_f1(c) == pytest.approx((10 / 12 + 0.5) / 2)
    assert unbench.matthews(unbench.confusion(np.zeros(4, dtype=int), np.array([0, 0, 1, 1]), 3)) == 0.0


def test_a_threshold_parts_what_can_be_parted() -> None:
    p = np.array([0.01, 0.02, 0.1, 0.3, 0.6, 0.7, 0.8])
    true = np.array([False, False, False, False, True, True, True])
    assert 0.3 < unbench.threshold(p, true, unbench.f1) < 0.6
    assert unbench.threshold(p, true & (p > 0.75), unbench.f1) == unbench.START


def test_a_rule_learns_on_earlier_years_only() -> None:
    """What happened in a year, turned round, changes no answer of that year."""
    random = np.random.default_rng(5)
    p = random.dirichlet((5.0, 1.0, 1.0), size=300)
    years = np.repeat([2000, 2001, 2002], 100)
    true = np.array([random.choice(3, p=row) for row in p])
    turned = np.where(years == 2002, (true + 1) % 3, true)
    a, b = (unbench.votes_said(p, t, years, range(2001, 2003), unbench.balanced_accuracy) for t in (true, turned))
    assert np.array_equal(a, b)
