"""From what members say of a draft to likelihoods of their votes (data/evidence.toml)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from horseshoe.council.blocs import bloc_members
from horseshoe.council.members import COMPLETE_THROUGH
from horseshoe.council.states import state_of
from horseshoe.forecast.foretold import foretold, members_in, members_left_open, sentence_at
from horseshoe.forecast.knowledge import table
from horseshoe.forecast.members.votes import PERMANENT
from horseshoe.model import Draft, Position, Reading, Span
from horseshoe.stances import CAST, DECIDED, OPEN

OBJECTING = ("threatens_veto", "opposes", "criticises")
WEIGHTLESS = 0.05
EVE = 2
"""Days before the vote from which a threat counts as made on its eve."""
Said = Literal["announced", "conditional", "bargaining", "foretold", "possible", "open"]
"""How a stance is told: declared; on a condition; with days of bargaining left; by others; as possible; left open."""
HOW_SURE: dict[str, Said] = {"certain": "announced", "probable": "foretold", "possible": "possible", "underspecified": "open"}


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
    said: Said = "announced"
    source: str | None = None  # id of who reports it, where it is not the member

    @property
    def hedged(self) -> bool:
        """Whether it is foretold, possible or left open, not the member's declared stance."""
        return self.said in ("foretold", "possible", "open")

    @property
    def surprise(self) -> float:
        """The least chance of "no" that the record may give a permanent member of which this is heard (`surprise`)."""
        least = table("evidence")["surprise"]["least"]
        return float(least.get(self.stance, {}).get(self.said, least["other"]))

    @property
    def direction(self) -> str:
        """Whether it points for the draft, against it, or neither (open)."""
        return str(table("evidence")["stance"][self.stance]["direction"])

    def likelihood(self) -> tuple[float, float, float]:
        """Relative likelihood of having been said by a member that votes yes, no, abstain."""
        stated = table("evidence")["stance"][self.stance]["likelihood"]
        counts = self.weight * float(table("evidence")["said"][self.said]["weight"])
        yes, no, abstain = (float(stated[v]) ** counts for v in ("yes", "no", "abstain"))
        return yes, no, abstain


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
    rivals = [s for s in statements if s.stance == "rival_draft"]
    said_by = [s for s in statements if s.stance != "rival_draft"]
    members = dict.fromkeys(s.member for s in said_by)
    return (*rivals, *(_last_word([s for s in said_by if s.member == m]) for m in members))


def _last_word(said: Sequence[Statement]) -> Statement:
    """Of one member's statements the strongest in the direction of its newest."""
    newest = max(s.said_on for s in said)
    lead = min((s for s in said if s.said_on == newest), key=_order)
    return max((s for s in said if s.direction == lead.direction), key=lambda s: (_force(s), s.said_on))


def _order(s: Statement) -> tuple[int, float]:
    """On one day, what binds a member most comes first: a sponsor's role, a withdrawn threat, then the strongest statement."""
    rank = {"sponsors": 0, "will_not_veto": 1, "abstains": 2}.get(s.stance, 3)
    return rank, -_force(s)


def _force(s: Statement) -> float:
    return max(s.likelihood()) / max(min(s.likelihood()), 1e-9)


def statements_in(reading: Reading, draft: Draft, members: Sequence[str], as_of: date) -> tuple[Statement, ...]:
    """All that the reading's members say of a draft up to a day, weighted; blocs speak for their members, more weakly."""
    found: list[Statement] = []
    far = _days_left(reading, as_of)
    for p in reading.positions:
        on_it = _on_this_draft(p, draft, reading)
        said = _said_on(p, reading, as_of)
        if not on_it or said is None or (stance := _stance(p)) is None:
            continue
        answered = _answered(p, reading)
        weight = on_it * _source(p, members) * _condition(p, draft, reading) * _version(answered) * _age(said, as_of)
        how = _how(p, far)
        dropped = _objects(p) and _dropped(_sentence_of(p, reading))
        for member, share in _speakers(p, members, said):
            if weight * share > WEIGHTLESS and not dropped:
                found.append(Statement(member, stance, said, weight * share, p.span, p.condition, "", how, p.reported_by))
            if dropped or answered:
                found.append(_conceded(member, p, reading, as_of))
    found = _repeated(found)
    found += _foretold_vetoes(found, reading, draft, members, as_of)
    found += _left_open(found, reading, draft, members, as_of)
    found = _shared(found) + _rivals(reading, draft, members, as_of)
    return tuple(found)


def _shared(found: Sequence[Statement]) -> list[Statement]:
    """Questions left open of several members at once ("whether X and Y will veto"): one question, shared among them."""
    asked = Counter(s.span for s in found if s.said == "open")
    return [replace(s, weight=s.weight / asked[s.span]) if s.said == "open" else s for s in found]


def _stance(p: Position) -> str | None:
    """The stance that counts: "is expected to abstain" is a foretold abstention, a vote that was cast counts nothing.

    Of what is denied only a threat leaves a promise ("will not veto"): that a member has not vetoed for years promises nothing.
    """
    if p.negated:
        return table("evidence")["denied"].get(p.stance)  # type: ignore[no-any-return]
    if p.stance in CAST:  # what happened in a vote is no evidence for the forecast of that vote
        return table("evidence")["foretold_vote"].get(p.stance) if p.hedged else None
    if p.certainty == "underspecified" and p.stance not in OBJECTING:
        return None
    return p.stance if p.stance in table("evidence")["stance"] else None


def _how(p: Position, days_left: int | None) -> Said:
    """How a stance is told; a condition that every vote meets ("if it is put to the vote") is none."""
    threat = p.stance == "threatens_veto" and not p.negated
    if (p.condition and not _empty(p.condition)) or (threat and _of_a_kind(p.span.text)):
        return "conditional"
    if threat and (p.certainty == "certain" or p.condition):
        return "bargaining" if days_left is not None and days_left > EVE else "announced"
    return "announced" if p.condition else HOW_SURE[p.certainty]


def _of_a_kind(words: str) -> bool:
    """ "Would block any text that sets a deadline": a threat to texts of a kind, of which the one voted on need not be."""
    stated = table("evidence")["conditions"]["of_a_kind"]
    article, noun, defined = ("|".join(stated[k]) for k in ("article", "noun", "defined"))
    return re.search(rf"\b(?:{article}) (?:[\w'’-]+ ){{0,4}}?(?:{noun})s? (?:{defined})\b", words.lower()) is not None


def _empty(condition: str) -> bool:
    return any(w in condition.lower() for w in table("evidence")["conditions"]["no_condition"])


def _days_left(reading: Reading, as_of: date) -> int | None:
    """Days from the forecast's day to the first day that a sentence on the vote names; None where none does."""
    text, words = reading.document.text, table("evidence")["eve"]["words"]
    until = [
        (d.range.start - as_of).days
        for d in reading.dates
        if d.range
        and as_of <= d.range.start < as_of + timedelta(days=60)
        and any(w in sentence_at(text, d.span).lower() for w in words)
    ]
    return min(until, default=None)


def _conceded(member: str, p: Position, reading: Reading, as_of: date) -> Statement:
    """An opening, for the member whose objection was answered by changes."""
    day = min(reading.document.published or as_of, as_of)
    weight = float(table("evidence")["revision"]["concession"])
    return Statement(member, "will_not_veto", day, weight, p.span, note="its objection was answered by changes")


def _repeated(found: Sequence[Statement]) -> list[Statement]:
    """The statements less concessions to members that object again further on ("again threatened to veto")."""

    def again(s: Statement) -> bool:
        return any(
            o.member == s.member and o.direction == "against" and o.span and s.span and o.span.start > s.span.start
            for o in found
        )

    return [s for s in found if not (s.note and s.stance == "will_not_veto" and again(s))]


def _foretold_vetoes(
    found: Sequence[Statement], reading: Reading, draft: Draft, members: Sequence[str], as_of: date
) -> list[Statement]:
    """The permanent members named where a veto is foretold ("the likely scenario is a veto by Russia")."""
    if any(s.member in PERMANENT and s.stance in ("threatens_veto", "opposes") for s in found):
        return []
    signal = next((s for s in foretold(reading, draft) if s.kind == "vetoed"), None)
    if signal is None:
        return []
    day = min(reading.document.published or as_of, as_of)
    behind = {s.member for s in found if s.direction == "for"} | set(draft.sponsors)
    named = [m for m in members_in(reading, signal.span, members) if m in PERMANENT and m not in behind]
    return [Statement(m, "threatens_veto", day, 1.0, signal.span, said="foretold") for m in named[:2]]


def _left_open(
    found: Sequence[Statement], reading: Reading, draft: Draft, members: Sequence[str], as_of: date
) -> list[Statement]:
    """Permanent members of which the text leaves open how they will vote, where it says no more of them."""
    day = min(reading.document.published or as_of, as_of)
    heard = {s.member for s in found if s.direction == "against" or s.stance in ("will_not_veto", "sponsors")}
    return [
        Statement(m, "threatens_veto", day, 1.0, span, said="open")
        for m, span in members_left_open(reading, draft, members)
        if m in PERMANENT and m not in heard and m not in draft.sponsors
    ]


def _on_this_draft(p: Position, draft: Draft, reading: Reading) -> float:
    """How surely a position is on the draft: 1 on it or on none, less on a draft settled before, 0 on another one."""
    target = next((d for d in reading.drafts if d.id == p.target), None)
    if target is None or target.id == draft.id or same_text(target, draft, reading):
        return 1.0
    settled = target.status in DECIDED and p.said_on is None
    return float(table("evidence")["reliability"]["settled_draft"]) if settled and p.stance != "sponsors" else 0.0


def same_text(other: Draft, draft: Draft, reading: Reading) -> bool:
    """Whether two drafts told of are likely one: both open, one situation, nobody behind one against the other."""
    if other.background or other.several or other.status not in OPEN or other.situation != draft.situation:
        return False
    behind = {state_of(s) for s in other.sponsors}
    against = {state_of(p.actor) for p in reading.positions if p.stance in OBJECTING and p.target == draft.id}
    return not behind & against and not _of_two_sides(other, draft, reading.document.published or COMPLETE_THROUGH)


def _of_two_sides(other: Draft, draft: Draft, day: date) -> bool:
    """Whether eastern members bring one of two drafts and western members the other."""
    one, two = ({_side(s, day) for s in d.sponsors} - {""} for d in (other, draft))
    return bool(one and two and one.isdisjoint(two))


def _side(sponsor: str, day: date) -> str:
    """The side of a sponsor on a day where it has one: east, west, or neither."""
    states = set(bloc_members(sponsor, day, informal=True) or (state_of(sponsor),))
    if states & {"RUS", "CHN"}:
        return "east"
    return "west" if states & {"USA", "GBR", "FRA"} else ""


def _said_on(p: Position, reading: Reading, as_of: date) -> date | None:
    """The day of a statement; the document's where it is not told; None where it lies after the forecast's day."""
    if p.said_on is None:
        return min(reading.document.published or as_of, as_of)
    return None if p.said_on.start > as_of else min(p.said_on.end, as_of)


def _speakers(p: Position, members: Sequence[str], day: date) -> list[tuple[str, float]]:
    """The members for whom a position speaks, with the weight of its word; a bloc for its members."""
    state = state_of(p.actor)
    if state in members:
        return [(state, 1.0)]
    if p.actor in table("evidence")["seats"]["together"]:
        return []
    bloc = bloc_members(p.actor, day, informal=True)
    share = float(table("evidence")["reliability"]["bloc"])
    return [(m, share) for m in members if m in bloc] if bloc else []


def _source(p: Position, members: Sequence[str]) -> float:
    stated = table("evidence")["reliability"]
    if p.reported_by is None or state_of(p.reported_by) == state_of(p.actor):
        return float(stated["own"])
    source = p.reported_by.lower()
    if any(word in source for word in ("diplomat", "official", "source", "unnamed")):
        return float(stated["unnamed"])
    return float(stated["other_member"] if state_of(p.reported_by) in members else stated["named"])


def _condition(p: Position, draft: Draft, reading: Reading) -> float:
    stated = table("evidence")["conditions"]
    if not p.condition or _empty(p.condition):
        return 1.0
    words = _content(p.condition)
    held = set().union(*(_content(f"{v.act} {v.span.text}") for v in draft.provisions)) if draft.provisions else set()
    dropped = any(words & _content(s) for s in _sentences(reading) if _tells(s, "changed"))
    return float(stated["not_met"] if dropped else stated["met"] if words & held else stated["unknown"])


def _version(answered: bool) -> float:
    """Less than one for objections to an earlier version, and for past ones followed by changes to the draft."""
    return float(table("evidence")["revision"]["weight"]) if answered else 1.0


def _objects(p: Position) -> bool:
    return p.stance in OBJECTING and not p.negated


def _answered(p: Position, reading: Reading) -> bool:
    """Whether a position objects to an earlier version, or did so before the text tells of changes to the draft."""
    if not _objects(p):
        return False
    sentence = _sentence_of(p, reading)
    if _tells(sentence, "earlier_version"):
        return True
    return _tells(sentence, "past_words") and _tells(reading.document.text[p.span.end :], "changed")


def _dropped(sentence: str) -> bool:
    """Example: Gabon has dropped its strong objection to the text. Whether a sentence tells an objection as given up."""
    stated = table("evidence")["revision"]["dropped"]
    verb, noun = ("|".join(stated[k]) for k in ("verb", "noun"))
    return re.search(rf"\b(?:{verb}) (?:[\w'’-]+ ){{0,3}}?(?:{noun})s?\b", sentence.lower()) is not None


def _sentence_of(p: Position, reading: Reading) -> str:
    return sentence_at(reading.document.text, p.span)


def _tells(text: str, what: str) -> bool:
    words = text.lower()
    return any(w in words for w in table("evidence")["revision"][what])


def _sentences(reading: Reading) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", reading.document.text)


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
    day = min(reading.document.published or as_of, as_of)
    return [
        Statement(sponsor, "rival_draft", day, _version_of_rival(other, reading), other.mentions[0], note=other.label)
        for other in reading.drafts
        if _is_rival(other, draft, reading)
        for sponsor in other.sponsors
        if sponsor in members and sponsor not in draft.sponsors
    ]


def _is_rival(other: Draft, draft: Draft, reading: Reading) -> bool:
    """Whether another draft is open on the same situation and not the same text."""
    if other.id == draft.id or other.background or other.status not in OPEN or other.situation != draft.situation:
        return False
    return not same_text(other, draft, reading)


def _version_of_rival(other: Draft, reading: Reading) -> float:
    """A rival text counts for less once the text tells of changes to the draft that it answers."""
    answered = _tells(reading.document.text[other.mentions[-1].end :], "changed")
    return float(table("evidence")["revision"]["weight"]) if answered else 0.8


def speaking_against(statements: Sequence[Statement]) -> set[str]:
    """The members that declare themselves against the draft: no sponsors of it, whatever else is read of them."""
    return {s.member for s in statements if s.direction == "against" and s.stance != "rival_draft" and not s.hedged}


def without(statements: Sequence[Statement], one: Statement) -> tuple[Statement, ...]:
    """The statements but one."""
    return tuple(s for s in statements if s is not one)


def neutral(members: Sequence[str]) -> Mapping[str, tuple[float, float, float]]:
    """What is believed of members when only statements count: the Council's average vote of 1994-2021."""
    return dict.fromkeys(members, (0.967, 0.011, 0.022))
