"""Rules, rights and habits are no acts."""

from __future__ import annotations

import re

import pytest

from horseshoe.model import Document
from horseshoe.reading.factuality.certainty import factuality
from horseshoe.reading.parse import parse


def generic(marked: str) -> bool:
    """Whether the word in square brackets tells of a rule."""
    at = marked.index("[")
    tree = parse(Document(re.sub(r"[\[\]]", "", marked), "x")).tree
    return factuality(next(t for t in tree if t.idx == at)).generic


@pytest.mark.parametrize(
    "sentence",
    [
        "A text needs nine votes and no [veto] by any of the five, Britain, China, France, Russia and the United States.",
        "Any permanent member can [block] a text.",
        "A no from one of them [amounts] to a veto.",
        "A [no] from one of them amounts to a veto.",
        "A no from one of them amounts to a [veto].",
        "To be [adopted], a text needs nine votes in favour.",
        "To pass, a text needs nine votes and no [vetoes] from the permanent members.",
        "Russia, China, France, Britain and the United States each hold a [veto].",
        "China, which holds [veto] power in the council, stayed away.",
        "It takes nine votes and no [veto] to adopt a text.",
        "Each of the five has the power to [veto] resolutions.",
        "Permanent members can [veto] any resolution.",
        "Resolutions [require] nine votes and no veto.",
        "A single permanent member can [kill] a text by voting against it.",
        "Under the Charter, an abstention does not [count] as a veto.",
        "A text is [adopted] if nine members vote for it.",
        "A [veto] by any one of the five sinks a text.",
        "The five have the right of [veto].",
        "As permanent members, Britain and France can [veto] resolutions.",
        "Adoption requires nine votes and no [veto] by the five.",
        "China usually [vetoes] such texts.",
        "Any of the five may [block] a decision.",
        "A resolution must win nine votes and avoid a [veto] from any permanent member.",
        "No resolution can be [adopted] over the veto of a permanent member.",
        "Beijing, a [veto]-wielding member, opposes the text.",
        "Whenever the council meets on it, China [objects].",
        "A negative vote by a permanent member [means] the text fails.",
        "China used to [veto] such texts.",
        "China is one of the five members that can [veto] a text.",
    ],
)
def test_a_rule_is_generic(sentence: str) -> None:
    assert generic(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "China [vetoed] a text.",
        "A member of the council [vetoed] the text on Friday.",
        "China can [veto] the text.",
        "A [veto] is likely.",
        "A [veto] looms.",
        "Any country that [voted] no on Friday was criticised.",
        "China has [vetoed] every text on it.",
        "China will [veto] the resolution.",
        "China used its [veto] on Saturday.",
        "China cast two [vetoes].",
        "Each of the five [voted] for it on Monday.",
        "China is [blocking] the text.",
        "Both China and Russia [oppose] the text.",
        "A text by France will be [put] to the vote.",
        "It was the third [veto] by China.",
        "The power to block was clear when China [vetoed] the text.",
    ],
)
def test_one_act_is_not_generic(sentence: str) -> None:
    assert not generic(sentence)
