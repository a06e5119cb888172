"""What a word of voting makes of its reality: stance and modality, and who takes it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from horseshoe.model import Modality, Stance
from horseshoe.reading.grammar import after_preposition, agents_of, children, passive, subjects
from horseshoe.reading.lexicon import lexicon
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

NOBODY = frozenset(["security-council", "un-security-council", "united-nations", "un-general-assembly"])
# family -> reality -> (stance, modality)
Outcome = tuple[Stance, Modality]
OUTCOMES: dict[str, dict[str, Outcome]] = {
    "veto": {
        "done": ("vetoed", "asserted"),
        "intended": ("threatens_veto", "asserted"),
        "doubtful": ("threatens_veto", "hedged"),
        "refused": ("threatens_veto", "negated"),
        "negated": ("threatens_veto", "negated"),
        "hypothetical": ("threatens_veto", "hypothetical"),
    },
    "for": {
        "done": ("voted_for", "asserted"),
        "intended": ("supports", "asserted"),
        "doubtful": ("supports", "hedged"),
        "refused": ("opposes", "asserted"),
        "negated": ("voted_for", "negated"),
        "hypothetical": ("supports", "hypothetical"),
    },
    "against": {
        "done": ("voted_against", "asserted"),
        "intended": ("opposes", "asserted"),
        "doubtful": ("opposes", "hedged"),
        "refused": ("opposes", "negated"),
        "negated": ("voted_against", "negated"),
        "hypothetical": ("opposes", "hypothetical"),
    },
    "abstain": {
        "done": ("abstained", "asserted"),
        "intended": ("abstained", "hypothetical"),
        "doubtful": ("abstained", "hedged"),
        "refused": ("abstained", "negated"),
        "negated": ("abstained", "negated"),
        "hypothetical": ("abstained", "hypothetical"),
    },
    "support": {
        "done": ("supports", "asserted"),
        "intended": ("supports", "asserted"),
        "doubtful": ("supports", "hedged"),
        "refused": ("opposes", "asserted"),
        "negated": ("opposes", "asserted"),
        "hypothetical": ("supports", "hypothetical"),
    },
    "oppose": {
        "done": ("opposes", "asserted"),
        "intended": ("opposes", "asserted"),
        "doubtful": ("opposes", "hedged"),
        "refused": ("opposes", "negated"),
        "negated": ("opposes", "negated"),
        "hypothetical": ("opposes", "hypothetical"),
    },
    "weigh_veto": {
        "done": ("threatens_veto", "hedged"),
        "intended": ("threatens_veto", "hedged"),
        "doubtful": ("threatens_veto", "hedged"),
        "refused": ("threatens_veto", "negated"),
        "negated": ("threatens_veto", "negated"),
        "hypothetical": ("threatens_veto", "hypothetical"),
    },
    "criticise": {"done": ("criticises", "asserted")},
    "sponsor": {"done": ("sponsors", "asserted")},
}


@dataclass(frozen=True, slots=True)
class Stand:
    """One actor's stance in one clause. `word` is the verb or noun that says it, `draft` a draft's id."""

    actor: str
    stance: Stance
    word: Token
    draft: str | None
    modality: Modality
    family: str


@functools.cache
def frames() -> dict[str, tuple[dict[str, Any], ...]]:
    """Frames of the word list by verb."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in lexicon("positions")["frame"]:
        frame = {k: frozenset(v.split()) if k in ("nouns", "adverbs", "prep", "with") else v for k, v in row.items()}
        for verb in row["verbs"].split():
            found.setdefault(verb, []).append(frame)
    return {verb: tuple(rows) for verb, rows in found.items()}


def actors_of(verb: Token, who: Who) -> list[str]:
    """Ids of those who do a verb: its agents in the passive, and both who vote in "X joined Y in voting"."""
    found: list[str] = []
    for s in agents_of(verb) if passive(verb) else subjects(verb):
        found += who.several(s)
    for c in children(verb, "advcl"):
        found += who.joining(c)
    if after_preposition(verb) and verb.head.lower_ == "in" and verb.head.head.lemma_ == "join":
        found += [a for o in children(verb.head.head, "dobj") for a in who.several(o)]
    return [a for a in dict.fromkeys(found) if a not in NOBODY]
