"""From a cluster of mentions to a Draft: sponsors, situation, status, vote, provisions, label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from horseshoe.council.rule import majority_of, seats_on
from horseshoe.council.states import name_on
from horseshoe.model import DateRange, Draft, DraftStatus, Provision, Span, VoteCount
from horseshoe.reading.drafts.clusters.cluster import Cluster
from horseshoe.reading.drafts.mentions import LONG_AGO
from horseshoe.reading.drafts.provisions import provisions_of
from horseshoe.reading.drafts.topic import MATTER
from horseshoe.reading.drafts.votes import Tally
from horseshoe.reading.grammar import children
from horseshoe.reading.lexicon import is_permanent, lexicon, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who
from horseshoe.stances import DECIDED

NAMED = 4  # sponsors that a label names at most
LONGEST_MATTER = 5  # words
PLAIN = frozenset(["NN", "JJ", "CC", "DT", "IN"])  # nouns, adjectives and what joins them
NO_SITUATION = frozenset(["un-security-council", "security-council", "united-nations"])


@dataclass(slots=True)
class Ballot:
    """What a text tells of the vote on one draft: counts, and how members voted by name."""

    tally: Tally = field(default_factory=Tally)
    yes: set[str] = field(default_factory=set)
    no: set[str] = field(default_factory=set)
    abstain: set[str] = field(default_factory=set)
    vetoed: list[str] = field(default_factory=list)
    rejected: set[str] = field(default_factory=set)  # told as rejecting it
    opposed: set[str] = field(default_factory=set)  # told as opposing, not as voting
    rest: str | None = None  # how all others are told to have voted: rest_yes or rest_abstain
    held: bool = False  # somebody is told to have voted
    when: DateRange | None = None  # the day told of a veto cast by name
    blocked: bool = False  # the text says that a permanent member's negative vote stopped it

    def counts(self, size: int) -> Tally:
        """The counts told, completed by names where these account for the whole Council."""
        t = self.tally
        no = t.no if t.no is not None else (len(self.no | set(self.vetoed)) or None)
        abstain = t.abstain if t.abstain is not None else (len(self.abstain) or None)
        yes = t.yes if t.yes is not None else (len(self.yes) or None)
        if self.rest == "rest_yes" and yes in (None, len(self.yes)) and (no or abstain):
            return Tally(size - (no or 0) - (abstain or 0), no or 0, abstain or 0, t.at)
        if self.rest == "rest_abstain" and abstain in (None, len(self.abstain)) and yes:
            return Tally(yes, no or 0, size - yes - (no or 0), t.at)
        if yes is not None and (no or 0) + (abstain or 0) + yes == size:
            return Tally(yes, no or 0, abstain or 0, t.at)
        return t


def build(
    id_: str, c: Cluster, ballot: Ballot, parsed: Parsed, who: Who, topic: str | None, acts: Iterable[Provision] = ()
) -> Draft:
    """The Draft of one cluster. `topic` is the situation of the whole text, used where no mention names one."""
    situation = c.situation() or topic
    if topic and c.situation() in c.sponsors():  # "Togo's draft on the war in Chad, put forward by Togo"
        situation = topic
    day = parsed.document.published
    size = seats_on(_day(c, day))
    counts = ballot.counts(size) if ballot else Tally()
    status = _status(c, ballot, counts, size)
    when = c.when() or (ballot.when if status == "vetoed" else None) or next((m.when for m in c.mentions if m.when), None)
    vote_day = when.start if when and when.start == when.end and status in DECIDED else None
    sponsors = tuple(s for s in c.sponsors() if s not in NO_SITUATION)
    symbol = next((m.symbol for m in c.mentions if m.symbol), None)
    number = next((m.resolution for m in c.mentions if m.resolution), None)
    return Draft(
        id=id_,
        label=_label(sponsors, situation, symbol, number, who, c),
        mentions=tuple(_spans(c)),
        symbol=symbol,
        sponsors=sponsors,
        situation=situation,
        status=status,
        vote=VoteCount(vote_day, counts.yes, counts.no, counts.abstain),
        vetoed_by=tuple(dict.fromkeys(ballot.vetoed)) if status == "vetoed" else (),
        provisions=_provisions(c, parsed, who, acts),
        when=when,
        several=c.plural(),
    )


def _day(c: Cluster, published: date | None) -> date | None:
    when = c.when()
    return when.start if when else published


def _status(c: Cluster, ballot: Ballot, counts: Tally, size: int) -> DraftStatus:
    """The last word on the draft: a veto where a permanent member cast one, else what the mentions and the counts say."""
    fates = Counter(c.fates())
    needed = majority_of(size)
    if fates["failed"] and counts.yes is not None and counts.yes < needed:
        return "failed"  # no vote against is a veto where the majority is missed (Article 27(3))
    if fates["vetoed"] or ballot.vetoed or ballot.blocked:
        return "vetoed"
    if counts.yes is not None and counts.yes < needed and (fates["failed"] or fates["adopted"] == 0):
        return "failed"
    if any(m.awaited for m in c.mentions):
        del fates["withdrawn"]  # put forward again: what will be voted on is on the table
        if not (counts or ballot.held):
            del fates["failed"]  # "it falls short of the nine votes", said before the vote
    for name in ("adopted", "failed", "withdrawn"):
        if fates[name]:
            return "vetoed" if name == "failed" and counts.yes is not None and counts.yes >= needed else name
    if any(m.resolution for m in c.mentions):
        return "adopted"  # a draft gets its number by its adoption
    if counts.yes is not None and counts.yes >= needed and not _permanent(ballot.no) and _complete(counts, size):
        return "adopted"
    if counts or ballot.held:
        return "put_to_vote"
    return "pending"


def _complete(counts: Tally, size: int) -> bool:
    """Whether the votes against are told, or the abstentions beside the votes in favour, which leave out none against."""
    return counts.no is not None or counts.abstain is not None or (counts.yes or 0) >= size


def _permanent(members: set[str]) -> set[str]:
    return {m for m in members if is_permanent(m)}


def _spans(c: Cluster) -> list[Span]:
    return sorted({m.span for m in (*c.mentions, *c.weak)})


def _provisions(c: Cluster, parsed: Parsed, who: Who, acts: Iterable[Provision]) -> tuple[Provision, ...]:
    found: list[Provision] = []
    for m in (m for m in c.mentions if not m.headline):
        for p in provisions_of(m, parsed, who):
            if not any(p.span.overlaps(old.span) for old in found):
                found.append(p)
    for p in acts:
        found = [old for old in found if not p.span.contains(old.span)]
        found += [] if any(p.span.overlaps(old.span) for old in found) else [p]
    return tuple(sorted(found, key=lambda p: p.span))


def _label(
    sponsors: tuple[str, ...], situation: str | None, symbol: str | None, number: str | None, who: Who, c: Cluster
) -> str:
    noun = "drafts" if c.plural() else "draft"
    if number and not sponsors:
        return f"Resolution {number}" + (f" on {_name(situation, who)}" if situation else "")
    label = _of_whom(sponsors, noun, who, c.others) or "Draft resolution" + ("s" if c.plural() else "")
    if matter := _place(situation, who) if situation else _matter(c, who):
        label += f" on {matter}"
    return f"{label} ({symbol})" if symbol else label


def _of_whom(sponsors: tuple[str, ...], noun: str, who: Who, others: bool) -> str:
    """Example: France and Togo circulated a draft resolution, and Mali was one of nine countries that sponsored it.

    A draft named by its sponsors: France's draft; the draft of Togo, Mali and others where more are
    told of, or many.
    """
    many = len(sponsors) > NAMED
    names = [_name(s, who) for s in (sponsors[: NAMED - 1] if many else sponsors)]
    if len(names) == 1 and not others:
        return f"{_possessive(sponsors[0], names[0], who)} {noun}"
    last = "others" if many or others else names.pop() if names else ""
    return f"{noun} of {', '.join(names)} and {last}" if names else ""


def _matter(c: Cluster, who: Who) -> str:
    """Example: Russia vetoed a draft resolution on climate and security.

    The words that tell what a draft is on where it is on no state's situation: few, plain and no
    date; else nothing.
    """
    for m in c.mentions:
        for p in (p for p in children(m.head, "prep") if p.lower_ in MATTER):
            tokens = [t for t in p.subtree if t is not p]
            if 0 < len(tokens) <= LONGEST_MATTER and _is_plain(tokens, p, who):
                return m.head.tree.text_of(tokens[0].i, tokens[-1].i + 1)
    return ""


def _is_plain(tokens: list[Token], prep: Token, who: Who) -> bool:
    """Whether the words behind a preposition are nouns and what goes with them, and hold no date."""
    end = tokens[-1].idx + len(tokens[-1].text)
    dated = any(True for _ in who.known.dates_in(tokens[0].idx, end))
    return not dated and tokens[0].i > prep.i and all(t.tag_[:2] in PLAIN for t in tokens)


def _possessive(id_: str, name: str, who: Who) -> str:
    """A state's draft is called its own, a body's or bloc's by the plain name: Russia's draft, Arab League draft."""
    actor = who.known.by_id.get(id_)
    if actor is None or actor.type != "state":
        return name
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _place(situation: str, who: Who) -> str:
    """Example: Algeria tabled a draft resolution on a truce in Gaza.

    A situation's name in a label: the place that the text names where it does not name the state.
    """
    actor = who.known.by_id.get(situation)
    if actor is None or not any(m.how == "name" for m in actor.mentions):
        here = (p for p in lexicon("drafts")["places_shown"].get(situation, ()) if p in who.parsed.text)
        return next(here, _name(situation, who))
    return _name(situation, who)


def _name(id_: str, who: Who) -> str:
    actor = who.known.by_id.get(id_)
    if actor and actor.type == "state":
        parts = words("drafts", "no_matter.parts")
        written = [m.span.text for m in actor.mentions if m.how == "name" and m.span.text not in parts]
        if written:
            return min(written, key=len)
    if (named := name_on(id_)) != id_:
        return named.split(" (")[0]
    return actor.name if actor else id_


def history(drafts: list[Draft], past: list[bool], published: date | None) -> list[bool]:
    """Which drafts are told as background: history beside one on the table, or a vote long before publication."""
    current = [not p for p in past]
    found = []
    for d, p in zip(drafts, past, strict=True):
        old = bool(d.when and published and d.when.end < published - LONG_AGO and d.status != "pending")
        found.append((p and any(current)) or old)
    if found and all(found) and len(found) == 1 and not past[0]:
        return [bool(drafts[0].when and published and drafts[0].when.end < published - LONG_AGO)]
    return found
