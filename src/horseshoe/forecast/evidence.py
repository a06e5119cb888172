"""From what members say of a draft to likelihoods of their votes (data/evidence.toml)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from horseshoe.council.votes_on_record import blocs
from horseshoe.forecast.knowledge import table
from horseshoe.model import Draft, Position, Reading, Span

VOTED = ("vetoed", "voted_for", "voted_against", "abstained")
"""What happened in a vote: never evidence for the forecast of that vote."""
AGAINST = ("threatens_veto", "opposes", "criticises")
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
    hedged: bool = False  # said to be possible only

    @property
    def direction(self) -> str:
        """Whether it points for the draft, against it, or neither (open)."""
        return str(table("evidence")["stance"][self.stance]["direction"])

    def likelihood(self) -> tuple[float, float, float]:
        """Relative likelihood of having been said by a member that votes yes, no, abstain."""
        stated = table("evidence")["stance"][self.stance]["likelihood"]
        return tuple(float(stated[v]) ** self.weight for v in ("yes", "no", "abstain"))


def likelihoods(statements: Iterable[Statement]) -> dict[str, tuple[float, float, float]]:
    """One likelihood a member: of the statements that stand, the strongest of each stance, multiplied."""
    found: dict[str, tuple[float, float, float]] = {}
    for s in statements:
        a, b = found.get(s.member, (1.0, 1.0, 1.0)), s.likelihood()
        found[s.member] = (a[0] * b[0], a[1] * b[1], a[2] * b[2])
    return found


def standing(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that still count: a newer one overrides older ones in another direction, one a direction stays.

    A rival draft is a deed, not a word: it counts beside what its author says.
    """
    found: list[Statement] = []
    found += [s for s in statements if s.stance == "rival_draft"]
    said_by = [s for s in statements if s.stance != "rival_draft"]
    for member in dict.fromkeys(s.member for s in said_by):
        said = sorted((s for s in said_by if s.member == member), key=lambda s: s.said_on)
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
        on_it = _on_this_draft(p, draft, reading)
        said = _said_on(p, reading, as_of)
        if not on_it or said is None or p.stance in VOTED:
            continue
        stance, weight = _stance(p)
        if stance not in table("evidence")["stance"]:
            continue
        weight *= on_it * _source(p, members) * _condition(p, draft, reading) * _version(p, reading) * _age(said, as_of)
        for member, how in _speakers(p, members):
            if weight * how > WEIGHTLESS:
                found.append(Statement(member, stance, said, weight * how, p.span, p.condition, hedged=_only_possible(p)))
            if _objects(p) and _answered(p, reading):
                conceded = float(table("evidence")["revision"]["concession"])
                day = min(reading.document.published or as_of, as_of)
                found.append(
                    Statement(member, "will_not_veto", day, conceded, p.span, note="its objection was answered by changes")
                )
    found += _rivals(reading, draft, members, as_of)
    return tuple(found)


# What a stance that a text denies amounts to.
_DENIED = {"threatens_veto": "will_not_veto", "vetoed": "will_not_veto", "opposes": "supports", "supports": "opposes"}


def _stance(p: Position) -> tuple[str, float]:
    if p.negated:
        flipped = {
            "threatens_veto": "will_not_veto",
            "vetoed": "will_not_veto",
            "opposes": "supports",
            "supports": "opposes",
        }.get(p.stance, "")
        return flipped, 1.0 if flipped == "will_not_veto" else 0.7
    hedged = float(table("evidence")["hedged"]["weight"])
    return p.stance, hedged if _only_possible(p) else 1.0


def _only_possible(p: Position) -> bool:
    return p.certainty != "certain" and not p.negated


def _on_this_draft(p: Position, draft: Draft, reading: Reading) -> float:
    """How surely a position is on the draft: 1 on it or on none, less on a draft settled before, 0 on another one."""
    target = next((d for d in reading.drafts if d.id == p.target), None)
    if target is None or target.id == draft.id or same_text(target, draft, reading):
        return 1.0
    settled = target.status in ("vetoed", "adopted", "failed") and p.said_on is None
    return float(table("evidence")["reliability"]["settled_draft"]) if settled and p.stance != "sponsors" else 0.0


def same_text(other: Draft, draft: Draft, reading: Reading) -> bool:
    """Whether two drafts told of are likely one: both open, one situation, nobody behind one against the other."""
    if other.background or other.status not in ("pending", "put_to_vote") or other.situation != draft.situation:
        return False
    behind = {s.split(":")[0] for s in other.sponsors}
    against = {p.actor.split(":")[0] for p in reading.positions if p.stance in AGAINST and p.target == draft.id}
    sides = [{_side(s) for s in d.sponsors} - {""} for d in (other, draft)]
    return not behind & against and not (sides[0] and sides[1] and sides[0].isdisjoint(sides[1]))


def _side(sponsor: str) -> str:
    """The side of a sponsor where it has one: east, west, or neither."""
    state = sponsor.split(":")[0]
    states = blocs().get(sponsor, frozenset({state}))
    if states & {"RUS", "CHN"}:
        return "east"
    return "west" if states & {"USA", "GBR", "FRA"} else ""


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


def _condition(p: Position, draft: Draft, reading: Reading) -> float:
    stated = table("evidence")["conditions"]
    if not p.condition or any(w in p.condition.lower() for w in stated["no_condition"]):
        return 1.0
    words = _content(p.condition)
    held = set().union(*(_content(f"{v.act} {v.span.text}") for v in draft.provisions)) if draft.provisions else set()
    dropped = any(words & _content(s) for s in _sentences(reading) if _tells(s, "changed"))
    return float(stated["not_met"] if dropped else stated["met"] if words & held else stated["unknown"])


def _version(p: Position, reading: Reading) -> float:
    """Less than one for objections to an earlier version, and for past ones followed by changes to the draft."""
    stated = table("evidence")["revision"]
    return float(stated["weight"]) if _objects(p) and _answered(p, reading) else 1.0


def _objects(p: Position) -> bool:
    return p.stance in AGAINST and not p.negated


def _answered(p: Position, reading: Reading) -> bool:
    sentence = _sentence_of(p, reading)
    if _tells(sentence, "earlier_version"):
        return True
    return _tells(sentence, "past_words") and any(_tells(s, "changed") for s in _sentences(reading, p.span.end))


def _sentence_of(p: Position, reading: Reading) -> str:
    """The sentence that a position stands in, as far as full stops tell."""
    text = reading.document.text
    start = max(text.rfind(mark, 0, p.span.start) for mark in (". ", "\n", "? ", "! "))
    ends = [e for mark in (". ", "\n") if (e := text.find(mark, p.span.end - 1)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _tells(sentence: str, what: str) -> bool:
    return any(w in sentence.lower() for w in table("evidence")["revision"][what])


def _sentences(reading: Reading, start: int = 0) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", reading.document.text[start:])


def _content(text: str) -> set[str]:
    plain = {w.strip(".,;:'\"“”").lower() for w in text.split()}
    small = {
        "unless",
        "should",
        "would",
        "could",
        "which",
        "their",
        "there",
        "draft",
        "resolution",
        "text",
        "council",
        "security",
    }
    return {w[:6] for w in plain if len(w) > 4} - {w[:6] for w in small}


def _age(said: date, as_of: date) -> float:
    return math.pow(0.5, max(0, (as_of - said).days) / float(table("evidence")["age"]["half_life_days"]))


def _rivals(reading: Reading, draft: Draft, members: Sequence[str], as_of: date) -> list[Statement]:
    """Members that sponsor another pending draft on the same situation."""
    found = []
    for other in reading.drafts:
        rival = other.situation == draft.situation and not same_text(other, draft, reading)
        if other.id == draft.id or not rival or other.background or other.status not in ("pending", "put_to_vote"):
            continue
        for sponsor in other.sponsors:
            if sponsor in members and sponsor not in draft.sponsors:
                day = min(reading.document.published or as_of, as_of)
                weight = _version_of_rival(other, reading)
                found.append(Statement(sponsor, "rival_draft", day, weight, other.mentions[0], note=other.label))
    return found


def _version_of_rival(other: Draft, reading: Reading) -> float:
    """A rival text counts for less once the text tells of changes to the draft that it answers."""
    answered = any(_tells(s, "changed") for s in _sentences(reading, other.mentions[-1].end))
    return float(table("evidence")["revision"]["weight"]) if answered else 0.8


def without(statements: Sequence[Statement], one: Statement) -> tuple[Statement, ...]:
    """The statements but one."""
    return tuple(s for s in statements if s is not one)


def neutral(members: Sequence[str]) -> Mapping[str, tuple[float, float, float]]:
    """What is believed of members when only statements count: the Council's average vote of 1994-2021."""
    return dict.fromkeys(members, (0.967, 0.011, 0.022))
