"""One list from all that the rules found: doubles dropped, the stronger kept of what says the same."""

from __future__ import annotations

from horseshoe.model import Position
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_permanent
from horseshoe.stances import CAST, CAST_AGAINST, VETO

# A vote on a draft says more than support or opposition told of the same draft; a veto more than a
# threat once it was cast.
OUTDONE_BY = {
    "supports": ("voted_for", "sponsors"),
    "opposes": CAST_AGAINST,
    "voted_against": ("vetoed",),
    "undecided": CAST,
}


def settle(found: list[Position], known: Known) -> tuple[Position, ...]:
    """The positions in text order: one for each actor, stance, draft, addressee and degree of certainty."""
    no_veto = {a.id for a in known.actors if a.type not in ("bloc", "person") and not is_permanent(a.id)}
    sponsors = {d.id: d.sponsors for d in known.drafts}
    kept: dict[tuple[object, ...], Position] = {}
    asserted = {(p.actor, p.stance, p.target) for p in found if p.asserted}
    for p in sorted(found, key=lambda p: (p.span.start, p.span.end)):
        if p.negated and p.stance in CAST and (p.actor, p.stance, p.target) in asserted:
            continue  # told as cast elsewhere
        if p.stance == "criticises" and p.actor in sponsors.get(p.target or "", ()):
            continue  # nobody finds fault with its own text
        outdone = p.asserted and any((p.actor, s, p.target) in asserted for s in OUTDONE_BY.get(p.stance, ()))
        if outdone or (p.stance in VETO and p.actor in no_veto):
            continue
        key = (p.actor, p.stance, p.target, p.addressee, p.certainty, p.negated)
        kept[key] = _fuller(kept.get(key), p)
    return tuple(sorted(kept.values(), key=lambda p: (p.span.start, p.span.end, p.actor, p.stance)))


def _fuller(old: Position | None, new: Position) -> Position:
    """Of two that say the same, the first that tells its condition, else the first that tells its day, else the first."""
    if old is None or (new.condition and not old.condition):
        return new
    return new if new.said_on and not old.said_on and not old.condition and not new.condition else old
