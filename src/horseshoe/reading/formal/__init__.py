"""Formal documents: texts of resolutions, press releases, coverage and verbatim records, read by their layout."""

from __future__ import annotations

from dataclasses import replace

from horseshoe.council.states import name_on
from horseshoe.model import Actor, DateRange, Document, Draft, Position, Quote, VoteCount
from horseshoe.reading.docket import is_decided
from horseshoe.reading.formal.states import FormalItems
from horseshoe.reading.known import Known
from horseshoe.stances import CAST

__all__ = ["FormalItems", "merge_formal", "read_formal"]


def read_formal(document: Document) -> FormalItems:
    """What the layout of a formal document says; nothing for news and statements, which load none of its patterns."""
    if document.kind in ("draft_resolution", "resolution"):
        from horseshoe.reading.formal.resolution import read_resolution

        return read_resolution(document)
    if document.kind in ("meeting_record", "press_release"):
        from horseshoe.reading.formal.meetings import read_record, read_release

        return read_record(document) if document.kind == "meeting_record" else read_release(document)
    return FormalItems()


def merge_formal(document: Document, known: Known) -> Known:
    """`known` with the formal document's own items put first: they are told by layout and need no parse."""
    items = read_formal(document)
    if not (items.drafts or items.quotes or items.positions):
        return known
    delegates = _delegates(items, known.actors)
    drafts, renamed = _merge_drafts(items, known.drafts)
    submitted = {d.id: d.sponsors for d in items.drafts if d.sponsors} if document.kind == "meeting_record" else {}
    if submitted:
        drafts, known = _as_submitted(drafts, known, submitted, renamed)
    own = tuple(replace(p, target=renamed.get(("formal", p.target or ""), p.target)) for p in items.positions)
    rest = tuple(
        replace(
            p, target=renamed.get(("known", p.target), p.target) if p.target else None, actor=delegates.get(p.actor, p.actor)
        )
        for p in known.positions
        if p.target is None or ("known", p.target) in renamed or not items.drafts
    )
    actors = tuple(replace(a, speaks_for=a.speaks_for or delegates.get(a.id)) for a in known.actors)
    return replace(
        known,
        actors=_merge_actors(items.actors, actors),
        quotes=_merge_quotes(items, known.quotes),
        drafts=drafts,
        positions=_merge_positions(own, () if items.own_draft else rest),
        warnings=items.warnings,
    )


def _as_submitted(
    drafts: tuple[Draft, ...], known: Known, submitted: dict[str, tuple[str, ...]], renamed: dict[tuple[str, str], str]
) -> tuple[tuple[Draft, ...], Known]:
    """Drafts and positions without sponsors that only the prose tells of, where the President names who submitted a draft."""
    told = {renamed["formal", old]: sponsors for old, sponsors in submitted.items()}
    kept = tuple(
        p
        for p in known.positions
        if p.stance != "sponsors" or p.actor in told.get(renamed.get(("known", p.target or ""), ""), (p.actor,))
    )
    drafts = tuple(replace(d, sponsors=told.get(d.id, d.sponsors)) for d in drafts)
    return drafts, replace(known, positions=kept)


def _delegates(items: FormalItems, actors: tuple[Actor, ...]) -> dict[str, str]:
    """Person's id -> the state he speaks for, for those whom a turn names with their state."""
    people = [a for a in actors if a.type == "person"]
    return {
        person.id: state
        for who, state in items.speakers
        for person in people
        if any(m.span.overlaps(who) for m in person.mentions)
    }


def _merge_actors(own: tuple[Actor, ...], known: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors known, with mentions from the layout that overlap none of theirs."""
    taken = [m.span for a in known for m in a.mentions]
    merged = {a.id: a for a in known}
    for actor in own:
        fresh = tuple(m for m in actor.mentions if not any(m.span.overlaps(t) for t in taken))
        if actor.id in merged:
            old = merged[actor.id]
            merged[actor.id] = replace(old, mentions=tuple(sorted(old.mentions + fresh, key=lambda m: m.span)))
        elif fresh:
            merged[actor.id] = replace(actor, mentions=fresh)
    return tuple(merged.values())


def _merge_quotes(items: FormalItems, known: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Speakers' turns, and quotations outside of them; a resolution's own words are nobody's."""
    kept = [q for q in known if not any(o.span.overlaps(q.span) for o in items.quotes)]
    kept = [q for q in kept if q.speaker or not items.own_draft]
    return tuple(sorted([*items.quotes, *kept], key=lambda q: q.span))


def _merge_drafts(items: FormalItems, known: tuple[Draft, ...]) -> tuple[tuple[Draft, ...], dict[tuple[str, str], str]]:
    """The layout's drafts first, each joined with the known one that is the same, then the others, renumbered."""
    if items.own_draft:
        return items.drafts, {}
    renamed: dict[tuple[str, str], str] = {}
    left = list(known)
    merged: list[Draft] = []
    for draft in items.drafts:
        twin = next((k for k in left if _same(draft, k, alone=len(items.drafts) == len(known) == 1)), None)
        new_id = f"draft-{len(merged) + 1}"
        renamed["formal", draft.id] = new_id
        if twin is None:
            merged.append(replace(draft, id=new_id))
            continue
        left.remove(twin)
        renamed["known", twin.id] = new_id
        voters = {p.actor for p in items.positions if p.target == draft.id}
        merged.append(_join(draft, twin, new_id, voters))
    resolutions = any(d.kind == "draft" for d in items.drafts)
    for other in left:
        if items.meeting and resolutions and not other.symbol and not other.background:
            continue  # the layout tells every vote of the meeting
        new_id = f"draft-{len(merged) + 1}"
        renamed["known", other.id] = new_id
        merged.append(replace(_held_today(other, items), id=new_id))
    rivals = [replace(d, rivals=tuple(renamed.get(("known", r), r) for r in d.rivals)) for d in merged]
    return tuple(rivals), renamed


def _held_today(other: Draft, items: FormalItems) -> Draft:
    """A draft of which only the prose tells, decided at the meeting: on the meeting's day, whatever day stands near it."""
    day = items.drafts[0].vote.date if items.meeting and items.drafts else None
    if day is None or other.background or not is_decided(other):
        return other
    return replace(other, vote=replace(other.vote, date=day), when=DateRange(day, day))


def _same(formal: Draft, known: Draft, alone: bool) -> bool:
    if formal.kind != "draft":
        return formal.symbol is not None and formal.symbol == known.symbol
    if formal.symbol and known.symbol:
        return formal.symbol == known.symbol or formal.matches == known.symbol
    if any(m.overlaps(formal.mentions[0]) for m in known.mentions):
        return True  # the same words name one text
    if known.background:
        return False
    if formal.vote.yes is not None and formal.vote.yes == known.vote.yes and formal.vote.no == known.vote.no:
        return True
    return alone


def _join(formal: Draft, known: Draft, new_id: str, voters: set[str]) -> Draft:
    """One draft from two accounts: vote, status and symbol from the layout, sponsors and provisions from the prose."""
    mentions = tuple(sorted({*formal.mentions, *known.mentions}))
    return replace(
        known,
        id=new_id,
        label=_label(formal, known, voters),
        mentions=mentions,
        symbol=formal.symbol or known.symbol,
        sponsors=tuple(dict.fromkeys((*formal.sponsors, *known.sponsors))),
        status=formal.status,
        vote=_fuller(formal.vote, known.vote),
        vetoed_by=formal.vetoed_by or (known.vetoed_by if formal.status == "vetoed" else ()),
        matches=formal.matches or known.matches,
        when=formal.when or known.when,
        background=False,
        several=False,
        kind=formal.kind,
        situation=known.situation if known.situation and known.situation not in voters else formal.situation,
    )


def _label(formal: Draft, known: Draft, voters: set[str]) -> str:
    """What one draft of the meeting is called: by its symbol, else as the prose does, unless that speaks of several at once."""
    if formal.symbol and (formal.kind != "draft" or not known.symbol or known.situation in voters):
        return formal.label
    sponsors = formal.sponsors or known.sponsors
    if not known.several or not sponsors:
        return known.label
    *names, last = (name_on(s).split(" (")[0] for s in sponsors)
    return f"draft of {', '.join(names)} and {last}" if names else f"draft of {last}"


def _fuller(own: VoteCount, told: VoteCount) -> VoteCount:
    """The layout's counts, with those that only the prose tells ("Unanimously adopting ...")."""
    return own if own.yes is not None else replace(own, yes=told.yes, no=told.no, abstain=told.abstain)


def _merge_positions(own: tuple[Position, ...], rest: tuple[Position, ...]) -> tuple[Position, ...]:
    """Positions of the layout, then those of the prose that say nothing the layout has said."""
    votes = {(p.actor, p.stance, p.target) for p in own} | {(p.actor, p.stance, None) for p in own}
    votes |= {(p.actor, "voted_against", p.target) for p in own if p.stance == "vetoed"}
    listed = [(p.actor, p.span) for p in own if p.stance in CAST]
    fresh = (p for p in rest if (p.actor, p.stance, p.target) not in votes)
    return (
        *own,
        *(p for p in fresh if p.stance not in CAST or not any(p.actor == a and p.span.overlaps(s) for a, s in listed)),
    )
