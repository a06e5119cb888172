"""Positions from verbs of vetoing, voting, supporting and opposing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from horseshoe.model import Draft, Position
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_permanent, is_state
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.telling import condition, evidence, reported_by, said_on
from horseshoe.reading.predications.clauses import find_predications
from horseshoe.reading.predications.senses import Predication
from horseshoe.reading.who import Who
from horseshoe.stances import CAST, VETO

AGAINST_A_TEXT = (*VETO, "opposes")  # what no sponsor does to its own


def stances(parsed: Parsed, who: Who, targets: Targets, known: Known) -> Iterator[Position]:
    """One Position for each actor and clause of voting, threatening, supporting or opposing."""
    drafts = {d.id: d for d in known.drafts}
    stands = find_predications(parsed, who, targets)
    meant = {s.word.i: _another(s, drafts) for s in stands if _its_own(s, drafts)}
    for stand in stands:
        if not stand.actor:
            continue
        if stand.stance in AGAINST_A_TEXT and stand.word.i in meant:
            stand = replace(stand, draft=meant[stand.word.i])
        position = as_position(stand, who, drafts)
        # Only a state casts a veto: "two permanent members cast a joint veto" tells again what the
        # names told.
        if position.stance != "vetoed" or is_state(position.actor):
            yield position


def as_position(stand: Predication, who: Who, drafts: dict[str, Draft]) -> Position:
    """The Position of one clause, a permanent member's no on a vetoed draft read as its veto (Charter, Article 27(3))."""
    stance = stand.stance
    draft = drafts.get(stand.draft or "")
    if stance in ("voted_against", "opposes") and stand.asserted and draft is not None and stand.actor in draft.vetoed_by:
        stance = "vetoed"
    if stance == "vetoed" and draft is not None and draft.status == "failed" and is_permanent(stand.actor):
        stance = "voted_against" if stand.family == "against" else stance
    voted = stance in CAST and stand.asserted
    return Position(
        actor=stand.actor,
        stance=stance,
        span=evidence(stand.word, who),
        target=stand.draft,
        condition=None if voted else _condition(stand, draft, who),
        said_on=said_on(stand.word, who),
        reported_by=None if voted else reported_by(stand.word, stand.actor, who),
        certainty=stand.certainty,
        negated=stand.negated,
    )


def _its_own(stand: Predication, drafts: dict[str, Draft]) -> bool:
    """Whether a clause seems to tell that somebody vetoes its own draft, which nobody does."""
    draft = drafts.get(stand.draft or "")
    return draft is not None and stand.stance in AGAINST_A_TEXT and stand.actor in draft.sponsors


def _another(stand: Predication, drafts: dict[str, Draft]) -> str | None:
    """Example: Togo circulated a draft resolution. Russia has offered a rival resolution, and is expected to use its veto.

    The only other draft on the table that is not the actor's own; None where there is none or
    several.
    """
    others = [d.id for d in drafts.values() if stand.actor not in d.sponsors and not (d.background or d.several)]
    return others[0] if len(others) == 1 else None


def _condition(stand: Predication, draft: Draft | None, who: Who) -> str | None:
    """The condition of a stance; one that stands inside the draft is the draft's own."""
    found = condition(stand.word, who)
    return None if draft is not None and any(p.condition == found for p in draft.provisions) else found
