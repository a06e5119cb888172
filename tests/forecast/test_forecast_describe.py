"""Described drafts: one builder, the majority and the vetoes of the day, amendments and procedural motions."""

from datetime import date

import pytest

from horseshoe.errors import UsageError
from horseshoe.forecast import forecast_draft
from horseshoe.forecast.described import describe

DAY = date(2012, 7, 17)


def test_states_and_situations_in_any_spelling_are_one_description() -> None:
    by_id = describe("SYR", DAY, sponsors=["USA", "GBR"], threats=["RUS"])
    by_name = describe("Syria", DAY, sponsors=["United States", "United Kingdom", "USA"], threats=["Russia"])
    assert by_name.sponsors == by_id.sponsors
    assert by_name.statements == by_id.statements
    assert by_name.facts() == by_id.facts()


def test_the_seat_of_the_day_speaks() -> None:
    then = describe("KOR", date(1983, 9, 12), threats=["Russia"])
    assert [s.member for s in then.statements] == ["SUN"]
    assert [s.member for s in describe("SYR", DAY, threats=["USSR"]).statements] == ["RUS"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "poem"}, "no kind called"),
        ({"acts": ["dance"]}, "no act called"),
        ({"supporters": ["Canada"]}, "not a member"),
    ],
)
def test_what_cannot_be_is_told(changes: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        describe("SYR", DAY, **changes)  # type: ignore[arg-type]


def test_nobody_can_veto_a_procedural_motion() -> None:
    draft, motion = (
        forecast_draft(describe("SYR", DAY, sponsors=["USA"], threats=["RUS"], kind=kind)) for kind in ("draft", "procedural")
    )
    assert draft.shares.vetoed > 0.3
    assert motion.shares.vetoed == 0
    assert not motion.vetoed_by
    assert sum((motion.shares.adopted, motion.shares.vetoed, motion.shares.failed)) == pytest.approx(1.0)


def test_an_amendment_is_answered_for_as_one() -> None:
    draft, amendment = (forecast_draft(describe("SYR", DAY, sponsors=["RUS"], kind=kind)) for kind in ("draft", "amendment"))
    assert amendment.shares.adopted < draft.shares.adopted
    assert "amendment" in amendment.label


def test_seven_of_eleven_were_enough_before_1966() -> None:
    made = forecast_draft(describe("COD", date(1960, 7, 13), sponsors=["Tunisia"]))
    assert len(made.members) == 11
    assert made.tally.yes.high <= 11
    assert made.shares.adopted > 0.3


def test_a_situation_that_the_record_does_not_know_is_warned_of() -> None:
    made = forecast_draft(describe("the moons of Jupiter", DAY, sponsors=["USA"]))
    assert any("nothing is on record" in w for w in made.warnings)
    assert not any("nothing is on record" in w for w in forecast_draft(describe("Syria", DAY, sponsors=["USA"])).warnings)
