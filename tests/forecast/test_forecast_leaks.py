"""Perturb the future: whatever is recorded on or after the forecast's day, the forecast stays equal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from horseshoe.council.situations import situations, widest
from horseshoe.council.states import names_by_id
from horseshoe.council.votes_on_record import DraftVote, draft_votes
from horseshoe.forecast import forecast_draft
from horseshoe.forecast.described import Described
from horseshoe.forecast.knowledge import camp, rivalry, shield, table
from horseshoe.forecast.members import parameters
from horseshoe.forecast.members.parameters import own_record
from horseshoe.forecast.members.votes import DraftFacts

DAYS = (date(2012, 2, 4), date(2014, 3, 15), date(2023, 12, 8), date(1995, 6, 1))


def draft(day: date) -> Described:
    return Described("SYR" if day.year == 2012 else "UKR", day, ("USA", "GBR"), (("sanctions", None),))


def turned(d: DraftVote) -> DraftVote:
    if d.outcome == "vetoed":
        return d._replace(outcome="adopted", against=(), abstaining=(), no=0, abstain=0)
    return d._replace(outcome="vetoed", against=("USA", "CHN"), situation="SYR")


@pytest.mark.parametrize("day", DAYS)
def test_the_record_from_the_day_on_is_not_read(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    before = forecast_draft(draft(day))
    changed = tuple(turned(d) if d.date >= day else d for d in draft_votes())
    assert changed != draft_votes()
    monkeypatch.setattr(parameters, "draft_votes", lambda: changed)
    assert forecast_draft(draft(day)) == before


@pytest.mark.parametrize("day", DAYS)
def test_yearly_sums_and_models_of_later_years_are_not_read(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    before = forecast_draft(draft(day))
    loaded = parameters.load()
    changed = replace(
        loaded,
        models={y: m for y, m in loaded.models.items() if y <= max(day.year, min(loaded.models))},
        items=tuple(r if r["year"] < day.year else r | {"lost": 9, "n": 9} for r in loaded.items),
        members=tuple(r for r in loaded.members if r["year"] < day.year),
        kinds=tuple(r for r in loaded.kinds if r["year"] < day.year),
        sets={y: s for y, s in loaded.sets.items() if y <= day.year},
    )
    if day.year > loaded.summed_through:
        changed = replace(changed, items=loaded.items)
    monkeypatch.setattr("horseshoe.forecast.forecast.load", lambda: changed)
    assert forecast_draft(draft(day)) == before


def test_a_relation_counts_from_the_day_after_it_could_be_known() -> None:
    for row in table("relations")["shield"]:
        known = shield(row["member"], row["situation"], row["from"])
        assert known is None or known.start < row["from"]
        after = shield(row["member"], row["situation"], row["from"] + timedelta(days=1))
        assert after is not None
        assert row["source"]
        assert 0 < row["weight"] <= 1
    assert rivalry(date(2022, 2, 24)) < rivalry(date(2022, 2, 25))
    assert camp("POL", date(1998, 1, 1)) == "south"
    assert camp("POL", date(2000, 1, 1)) == "west"


def test_every_row_of_the_tables_has_its_source() -> None:
    relations = table("relations")
    assert all(r["source"] for part in ("shield", "rivalry", "camp") for r in relations[part])
    assert all(r["reason"] for r in table("acts")["act"])
    known = {widest(id_) for id_ in situations()}
    assert {r["situation"] for r in relations["shield"]} <= known | set(names_by_id())


def test_relations_that_began_later_can_be_left_out() -> None:
    day = date(2024, 3, 1)
    for row in table("relations")["shield"]:
        kept = shield(row["member"], row["situation"], day, before=2019)
        assert kept is None or kept.start.year < 2019
    assert shield("RUS", "SYR", day, before=2019) == shield("RUS", "SYR", day)
    assert shield("RUS", "SYR", day, before=2011) is None


def test_the_record_of_later_years_holds_adoptions_too() -> None:
    before = own_record(date(2024, 1, 1))
    of_2023 = [d for d in before if d.facts.day.year == 2023]
    assert sum(d.outcome == "adopted" for d in of_2023) > 40
    assert all(d.facts.day < date(2024, 1, 1) for d in before)


def test_a_year_counted_on_top_of_the_year_before_is_counted_as_from_the_start() -> None:
    day = date(2024, 5, 2)
    fresh, used = replace(parameters.load()), replace(parameters.load())
    for before in (1995, 2012, 2023):
        used.past(date(before, 3, 1))
    for situation in ("SYR", "HTI", "UKR"):
        facts = DraftFacts(day=day, situation=situation, sponsors=("USA",), sponsors_known=True)
        once, again = (p.past(day) for p in (fresh, used))
        assert once.table(facts, "RUS") == pytest.approx(again.table(facts, "RUS"), rel=1e-9)
        settings = [vars(p.about(facts)) for p in (once, again)]
        for name, value in settings[0].items():
            assert value == (pytest.approx(settings[1][name], rel=1e-9) if isinstance(value, float) else settings[1][name])
