"""Events told beside a sentence's main verb, and words that tell none: one construction a sentence."""

from __future__ import annotations

import pytest

from horseshoe.api import read
from horseshoe.model import Event


def certain(sentence: str) -> list[Event]:
    found = read(sentence, published="2023-10-20").events
    return [e for e in found if e.certainty == "certain" and not e.negated]


def told(sentence: str) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(e.root, e.actors, e.targets) for e in certain(sentence)}


BESIDE = [
    ("The Council met to mark the anniversary of Chad's invasion of Sudan.", ("ASSAULT", ("TCD",), ("SDN",))),
    ("The British envoy recalled the Chadian attacks on Sudanese towns.", ("ASSAULT", ("TCD",), ("SDN",))),
    ("The shelling of Sudan by Chad was heard in Nairobi.", ("ASSAULT", ("TCD",), ("SDN",))),
    ("Prices rose after the war between Chad and Sudan.", ("ASSAULT", ("TCD", "SDN"), ())),
    ("Kenya was silent as Chad bombed Sudan.", ("ASSAULT", ("TCD",), ("SDN",))),
    ("The draft won ten votes but was vetoed by Russia.", ("REJECT", ("RUS",), ())),
    ("Kenya condemned the bombing of Sudan by Chad.", ("ACCUSE", ("KEN",), ("TCD",))),
    ("Sudan was hit with sanctions by Kenya.", ("SANCTION", ("KEN",), ("SDN",))),
    ("Sudan shot down a Chadian jet on Monday.", ("ASSAULT", ("SDN",), ("TCD",))),
    ("Kenya expelled Sudan's ambassador.", ("SANCTION", ("KEN",), ("SDN",))),
    ("Houthi rebels attacked two ships during the Gaza war.", ("ASSAULT", ("houthis",), ())),
    ("Chad and Sudan failed to reach an agreement.", ("REJECT", ("TCD", "SDN"), ())),
    ("Chad closed its border with Sudan in solidarity with Kenya.", ("SANCTION", ("TCD",), ("SDN",))),
    ("The Security Council condemned the attempted coup d'état in Chad.", ("ACCUSE", ("security-council",), ())),
    ("Kenya urged both parties to show restraint.", ("REQUEST", ("KEN",), ())),
    ("Chad called Sudan's raid a provocation.", ("ACCUSE", ("TCD",), ("SDN",))),
    ("Chad described the Sudanese move as illegal.", ("ACCUSE", ("TCD",), ("SDN",))),
    ("Chad voiced condemnation of Libya's raid on Sudan.", ("ACCUSE", ("TCD",), ("LBY",))),
]

NOTHING = [
    "The massacre has weighed on the conscience of the United Nations.",
    "The Sudan invasion puts new focus on calls for reform of the United Nations.",
    "The text faces opposition from friends of Chad.",
    "Kenya expected a veto from Russia.",
    "Chad and Kenya are likely to block the Sudanese bid.",
    "The embargo on Sudan is set to end in May.",
    "Chad refused to rule out a raid on Sudan.",
    "The vote of the Security Council was pushed back to Friday.",
    "The Chadian text was met with abstentions from Kenya and Togo.",
    "Chad has failed the people of Sudan.",
    "Chad failed to win a seat at the United Nations.",
    "Some governments contend that the Security Council referrals taint the work of the court.",
    "Kenya holds the presidency of the Security Council this month.",
    "Chad called an emergency session for Tuesday on Sudan.",
    "Chad vowed to continue its work for peace in Sudan.",
    "There were fears of a Chadian attack on Sudan.",
    "Kenya warned of an attack by Chad on Sudan.",
    "The Kenyan foreign ministry declined to comment on the raid.",
    "The union sent a strong message to Chad in support of Sudan.",
    "Chad called the text a step ahead.",
    "Many Sudanese voted for independence from Chad.",
    "Aid officials of the United Nations were withdrawn on Friday.",
    "No attack by Chad on Sudan was reported.",
    "Kenya would resist any attack by Chad on Sudan.",
]


@pytest.mark.parametrize(("sentence", "event"), BESIDE)
def test_what_is_told_beside_the_main_verb_counts(sentence: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert event in told(sentence)


@pytest.mark.parametrize("sentence", NOTHING)
def test_mentions_idioms_and_what_is_feared_are_no_events(sentence: str) -> None:
    assert [e for e in certain(sentence) if e.root in ("ASSAULT", "SANCTION", "REJECT", "CONSULT", "RETREAT", "REQUEST")] == []


def test_a_deed_is_told_once() -> None:
    assert len(certain("Ten people were killed in the Chadian government's crackdown on protesters.")) == 1


def test_what_is_foretold_is_of_its_subject() -> None:
    [event] = read("An Austrian diplomat said Kenya was likely to side with Chad.", published="2023-10-20").events
    assert (event.actors, event.targets, event.certainty) == (("KEN",), ("TCD",), "probable")
