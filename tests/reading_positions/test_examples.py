"""Every rule over a tree carries an example sentence; each is read, and what the rule is for must come out (examples.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from examples import CONTEXT, examples, facts, must_show, read

from horseshoe.reading.predications import clauses
from horseshoe.reading.tree import Token, Tree
from short_forms import some_of

SHOWN = tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))


def test_every_example_is_expected_of() -> None:
    assert set(examples()) == set(SHOWN)


@pytest.mark.parametrize("sentence", sorted(SHOWN))
def test_example(sentence: str) -> None:
    must_show(CONTEXT + sentence, SHOWN[sentence])


SENTENCES = sorted(SHOWN)
TEXTS = [CONTEXT + " ".join(SENTENCES[i : i + 12]) for i in range(0, len(SENTENCES), 12)]


@pytest.mark.parametrize("text", some_of(TEXTS, 4))
def test_the_words_that_may_tell_a_stance_are_all_that_do(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = facts(read(text))
    asked_for, having = clauses.telling_words(), Tree.having

    def all_for_stances(tree: Tree, lemmas: Iterable[str], forms: Iterable[str] = ()) -> list[Token]:
        return list(tree.tokens) if lemmas is asked_for else having(tree, lemmas, forms)

    monkeypatch.setattr(Tree, "having", all_for_stances)
    assert facts(read(text)) == told
