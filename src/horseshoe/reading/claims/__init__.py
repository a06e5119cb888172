"""Blame, accusation, denial, prediction and appeal to a precedent, each with who makes it."""

from __future__ import annotations

import re
from dataclasses import replace

from horseshoe.council.states import state_of
from horseshoe.model import Claim
from horseshoe.reading.claims.blame import blames, faults
from horseshoe.reading.claims.denial import denials, rejected_charges
from horseshoe.reading.claims.foresight import precedents, predictions
from horseshoe.reading.grammar import is_verb
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed
from horseshoe.reading.who import Who

REFERS_BACK = re.compile(
    r"^an? \w+ |\b(?:the|that|this) (?:charge|accusation|allegation|claim)s?$|\bden(?:y|ies|ied) (?:it|this|that)$"
)
ONE_SENTENCE = 300  # characters from an accusation to "a charge that Minsk rejects"


def find_claims(parsed: Parsed, known: Known) -> tuple[Claim, ...]:
    """The claims of a text in text order; what another denies carries `denied_by`."""
    who = Who(parsed, known)
    found: list[Claim] = []
    for token in parsed.tree:
        if is_verb(token):
            found += [*blames(token, who), *faults(token, who), *denials(token, who), *predictions(token, who)]
        elif token.tag_[:2] == "NN":
            found += [*precedents(token, who), *rejected_charges(token, who)]
    unique = {(c.kind, c.actor, c.about, c.span): c for c in found}
    return tuple(link_denials(sorted(unique.values(), key=lambda c: (c.span.start, c.span.end))))


def link_denials(claims: list[Claim]) -> list[Claim]:
    """Give each blame or accusation the actor who denies it: the one it is about, or one whose denial names its maker."""
    denied = [c for c in claims if c.kind == "denial"]
    found = []
    for c in claims:
        by = next((d.actor for d in denied if c.kind in ("blame", "accusation") and _answers(d, c)), None)
        found.append(replace(c, denied_by=by) if by else c)
    return found


def _answers(denial: Claim, claim: Claim) -> bool:
    if denial.actor == claim.actor:
        return False
    away = denial.span.start - claim.span.start
    if 0 <= away < ONE_SENTENCE and REFERS_BACK.search(denial.span.text):
        return True  # accused it of arming rebels, a charge that Minsk rejects; the president denies the charge
    return _state(denial.actor) == _state(claim.about) or (denial.about is not None and denial.about == claim.actor)


def _state(id_: str | None) -> str | None:
    return state_of(id_) if id_ else None
