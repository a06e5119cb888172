"""Which situations a document is about, from its drafts, figures, claims and the states it speaks of, with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from horseshoe.council.situations import situations
from horseshoe.council.states import names_by_id
from horseshoe.model import Reading

PERMANENT = frozenset(("CHN", "FRA", "GBR", "RUS", "USA", "SUN"))
_FROM_DRAFT, _FROM_HISTORY, _FROM_FIGURE, _FROM_CLAIM, _FROM_EVENT, _FROM_MENTION = 3.0, 1.0, 1.0, 0.5, 0.5, 0.1
_FEWEST_MENTIONS = 2


@dataclass(frozen=True, slots=True)
class Situated:
    """A situation (a state's id or a table's slug) with its weight in one document and what it rests on."""

    situation: str
    weight: float
    reason: str


def situations_of(reading: Reading) -> list[Situated]:
    """The document's situations, weightiest first; empty when nothing tells."""
    weights: dict[str, float] = defaultdict(float)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)

    def add(situation: str | None, weight: float, reason: str) -> None:
        if situation and _is_situation(situation):
            weights[situation] += weight
            reasons[situation][reason] += 1

    for draft in reading.drafts:
        add(draft.situation, _FROM_HISTORY if draft.background else _FROM_DRAFT, "draft")
    for figure in reading.figures:
        add(figure.where, _FROM_FIGURE, "figure")
    for claim in reading.claims:
        add(claim.about, _FROM_CLAIM, "claim")
    for event in reading.events:
        add(event.where, _FROM_EVENT, "event")
    holders = {p.actor for p in reading.positions}
    for actor in reading.actors:
        spoken_of = actor.type == "state" and actor.id not in PERMANENT and actor.id not in holders
        if spoken_of and (len(actor.mentions) >= _FEWEST_MENTIONS or actor.id in weights):
            add(actor.id, _FROM_MENTION * len(actor.mentions), "mentions")
    spoke = {a for q in reading.quotes if q.speaker for a in (q.speaker.actor, q.speaker.speaks_for) if a}
    # A state that is named, or that speaks, and of which nothing else is told, has given its view of some other situation.
    weights = {s: w for s, w in weights.items() if s not in spoke or set(reasons[s]) != {"mentions"}}
    ranked = sorted(weights, key=lambda s: (-weights[s], s))
    return [Situated(s, round(weights[s], 3), _words(reasons[s])) for s in ranked]


def _is_situation(name: str) -> bool:
    # Organs of a state (SYR:authorities), organisations and groups are no situations; those of the Council's table are.
    return name in situations() or name in names_by_id()


def _words(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} ×{count}" for kind, count in counts.most_common())
