"""What kind of document a text is, from its layout (data/kinds.toml)."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files

from horseshoe.documents.layout import unwrap
from horseshoe.model import DOCUMENT_KINDS, DocumentKind

HEAD = 1500
ENOUGH = 2
FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """One sign of a kind: `pattern` found in the head or anywhere adds `weight`."""

    kind: DocumentKind
    in_head: bool
    pattern: re.Pattern[str]
    weight: int


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The signs, as the table lists them. ValueError when one names a kind that is not in the model."""
    text = files("horseshoe.documents").joinpath("data", "kinds.toml").read_text(encoding="utf-8")
    found = []
    for row in tomllib.loads(text)["rule"]:
        if row["kind"] not in DOCUMENT_KINDS:
            raise ValueError(f"kinds.toml: no such kind: {row['kind']}")
        found.append(Rule(row["kind"], row["where"] == "head", re.compile(row["pattern"]), row["weight"]))
    return tuple(found)


def recognise_kind(text: str) -> DocumentKind:
    """The kind whose signs weigh most; news for prose without any; other for a text of fewer than eight words."""
    plain = unwrap(text)
    text = text if plain is None else plain.text
    weights: Counter[DocumentKind] = Counter()
    head = text[:HEAD]
    for rule in rules():
        if rule.pattern.search(head if rule.in_head else text):
            weights[rule.kind] += rule.weight
    if weights:
        kind, weight = max(weights.items(), key=lambda kw: kw[1])
        if weight >= ENOUGH:
            return kind
    return "news" if len(text.split(maxsplit=FEW_WORDS)) >= FEW_WORDS else "other"
