"""Article 27 applied: the votes are the Council's own, or made up to stand at the edge of a rule."""

from __future__ import annotations

import inspect
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.council import assembly, procedure, rule
from horseshoe.council.members import COMPLETE_THROUGH, ENLARGED, FIRST_MEETING, members_on, permanent_members
from horseshoe.council.procedure import (
    double_veto,
    emergency_session,
    is_procedural,
    judge_elected,
    order_of_amendments,
    parts_kept,
    preliminary_question,
    presidential_statement,
    procedural_matters,
    review_conference,
    ruling_stands,
    without_vote,
)
from horseshoe.council.rule import Outcome, legal_tally, majority_needed, outcome_of_counts, tally
from horseshoe.errors import UsageError

SYRIA = date(2011, 10, 4)
DAYS = st.integers(0, (COMPLETE_THROUGH - FIRST_MEETING).days).map(lambda n: FIRST_MEETING + timedelta(days=n))


def others(day: date, *lists: list[str]) -> list[str]:
    """Members of a day that no list names."""
    taken = {s for states in lists for s in states}
    return [m.id for m in members_on(day) if m.id not in taken]


def test_draft_vetoed_by_two() -> None:
    no, abstain = ["RUS", "CHN"], ["BRA", "IND", "LBN", "ZAF"]
    result = tally(SYRIA, others(SYRIA, no, abstain), no, abstain)
    assert result.outcome == "vetoed"
    assert result.vetoes == ("CHN", "RUS")
    assert result.counts == (9, 2, 4)
    assert "27(3)" in result.article
    assert "China and Russian Federation" in result.reason


def test_a_permanent_no_on_a_draft_that_misses_the_majority_is_no_veto() -> None:
    no, abstain = ["USA", "AUS"], ["GBR", "LTU", "NGA", "KOR", "RWA"]
    day = date(2014, 12, 30)
    result = tally(day, others(day, no, abstain), no, abstain)
    assert result.outcome == "failed"
    assert result.vetoes == ()
    assert any("not counted as a veto" in note for note in result.notes)


def test_abstention_of_permanent_members_is_no_bar() -> None:
    day = date(2011, 3, 17)
    abstain = ["BRA", "CHN", "DEU", "IND", "RUS"]
    result = tally(day, others(day, abstain), (), abstain)
    assert result.adopted
    assert any("Namibia" in note for note in result.notes)


def test_absence_is_no_bar() -> None:
    day = date(1950, 6, 25)
    result = tally(day, others(day, ["YUG", "SUN"]), (), ["YUG"])
    assert result.adopted
    assert result.absent == ("SUN",)
    assert any("cast no vote" in note for note in result.notes)


def test_seven_until_the_end_of_1965_and_nine_since() -> None:
    assert majority_needed(date(1965, 12, 31)) == 7
    assert majority_needed(date(1966, 1, 1)) == 9
    old, new = date(1965, 11, 20), date(1966, 11, 4)
    assert tally(old, [m.id for m in members_on(old)][:7]).adopted
    assert not tally(new, [m.id for m in members_on(new)][:8]).adopted
    assert tally(new, [m.id for m in members_on(new)][:9]).adopted


def test_procedural_matters_know_no_veto() -> None:
    day = date(2022, 2, 27)
    no, abstain = ["RUS"], ["CHN", "IND", "ARE"]
    yes = others(day, no, abstain)
    assert emergency_session(day, yes, no, abstain).adopted
    assert "27(2)" in emergency_session(day, yes, no, abstain).article
    assert tally(day, yes, no, abstain).outcome == "vetoed"


def test_a_party_to_a_dispute_must_abstain_under_chapter_vi() -> None:
    day = date(2012, 6, 1)
    yes = others(day, ["RUS"])
    assert tally(day, yes, ["RUS"]).outcome == "vetoed"
    barred = tally(day, yes, ["RUS"], parties=["RUS", "GEO"], under="chapter VI")
    assert barred.adopted
    assert barred.barred == ("RUS",)
    assert barred.abstain == ("RUS",)
    assert any("obliged to abstain" in note for note in barred.notes)
    assert tally(day, yes, ["RUS"], parties=["RUS"]).outcome == "vetoed"
    assert tally(day, yes, ["RUS"], parties=["RUS"], under="article 52(3)").adopted


def test_a_party_does_not_lend_its_own_vote_to_the_majority() -> None:
    day = date(2012, 6, 1)
    yes = ["RUS", "CHN", "FRA", "GBR", "USA", "TGO", "IND", "PAK", "MAR"]
    assert tally(day, yes).adopted
    assert tally(day, yes, parties=["MAR"], under="chapter VI").outcome == "failed"


def test_strangers_and_double_votes_are_refused() -> None:
    with pytest.raises(UsageError, match=r"Syrian Arab Republic.*not a member"):
        tally(SYRIA, ["SYR"])
    with pytest.raises(UsageError, match="twice"):
        tally(SYRIA, ["RUS"], ["RUS"])
    with pytest.raises(UsageError, match="SUN"):
        tally(SYRIA, ["SUN"])


@given(DAYS, st.data())
def test_the_rule_agrees_with_its_short_form_for_any_vote(day: date, data: st.DataObject) -> None:
    members = [m.id for m in members_on(day)]
    votes = data.draw(
        st.lists(st.sampled_from(["yes", "no", "abstain", "absent"]), min_size=len(members), max_size=len(members))
    )
    lists = {kind: [m for m, v in zip(members, votes, strict=True) if v == kind] for kind in ("yes", "no", "abstain", "absent")}
    result = tally(day, **lists)
    blocking = set(lists["no"]) & set(permanent_members(day))
    assert result.outcome == outcome_of_counts(day, len(lists["yes"]), len(blocking))
    assert set(result.vetoes) == (blocking if result.outcome == "vetoed" else set())
    assert sorted(result.yes + result.no + result.abstain + result.absent) == sorted(members)
    assert legal_tally(day, *result.counts, len(result.absent))
    assert tally(day, **lists, procedural=True).outcome != "vetoed"


@given(DAYS, st.data())
def test_one_more_vote_in_favour_never_hurts(day: date, data: st.DataObject) -> None:
    members = [m.id for m in members_on(day)]
    yes = data.draw(st.sets(st.sampled_from(members)))
    more = yes | {data.draw(st.sampled_from(members))}
    rank = {"failed": 0, "vetoed": 0, "adopted": 1}
    assert rank[tally(day, more).outcome] >= rank[tally(day, yes).outcome]


def test_legal_tallies() -> None:
    assert legal_tally(date(1960, 1, 1), 7, 2, 2)
    assert not legal_tally(date(1960, 1, 1), 9, 4, 2)
    assert not legal_tally(ENLARGED, 9, 2, 3)
    assert legal_tally(ENLARGED, 9, 2, 3, 1)
    assert not legal_tally(ENLARGED, 16, -1, 0)


def preliminary_of_1946() -> procedure.Preliminary:
    day = date(1946, 6, 26)
    return preliminary_question(day, others(day, ["FRA", "SUN", "POL"]), ["FRA", "SUN"], ["POL"])


def test_preliminary_question_can_be_vetoed() -> None:
    answer = preliminary_of_1946()
    assert not answer.procedural
    assert answer.vetoes == ("FRA", "SUN")
    day = answer.vote.day
    assert preliminary_question(day, [m.id for m in members_on(day)]).procedural
    short = preliminary_question(day, ["AUS", "BRA"])
    assert not short.procedural
    assert short.vetoes == ()
    assert "fewer than 7" in short.reason


def test_double_veto_needs_the_same_member_in_both_votes() -> None:
    first = preliminary_of_1946()
    draft = tally(first.vote.day, others(first.vote.day, ["SUN", "POL"]), ["SUN", "POL"])
    assert double_veto(first, draft).by == ("SUN",)
    with pytest.raises(UsageError):
        double_veto(first, tally(date(1946, 6, 27), others(date(1946, 6, 27), ["SUN"]), ["SUN"]))


def test_a_ruling_falls_only_to_the_majority_of_the_day() -> None:
    day = date(1950, 9, 29)
    assert ruling_stands(day, ["CHN", "CUB"])
    assert not ruling_stands(day, [m.id for m in members_on(day)][:7])


def outcome(yes: int) -> Outcome:
    return tally(SYRIA, [m.id for m in members_on(SYRIA)][:yes])


def test_votes_in_parts_keep_the_parts_adopted() -> None:
    assert parts_kept([outcome(9), outcome(3), outcome(15)]) == (0, 2)
    assert parts_kept([outcome(1)]) == ()
    with pytest.raises(UsageError, match="rule 32"):
        parts_kept([outcome(9)], mover_objects=True)


def test_the_amendment_furthest_from_the_draft_comes_first() -> None:
    assert order_of_amendments([0.2, 0.9, 0.2, 0.5]) == (1, 3, 0, 2)


def test_amendments_can_be_vetoed() -> None:
    day = date(2023, 12, 22)
    result = procedure.amendment(day, others(day, ["USA", "GBR", "FRA", "JPN", "ALB"]), ["USA"], ["GBR", "FRA", "JPN", "ALB"])
    assert result.outcome == "vetoed"
    assert result.counts == (10, 1, 4)


def test_consensus_falls_to_any_member_and_records_no_votes() -> None:
    assert without_vote(SYRIA).adopted
    assert without_vote(SYRIA).counts == (0, 0, 0)
    refused = presidential_statement(SYRIA, ["LBN"])
    assert refused.outcome == "failed"
    assert "Lebanon objected" in refused.reason
    with pytest.raises(UsageError):
        presidential_statement(SYRIA, ["SYR"])


def test_judges_and_the_review_conference_know_no_veto() -> None:
    assert judge_elected(SYRIA, 8)
    assert not judge_elected(SYRIA, 7)
    assert judge_elected(date(1960, 1, 1), 6)
    with pytest.raises(UsageError):
        judge_elected(SYRIA, 16)
    day = date(1967, 6, 1)
    assert review_conference(day, [m.id for m in members_on(day)][:7])
    day = date(1969, 6, 1)
    assert not review_conference(day, [m.id for m in members_on(day)][:8])


def test_procedural_matters_are_data_with_sources() -> None:
    assert is_procedural("adjournment")
    assert is_procedural("Inclusion of an item in the agenda")
    assert not is_procedural("admission of a new Member")
    assert all(m.source for m in procedural_matters())


RULES = ("Article", "rule", "Rule", "resolution", "Practice", "Statute", "Statement", "practice")


@pytest.mark.parametrize("module", [rule, procedure, assembly])
def test_every_rule_cites_its_source(module: object) -> None:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):  # type: ignore[attr-defined]
            assert any(word in (function.__doc__ or "") for word in RULES), name
