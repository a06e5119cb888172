"""What a word of voting makes of its reality: the stance it amounts to, how sure it is, and who takes it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, get_args

from horseshoe.model import Certainty, Stance
from horseshoe.reading.grammar import after_preposition, agents_of, children, passive, subjects, with_conjuncts
from horseshoe.reading.lexicon import lexicon, words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

NOBODY = frozenset(["security-council", "un-security-council", "united-nations", "un-general-assembly"])
Outcome = tuple[Stance, Certainty, bool]  # what an act told in some way amounts to: a stance, how sure, whether denied


def _outcomes() -> dict[str, dict[str, Outcome]]:
    """The outcomes of the word list by family and reality. KeyError where one names no stance or degree that there is."""
    stances: dict[str, Stance] = {s: s for s in get_args(Stance)}
    degrees: dict[str, Certainty] = {c: c for c in get_args(Certainty)}
    found: dict[str, dict[str, Outcome]] = {}
    for family, told in lexicon("positions")["outcomes"].items():
        parts = {how: words.split() for how, words in told.items()}
        found[family] = {how: (stances[p[0]], degrees[p[1]], p[2:] == ["not"]) for how, p in parts.items()}
    return found


OUTCOMES = _outcomes()


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


def _behind_semicolon(subject: Token, verb: Token) -> list[Token]:
    """Example: Three members backed the draft resolution: Togo, Gabon and Mali; Chad and Niger abstained.

    Those of a subject's list that stand behind a semicolon before the verb; nobody where there is none.
    """
    cut = next((t.i for t in reversed(verb.tree[subject.i : verb.i]) if t.text == ";"), None) if subject.i < verb.i else None
    return [t for t in with_conjuncts(subject) if t.i > cut] if cut is not None else []


def actors_of(verb: Token, who: Who) -> list[str]:
    """Ids of those who do a verb: its agents in the passive, and both who vote in "X joined Y in voting"."""
    found: list[str] = []
    for s in agents_of(verb) if passive(verb) else subjects(verb):
        found += who.named_by(_behind_semicolon(s, verb)) or who.several(s)
    for c in children(verb, "advcl"):
        found += who.joining(c)
    if after_preposition(verb) and verb.head.lower_ == "in" and verb.head.head.lemma_ == "join":
        found += [a for o in children(verb.head.head, "dobj") for a in who.several(o)]
    return [a for a in dict.fromkeys(found) if a not in NOBODY]


def is_sponsoring(verb: Token) -> bool:
    """Whether a verb is one of proposing a text, its particle included."""
    word = verb.lemma_
    if word in words("drafts", "sponsor.verbs"):
        return True
    particle = lexicon("drafts")["sponsor"]["with_particle"].get(word)
    return particle is not None and any(
        c.lower_ in particle.split() and c.dep_ in ("prt", "advmod", "prep", "advcl") for c in verb.children
    )
