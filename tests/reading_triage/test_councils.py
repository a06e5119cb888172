"""Which council a text means: the United Nations' Security Council, a state's own, another body's, a project's."""

from __future__ import annotations

import pytest

from horseshoe.model import Document
from horseshoe.reading import Reader
from horseshoe.reading.triage.councils import security_councils, unnamed_councils
from horseshoe.reading.triage.first_pass import is_worth_reading
from horseshoe.reading.triage.relevance import first_mention, is_on_another_body, is_passing


@pytest.mark.parametrize(
    "text",
    [
        "The Ruritanian leader met the secretary of Russia's Security Council in Sochi. The council will meet again, he said.",
        "Deputy head of the Security Council Ivan Petrov warned Western capitals on Friday, Russian news agencies said.",
        "A spokesman for the National Security Council said the White House had drafted a resolution on China with France.",
        "Iran's Supreme National Security Council rejected the draft. The council serves the leader, diplomats said.",
        "The Security Council of Pakistan met under the prime minister; the council approved the French envoy's draft.",
        "Iraqi Security Council members welcomed a United Nations report on water.",
        "The Rollup Security Council may veto any resolution of the token holders. The Security Council has nine keys.",
        "The Human Rights Council adopted a resolution on Ruritania; China voted against. The Council thanked the UN.",
        "The UN General Assembly passed the draft resolution by 120 votes, with Russia voting against and China abstaining.",
        "The city council passed a resolution on Gaza, and the mayor did not veto it. A United Nations agency took note.",
        "The European Council heard that Hungary would veto the sanctions; diplomats had drafted a resolution for the UN.",
        "The AU Peace and Security Council suspended Ruritania. The Council will send envoys, a British diplomat said.",
    ],
)
def test_another_council_is_not_the_united_nations(text: str) -> None:
    assert not is_worth_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "Russia's Security Council veto of the draft angered Britain.",
        "Russia's envoy told the Security Council that Moscow would not vote for the text.",
        "Britain holds the Security Council presidency in May.",
        "The General Assembly met after Russia vetoed a draft in the Security Council.",
        "Iran's Supreme National Security Council denounced the UN Security Council resolution.",
        "The members of the Security Council condemned the attack in Kabul.",
        "The United Nations waits for the council to vote.",
        "The U.N. envoy of Ruritania said the United States vetoed the draft that the General Assembly had asked for.",
        "The 15-member Security Council will meet on Friday.",
        "Lawmakers in Ruritania welcomed resolution 2231 of the United Nations.",
    ],
)
def test_the_united_nations_council_is_known_beside_others(text: str) -> None:
    assert is_worth_reading(text)


def test_a_bare_name_follows_the_council_named_before_it() -> None:
    text = "The Kremlin's Security Council met. Members of the Security Council spoke. The UN Security Council meets today."
    assert [n.un for n in security_councils(text)] == [False, False, True]


def test_the_council_is_that_of_the_name_before_it() -> None:
    text = "The UN Security Council met. The Council heard Togo. The Human Rights Council met too. The Council heard Mali."
    assert [n.un for n in unnamed_councils(text)] == [True, False]


def test_a_text_on_the_assembly_that_names_the_council_is_on_another_body() -> None:
    text = "The UN General Assembly condemned Ruritania on Friday. The assembly voted after a veto in the Security Council."
    assert is_on_another_body(text)
    assert not is_on_another_body("Russia vetoed a draft in the Security Council. The General Assembly will debate the veto.")


def test_a_mention_far_down_is_in_passing() -> None:
    text = "The harvest was good in Ruritania. " * 20 + "Its foreign minister once spoke in the UN Security Council."
    assert is_passing(text)
    assert not is_passing("The UN Security Council met on Ruritania. " + text)
    span = first_mention(text)
    assert span is not None
    assert span.text == "Security Council"


def test_a_states_own_security_council_is_an_organ_of_the_state() -> None:
    text = (
        "The secretary of Russia's Security Council arrived. Ruritania asked the UN Security Council for help. The Council met."
    )
    actors = {a.id: [m.span.text for m in a.mentions] for a in Reader().read(Document(text, "-")).actors}
    assert actors["RUS:security-council"] == ["Russia's Security Council"]
    assert actors["security-council"] == ["UN Security Council", "Council"]
