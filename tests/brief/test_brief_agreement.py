"""Verbs agree with whoever acts."""

import pytest

from horseshoe.brief.agreement import agree, is_plural


@pytest.mark.parametrize(
    ("names", "plural"),
    [
        (["Russia"], False),
        (["United States"], False),
        (["Human Rights Watch"], False),
        (["Western countries"], True),
        (["Syria's authorities"], True),
        (["police"], True),
        (["the opposition"], False),
        (["Russia", "China"], True),
        ([], False),
        (["press"], False),
    ],
)
def test_plural(names: list[str], plural: bool) -> None:
    assert is_plural(names) is plural


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("urges", "urge"),
        ("denies", "deny"),
        ("attacks", "attack"),
        ("criticises", "criticise"),
        ("accuses", "accuse"),
        ("voted against", "voted against"),
        ("threatens a veto", "threaten a veto"),
        ("opposes", "oppose"),
        ("does not veto", "do not veto"),
        ("may abstain", "may abstain"),
    ],
)
def test_agree(singular: str, plural: str) -> None:
    assert agree(singular, True) == plural
    assert agree(singular, False) == singular
