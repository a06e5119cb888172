"""How certain an act is: the signatures of governors, negation, modals, conditions, and whose word it is."""

from __future__ import annotations

import re

import pytest

from horseshoe.model import Document
from horseshoe.reading.factuality.certainty import Factuality, factuality
from horseshoe.reading.parse import parse
from horseshoe.reading.tree import Token


def read(marked: str) -> tuple[Factuality, Token]:
    """The factuality of the word in square brackets."""
    at = marked.index("[")
    tree = parse(Document(re.sub(r"[\[\]]", "", marked), "x")).tree
    token = next(t for t in tree if t.idx == at)
    return factuality(token), token


CASES = {
    "certain": """
        Chad [vetoed] the plan.
        The plan was [rejected] by four members.
        Togo managed to [pass] the plan.
        Mali was forced to [abstain].
        Togo regretted that Mali had [abstained].
        Togo did not regret that Mali had [abstained].
        Envoys condemned Chad for [vetoing] the plan.
        Envoys did not criticise the [veto].
        Chad not only [vetoed] the plan but also left the room.
        Not only did Chad [veto] the plan, it left the room.
        Not until Monday did Chad [vote].
        It was Chad that [vetoed] the plan.
        Chad did not veto it but [abstained].
        A few members [voted] against the plan.
        Chad cast a [veto].
        The plan was lost despite a [threat] by Chad.
        Because Chad [vetoed] the plan, Togo gave up.
        Chad [voted] no.
        Chad did not stop Mali from [vetoing] it.
        Before [vetoing] the plan, Chad asked for a break.
        Not all members [voted] for the plan.
        Chad [blocked] the plan, saying it was one-sided.
        After Chad [vetoed] the plan, Togo will table another.""",
    "certain not": """
        Chad did not [veto] the plan.
        Chad never [vetoed] the plan.
        The plan passed without a [veto].
        The plan was adopted without the need for a [veto].
        Neither Chad nor Mali [vetoed] the plan.
        Chad refused to [veto] the plan.
        Chad stopped short of [vetoing] the plan.
        Chad failed to [block] the plan.
        Togo prevented Chad from [vetoing] the plan.
        The pressure stopped Chad from [vetoing] it.
        The report that Mali had [vetoed] the plan was false.
        Chad abstained rather than [veto] the plan.
        Chad abstained instead of [vetoing] it.
        Chad did not cast a [veto].
        Chad has yet to [vote] on it.
        Nobody [voted] against it.
        No country [vetoed] it.
        None of the members [abstained].
        Not a single member [abstained].
        Chad almost [vetoed] it.
        Chad pretended to [support] the plan.
        There was no [veto].
        No [veto] was cast.
        The government did not [discuss] or support it.
        The government did not discuss or [support] it.
        Chad cannot [veto] a procedural motion.
        In the absence of a [veto], the plan passed.""",
    "probable": """
        Chad is expected to [veto] the plan.
        Chad is likely to [veto] the plan.
        A [veto] by Chad is expected.
        Mali is poised to [abstain].
        Chad is set to [veto] the text.
        The plan is doomed by a certain [veto].
        The plan is doomed to fail because of a [veto].
        Chad signalled it would [block] the plan.
        Togo believes that Chad will [veto] it.
        The council is to [vote] on Monday.
        Chad apparently [vetoed] it.
        Chad was accused of [blocking] the plan.
        Chad vowed to [veto] the plan.""",
    "probable not": """
        The council does not expect Chad to [veto] the plan.
        Few members [voted] against it.
        Chad denied that it had [vetoed] the plan.
        Chad denied false reports that it had [vetoed] the plan.
        Chad would have [vetoed] the plan.
        Mali is reluctant to [use] its veto.
        Chad is unlikely to [oppose] it.
        Chad ruled out a [veto].
        Nobody believes that Chad will [abstain].
        Had Chad [voted] no, the plan would have failed.""",
    "possible": """
        Chad may [veto] the plan.
        Chad threatened to [veto] the plan.
        Chad repeated its threat of a [veto].
        The prospect of a [veto] hangs over the talks.
        In the face of a [veto] threat, Togo withdrew the plan.
        There is a risk of a [veto].
        There were unconfirmed reports that Mali had [vetoed] it.
        Chad did not rule out a [veto].
        It could not be ruled out that Chad would [veto] it.
        Chad tried to [block] it.
        Chad could have [vetoed] it.
        Perhaps Chad will [abstain].
        Togo feared that Chad would [veto] it.""",
    "possible not": "Chad may not [veto] the plan.",
    "underspecified": """
        Togo hopes that Chad will [abstain].
        Will Chad [veto] the plan?
        It is not clear whether Chad would [veto] it.
        It remains to be seen whether Chad will [veto] it.
        The question of whether Chad would [veto] it was open.
        Togo wants the council to [condemn] Chad.
        Unless it is [changed], Chad will veto the plan.
        If Chad [abstains], the plan will pass.
        Chad must [abstain].
        Mali did not say that it would [veto] the plan.
        Togo rewrote the text to [win] votes.""",
}
ROWS = [(kind, line.strip()) for kind, lines in CASES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("kind", "sentence"), ROWS)
def test_certainty(kind: str, sentence: str) -> None:
    found, _ = read(sentence)
    assert f"{found.certainty}{' not' if found.negated else ''}" == kind, found


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad will [veto] the plan.",
        "Chad said it would [veto] the plan.",
        "Mali is poised to [abstain].",
        "Mali is going to [abstain].",
        "A [veto] looms.",
        "Chad threatened a [veto].",
        "When Chad [votes], Togo will leave.",
    ],
)
def test_what_is_foretold_is_future(sentence: str) -> None:
    found, _ = read(sentence)
    assert found.future
    assert not found.asserted


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("Chad will [veto] the plan if it is not changed.", "changed"),
        ("Unless it is changed, Chad will [veto] the plan.", "changed"),
        ("Should it be put to the vote, Chad would [veto] it.", "put"),
        ("Mali will [support] it as long as sanctions are dropped.", "dropped"),
        ("Without changes, Chad will [veto] the plan.", "changes"),
        ("Chad said it would [veto] the plan unless it was changed.", "changed"),
    ],
)
def test_what_hangs_on_a_condition(sentence: str, condition: str) -> None:
    found, _ = read(sentence)
    assert found.condition is not None
    assert found.condition.text == condition
    assert found.certainty == "possible"
    assert not found.asserted


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("Chad [vetoed] the plan.", []),
        ("Envoys said that Chad had [vetoed] the plan.", ["Envoys"]),
        ("Chad, envoys said, will [veto] the plan.", ["envoys"]),
        ("According to envoys, Chad will [veto] the plan.", ["envoys"]),
        ("Togo said Mali expected Chad to [veto] the plan.", ["Togo", "Mali"]),
        ("Chad denied reports that it had [vetoed] the plan.", ["Chad", "reports"]),
        ("Chad is expected to [veto] the plan.", ["expected"]),
    ],
)
def test_whose_word_it_is(sentence: str, sources: list[str]) -> None:
    found, _ = read(sentence)
    assert [t.text for t in found.sources] == sources


@pytest.mark.parametrize(("kind", "sentence"), [row for row in ROWS if row[0] != "certain"])
def test_what_is_not_certain_is_not_asserted(kind: str, sentence: str) -> None:
    assert not read(sentence)[0].asserted


def test_the_scale_orders_what_was_read() -> None:
    done, may, not_ = (read(f"Chad {rest}")[0].value for rest in ("[vetoed] it.", "may [veto] it.", "did not [veto] it."))
    assert 3 >= done > may > not_ >= -3


def test_the_rules_that_fired_are_named() -> None:
    found, _ = read("Envoys did not expect Chad to [veto] the plan.")
    assert found.why == ("negation", "expectation: expect")


def test_a_very_long_sentence_is_read() -> None:
    found, _ = read("Chad [voted], " + "and it spoke " * 3000 + "at last.")
    assert found.certainty == "certain"
    tree = parse(Document("Envoys said that " * 400 + "Chad voted.", "x")).tree
    assert factuality(tree[len(tree) - 2]).sources
