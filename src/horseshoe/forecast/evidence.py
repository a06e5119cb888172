"""From what members say of a draft to likelihoods of their votes (data/evidence.toml)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from horseshoe.council.votes_on_record import blocs
from horseshoe.forecast.knowledge import table
from horseshoe.model import Draft, Position, Reading, Span

VOTED = ("vetoed", "voted_for", "voted_against", "abstained")
"""What happened in a vote: never evidence for the forecast of that vote."""
WEIGHTLESS = 0.05


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a member was heard to say of the draft, with the share of its log likelihood that counts (`weight`)."""

    member: str
    stance: str
    said_on: date
    weight: float
    span: Span | None = None
    condition: str | None = None
    note: str = ""

    @property
    def direction(self) -> str:
        """Whether it points for the draft, against it, or neither (open)."""
        return str(table("evidence")["stance"][self.stance]["direction"])

    def likelihood(self) -> tuple[float, float, float]:
        """Relative likelihood of having been said by a member that votes yes, no, abstain."""
        stated = table("evidence")["stance"][self.stance]["likelihood"]
        return tuple(float(stated[v]) ** self.weight for v in ("yes", "no", "abstain"))  # type: ignore[return-value]


def likelihoods(statements: Iterable[Statement]) -> dict[str, tuple[float, float, float]]:
    """One likelihood a member: of the statements that stand, the strongest of each stance, multiplied."""
    found: dict[str, tuple[float, float, float]] = {}
    for s in statements:
        a, b = found.get(s.member, (1.0, 1.0, 1.0)), s.likelihood()
        found[s.member] = (a[0] * b[0], a[1] * b[1], a[2] * b[2])
    return found


def standing(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that still count: a newer one overrides older ones in another direction; one a direction, the weightiest."""
    found: list[Statement] = []
    for member in dict.fromkeys(s.member for s in statements):
        said = sorted((s for s in statements if s.member == member), key=lambda s: s.said_on)
        if not said:
            continue
        newest = said[-1].said_on
        last = [s for s in said if s.said_on == newest]
        lead = min(last, key=_order)
        same = [s for s in said if s.direction == lead.direction]
        found.append(max(same, key=lambda s: (_force(s), s.said_on)))
    return tuple(found)


def _order(s: Statement) -> tuple[int, float]:
    """On one day, what binds a member most comes first: a sponsor's role, a withdrawn threat, then the strongest statement."""
    rank = {"sponsors": 0, "will_not_veto": 1, "abstains": 2}.get(s.stance, 3)
    return rank, -_force(s)


def _force(s: Statement) -> float:
    return max(s.likelihood()) / max(min(s.likelihood()), 1e-9)


def statements_in(reading: Reading, draft: Draft, members: Sequence[str], as_of: date) -> tuple[Statement, ...]:
    """All that the reading's members say of a draft up to a day, weighted; blocs speak for their members, more weakly."""
    found = []
    for p in reading.positions:
        if _on_other_draft(p, draft, reading) or p.stance in VOTED:
            continue
        said = _said_on(p, reading, as_of)
        if said is None:
            continue
        for member, how in _speakers(p, members):
            stance, weight = _stance(p)
            weight *= how * _source(p, members) * _condition(p, draft) * _age(said, as_of)
            if weight > WEIGHTLESS and stance in table("evidence")["stance"]:
                found.append(Statement(member, stance, said, weight, p.span, p.condition))
    found += _rivals(reading, draft, members, as_of)
    return tuple(found)


def _stance(p: Position) -> tuple[str, float]:
    if p.modality == "negated":
        flipped = {"threatens_veto": "will_not_veto", "opposes": "supports", "supports": "opposes"}.get(p.stance, "")
        return flipped, 0.7
    hedged = float(table("evidence")["hedged"]["weight"])
    return p.stance, hedged if p.modality in ("hedged", "hypothetical") else 1.0


def _on_other_draft(p: Position, draft: Draft, reading: Reading) -> bool:
    return p.target is not None and p.target != draft.id and any(d.id == p.target for d in reading.drafts)


def _said_on(p: Position, reading: Reading, as_of: date) -> date | None:
    """The day of a statement; the document's where it is not told; None where it lies after the forecast's day."""
    if p.said_on is None:
        return min(reading.document.published or as_of, as_of)
    return None if p.said_on.start > as_of else min(p.said_on.end, as_of)


def _speakers(p: Position, members: Sequence[str]) -> list[tuple[str, float]]:
    state = p.actor.split(":")[0]
    if state in members:
        return [(state, 1.0)]
    bloc = blocs().get(p.actor)
    share = float(table("evidence")["reliability"]["bloc"])
    return [(m, share) for m in members if m in bloc] if bloc else []


def _source(p: Position, members: Sequence[str]) -> float:
    stated = table("evidence")["reliability"]
    if p.reported_by is None or p.reported_by.split(":")[0] == p.actor.split(":")[0]:
        return float(stated["own"])
    source = p.reported_by.lower()
    if any(word in source for word in ("diplomat", "official", "source", "unnamed")):
        return float(stated["unnamed"])
    return float(stated["other_member"] if p.reported_by.split(":")[0] in members else stated["named"])


def _condition(p: Position, draft: Draft) -> float:
    stated = table("evidence")["conditions"]
    if not p.condition:
        return 1.0
    words = _content(p.condition)
    held = set().union(*(_content(f"{v.act} {v.span.text}") for v in draft.provisions)) if draft.provisions else set()
    if not held or not words:
        return float(stated["unknown"])
    return float(stated["met"] if words & held else stated["not_met"])


def _content(text: str) -> set[str]:
    plain = {w.strip(".,;:'\"“”").lower() for w in text.split()}
    small = {"unless", "should", "would", "could", "which", "their", "there", "draft", "resolution", "text", "council", "security"}
    return {w[:6] for w in plain if len(w) > 4} - {w[:6] for w in small}


def _age(said: date, as_of: date) -> float:
    return math.pow(0.5, max(0, (as_of - said).days) / float(table("evidence")["age"]["half_life_days"]))


def _rivals(reading: Reading, draft: Draft, members: Sequence[str], as_of: date) -> list[Statement]:
    """Members that sponsor another pending draft on the same situation."""
    found = []
    for other in reading.drafts:
        rival = other.id in draft.rivals or draft.id in other.rivals
        if other.id == draft.id or not rival or other.background or other.status not in ("pending", "put_to_vote"):
            continue
        for sponsor in other.sponsors:
            if sponsor in members and sponsor not in draft.sponsors:
                day = min(reading.document.published or as_of, as_of)
                found.append(Statement(sponsor, "rival_draft", day, 0.8, other.mentions[0], note=other.label))
    return found


def without(statements: Sequence[Statement], one: Statement) -> tuple[Statement, ...]:
    """The statements but one."""
    return tuple(s for s in statements if s is not one)


def neutral(members: Sequence[str]) -> Mapping[str, tuple[float, float, float]]:
    """What is believed of members when only statements count: the Council's average vote of 1994-2021."""
    return {m: (0.967, 0.011, 0.022) for m in members}
