"""From mentions to drafts: which of them name the same real draft."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from horseshoe.model import DateRange
from horseshoe.reading.drafts.mentions import DraftMention
from horseshoe.reading.drafts.votes import number_pattern, value
from horseshoe.reading.factuality.reality import realised
from horseshoe.reading.grammar import first_conjunct, under_a_vote
from horseshoe.reading.lexicon import words

# A definite mention joins a cluster when its evidence reaches this; the weights below are counts of
# agreement.
RECENT = 3  # sentences within which an earlier mention counts as near
APART = timedelta(days=10)  # two votes further apart than this are of different drafts


@dataclass(slots=True)
class _Agreed:
    """What the mentions of one draft tell together: counted once a mention, however often it is asked for."""

    counted: int = 0
    sponsors: dict[str, None] = field(default_factory=dict)
    situation: str | None = None
    symbols: set[str] = field(default_factory=set)
    numbered: bool = False
    fates: list[str] = field(default_factory=list)
    vetoed_by: set[str] = field(default_factory=set)
    when: DateRange | None = None
    content: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    old: bool = False
    prospective: bool = False

    def add(self, m: DraftMention) -> None:
        self.counted += 1
        self.sponsors.update(dict.fromkeys(m.sponsors))
        self.situation = self.situation or m.situation
        self.symbols.update(s for s in (m.symbol, m.resolution) if s)
        self.numbered = self.numbered or bool(m.resolution)
        self.fates += [m.fate] if m.fate else []
        self.vetoed_by.update(m.vetoed_by)
        self.when = self.when or (m.when if m.fate else None)
        self.content |= m.content
        self.flags |= m.flags
        self.old = self.old or m.old
        self.prospective = self.prospective or m.prospective


def is_vague(actor: str) -> bool:
    """Example: Western countries tabled the draft resolution, which was sponsored by Spain and Norway.

    Whether an actor's id is that of some states, not named one by one.
    """
    return actor.rpartition("-")[2] in words("drafts", "sponsor.groups")


@dataclass(slots=True)
class Cluster:
    """The mentions of one draft, in text order, with what they agree on. Mentions are only ever added, at the end."""

    mentions: list[DraftMention] = field(default_factory=list)
    weak: list[DraftMention] = field(default_factory=list)  # indefinite talk that may mean this draft
    joined: tuple[str, ...] = ()  # sponsors told apart from its name
    others: bool = False  # it has more sponsors than are named
    shared: str | None = None  # fate told of several drafts together
    _agreed: _Agreed = field(default_factory=_Agreed)

    @property
    def agreed(self) -> _Agreed:
        """What the mentions tell together."""
        for m in self.mentions[self._agreed.counted :]:
            self._agreed.add(m)
        return self._agreed

    def sponsors(self) -> tuple[str, ...]:
        """All sponsors that the mentions name, in text order; of groups of states only those told beside states."""
        found = tuple(dict.fromkeys([*self.agreed.sponsors, *self.joined]))
        told = [m.sponsors for m in self.mentions if not all(is_vague(s) for s in m.sponsors)]
        named = {*self.joined, *(s for sponsors in told for s in sponsors)}
        return tuple(s for s in found if s in named) or found

    def sponsored_by(self, actors: Iterable[str]) -> bool:
        """Whether one of some actors is a sponsor."""
        return not self.agreed.sponsors.keys().isdisjoint(actors)

    def situation(self) -> str | None:
        """The first situation a mention names."""
        return self.agreed.situation

    def symbols(self) -> set[str]:
        """Symbols and resolution numbers."""
        return self.agreed.symbols

    def numbered(self) -> bool:
        """Whether a mention gives its number as an adopted resolution."""
        return self.agreed.numbered

    def fates(self) -> list[str]:
        """What the mentions say became of it, in text order."""
        return self.agreed.fates or ([self.shared] if self.shared else [])

    def counted(self) -> bool:
        """Whether its adoption is told only by how many members voted for it."""
        adopted = [m for m in self.mentions if m.fate == "adopted"]
        return bool(adopted) and all(m.counted for m in adopted)

    def when(self) -> DateRange | None:
        """The date of its fate, else None."""
        return self.agreed.when

    def past(self) -> bool:
        """Whether its first mention tells it as history ("earlier", "already")."""
        return bool(self.mentions[0].flags & {"earlier", "past"}) and self.mentions[0].fate is not None

    def old(self) -> bool:
        """Whether its fate is told with a date long before publication."""
        return self.agreed.old

    def to_come(self) -> bool:
        """Whether it is told by what it would do once adopted."""
        return self.agreed.prospective

    def voted_on(self) -> bool:
        """Whether a vote on it is told as held, or what became of it."""
        return bool(self.fates()) or any(m.voted for m in self.mentions)

    def of_another_time(self) -> bool:
        """The United States used its veto to kill a similar resolution.

        Whether its first mention names it as an earlier or similar one whose fate is known: never
        the one on the table.
        """
        first = self.mentions[0]
        return "earlier" in first.flags and first.determiner == "a" and first.fate is not None

    def cited(self) -> bool:
        """Whether it is a numbered resolution of which only a vote in passing is told."""
        return all(m.cited or m.fate is None for m in self.mentions) and any(m.cited for m in self.mentions)

    def subject_unknown(self) -> bool:
        """Whether it is another text than the one on the table and need not be on the same subject."""
        unnamed = all(m.act for m in self.mentions)
        return (self.numbered() and (self.cited() or self.old())) or (unnamed and self.old())

    def plural(self) -> bool:
        """Whether it stands for several drafts told together."""
        return self.mentions[0].plural


def cluster(mentions: list[DraftMention]) -> list[Cluster]:
    """Group mentions; indefinite talk of "a resolution" that may happen founds no draft of its own when one is on the table."""
    clusters: list[Cluster] = []
    last: Cluster | None = None
    _carry_over(mentions)
    for m in mentions:
        if m.headline and not (m.symbol or m.resolution):
            continue
        home = last if last is not None and _that_one(m, last) else _home(m, clusters)
        last = home
        if home is not None:
            (home.weak if _weak(m) else home.mentions).append(m)
        elif _founds(m):
            last = Cluster([m])
            clusters.append(last)
    clusters = _fewest(clusters)
    _settle(mentions, clusters)
    clusters = _headlines([m for m in mentions if m.headline], clusters)
    return _without_sums(clusters)


def _carry_over(mentions: list[DraftMention]) -> None:
    """Example: It vetoed a text on Mali in May 2010. Later, a draft resolution was adopted. Now it will vote on Chad.

    What is told right behind a vote of long ago as what came then is as old.
    """
    for before, m in itertools.pairwise(m for m in mentions if not m.pronoun):
        opens = next((t.lower_ for t in m.head.sent if not t.is_space), "")
        if before.old and m.sentence == before.sentence + 1 and opens in words("drafts", "flags.then") and m.when is None:
            m.old, m.when = True, before.when


def _none_yet(m: DraftMention) -> bool:
    """Example: The Security Council has yet to see a draft resolution on Chad.

    Whether a draft is spoken of as one that there is not.
    """
    verb = m.head.head
    lacking = verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "be") and any(c.lower_ == "yet" for c in verb.head.children)
    return m.unreal and m.determiner == "a" and lacking


def _that_one(m: DraftMention, last: Cluster) -> bool:
    """Example: It will vote on a text on Chad. In 2001 it adopted Resolution 1333; Mali abstained on that resolution.

    Whether a mention points with "that" at what was named right before it.
    """
    points = any(c.lower_ == "that" and c.dep_ == "det" for c in m.head.children)
    placed = not m.situation or not last.situation() or m.situation == last.situation()
    return points and placed and m.plural == last.plural() and (not m.fate or m.fate in last.fates())


def _fewest(clusters: list[Cluster]) -> list[Cluster]:
    """The smallest set of drafts that explains all mentions: what nothing tells apart is one draft.

    A draft that brings nothing of its own (no symbol, sponsor, fate or situation that another
    lacks) is the one nearest before it that it does not contradict, else the nearest behind it.
    """
    kept: list[Cluster] = []
    for c in clusters:
        home = next((o for o in reversed(kept) if _same(c, o)), None)
        if home is None:
            kept.append(c)
        else:
            home.mentions += c.mentions
            home.weak += c.weak
    return kept


def _same(c: Cluster, o: Cluster) -> bool:
    """Whether two drafts may be one: nothing that they tell of themselves differs, and neither is told as another one."""
    apart = {"rival", "other"} | ({"earlier"} if not (_is_version(c) or _is_version(o)) else set())
    if not (c.agreed.sponsors and o.agreed.sponsors):
        apart.add("own")  # "their own draft" is the one that is known to be theirs
    told_before = o.mentions[0].flags - (set() if o.agreed.sponsors else {"other", "rival"})  # "a second resolution", then it
    if c.plural() or o.plural() or apart & (c.mentions[0].flags | told_before) or c.past() != o.past():
        return False
    if _of_another_day(c.mentions[0], o) or _of_another_day(o.mentions[0], c):
        return False
    if c.old() != o.old() or (bool(c.fates()) != bool(o.fates()) and (c if o.fates() else o).to_come()):
        return False
    if _of_others(c, o.agreed.sponsors) or _vetoes_its_own(c, o) or _vetoes_its_own(o, c):
        return False
    if c.situation() and o.situation() and c.situation() != o.situation():
        return False
    if c.symbols() and o.symbols() and not c.symbols() & o.symbols():
        return False
    if c.numbered() != o.numbered() and "adopted" not in (o if c.numbered() else c).fates():
        return False  # a draft has no number before its adoption
    if c.fates() and o.fates() and not _may_end_alike(c, o):
        return False
    days = [d for d in (c.when(), o.when()) if d is not None]
    if len(days) == 2 and (days[0].start - days[1].end > APART or days[1].start - days[0].end > APART):
        return False
    if "new" in c.mentions[0].flags and o.fates():
        return False
    introduced = c.agreed.sponsors and c.mentions[0].determiner == "a" and o.fates() and not o.agreed.sponsors
    apart_from_veto = not c.sponsored_by(o.agreed.vetoed_by)
    told_twice = c.mentions[0].voted or o.mentions[0].act or c.mentions[0].head.head.lower_ == "under"
    return not introduced or (told_twice and apart_from_veto)


def _may_end_alike(c: Cluster, o: Cluster) -> bool:
    """Example: The Security Council failed to extend its mission in Chad after Russia vetoed the extension.

    Whether two fates may be one draft's: the same; an adoption told only by counts; a failure to
    act told beside a veto.
    """
    ends = {c.fates()[-1], o.fates()[-1]}
    told_by_act = c.mentions[0].act or o.mentions[0].act
    return len(ends) == 1 or c.counted() or o.counted() or (told_by_act and ends == {"failed", "vetoed"})


def _vetoes_its_own(c: Cluster, o: Cluster) -> bool:
    """Whether one draft's sponsor is told to have vetoed the other, so that these are two."""
    return not o.agreed.vetoed_by.isdisjoint(c.agreed.sponsors)


def _of_others(c: Cluster, sponsors: Collection[str]) -> bool:
    """Whether other states are told as sponsors than those of a draft; "Western countries" may be any of them."""
    named = [s for s in sponsors if not is_vague(s)]
    theirs = [s for s in c.agreed.sponsors if not is_vague(s)]
    return bool(named and theirs) and not c.sponsored_by(named)


def _is_version(c: Cluster) -> bool:
    """Example: Togo tabled a revised draft resolution on Chad. An earlier draft had been softer.

    Whether all that is told of a draft is that there was one before: a version of the one on the
    table.
    """
    head = c.mentions[0].head
    text = head.lemma_ in words("drafts", "heads.versions") and not under_a_vote(head)
    return text and not (c.fates() or c.agreed.sponsors or c.symbols())


def _of_another_day(m: DraftMention, c: Cluster) -> bool:
    """Example: Twelve voted for the resolution. On Oct. 18, the United States vetoed a resolution that called for pauses.

    Whether a mention introduces a draft by what became of it days ago, beside one of whose vote the
    text tells as news.
    """
    return m.introduced and c.when() is None and not c.past() and c.voted_on()


def _headlines(mentions: list[DraftMention], clusters: list[Cluster]) -> list[Cluster]:
    """Give each headline's mention to the draft its text is about, or found one where the text names none."""
    placed = {id(x) for c in clusters for x in c.mentions}
    for m in mentions:
        if id(m) in placed or m.pronoun:
            continue
        home = next((c for c in clusters if not _conflict(m, c) and not c.past()), None)
        if home is not None:
            home.mentions.append(m)
        elif not clusters and _founds(m):
            clusters = [Cluster([m])]
    return clusters


def _without_sums(clusters: list[Cluster]) -> list[Cluster]:
    """Drop "the French and Russian drafts" where each of the drafts summed up stands for itself; they share its fate."""
    kept = []
    for c in clusters:
        if not c.plural():
            kept.append(c)
            continue
        parts = [o for o in clusters if o is not c and not o.plural() and o.sponsored_by(c.agreed.sponsors)]
        single = [o for o in clusters if not o.plural() and not o.past() and (o.fates() or o.sponsors())]
        told = c.fates() or c.sponsors()
        if not told and any(not o.plural() for o in clusters):
            continue  # "two rival drafts", of which one or both are told of
        if len(single) > 1 and told and set(c.sponsors()) <= {s for o in single for s in o.sponsors()}:
            for o in (o for o in single if not o.fates() and (not c.sponsors() or o.sponsored_by(c.sponsors()))):
                o.shared = next((m.fate for m in c.mentions if m.fate), o.shared)
            continue  # "two drafts were voted down", of which each is told of
        if len(c.sponsors()) > 1 and set(c.sponsors()) <= {s for o in parts for s in o.sponsors()}:
            for o in parts:
                for m in c.mentions:
                    if m.fate and not o.fates():
                        o.shared = m.fate
            continue
        kept.append(c)
    return kept


def _weak(m: DraftMention) -> bool:
    return m.unreal and m.determiner in ("a", "") and not m.sponsors and m.fate is None and m.symbol is None


def _founds(m: DraftMention) -> bool:
    """Whether a mention that fits no known draft is the first of its own."""
    if m.pronoun:
        return False
    proposed = m.head.lemma_ == "proposal" and m.definite and bool(m.sponsors)
    if m.head.lemma_ in words("drafts", "heads.loose") and not (m.fate or m.symbol or proposed or under_a_vote(m.head)):
        return False  # a peace plan is no draft of the Council's until it is voted on
    if m.symbol or m.sponsors or m.fate:
        return not (m.resolution and not m.fate and not m.sponsors)
    if m.resolution:
        return False
    if m.plural:
        counted = any(c.dep_ == "nummod" for c in m.head.children) or "rival" in m.flags
        return counted and "draft" in m.span.text.lower() and not _none_yet(m)
    if "draft" in m.span.text.lower():
        return not _none_yet(m)
    return (m.strong or bool(m.flags & {"earlier"})) and (m.definite or not m.unreal)


def _settle(mentions: list[DraftMention], clusters: list[Cluster]) -> None:
    """Give indefinite talk that came before its draft a home: the only draft on the table."""
    open_ = [c for c in clusters if "vetoed" not in c.fates() and not c.past()]
    placed = {id(m) for c in clusters for m in (*c.mentions, *c.weak)}
    if open_:
        for m in mentions:
            if id(m) not in placed and _weak(m) and not m.plural and not m.pronoun and not _conflict(m, open_[0]):
                open_[0].weak.append(m)


def _home(m: DraftMention, clusters: list[Cluster]) -> Cluster | None:
    if named := {s for s in (m.symbol, m.resolution) if s}:
        for c in clusters:
            if c.symbols() & named:
                return c
    if m.sponsors and m.head.lemma_ in words("drafts", "heads.loose"):
        clusters = [c for c in clusters if c.sponsored_by(m.sponsors)]  # "supports Morocco's autonomy proposal"
    found = _best(m, clusters)
    return found[1] if found is not None and found[0] >= _needed(m, found[1]) else None


def _best(m: DraftMention, clusters: list[Cluster]) -> tuple[int, Cluster] | None:
    """The draft that a mention agrees with most, and how far; of equals the one named last, the first for indefinite talk.

    In a long text most mentions are "the draft" and "it": what goes first among equals is looked at
    first, and no more than may still agree better.
    """
    best: tuple[int, Cluster] | None = None
    by_last = sorted(clusters, key=lambda c: c.mentions[-1].sentence)
    for c in clusters if _weak(m) else reversed(by_last):
        least = -99 if best is None else best[0]
        if least >= _most(m, c):
            break
        if (score := _score(m, c)) > least and not _conflict(m, c):
            best = score, c
    return best


def _most(m: DraftMention, c: Cluster) -> int:
    """What `_score` cannot exceed for a mention and a cluster, or for one that was last named before it."""
    told = 3 * bool(m.sponsors) + bool(m.situation) + 2 * (len(m.content) >= 2) + 4 * bool(m.fate)
    counted = 3 * (_sponsors_counted(m.span.text) is not None)
    pointing = (m.definite or m.pronoun) + (m.definite or _weak(m)) + _is_recent(m, c)
    return told + counted + pointing + 3 * (m.determiner == "a" and not m.flags)


def _is_recent(m: DraftMention, c: Cluster) -> bool:
    return m.sentence - c.mentions[-1].sentence <= RECENT and not _weak(m)


def _needed(m: DraftMention, home: Cluster) -> int:
    """How much agreement a mention needs to join: little for "the draft" and "it", much for what is introduced as new."""
    if m.pronoun:
        return 1
    if m.resolution or m.symbol:
        return 1 if not home.symbols() else 99
    if "own" in m.flags or "rival" in m.flags or "other" in m.flags:
        return 5 if m.determiner != "the" else 3
    if m.definite:
        return 1
    if _weak(m):
        return 1
    return 4


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\b({number_pattern()})-(?:country|nation|state|power|member|party)\b", re.IGNORECASE)


@functools.lru_cache(maxsize=1024)
def _sponsors_counted(mention: str) -> int | None:
    """How many sponsors a mention itself counts: three in "the three-country draft"."""
    found = _counted().search(mention)
    return value(found[1]) if found else None


def _conflict(m: DraftMention, c: Cluster) -> bool:
    """Whether a mention cannot mean a cluster's draft."""
    if m.plural != c.plural() and not m.pronoun:
        return True
    theirs = c.agreed.sponsors
    told_apart = m.fate != "adopted" or m.old or m.cited
    if m.resolution and not c.numbered() and "adopted" not in c.fates() and (c.fates() or told_apart):
        return True
    if m.old != c.mentions[0].old and (m.fate or c.fates() or m.old):
        return True
    if m.resolution and not c.numbered() and _recalled(m):
        return True
    if m.resolution and not c.fates() and _is_itself(m, c):
        return True
    if _of_another_day(m, c):
        return True
    if _brought_in_by_others(m, c):
        return True
    if m.situation and c.situation() and m.situation != c.situation():
        return True
    if theirs and (many := _sponsors_counted(m.span.text)) and many != len(theirs):
        return True
    if m.symbol and any(s.startswith("S/") and s != m.symbol for s in c.symbols()):
        return True
    if m.resolution and any(s.isdigit() and s != m.resolution for s in c.symbols()):
        return True
    fates = c.fates()
    if m.fate and fates and {m.fate, fates[-1]} == {"vetoed", "adopted"} and not (m.counted or c.counted()):
        return True
    if m.flags & {"earlier"} and m.fate and not c.past():
        return True
    when = c.when()
    if m.fate and m.when and when and (m.when.start - when.end > APART or when.start - m.when.end > APART):
        return True
    if m.flags & {"earlier"} and m.determiner == "a" and not c.past():
        return True
    if m.flags & {"new"} and (c.past() or (m.determiner == "a" and c.fates())):
        return True
    if c.past() and m.fate is None and m.sentence - c.mentions[-1].sentence > 1 and not m.sponsors:
        return True
    return bool(c.past() and m.unreal)


def _brought_in_by_others(m: DraftMention, c: Cluster) -> bool:
    """Whether a mention names other sponsors than a draft has, or one that vetoed it."""
    if not c.agreed.vetoed_by.isdisjoint(m.sponsors):
        return True  # nobody vetoes its own draft
    alien = _of_others(c, m.sponsors) and not (m.joint and m.definite)
    return alien and (m.firm or not m.definite or m.strong)


def _is_itself(m: DraftMention, c: Cluster) -> bool:
    """Example: Russia would veto the draft on Chad that Mali has tabled. Resolution 1333 was adopted.

    Whether a numbered resolution is another text than a draft without a number of which no vote is told.
    """
    if c.to_come():
        return True
    same = bool(m.situation) and m.situation == c.situation()
    return m.fate is not None and not c.numbered() and not same and not any(_put_to_vote(o) for o in c.mentions)


def _put_to_vote(m: DraftMention) -> bool:
    """Example: Mali's draft on Chad was put to the vote on Friday. Resolution 2999 was adopted by 13 votes to none.

    Whether a mention's sentence tells of a vote that was held.
    """
    votes = [t for t in m.head.sent if t.lemma_ == "vote"]
    return any(realised(t if t.tag_[:1] == "V" else t.head.head) for t in votes)


def _recalled(m: DraftMention) -> bool:
    """Example: The Security Council adopted a text on Chad, 13-0. It recalls Resolution 1333 and acts under Resolution 1334.

    Whether a numbered resolution is one that another text, or somebody's deed, refers to.
    """
    head = first_conjunct(m.head)
    above = head.head
    if above.dep_ == "prep" or above.tag_ == "IN":
        if above.lower_ in words("drafts", "cites.under"):
            return True
        above = above.head
    return head.dep_ in ("dobj", "pobj", "nsubjpass") and above.lemma_ in words("drafts", "cites.by")


def _score(m: DraftMention, c: Cluster) -> int:
    score = 3 if (many := _sponsors_counted(m.span.text)) and many == len(c.agreed.sponsors) else 0
    if c.sponsored_by(m.sponsors):
        score += 3
    if m.situation and m.situation == c.situation():
        score += 1
    if len(m.content & c.agreed.content) >= 2:
        score += 2
    fates = c.fates()
    if m.fate and fates and m.fate in fates:
        score += 3 if not c.agreed.vetoed_by.isdisjoint(m.vetoed_by) or m.fate == "adopted" else 2
        score += 1 if not m.sponsors or not c.agreed.sponsors else 0
    if m.definite or m.pronoun:
        score += 1
    if _is_recent(m, c):
        score += 1
    if m.pronoun and m.sentence - c.mentions[-1].sentence > 1:
        score -= 9
    if not c.past() and (m.definite or _weak(m)):
        score += 1
    if not c.mentions[0].determiner and c.mentions[0].sentence == 0 and m.determiner == "a" and not m.flags:
        score += 3  # a headline, then the sentence that tells it
    if "rival" in m.flags and "rival" not in c.agreed.flags:
        score -= 3
    if "own" in m.flags and "own" not in c.agreed.flags:
        score -= 2
    return score
