"""A draft of a bloc's is ended by the vote that the Council's record holds on it."""

from __future__ import annotations

from datetime import date

from horseshoe.api import read
from horseshoe.brief.standing import standing
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
