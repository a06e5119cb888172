"""A forecast laid open: the tally's distribution, why each member votes as it does, and what became of drafts most like it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from horseshoe.council.decisions import DraftVote, decisions
from horseshoe.council.states import name_on
from horseshoe.forecast.described import Described, Kind
from horseshoe.forecast.evidence import standing, without
from horseshoe.forecast.knowledge import camp, penholders, situation_id
from horseshoe.forecast.members.features import sponsor_kind
from horseshoe.forecast.members.joint import OutcomeProbabilities
from horseshoe.forecast.members.votes import DraftFacts
from horseshoe.forecast.reasons import statement_words

if TYPE_CHECKING:
    from horseshoe.forecast.forecast import Forecaster

SHOWN = 3
NEAREST = 5
SMALL = 0.005  # half a point: less is not shown
Votes = Mapping[str, tuple[float, float, float]]
# Groups of facts: the beginnings of the features that stand for them, of permanent and of elected members, and their words.
GROUPS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("shield", "press", "unknown * shield", "east stake", "west stake", "eastern text"),
        "who shields the situation",
    ),
    (
        ("own", "friend", "rival", "south", "joint", "president", "arab", "kind ", "kin", "neighbour", "sponsors"),
        "",  # worded for each member by `_sponsor_words`
    ),
    (
        ("no on item", "abstain on item", "no lately", "abstain lately", "lost", "contested", "table"),
        "how votes on the situation went before",
    ),
    (("member ",), "how seldom or often it withheld its yes before"),
    (("camp ", "group ", "is ", "east", "tension"), "its camp and group"),
    (("contest", "counter", "first"), "another draft on the table"),
    (("renewal",), "whether a mandate falls due"),
    (("amend",), "that it is an amendment"),
)


@dataclass(frozen=True, slots=True)
class MemberReason:
    """A fact and by how much the chance of a member's yes is higher with it than without it."""

    text: str
    effect: float


@dataclass(frozen=True, slots=True)
class MemberReasons:
    """A member's chances and the facts that move its yes most, largest first."""

    id: str
    name: str
    yes: float
    no: float
    abstain: float
    reasons: tuple[MemberReason, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision on record like the draft, and how it went; counts are None where not known."""

    date: date
    symbol: str
    title: str
    outcome: str
    yes: int | None
    no: int | None
    abstain: int | None
    alike: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`yes[k]`: the chance of k votes in favour; every member; the nearest precedents, nearest first."""

    yes: tuple[float, ...]
    members: tuple[MemberReasons, ...]
    precedents: tuple[Precedent, ...]


def explained(station: Forecaster, draft: Described) -> Explanation:
    """The explanation of a draft's forecast on the station's day."""
    result = station.expect(draft)
    return Explanation(result.yes, _members(station, draft, result.members), precedents(draft, station.as_of))


def _members(station: Forecaster, draft: Described, said: Votes) -> tuple[MemberReasons, ...]:
    """Every member, each group of facts and each statement left out in turn."""
    plain, facts, day = station.by_members(draft).members, draft.facts(), station.as_of
    found: dict[str, list[MemberReason]] = {m: [] for m in said}

    def left_out(words: Callable[[str], str], less: OutcomeProbabilities, members: Iterable[str] = said) -> None:
        for m in members:
            found[m].append(MemberReason(words(m), plain[m][0] - less.members[m][0]))

    brings = partial(_sponsor_words, facts=facts)
    brought = [m for m in said if m in facts.sponsors]
    for features, words in GROUPS:
        others = said if words else [m for m in said if m not in brought]
        left_out(partial(_the_same, words) if words else brings, station.by_members(draft, features=features), others)
    if brought:  # leaving out features alone leaves a sponsor a sponsor
        left_out(brings, station.by_members(replace(draft, sponsors=(), backers=())), brought)
    if draft.acts:
        left_out(partial(_the_same, "what the draft would do"), station.by_members(draft, muted=("acts",)))
    for s in standing(draft.statements):
        less = station.by_members(replace(draft, statements=without(draft.statements, s)))
        left_out(partial(_the_same, statement_words(s, day)), less)
    return tuple(MemberReasons(m, name_on(m, day), *said[m], _largest(found[m])) for m in said)


def _the_same(words: str, member: str) -> str:
    """The same words whoever the member is."""
    return words


def _largest(found: list[MemberReason]) -> tuple[MemberReason, ...]:
    kept = [r for r in found if abs(r.effect) >= SMALL]
    return tuple(sorted(kept, key=lambda r: -abs(r.effect))[:SHOWN])


def _sponsor_words(member: str, facts: DraftFacts) -> str:
    if member in facts.sponsors:
        return "it is a sponsor"
    kind = sponsor_kind(facts)
    words = {"unknown": "who may have brought the draft", "president": "it is the President's draft"}
    return words.get(kind, f"who brings the draft ({', '.join(facts.sponsors[:3])})")


def precedents(draft: Described, before: date) -> tuple[Precedent, ...]:
    """The decisions on record before a day that are most like a draft, nearest first; what became of them plays no part."""
    facts = draft.facts()
    rated = [(_alike(d, draft, facts), d) for d in decisions() if d.date < before and d.kind in get_args(Kind)]
    rated.sort(key=lambda pair: (-pair[0][0], -pair[1].date.toordinal()))
    return tuple(_precedent(d, words) for (_, words), d in rated[:NEAREST])


def _alike(d: DraftVote, draft: Described, facts: DraftFacts) -> tuple[float, str]:
    """How near a decision is: situation, kind of text, sponsors and their camp, and time; with the words for it."""
    score, words = 0.0, []
    if situation_id(d.situation) == facts.situation:
        score, words = 3.0, ["same situation"]
    score += float(d.kind == draft.kind)
    theirs = set(d.sponsors or penholders(d.situation, d.date))
    shared = theirs & set(facts.sponsors)
    if shared:
        score += 1 + len(shared) / len(theirs | set(facts.sponsors))
        words.append(f"sponsored by {', '.join(sorted(shared)[:3])} too")
    elif {camp(s, d.date) for s in theirs} & {camp(s, facts.day) for s in facts.sponsors}:
        score += 1
        words.append("sponsors of the same camp")
    age = (facts.day - d.date).days / 365.25
    return score + 2.0 * 0.5 ** (age / 5), "; ".join(words)


def _precedent(d: DraftVote, words: str) -> Precedent:
    symbol = d.symbol or (f"S/RES/{d.resolution}" if d.resolution else d.meeting or "")
    return Precedent(d.date, symbol, d.title, d.outcome, d.yes, d.no, d.abstain, words)


def explanation_json(e: Explanation) -> dict[str, Any]:
    """An explanation as plain data; days as text."""
    data = asdict(e)
    for precedent in data["precedents"]:
        precedent["date"] = precedent["date"].isoformat()
    return data
