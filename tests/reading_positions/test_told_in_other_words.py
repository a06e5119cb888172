"""What a reading makes of drafts, votes and stances that texts tell in other words than plain ones."""

from __future__ import annotations

import pytest
from examples import must_show

OPENS = "The Security Council met on Chad. "

TOLD: dict[str, tuple[str, ...]] = {
    "It will consider two opposed draft resolutions on Chad. One was put forward by Togo, the other by Mali.": (
        "sponsor TGO",
        "sponsor MLI",
        "draft pending",
    ),
    "The draft resolution failed, with favourable votes from Togo, Gabon and Mali only.": ("TGO voted_for", "GAB voted_for"),
    "The draft resolution failed as it got only the votes of Togo and Gabon.": ("TGO voted_for", "GAB voted_for"),
    "The draft resolution received three votes in favour on Friday from Togo, Gabon and Mali.": (
        "MLI voted_for",
        "vote 3 None None",
    ),
    "The draft resolution was rejected because of the veto of the Russian Federation.": ("RUS vetoed", "draft vetoed"),
    "The draft resolution, whose sponsors include Togo, Gabon and the United States, goes to a vote.": (
        "sponsor TGO",
        "sponsor GAB",
        "sponsor USA",
    ),
    "Togo, Gabon and the United States have so far co-sponsored the draft resolution.": ("sponsor TGO", "sponsor USA"),
    "The resolution on Chad, moved in the Council by Togo and Gabon, was adopted.": ("sponsor TGO", "sponsor GAB"),
    "In the vote on the draft resolution, Togo and Mali supported the text and Russia and China opposed it.": (
        "TGO voted_for",
        "CHN voted_against",
        "!TGO opposes",
        "!MLI voted_against",
    ),
    "The draft resolution was vetoed by China, with Togo, Gabon and Mali voting against the text.": (
        "TGO voted_against",
        "GAB voted_against",
        "MLI voted_against",
    ),
    "Russia withdrew its threat to veto the draft resolution.": ("RUS threatens_veto negated", "!RUS threatens_veto"),
    "Algeria said it would not vote for the draft resolution if it keeps the embargo.": (
        "DZA opposes",
        "DZA if if it keeps the embargo",
    ),
    "A news agency reports Russia as telling members that it plans to use its veto on the draft resolution.": (
        "RUS threatens_veto",
    ),
    "The draft resolution was written so that it could be accepted by Togo.": ("!TGO supports",),
    "Togo predicted that the draft resolution would fail, making it unnecessary for France to exercise its veto.": (
        "!FRA vetoed",
        "!draft vetoed",
    ),
    "Togo sent its draft resolution to all 15 members. It sees unanimous support for the text.": (
        "!vote 15 0 0",
        "draft pending",
    ),
    "It is unlikely that the draft resolution would garner nine votes.": ("!vote 9 None None",),
    "The draft resolution is backed by three members of the Council.": ("!vote 3 None None", "draft pending"),
    "The General Assembly is to vote on a draft resolution on Chad.": ("!draft pending",),
    "China proposed to postpone the vote on the draft resolution.": ("CHN urges",),
    "It voted on two opposed projects of resolution on Chad presented by Togo and Mali.": (
        "!vote None 2 None",
        "!draft vetoed",
    ),
    "It rejected rival draft resolutions by Togo and Mali. The Togolese draft got four votes, and the Malian draft five.": (
        "draft failed",
        "!draft pending",
    ),
    "Russia exercised its privilege of veto to block the draft resolution.": ("RUS vetoed", "draft vetoed"),
    "The draft resolution got nine votes in favour, with two against and one abstention (including that of France).": (
        "FRA abstained",
    ),
    "The draft resolution was adopted. Togo and Mali either abstained or voted with the majority.": ("!TGO abstained",),
    "The draft resolution appears doomed to be vetoed by Russia.": ("RUS threatens_veto probable", "!by draft-resolution"),
    "UN diplomats said Russia would veto the draft resolution.": ("by un-diplomats", "RUS threatens_veto"),
    "The Russian envoy said the draft resolution contained unacceptable elements.": ("RUS criticises",),
    "Togo denounced the vetoed resolution as weak.": ("draft vetoed",),
}


@pytest.mark.parametrize("sentence", sorted(TOLD))
def test_told(sentence: str) -> None:
    must_show(OPENS + sentence, TOLD[sentence])
