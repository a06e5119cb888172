"""Positions from verbs of vetoing, voting, supporting and opposing."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Draft, Position
from horseshoe.reading.docket import BALLOTS
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_permanent, is_state
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.telling import condition, evidence, reported_by, said_on
from horseshoe.reading.predications import find_predications
from horseshoe.reading.senses import Predication
from horseshoe.reading.who import Who


def stances(parsed: Parsed, who: Who, targets: Targets, known: Known) -> Iterator[Position]:
    """One Position for each actor and clause of voting, threatening, supporting or opposing."""
    drafts = {d.id: d for d in known.drafts}
    for stand in find_predications(parsed, who, targets):
        if not stand.actor:
            continue
        position = as_position(stand, who, drafts)
        # Only a state casts a veto: "two permanent members cast a joint veto" tells again what the names told.
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
    voted = stance in BALLOTS and stand.asserted
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


def _condition(stand: Predication, draft: Draft | None, who: Who) -> str | None:
    """The condition of a stance; one that stands inside the draft is the draft's own."""
    found = condition(stand.word, who)
    return None if draft is not None and any(p.condition == found for p in draft.provisions) else found
