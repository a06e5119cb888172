"""What can be said of a draft and a member before the vote: relations, the past of the item, rivals, rhythm.

A `Past` is fed the votes in order; `Past.about(facts)` looks only at what it was fed on earlier days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from horseshoe.council.states import group_of
from horseshoe.forecast.knowledge import ALL_YEARS, camp, rivalry, shield
from horseshoe.forecast.members.votes import PERMANENT, VOTES, DraftFacts, DraftVote

WEST = ("USA", "GBR", "FRA")
SPONSOR_KINDS = ("president", "unknown", "joint", "west", "east", "south")
HALF_LIFE = {"item": 1100.0, "long": 5500.0, "member": 365.0, "recent": 45.0}  # days

ONE_DRAFT = 10.0
"""Drafts that the share of lost ones is shrunk by for elected members: a veto tells little of how they vote."""


def sponsor_kind(facts: DraftFacts) -> str:
    """The camp that brings the draft: president, unknown, joint (west with Russia or China), west, east, or south (neither)."""
    if facts.by_president:
        return "president"
    if not facts.sponsors:
        return "unknown"
    west = any(camp(s, facts.day) == "west" for s in facts.sponsors)
    east = any(s in ("RUS", "CHN") for s in facts.sponsors)
    if west and east:
        return "joint"
    if not west and not east and any(camp(s, facts.day) == "east" for s in facts.sponsors):
        return "east"
    return "west" if west else "east" if east else "south"


class Fading:
    """Counts that fade with a half-life in days."""

    def __init__(self, half_life: float) -> None:
        self.rate = math.log(2) / half_life
        self.kept: dict[object, tuple[float, int]] = {}  # a value and the day it stands for, as an ordinal

    def add(self, key: object, day: date, amount: float = 1.0) -> None:
        """Add to a count on a day; days may come in any order."""
        self.add_all(day, ((key, amount),))

    def add_all(self, day: date, amounts: Iterable[tuple[object, float]]) -> None:
        """Add to many counts on a day."""
        at, kept, rate, exp = day.toordinal(), self.kept, self.rate, math.exp
        for key, amount in amounts:
            value, since = kept.get(key) or (0.0, at)
            if at > since:
                kept[key] = (value * exp(rate * (since - at)) + amount, at)
            else:
                kept[key] = (value + amount * exp(rate * (at - since)), since)

    def get(self, key: object, day: date) -> float:
        """A count as it stands on a day."""
        if (found := self.kept.get(key)) is None:
            return 0.0
        return found[0] * math.exp(-self.rate * max(0, day.toordinal() - found[1]))

    def copy(self) -> Fading:
        """The same counts, to go on from."""
        made = Fading(1.0)
        made.rate, made.kept = self.rate, dict(self.kept)
        return made


@dataclass(frozen=True, slots=True)
class Counted:
    """Drafts of one item and one kind of sponsor on a day."""

    day: date
    kind: str
    n: float
    contested: float
    lost: float
    who: Mapping[str, Mapping[str, float]]

    def votes(self, key: object, of: Sequence[str] | None = None) -> list[tuple[object, float]]:
        """The votes under a key, by permanent member and camp, or `of` some of them."""
        found: list[tuple[object, float]] = []
        for name, cast in self.who.items():
            if of is None or name in of:
                found.append(((key, name, "n"), sum(cast.values())))
                found += [((key, name, vote), amount) for vote, amount in cast.items()]
        return found


@dataclass
class Past:
    """What has been voted on so far, as counts that fade.

    `relations` False leaves out data/relations.toml's shields; else those that began before the year `relations_before` count.
    """

    relations: bool = True
    relations_before: int = ALL_YEARS
    item: Fading = field(default_factory=lambda: Fading(HALF_LIFE["item"]))
    long: Fading = field(default_factory=lambda: Fading(HALF_LIFE["long"]))
    member: Fading = field(default_factory=lambda: Fading(HALF_LIFE["member"]))
    recent: Fading = field(default_factory=lambda: Fading(HALF_LIFE["recent"]))
    adopted: dict[str, list[tuple[date, bool]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    waiting: list[DraftVote] = field(default_factory=list)
    unasked: dict[str, list[Counted]] = field(default_factory=lambda: defaultdict(list))

    def copy(self) -> Past:
        """The same past, to go on from."""
        return replace(
            self,
            item=self.item.copy(),
            long=self.long.copy(),
            member=self.member.copy(),
            recent=self.recent.copy(),
            adopted=defaultdict(list, {k: list(v) for k, v in self.adopted.items()}),
            numbers=defaultdict(list, {k: list(v) for k, v in self.numbers.items()}),
            waiting=list(self.waiting),
            unasked=defaultdict(list, {k: list(v) for k, v in self.unasked.items()}),
        )

    def add(self, draft: DraftVote) -> None:
        """Take in a vote; it counts from the next day on."""
        self.waiting.append(draft)

    def settle(self, day: date) -> None:
        """Count the votes taken in before a day; questions as of that day then change nothing."""
        settled = [d for d in self.waiting if d.facts.day < day]
        self.waiting = [d for d in self.waiting if d.facts.day >= day]
        for d in settled:
            self._count(d)

    def _count(self, d: DraftVote) -> None:
        f, day = d.facts, d.facts.day
        kind = sponsor_kind(f)
        who: dict[str, dict[str, float]] = {}
        for m, vote in d.votes.items():
            cast = who.setdefault(m if m in PERMANENT else camp(m, day), {})
            cast[vote] = cast.get(vote, 0.0) + 1
            self.count_member(day, m, {vote: 1.0})
        lost = d.outcome != "adopted"
        self.count_item(day, f.situation, kind, 1.0, float(not d.unanimous), float(lost), who)
        if kind != "unknown":
            self.count_kind(day, f.situation, self.renewal(f) >= 0.8, kind, 1.0)
        self.count_recent(d)
        if d.outcome == "adopted" and not f.amendment:
            self.adopted[f.situation].append((day, d.unanimous))
        if f.number:
            self.numbers[day.year].append((day, f.number))

    def count_item(
        self,
        day: date,
        situation: str,
        kind: str,
        n: float,
        contested: float,
        lost: float,
        who: Mapping[str, Mapping[str, float]],
    ) -> None:
        """Count `n` drafts of an item and a kind of sponsor on a day; `who` holds the votes of permanent members and camps.

        What counts for the item alone waits until somebody asks for the item: a forecast asks for one of a hundred.
        """
        counted = Counted(day, kind, n, contested, lost, who)
        self.unasked[situation].append(counted)
        self.item.add_all(day, [(("all", "n"), n), (("all", "contested"), contested), (("all", "lost"), lost)])
        self.item.add_all(day, counted.votes(("kind", kind)))

    def recall(self, situation: str) -> None:
        """Count what waited for a question on an item."""
        for c in self.unasked.pop(situation, ()):
            for key in (situation, (situation, c.kind)):
                drafts = (((key, "n"), c.n), ((key, "contested"), c.contested), ((key, "lost"), c.lost))
                self.item.add_all(c.day, (*drafts, *c.votes(key)))
            self.long.add_all(c.day, c.votes((situation, c.kind), PERMANENT))

    def count_member(self, day: date, member: str, cast: Mapping[str, float]) -> None:
        """Count a member's votes on a day."""
        self.member.add((member, "n"), day, sum(cast.values()))
        for vote, amount in cast.items():
            self.member.add((member, vote), day, amount)

    def count_kind(self, day: date, situation: str, renewal: bool, kind: str, n: float) -> None:
        """Count drafts whose sponsors are known, renewals of an item apart from its other drafts."""
        for key in ((situation, renewal), "all"):
            self.item.add((key, "known"), day, n)
            self.item.add((key, "known", kind), day, n)

    def count_recent(self, d: DraftVote) -> None:
        """Count a vote among those of the last weeks."""
        f, day = d.facts, d.facts.day
        if d.outcome != "adopted":
            self.recent.add((f.situation, "lost"), day)
        for m, vote in d.votes.items():
            if vote != "yes":
                self.recent.add((f.situation, m, vote), day)

    def share(self, counts: Fading, key: object, what: str, day: date, prior: float, weight: float = 3.0) -> float:
        """Log odds of a share of a fading count, shrunk to `prior` by `weight` votes, less the prior's log odds."""
        n, k = counts.get((*_key(key), "n"), day), counts.get((*_key(key), what), day)
        p = (k + prior * weight) / (n + weight)
        return math.log(p / (1 - p)) - math.log(prior / (1 - prior))

    def table(self, f: DraftFacts, m: str) -> tuple[float, float, float]:
        """A permanent member's (yes, no, abstain) on such drafts: by item and kind of sponsor, shrunk to the kind."""
        self.recall(f.situation)
        kind = sponsor_kind(f)
        p = (0.92, 0.02, 0.06)
        for key, weight in ((("kind", kind), 10.0), ((f.situation, kind), 6.0)):
            n = self.item.get((key, m, "n"), f.day)
            got = (self.item.get((key, m, v), f.day) for v in VOTES)
            p = tuple((k + weight * q) / (n + weight) for k, q in zip(got, p, strict=True))  # type: ignore[assignment]
        return p

    def kinds(self, f: DraftFacts, kind: str) -> dict[str, float]:
        """The chance of each kind of sponsor: certain where known, else as often as the item had it, renewals apart."""
        if kind != "unknown":
            return {kind: 1.0}
        item = (f.situation, self.renewal(f) >= 0.8)
        n, total = self.item.get((item, "known"), f.day), self.item.get(("all", "known"), f.day)
        share = {}
        for k in SPONSOR_KINDS:
            here, everywhere = self.item.get((item, "known", k), f.day), self.item.get(("all", "known", k), f.day)
            share[k] = (here + 2.0 * everywhere / max(total, 1e-9)) / (n + 2.0)
        return share

    def renewal(self, f: DraftFacts) -> float:
        """How far the draft falls due: unanimity on the item three, four, six or twelve months before, within ten days."""
        if f.act == "renewal":
            return 1.0
        due = 0.0
        for months, worth in ((12, 1.0), (6, 0.8), (3, 0.5), (4, 0.5)):
            lag = 30.4 * months
            if any(abs((f.day - d).days - lag) <= 10 and unanimous for d, unanimous in self.adopted[f.situation][-40:]):
                due += worth
        return min(due, 1.5)

    def age(self, f: DraftFacts) -> float:
        """Log of the days since a draft with a higher number was already voted on: the text has been waiting that long."""
        if f.number is None:
            return 0.0
        seen = [d for d, n in self.numbers[f.day.year] if n >= f.number]
        return math.log1p((f.day - min(seen)).days) if seen else 0.0

    def about(self, f: DraftFacts) -> Setting:
        """The draft's setting: all that does not depend on the member."""
        self.settle(f.day)
        self.recall(f.situation)
        kind = sponsor_kind(f)
        until = self.relations_before if self.relations else 0
        weigh = {m: (r.weight if (r := shield(m, f.situation, f.day, until)) else 0.0) for m in PERMANENT}
        n = self.item.get((f.situation, "n"), f.day)
        return Setting(
            facts=f,
            kind=kind,
            kinds=self.kinds(f, kind),
            shields=weigh,
            tension=rivalry(f.day),
            renewal=self.renewal(f),
            age=self.age(f),
            contested=self.share(self.item, f.situation, "contested", f.day, 0.12),
            lost=self.share(self.item, f.situation, "lost", f.day, 0.03),
            lost_kind=self.share(self.item, (f.situation, kind), "lost", f.day, 0.03),
            lost_recently=self.recent.get((f.situation, "lost"), f.day),
            seen=math.log1p(n),
            lost_kind_slowly=self.share(self.item, (f.situation, kind), "lost", f.day, 0.03, ONE_DRAFT),
        )


def _key(key: object) -> tuple[object, ...]:
    return key if isinstance(key, tuple) and not (len(key) == 2 and key[1] in SPONSOR_KINDS) else (key,)


@dataclass(frozen=True)
class Setting:
    """A draft's features that all members share."""

    facts: DraftFacts
    kind: str
    kinds: dict[str, float]
    shields: dict[str, float]
    tension: float
    renewal: float
    age: float
    contested: float
    lost: float
    lost_kind: float
    lost_recently: float
    seen: float
    lost_kind_slowly: float


def permanent_features(past: Past, s: Setting, m: str) -> dict[str, float]:
    """Features of a permanent member's vote; own, friend, rival are relations of the member to the sponsors."""
    f, day = s.facts, s.facts.day
    western = m in WEST
    own = float(m in f.sponsors)
    ours, theirs = ("west", "east") if western else ("east", "west")
    friend = s.kinds.get(ours, 0.0) * (1 - own)
    adv, south = s.kinds.get(theirs, 0.0), s.kinds.get("south", 0.0)
    president, joint = s.kinds.get("president", 0.0), s.kinds.get("joint", 0.0)
    unknown = float(s.kind == "unknown")
    shielded = s.shields[m]
    others = [w for p, w in s.shields.items() if (p in WEST) != western]
    pressed = max(others)
    stake = max(shielded, pressed)
    contest = float(f.rivals > 0) * float(stake > 0.25)
    later = contest * float(bool(f.rank))
    first = contest * float(f.rank == 0)
    blind = 1 - float(f.sponsors_known)
    open_ = max(0.0, 1.0 - s.renewal)
    arab = float(any(camp(p, day) == "arab" for p in f.sponsors)) * (1 - own) + unknown * south
    x = {"const": 1.0, f"is {m}": 1.0, "east": float(not western)}
    x |= {"own": own, "friend": friend, "rival": adv, "south": south, "unknown": unknown}
    apart = joint * (1 - own) * float(bool(f.sponsors))  # both camps bring it, but not this member
    x |= {"president": president, "joint": joint - apart, "joint without it": apart}
    x |= {"rival * tension": adv * s.tension, "arab * USA": arab * float(m == "USA")}
    x |= {"shield": shielded, "press": pressed}
    x |= {"shield * rival": shielded * adv, "shield * south": shielded * south}
    x |= {"shield * arab": shielded * arab * float(m == "USA")}
    x |= {"shield * rival * open": shielded * adv * open_}
    x |= {"shield * own": shielded * own, "shield * friend": shielded * friend, "unknown * shield": unknown * shielded}
    x |= {"shield * joint": shielded * (joint - apart + president)}
    x |= {
        "press * rival * tension": pressed * adv * s.tension * float(western),
        "contest * rival": contest * adv * float(western),
    }
    x |= {"press * rival": pressed * adv, "press * side": pressed * (own + friend)}
    x |= {"shield * renewal": shielded * s.renewal, "press * renewal": pressed * s.renewal, "renewal": s.renewal}
    x |= {"counter * shield": later * blind * shielded, "counter * press": later * blind * pressed}
    x |= {"first * shield": first * blind * shielded, "first * press": first * blind * pressed}
    x |= {"contest": contest * (1 - float(own)), "contest * shield": contest * shielded, "contest * press": contest * pressed}
    x |= {"amendment": float(f.amendment) * (1 - own)}
    x |= {
        "lost lately * shield": min(2.0, s.lost_recently) * shielded,
        "lost lately * press": min(2.0, s.lost_recently) * pressed,
    }
    x |= {"no on item": past.share(past.item, (f.situation, m), "no", day, 0.02)}
    x |= {"abstain on item": past.share(past.item, (f.situation, m), "abstain", day, 0.04)}
    x |= {"no on item by kind": past.share(past.item, ((f.situation, s.kind), m), "no", day, 0.02)}
    x |= {"abstain on item by kind": past.share(past.item, ((f.situation, s.kind), m), "abstain", day, 0.04)}
    x |= {"no on item of old": past.share(past.long, ((f.situation, s.kind), m), "no", day, 0.02)}
    x |= {
        "no lately": past.recent.get((f.situation, m, "no"), day),
        "abstain lately": past.recent.get((f.situation, m, "abstain"), day),
    }
    x |= {
        "member abstains": past.share(past.member, m, "abstain", day, 0.04),
        "member says no": past.share(past.member, m, "no", day, 0.02),
    }
    x |= {"contested": s.contested, "lost": s.lost, "lost by kind": s.lost_kind, "lost lately": s.lost_recently}
    x |= {
        "age": s.age,
        "age * stake": s.age * stake,
        "thematic": float(f.thematic),
        "letter": float(f.letter),
        "seen": s.seen / 3,
    }
    x |= {"tension": s.tension * float(not western), "sponsors": math.log1p(len(f.sponsors)) / 3}
    x |= {"sponsors * shield": math.log1p(len(f.sponsors)) / 3 * shielded}
    return x


def elected_features(past: Past, s: Setting, m: str) -> dict[str, float]:
    """Features of an elected member's vote, by its camp."""
    f, day = s.facts, s.facts.day
    c = camp(m, day)
    own = float(m in f.sponsors)
    kin = float(not own and any(camp(p, day) == c for p in f.sponsors) and c != "south")
    group = group_of(m)
    neighbour = float(not own and any(group_of(p) == group for p in f.sponsors))
    east_stake = max(s.shields["RUS"], s.shields["CHN"])
    west_stake = s.shields["USA"]
    contest = float(f.rivals > 0) * float(max(east_stake, west_stake) > 0.25)
    later, first = contest * float(bool(f.rank)), contest * float(f.rank == 0)
    blind = 1 - float(f.sponsors_known)
    x = {"const": 1.0, f"camp {c}": 1.0, f"group {group}": 1.0, "own": own, "kin": kin, "neighbour": neighbour}
    x |= {f"kind {s.kind}": 1.0, f"kind {s.kind} * {c}": 1.0}
    x |= {f"east stake by {s.kind}": east_stake, f"west stake by {s.kind}": west_stake}
    x |= {f"east stake * {c}": east_stake, f"west stake * {c}": west_stake}
    x |= {f"east stake by {s.kind} * {c}": east_stake, f"west stake by {s.kind} * {c}": west_stake}
    eastern = float(s.kind == "east")
    x |= {
        f"eastern text * tension * {c}": eastern * east_stake * s.tension,
        f"eastern text in contest * {c}": eastern * contest,
    }
    x |= {"contest": contest, f"counter * {c}": later * blind, f"first * {c}": first * blind}
    x |= {"amendment": float(f.amendment) * (1 - own), f"amendment * {c}": float(f.amendment)}
    x |= {"renewal": s.renewal, "renewal * stake": s.renewal * max(east_stake, west_stake)}
    x |= {"no on item": past.share(past.item, (f.situation, c), "no", day, 0.02)}
    x |= {"abstain on item": past.share(past.item, (f.situation, c), "abstain", day, 0.04)}
    x |= {"abstain on item by kind": past.share(past.item, ((f.situation, s.kind), c), "abstain", day, 0.04)}
    x |= {"no on item by kind": past.share(past.item, ((f.situation, s.kind), c), "no", day, 0.02)}
    x |= {
        "member abstains": past.share(past.member, m, "abstain", day, 0.03),
        "member says no": past.share(past.member, m, "no", day, 0.01),
    }
    lately = [past.recent.get((f.situation, m, v), day) for v in ("no", "abstain")]
    x |= {"no lately": lately[0], "abstain lately": lately[1]}
    x |= {"contested": s.contested, "lost": s.lost, "lost by kind": s.lost_kind_slowly, "lost lately": s.lost_recently}
    x |= {"age": s.age, "thematic": float(f.thematic), "letter": float(f.letter), "seen": s.seen / 3}
    x |= {"sponsors": math.log1p(len(f.sponsors)) / 3}
    return x
