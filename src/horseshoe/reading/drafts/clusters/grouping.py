"""Group the mentions of a text into as few drafts as explain them all."""

from __future__ import annotations

import itertools

from horseshoe.reading.drafts.clusters.apart import may_be_one, may_mean, sponsors_counted
from horseshoe.reading.drafts.clusters.cluster import Cluster
from horseshoe.reading.drafts.heads import is_vetoed
from horseshoe.reading.drafts.mentions import DraftMention
from horseshoe.reading.grammar import under_a_vote
from horseshoe.reading.lexicon import words

# A mention joins a draft when its agreement with it, counted below, reaches what `_needed` asks.
RECENT = 3  # sentences within which an earlier mention counts as near


def cluster(mentions: list[DraftMention]) -> list[Cluster]:
    """Group mentions; indefinite talk of "a resolution" that may happen founds no draft of its own when one is on the table."""
    clusters: list[Cluster] = []
    last: Cluster | None = None
    recalled = False
    _carry_over(mentions)
    for m in mentions:
        if m.headline and not (m.symbol or m.resolution):
            continue
        home = last if last is not None and _that_one(m, last) else _home(m, clusters)
        last = home
        if home is not None:
            (home.weak if _weak(m) else home.mentions).append(m)
        elif _founds(m) and not (recalled and _points_to_a_resolution(m)):
            last = Cluster([m])
            clusters.append(last)
        recalled = home is None and last is None and (recalled or bool(m.resolution))
    clusters = _fewest(clusters)
    _settle(mentions, clusters)
    clusters = _headlines([m for m in mentions if m.headline], clusters)
    return _without_sums(clusters)


def _points_to_a_resolution(m: DraftMention) -> bool:
    """Example: Recalling Resolution 2999, which demands a truce in Chad, they urged Togo to implement this resolution.

    Whether a mention only points back: to a resolution in force, where one has been recalled and no draft named yet.
    """
    plain = m.head.lemma_ == "resolution" and "draft" not in m.span.text.lower()
    return plain and m.definite and not (m.fate or m.sponsors or m.symbol)


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
        home = next((o for o in reversed(kept) if may_be_one(c, o)), None)
        if home is None:
            kept.append(c)
        else:
            home.mentions += c.mentions
            home.weak += c.weak
    return kept


def _headlines(mentions: list[DraftMention], clusters: list[Cluster]) -> list[Cluster]:
    """Give each headline's mention to the draft its text is about, or found one where the text names none."""
    placed = {id(x) for c in clusters for x in c.mentions}
    for m in mentions:
        if id(m) in placed or m.pronoun:
            continue
        home = next((c for c in clusters if may_mean(m, c) and not c.past()), None)
        if home is not None:
            home.mentions.append(m)
        elif not clusters and _founds(m):
            clusters = [Cluster([m])]
    return clusters


def _without_sums(clusters: list[Cluster]) -> list[Cluster]:
    """Drop "the French and Russian drafts" where each of the drafts summed up stands for itself; they share its fate."""
    kept = []
    for c in clusters:
        parts = [o for o in clusters if o is not c and not o.plural() and o.sponsored_by(c.agreed.sponsors)]
        if not c.plural():
            kept.append(c)
        elif not (c.fates() or c.sponsors()) and any(not o.plural() for o in clusters):
            continue  # "two rival drafts", of which one or both are told of
        elif _each_told(c, clusters):
            _share_fate(c, parts if c.sponsors() else [o for o in clusters if o.sponsors() and not (o.plural() or o.past())])
        elif len(c.sponsors()) > 1 and set(c.sponsors()) <= _sponsors_of(parts):
            _share_fate(c, parts)
        else:
            kept.append(c)
    return kept


def _each_told(c: Cluster, clusters: list[Cluster]) -> bool:
    """Whether each of several drafts told together ("two drafts were voted down") is told of by itself."""
    single = [o for o in clusters if not o.plural() and not o.past() and (o.fates() or o.sponsors())]
    told = bool(c.fates() or c.sponsors())
    return len(single) > 1 and told and set(c.sponsors()) <= _sponsors_of(single)


def _sponsors_of(clusters: list[Cluster]) -> set[str]:
    return {s for c in clusters for s in c.sponsors()}


def _share_fate(c: Cluster, parts: list[Cluster]) -> None:
    fates = [m.fate for m in c.mentions if m.fate]
    for o in parts:
        if fates and not o.fates():
            o.shared = fates[0]


def _weak(m: DraftMention) -> bool:
    return m.unreal and m.determiner in ("a", "") and not m.sponsors and m.fate is None and m.symbol is None


def _founds(m: DraftMention) -> bool:
    """Whether a mention that fits no known draft is the first of its own."""
    if m.pronoun:
        return False
    proposed = m.head.lemma_ == "proposal" and m.definite and bool(m.sponsors)
    voted_on = under_a_vote(m.head) or is_vetoed(m.head)
    if m.head.lemma_ in words("drafts", "heads.loose") and not (m.fate or m.symbol or proposed or voted_on):
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
            if id(m) not in placed and _weak(m) and not m.plural and not m.pronoun and may_mean(m, open_[0]):
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
        if (score := _score(m, c)) > least and may_mean(m, c):
            best = score, c
    return best


def _most(m: DraftMention, c: Cluster) -> int:
    """What `_score` cannot exceed for a mention and a cluster, or for one that was last named before it."""
    told = 3 * bool(m.sponsors) + bool(m.situation) + 2 * (len(m.content) >= 2) + 4 * bool(m.fate)
    counted = 3 * (sponsors_counted(m.span.text) is not None)
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


def _score(m: DraftMention, c: Cluster) -> int:
    """How far a mention agrees with a draft; the weights are counts of agreement, nothing is fitted."""
    return _by_what_is_told(m, c) + _by_fate(m, c) + _by_pointing(m, c) - _told_otherwise(m, c)


def _by_what_is_told(m: DraftMention, c: Cluster) -> int:
    many = sponsors_counted(m.span.text)
    score = 3 if many and many == len(c.agreed.sponsors) else 0
    score += 3 if c.sponsored_by(m.sponsors) else 0
    score += 1 if m.situation and m.situation == c.situation() else 0
    return score + (2 if len(m.content & c.agreed.content) >= 2 else 0)


def _by_fate(m: DraftMention, c: Cluster) -> int:
    fates = c.fates()
    if not m.fate or m.fate not in fates:
        return 0
    same = m.fate == "adopted" or not c.agreed.vetoed_by.isdisjoint(m.vetoed_by)
    unsponsored = not m.sponsors or not c.agreed.sponsors
    return (3 if same else 2) + (1 if unsponsored else 0)


def _by_pointing(m: DraftMention, c: Cluster) -> int:
    score = int(m.definite or m.pronoun) + int(_is_recent(m, c)) + int(not c.past() and (m.definite or _weak(m)))
    headline = not c.mentions[0].determiner and c.mentions[0].sentence == 0
    return score + (3 if headline and m.determiner == "a" and not m.flags else 0)  # then the sentence that tells it


def _told_otherwise(m: DraftMention, c: Cluster) -> int:
    far = m.pronoun and m.sentence - c.mentions[-1].sentence > 1
    rival, own = ("rival", 3), ("own", 2)
    return (9 if far else 0) + sum(w for flag, w in (rival, own) if flag in m.flags and flag not in c.agreed.flags)
