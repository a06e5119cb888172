"""A draft of a bloc's is ended by the vote that the Council's record holds on it."""

from __future__ import annotations

from datetime import date

from horseshoe.api import read
from horseshoe.brief.situation.standing import standing
from horseshoe.brief.situation.timeline import by_day
from horseshoe.record.record import Record

TEXT = (
    "NEW YORK, 1 February 2012 - The Arab League put forward a draft resolution on Syria in the Security Council. Russia said "
    "that it would veto the draft."
)


def test_a_blocs_draft_is_decided_by_the_vote_on_its_members_text():
    with Record("sqlite:///:memory:") as record:
        record.add_readings([read(TEXT)])
        before = standing(record, record.dossier("syria", as_of=date(2012, 2, 3)))
        after = standing(record, record.dossier("syria", as_of=date(2012, 2, 15)))
    assert before.outcome is None
    assert before.forecast is not None
    assert after.outcome is not None
    assert after.outcome.vote is not None
    assert (after.outcome.status, after.outcome.vote.symbol) == ("vetoed", "S/2012/77")
    assert after.forecast is None


def test_a_draft_of_others_is_none_of_that_vote():
    with Record("sqlite:///:memory:") as record:
        record.add_readings([read(TEXT.replace("The Arab League", "Pakistan"))])
        found = standing(record, record.dossier("syria", as_of=date(2012, 2, 15)))
    assert found.outcome is None


def test_a_veto_of_the_past_is_not_told_as_one_to_come():
    text = "1 February 2012 - In the Security Council, Russia and China vetoed a European draft on Syria on 4 October 2011."
    with Record("sqlite:///:memory:") as record:
        record.add_readings([read(text)])
        days = by_day(record.dossier("syria"), str, lambda number: f"draft {number}")
    told = [e.text for day, entries in days for e in entries if day == date(2011, 10, 4)]
    assert any("vetoed" in line for line in told), days
    assert not any("will veto" in line for line in told)
