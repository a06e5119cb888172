"""Finding the draft that a text means."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.council.situations import situations
from horseshoe.council.states import names_by_id
from horseshoe.council.votes_on_record import draft_votes, find_draft, matching


def best(**asked: object) -> str | None:
    found = matching(**asked)  # type: ignore[arg-type]
    return found[0].draft.label if found else None


def test_a_vetoed_draft_by_month_and_members() -> None:
    month = (date(2011, 10, 1), date(2011, 10, 31))
    [only] = matching("SYR", month, ["RUS", "CHN"], ["european-countries"])
    assert only.draft.symbol == "S/2011/612"
    assert only.score > 0.7
    assert "4 October 2011" in only.reason
    assert "vetoed by China and Russian Federation" in only.reason


def test_what_contradicts_rules_out() -> None:
    month = (date(2011, 10, 1), date(2011, 10, 31))
    assert matching("SYR", month, ["USA"]) == ()
    assert matching("LBY", month, ["RUS"]) == ()
    assert matching("SYR", month, ["RUS"], outcome="adopted") == ()
    assert matching("SYR", month, ["RUS"], ["USA"]) == ()
    assert matching("SYR", month, yes=13) == ()
    assert matching() == ()


def test_later_votes_are_left_out_by_the_day_of_the_text() -> None:
    assert best(situation="SYR", vetoed_by=["RUS", "CHN"], before=date(2012, 2, 1)) == "S/2011/612"
    labels = {c.draft.symbol for c in matching("SYR", vetoed_by=["RUS", "CHN"])}
    assert {"S/2011/612", "S/2012/77", "S/2019/961"} <= labels


def test_a_bare_situation_is_a_weak_match() -> None:
    assert max(c.score for c in matching("SYR")) < 0.3


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ({"situation": "SYR", "between": (date(2012, 2, 1), date(2012, 2, 29)), "sponsors": ["arab-league"]}, "S/2012/77"),
        ({"situation": "LBY", "between": (date(2011, 3, 1), date(2011, 3, 31))}, "S/RES/1973 (2011)"),
        ({"situation": "SDN", "between": (date(2024, 11, 1), date(2024, 11, 30)), "vetoed_by": ["RUS"]}, "S/2024/826"),
        ({"situation": "PSE", "between": (date(2024, 4, 1), date(2024, 4, 30)), "vetoed_by": ["USA"]}, "S/2024/312"),
        ({"situation": "UKR", "yes": 13, "no": 1, "abstain": 1}, "S/2014/189"),
        ({"situation": "IRQ", "between": (date(1990, 11, 1), date(1990, 11, 30)), "no": 2}, "S/RES/678 (1990)"),
    ],
)
def test_drafts_told_in_other_ways(asked: dict[str, object], label: str) -> None:
    assert best(**asked) == label


def test_drafts_are_found_by_symbol_or_number() -> None:
    for label in ("S/RES/2043 (2012)", "2043", "S/2012/245"):
        draft = find_draft(label)
        assert draft
        assert draft.resolution == 2043
    assert find_draft("S/2099/1") is None


def test_member_votes_of_a_draft() -> None:
    draft = find_draft("S/2011/612")
    assert draft
    assert draft.votes
    assert draft.votes.of("RUS") == "no"
    assert draft.votes.of("LBN") == "abstain"
    assert draft.votes.of("NGA") == "yes"
    assert draft.votes.of("SYR") is None


def test_tables_name_known_states_and_situations() -> None:
    states = set(names_by_id())
    known = states | set(situations()) | {""}
    for draft in draft_votes():
        assert draft.situation in known, draft
        assert set(draft.sponsors) <= states, draft
        assert draft.resolution is None or draft.outcome == "adopted"


def test_symbols_and_numbers_are_unique_among_drafts() -> None:
    numbers = [d.resolution for d in draft_votes() if d.resolution]
    assert len(numbers) == len(set(numbers))
    symbols = [d.symbol for d in draft_votes() if d.symbol and not d.symbol.startswith("S/PV")]
    assert len(symbols) == len(set(symbols))
