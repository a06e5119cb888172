"""What a document says of each draft, settled by the Council's own rules: one vote a member, sums that fit, Article 27.

The stations read clause by clause; what they find may contradict itself. Here each draft is looked
at as a whole. What the Charter and arithmetic forbid is not asserted: a count that cannot be is
dropped, a vote that cannot be is kept as doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date

from horseshoe.council.members import is_permanent
from horseshoe.council.rule import majority_needed, seats_on
from horseshoe.model import Draft, Position, VoteCount
from horseshoe.reading.docket import is_decided
from horseshoe.stances import CAST, CAST_AGAINST

ENOUGH_VETOES = 4  # more permanent members than this have never voted against one draft; a list of all five is a rule's
SOFTER = ("threatens_veto", "undecided")


def settle(
    drafts: Iterable[Draft], positions: Iterable[Position], published: date | None
) -> tuple[tuple[Draft, ...], tuple[Position, ...]]:
    """Drafts and positions of one document as they can stand together; nothing is added but what arithmetic tells."""
    settled = tuple(lawful(d, published) for d in drafts)
    by_id = {d.id: d for d in settled}
    positions = tuple(_no_veto(p, by_id.get(p.target or "")) for p in positions)
    voted = {(p.actor, p.target) for p in positions if p.asserted and p.stance in CAST}
    kept = [p for p in positions if not _overtaken(p, by_id.get(p.target or ""), voted)]
    votes = _one_vote_each(kept, by_id) | _still_undecided(kept)
    return settled, tuple(_doubted(p) if id(p) in votes else p for p in kept)


def lawful(draft: Draft, published: date | None) -> Draft:
    """The draft with a status, a tally and vetoes that Article 27 allows together.

    Example: "13 voted for the draft, which was not adopted since Russia voted against it" is a
    veto; 8 votes adopt nothing.
    """
    day = draft.vote.date or (draft.when.end if draft.when else published)
    needed, seats = majority_needed(day), seats_on(day)
    if draft.status == "vetoed" and _falls_short(draft.vote, needed, seats):
        draft = replace(draft, status="failed", vetoed_by=())
    vetoed_by = tuple(s for s in draft.vetoed_by if len(s) != 3 or is_permanent(s, day))
    if len(vetoed_by) >= ENOUGH_VETOES:
        vetoed_by = ()
    vote = draft.vote if fits(draft.vote, draft.status, len(vetoed_by), needed, seats) else VoteCount(draft.vote.date)
    return replace(draft, vote=vote, vetoed_by=vetoed_by)


def _falls_short(vote: VoteCount, needed: int, seats: int) -> bool:
    """Whether counts for the whole Council tell that a draft missed its majority, so that no vote against it was a veto.

    Example: "Russia and China vetoed the draft, which got two votes, with two against and 11 abstentions".
    """
    yes, no, abstain = vote.yes, vote.no, vote.abstain
    return yes is not None and no is not None and abstain is not None and yes < needed and yes + no + abstain == seats


def _no_veto(p: Position, draft: Draft | None) -> Position:
    """A vote against in place of a "veto" of a draft that had no majority (Charter, Article 27(3))."""
    short = draft is not None and draft.status == "failed" and not draft.several
    return replace(p, stance="voted_against") if short and p.stance == "vetoed" else p


def fits(vote: VoteCount, status: str, vetoes: int, needed: int, seats: int) -> bool:
    """Whether counts can belong to a draft with this status and so many vetoes (Charter, Article 27(2) and (3))."""
    yes, no, abstain = vote.yes, vote.no, vote.abstain
    if (yes or 0) + (no or 0) + (abstain or 0) > seats:
        return False
    if status == "adopted":
        return yes is None or yes >= needed
    if status == "vetoed":
        return (no is None or no >= max(1, vetoes)) and (yes is None or needed <= yes <= seats - max(1, vetoes))
    if status == "failed":
        return yes is None or yes < needed or no is None or no > 0
    return True


def _overtaken(p: Position, draft: Draft | None, voted: Set[tuple[str, str | None]]) -> bool:
    """`voted`: who is told to have voted on what.

    Whether a position says less than what came after it, or what nobody does: a sponsor does not veto its own draft."""
    if draft is None:
        return False
    if p.stance in SOFTER and p.actor in draft.sponsors:
        return True
    if not is_decided(draft):
        return False
    if p.stance in CAST and not p.asserted:
        return p.certainty != "certain"  # foretold of a vote that has been held
    return p.stance in SOFTER and (p.actor, p.target) in voted


def _still_undecided(positions: list[Position]) -> set[int]:
    """The identities of threats by members that are told to be undecided: made of an earlier text, or not yet meant.

    Example: China, which threatened to veto the first draft, is waiting for instructions on this
    one.
    """
    undecided = {(p.actor, p.target) for p in positions if p.stance == "undecided" and p.asserted}
    return {id(p) for p in positions if p.stance == "threatens_veto" and p.asserted and (p.actor, p.target) in undecided}


def _one_vote_each(positions: list[Position], drafts: dict[str, Draft]) -> set[int]:
    """The identities of votes that cannot stand beside a better one of the same member on the same draft."""
    doubtful: set[int] = set()
    best: dict[tuple[str, str], Position] = {}
    for p in positions:
        if not (p.asserted and p.stance in CAST and p.target in drafts and not drafts[p.target].several):
            continue
        key = (p.actor, p.target)
        old = best.setdefault(key, p)
        if old is p or old.stance == p.stance or {old.stance, p.stance} == set(CAST_AGAINST):
            continue
        better, worse = (p, old) if _agrees(p, drafts[p.target]) > _agrees(old, drafts[p.target]) else (old, p)
        best[key] = better
        doubtful.add(id(worse))
    return doubtful


def _agrees(p: Position, draft: Draft) -> int:
    """How well a vote agrees with what became of its draft."""
    if p.stance == "vetoed":
        return 2 if p.actor in draft.vetoed_by else -1
    if p.stance == "voted_for":
        return 1 if p.actor in draft.sponsors else 0
    return 0


def _doubted(p: Position) -> Position:
    return replace(p, certainty="possible")


__all__ = ["fits", "lawful", "settle"]
