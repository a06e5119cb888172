"""Agreement, blocs, ideal points and pivots on votes whose answer is known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from votes_makers import as_csv, council_vote

from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.votes.agreement import agreement, blocs, common
from horseshoe.votes.ballots import MISSING, Ballots, ballots_of, read_ballots
from horseshoe.votes.ideal_points import Model, ideal_points
from horseshoe.votes.load import load_votes
from horseshoe.votes.power import pivotal_decisions, times_pivotal
from horseshoe.votes.query import Filter

FOUR = [{"A": "Y", "B": "Y"}, {"A": "Y", "B": "A"}, {"A": "Y", "B": "N"}, {"A": "A", "B": "N"}, {"A": "X", "B": "Y"}]


@pytest.mark.parametrize(
    ("abstention", "share", "shared"), [("half", 0.5, 4), ("distinct", 0.25, 4), ("excluded", 0.5, 2), ("against", 0.5, 4)]
)
def test_agreement_is_what_its_definition_says(abstention, share, shared):
    """One yes-yes, one yes-abstain, one yes-no, one abstain-no; the absence never counts."""
    found = agreement(ballots_of(FOUR), abstention)
    assert found.pairs() == [("A", "B", share, shared)]


def test_an_unknown_treatment_of_abstentions_is_refused():
    with pytest.raises(UsageError):
        agreement(ballots_of(FOUR), "ignored")  # type: ignore[arg-type]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.fixed_dictionaries({m: st.sampled_from("YNAX") for m in "ABCD"}), min_size=1, max_size=12))
def test_agreement_is_symmetric_between_0_and_1_and_full_with_oneself(rows):
    for abstention in ("half", "distinct", "excluded", "against"):
        found = agreement(ballots_of(rows), abstention)
        share = found.share
        assert np.array_equal(share, share.T, equal_nan=True)
        known = ~np.isnan(share)
        assert ((share[known] >= 0) & (share[known] <= 1)).all()
        assert np.array_equal(known, found.shared > 0)
        own = np.diag(share)
        assert (own[~np.isnan(own)] == 1).all()


def test_members_that_never_met_have_no_agreement():
    found = agreement(ballots_of([{"A": "Y", "B": "Y"}, {"B": "N", "C": "N"}]))
    assert [p[:2] for p in found.pairs()] == [("A", "B"), ("B", "C")]
    part, dropped = common(found)
    assert len(part.members) == 2
    assert dropped in (("A",), ("C",))


def test_blocs_find_the_camps_that_were_made():
    rng = np.random.default_rng(5)
    camps = {"E": ["E1", "E2", "E3"], "W": ["W1", "W2", "W3", "W4"]}
    rows = []
    for _ in range(80):
        line = {"E": rng.choice(["Y", "N"]), "W": rng.choice(["Y", "N"])}
        rows.append({m: line[c] if rng.random() > 0.1 else "A" for c, members in camps.items() for m in members})
    found = blocs(agreement(ballots_of(rows)), groups=2)
    assert [set(g) for g in found.groups] == [set(camps["W"]), set(camps["E"])]
    assert all(w > 0.85 for w in found.within)
    cut = blocs(agreement(ballots_of(rows)), least_agreement=0.8)
    assert {frozenset(g) for g in cut.groups} == {frozenset(g) for g in camps.values()}
    assert sorted(found.order) == sorted(m for g in camps.values() for m in g)
    with pytest.raises(NothingFoundError):
        blocs(agreement(ballots_of([{"A": "Y"}])))
    with pytest.raises(UsageError):
        blocs(agreement(ballots_of(rows)), method="ward")


def simulated(members: int, decisions: int, seed: int, cast: float = 1.0) -> tuple[np.ndarray, Ballots]:
    """True points and votes drawn from the model."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=members)
    utility = rng.normal(0, 1.5, decisions)[:, None] * points - rng.normal(0, 1, decisions)[:, None]
    utility += rng.normal(size=(decisions, members))
    votes = np.where(utility < -0.5, 0, np.where(utility > 0.5, 2, 1)).astype(np.int8)
    votes[rng.random(votes.shape) > cast] = MISSING
    names = tuple(map(str, range(decisions)))
    days = (date(2012, 1, 1),) * decisions
    ids = tuple(f"M{i:03}" for i in range(members))
    return points, Ballots(names, names, days, ids, votes, np.full(decisions, members))


def test_the_gradient_is_that_of_the_loss():
    from scipy.optimize import approx_fprime

    model = Model(simulated(8, 20, 1)[1])
    x = np.random.default_rng(0).normal(0, 0.3, 8 + 40 + 1)
    numeric = approx_fprime(x, lambda z: model.loss(z)[0], 1e-6)
    assert np.abs(model.loss(x)[1] - numeric).max() < 1e-2


def test_the_terms_are_those_of_the_plain_formula_vote_by_vote():
    from scipy.special import log_ndtr

    votes = simulated(12, 40, 2, 0.8)[1]
    u, width = np.random.default_rng(1).normal(0, 4, votes.votes.shape), 0.4
    value, by_u, by_width, bent = Model(votes).terms(u, width, curved=True)
    values, widths = 0.0, 0.0
    for (d, m), vote in np.ndenumerate(votes.votes):
        low, high = -width - u[d, m], width - u[d, m]
        p = {0: log_ndtr(low), 2: log_ndtr(-high), -1: 0.0}.get(vote)
        if vote == 1:
            a, b = (low, high) if u[d, m] > 0 else (-high, -low)
            p = log_ndtr(b) + np.log1p(-np.exp(log_ndtr(a) - log_ndtr(b)))
        at_low, at_high = (np.exp(-0.5 * np.log(2 * np.pi) - p - 0.5 * x**2) for x in (low, high))
        slope = {0: -at_low, 2: at_high, 1: at_low - at_high, -1: 0.0}[vote]
        second = {0: -low * at_low, 2: high * at_high, 1: low * at_low - high * at_high, -1: 0.0}[vote]
        values += p
        widths += {0: -at_low, 2: -at_high, 1: at_low + at_high, -1: 0.0}[vote]
        assert by_u[d, m] == pytest.approx(slope, rel=1e-9, abs=1e-12)
        assert bent[d, m] == pytest.approx(max(slope**2 - second, 1e-12) if vote != -1 else 0.0, rel=1e-7, abs=1e-9)
    assert value == pytest.approx(values, rel=1e-9)
    assert by_width == pytest.approx(widths, rel=1e-9)


@pytest.mark.parametrize(("members", "decisions", "cast"), [(15, 200, 1.0), (40, 200, 0.4)])
def test_ideal_points_recover_simulated_ones_with_honest_intervals(members, decisions, cast):
    inside, correlations = [], []
    for seed in range(8):
        points, votes = simulated(members, decisions, seed, cast)
        truth = dict(zip(votes.members, points, strict=True))
        order = sorted(truth, key=truth.__getitem__)
        found = ideal_points(votes, left=order[0], right=order[-1])
        true = np.array([truth[m] for m in found.members])
        true = (true - true.mean()) / true.std()
        correlations.append(np.corrcoef(true, found.point)[0, 1])
        low, high = found.interval()
        inside.append(((low < true) & (true < high)).mean())
        assert found.explained > found.majority
        assert abs(found.point.mean()) < 1e-9
        assert abs(found.point.std() - 1) < 1e-9
    assert min(correlations) > 0.95
    assert 0.78 < float(np.mean(inside)) <= 1.0


def test_more_votes_make_smaller_intervals():
    wide = ideal_points(simulated(15, 40, 3)[1]).sd.mean()
    narrow = ideal_points(simulated(15, 400, 3)[1]).sd.mean()
    assert narrow < wide / 1.8


def test_too_few_votes_give_no_points():
    with pytest.raises(NothingFoundError):
        ideal_points(ballots_of(FOUR))
    with pytest.raises(UsageError):
        ideal_points(simulated(10, 60, 0)[1], left="NOBODY")


def test_pivotal_members_of_a_votes_file(sheet, db):
    rows = council_vote("1", "2012-02-16", 1, CHN="A", RUS="A", ZAF="A", IND="A", PAK="A", TGO="A")  # nine in favour
    rows += council_vote("2", "2012-03-12", 2)  # all in favour
    rows += council_vote("3", "2012-04-21", 3)[:-1]  # a member is missing
    load_votes(sheet(as_csv(rows)), db)
    found = pivotal_decisions(read_ballots(db, Filter(record=False)), negative_only=True)
    assert [p.label for p in found] == ["S/RES/1(2012)"]
    assert len(found[0].members) == 9
    assert "CHN" not in found[0].members
    everyone = pivotal_decisions(read_ballots(db, Filter(record=False)))
    assert [p.label for p in everyone] == ["S/RES/1(2012)", "S/RES/2(2012)"]
    assert times_pivotal(everyone)["USA"] == 2


def test_the_soviet_union_counts_as_russia_unless_told(sheet, db):
    rows = council_vote("1", "1990-08-02", 660) + council_vote("2", "2012-04-21", 2043)
    load_votes(sheet(as_csv(rows)), db)
    joined = read_ballots(db, Filter(record=False))
    assert "SUN" not in joined.members
    assert (joined.votes[:, joined.members.index("RUS")] != MISSING).all()
    assert "SUN" in read_ballots(db, Filter(record=False), join_seats=False).members
    assert pivotal_decisions(joined)[0].label == "S/RES/660(1990)"
    assert "SUN" in pivotal_decisions(joined)[0].members


def test_only_recorded_votes_are_read(sheet, db):
    load_votes(sheet(as_csv(council_vote("1", "2012-04-21", 2043, modality="WITHOUT VOTE"))), db)
    with pytest.raises(NothingFoundError):
        read_ballots(db, Filter(record=False))
