"""What a draft tells whom to do: addressees, and what is no provision of it."""

from __future__ import annotations

import pytest

from horseshoe.api import read

DRAFT = "NEW YORK, 20 October 2023 - The draft resolution "

ADDRESSED = [
    ("calls on Eritrea to withdraw its troops from Badme.", "calls", "ERI"),
    ("calls upon the Sudanese government to let in aid convoys.", "calls", "SDN:authorities"),
    ("appeals to Ethiopia to lift the blockade of Tigray.", "appeals", "ETH"),
    ("urges Serbia to cooperate with the tribunal.", "urges", "SRB"),
    ("asks the secretary-general to report within 30 days.", "asks", "secretary-general"),
    ("sets a deadline for Iraq to disarm.", "sets", "IRQ"),
    ("calls for Syrian troops to leave Lebanon.", "calls", "SYR:army"),
    ("calls for Armenia's withdrawal from the district.", "calls", "ARM"),
    ("demands the withdrawal of Rwandan troops from Congo.", "demands", "RWA:army"),
    ("demands an immediate end to strikes on Yemen.", "demands", None),
    ("urges an end to Turkish shelling of Syrian villages.", "urges", "TUR"),
    ("imposes an arms embargo on South Sudan.", "imposes", "SSD"),
    ("condemns Eritrea's attack on Djibouti.", "condemns", "ERI"),
    ("condemns air strikes on Libya.", "condemns", None),
    ("condemns the killing of nurses by the Taliban in Afghanistan.", "condemns", "taliban"),
    ("would condemn the invasion of Kuwait by Iraq.", "condemns", "IRQ"),
    ("denounces Russia's annexation of Crimea.", "denounces", "RUS"),
    ("condemns both Hezbollah's rockets and Israel's raids on Lebanon.", "condemns", "hezbollah"),
    ("deplores the killing of peacekeepers in Mali.", "deplores", None),
    ("holds Syria responsible for the use of chlorine.", "holds", "SYR"),
]

NO_PROVISION = [
    ("gives a blank cheque to the invaders of Haiti, in the words of the Cuban envoy.", "gives"),
    ("opens the door to chaos in Mali, the Malian envoy said.", "opens"),
    ("does not condemn Israel by name.", "condemns"),
    ("stops short of condemning Rwanda.", "condemns"),
    ("no longer calls for an arms embargo on Sudan.", "calls"),
    ("had originally threatened Sudan with sanctions, but that was removed.", "threatens"),
]

ELSEWHERE = [
    ("China argued that the draft resolution lets Britain interfere in Sudan.", "allows"),
    ("Togo wanted the draft resolution to condemn Rwanda.", "condemns"),
    ("Russia proposed that the draft resolution condemn Ukraine as well.", "condemns"),
    ("The original draft resolution demanded that Sudan hand over the suspects.", "demands"),
    ("A threat of sanctions against Iran was removed from the draft resolution.", "threatens"),
    ("Gone from the draft resolution is a demand that the king step down.", "demands"),
]


def _provisions(text: str) -> list[tuple[str, str | None]]:
    return [(p.act, p.addressee) for draft in read(text).drafts for p in draft.provisions]


@pytest.mark.parametrize(("words", "act", "addressee"), ADDRESSED)
def test_an_act_addresses_who_is_to_obey_or_did_what_it_judges(words: str, act: str, addressee: str | None) -> None:
    assert (act, addressee) in _provisions(DRAFT + words)


@pytest.mark.parametrize(("words", "act"), NO_PROVISION)
def test_judgements_denials_and_what_was_dropped_are_no_provisions(words: str, act: str) -> None:
    assert act not in dict(_provisions(DRAFT + words))


@pytest.mark.parametrize(("sentence", "act"), ELSEWHERE)
def test_what_others_wish_or_say_of_a_draft_is_no_provision(sentence: str, act: str) -> None:
    assert act not in dict(_provisions("NEW YORK, 20 October 2023 - " + sentence))
