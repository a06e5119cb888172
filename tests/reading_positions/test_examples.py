"""Every rule over a tree carries an example sentence; each is read, and what the rule is for must come out (examples.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from examples import CONTEXT, examples, facts, read

SHOWN = tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))


def test_every_example_is_expected_of() -> None:
    assert set(examples()) == set(SHOWN)


@pytest.mark.parametrize("sentence", sorted(SHOWN))
def test_example(sentence: str) -> None:
    told = facts(read(CONTEXT + sentence))
    for wanted in SHOWN[sentence]:
        if wanted.startswith("!"):
            assert wanted[1:] not in told
        else:
            assert wanted in told, sorted(told)
