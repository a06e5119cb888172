"""A bloc's name beside a veto is no voter."""

from __future__ import annotations

from datetime import date

from horseshoe.documents import from_text
from horseshoe.reading import read_document

TEXT = (
    "China and Russia vetoed a draft resolution on Myanmar in the Security Council on Friday. "
    "It was the first time in decades that two permanent members had cast a joint veto."
)


def test_permanent_members_as_a_group_cast_no_veto() -> None:
    reading = read_document(from_text(TEXT, published=date(2007, 1, 13)))
    [draft] = [d for d in reading.drafts if d.status == "vetoed"]
    assert set(draft.vetoed_by) == {"CHN", "RUS"}
    assert {p.actor for p in reading.positions if p.stance == "vetoed"} == {"CHN", "RUS"}
    assert draft.matches == "S/2007/14"
