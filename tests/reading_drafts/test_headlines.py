"""Headlines in capitals, which the parse takes for names: who vetoes, and no false sponsor."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.model import Document
from horseshoe.reading import Reader

READER = Reader()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("CHINA TO ABSTAIN ON COUNCIL DRAFT RESOLUTION ON SUDAN", [("CHN", "abstained", "probable")]),
        ("RUSSIA THREATENS TO VETO DRAFT RESOLUTION ON SYRIA", [("RUS", "threatens_veto", "certain")]),
        (
            "France, Britain Veto UN Security Council Resolution on Libya",
            [("FRA", "vetoed", "certain"), ("GBR", "vetoed", "certain")],
        ),
        ("United States May Veto Draft Resolution on Gaza", [("USA", "threatens_veto", "possible")]),
    ],
)
def test_the_verb_of_a_headline(line: str, told: list[tuple[str, str, str]]) -> None:
    text = f"{line}\n\nDiplomats discussed the draft resolution in the Security Council on Saturday."
    reading = READER.read(Document(text, "test", published=date(2012, 2, 5), kind="news"))
    assert sorted((p.actor, p.stance, p.certainty) for p in reading.positions) == told
    assert all(not d.sponsors for d in reading.drafts)


def test_a_similar_draft_of_another_time_is_not_the_one_in_question() -> None:
    text = "Much has changed in the Security Council since 2011, when the United States vetoed a similar resolution."
    [draft] = READER.read(Document(text, "test", published=date(2016, 12, 24), kind="news")).drafts
    assert draft.background


def test_whoever_is_asked_urges_nothing() -> None:
    text = "The Council has a draft on Mali. When asked whether they would veto the resolution, China and Russia kept still."
    reading = READER.read(Document(text, "test", published=date(2012, 2, 5), kind="news"))
    assert not [p for p in reading.positions if p.stance == "urges"]
