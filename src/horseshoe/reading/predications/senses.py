"""What a word of voting makes of its reality: the stance it amounts to, how sure it is, and who takes it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from horseshoe.model import Certainty, Stance
from horseshoe.reading.grammar import after_preposition, agents_of, children, passive, subjects
from horseshoe.reading.lexicon import lexicon
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

NOBODY = frozenset(["security-council", "un-security-council", "united-nations", "un-general-assembly"])
# family -> reality -> outcome
Outcome = tuple[Stance, Certainty, bool]  # what an act told in some way amounts to: a stance, how sure, whether denied
OUTCOMES: dict[str, dict[str, Outcome]] = {
    "veto": {
        "done": ("vetoed", "certain", False),
        "intended": ("threatens_veto", "certain", False),
        "foretold": ("threatens_veto", "probable", False),
        "doubtful": ("threatens_veto", "possible", False),
        "refused": ("threatens_veto", "certain", True),
        "negated": ("vetoed", "certain", True),
        "hypothetical": ("threatens_veto", "underspecified", False),
    },
    "for": {
        "done": ("voted_for", "certain", False),
        "intended": ("supports", "certain", False),
        "foretold": ("supports", "probable", False),
        "doubtful": ("supports", "possible", False),
        "refused": ("opposes", "certain", False),
        "negated": ("voted_for", "certain", True),
        "hypothetical": ("supports", "underspecified", False),
    },
    "against": {
        "done": ("voted_against", "certain", False),
        "intended": ("opposes", "certain", False),
        "foretold": ("opposes", "probable", False),
        "doubtful": ("opposes", "possible", False),
        "refused": ("opposes", "certain", True),
        "negated": ("voted_against", "certain", True),
        "hypothetical": ("opposes", "underspecified", False),
    },
    "abstain": {
        "done": ("abstained", "certain", False),
        "intended": ("abstained", "probable", False),
        "foretold": ("abstained", "probable", False),
        "doubtful": ("abstained", "possible", False),
        "negated": ("abstained", "certain", True),
        "hypothetical": ("abstained", "underspecified", False),
    },
    "support": {
        "done": ("supports", "certain", False),
        "intended": ("supports", "certain", False),
        "foretold": ("supports", "probable", False),
        "doubtful": ("supports", "possible", False),
        "refused": ("opposes", "certain", False),
        "negated": ("opposes", "certain", False),
        "hypothetical": ("supports", "underspecified", False),
    },
    "oppose": {
        "done": ("opposes", "certain", False),
        "intended": ("opposes", "certain", False),
        "foretold": ("opposes", "probable", False),
        "doubtful": ("opposes", "possible", False),
        "refused": ("opposes", "certain", True),
        "negated": ("opposes", "certain", True),
        "hypothetical": ("opposes", "underspecified", False),
    },
    "weigh_veto": {
        "done": ("threatens_veto", "possible", False),
        "intended": ("threatens_veto", "possible", False),
        "foretold": ("threatens_veto", "possible", False),
        "doubtful": ("threatens_veto", "possible", False),
        "refused": ("threatens_veto", "certain", True),
        "negated": ("threatens_veto", "certain", True),
        "hypothetical": ("threatens_veto", "underspecified", False),
    },
    "forswear_veto": {
        "done": ("threatens_veto", "certain", True),
        "negated": ("threatens_veto", "possible", False),
        "refused": ("threatens_veto", "possible", False),
    },
    "criticise": {
        "done": ("criticises", "certain", False),
    },
    "sponsor": {
        "done": ("sponsors", "certain", False),
    },
}


@dataclass(frozen=True, slots=True)
class Predication:
    """One actor's stance in one clause. `word` is the verb or noun that says it, `draft` a draft's id."""

    actor: str
    stance: Stance
    word: Token
    draft: str | None
    family: str
    certainty: Certainty = "certain"
    negated: bool = False

    @property
    def asserted(self) -> bool:
        """Whether it is told as a fact."""
        return self.certainty == "certain" and not self.negated


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
