"""Link a draft told in a text to the real one on the Council's record (council/votes_on_record)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from horseshoe.council.rule import Result
from horseshoe.council.votes_on_record import PAST_MIDNIGHT, DraftVote, find_draft, matching
from horseshoe.errors import HorseshoeError
from horseshoe.model import DateRange, Draft, VoteCount
from horseshoe.reading.docket import is_decided
from horseshoe.stances import DECIDED

ENOUGH = 0.5  # share of what the text tells that must agree
DAY = timedelta(days=1)
CLEAR = 0.1  # by which the best must lead the second


def link(draft: Draft, published: date | None) -> Draft:
    """The draft with `matches`, `match_reason` and the recorded counts it lacks, where just one draft on record fits."""
    try:
        found = _named(draft) or _fitting(draft, published)
    except HorseshoeError:
        return draft
    if found is None:
        return draft
    real, reason = found
    if published and real.date > published:
        return draft
    vote, when = draft.vote, draft.when
    if is_decided(draft):
        if _misdated(draft, real):
            vote, when = replace(vote, date=real.date), DateRange(real.date, real.date)
        vote = VoteCount(
            vote.date or real.date,
            vote.yes if vote.yes is not None else real.yes,
            vote.no if vote.no is not None else real.no,
            vote.abstain if vote.abstain is not None else real.abstain,
        )
    status, vetoed_by = draft.status, draft.vetoed_by
    if status == "failed" and real.outcome == "vetoed" and _is(draft, real):
        status, vetoed_by = "vetoed", real.vetoed_by
    linked = replace(draft, matches=real.symbol or real.label, match_reason=reason)
    return replace(linked, vote=vote, when=when, status=status, vetoed_by=vetoed_by)


def _misdated(draft: Draft, real: DraftVote) -> bool:
    """Whether the words give a decided draft, which they name by its symbol, another day's date: that of a mandate's end."""
    day = draft.vote.date
    return _is(draft, real) and day is not None and abs((day - real.date).days) > PAST_MIDNIGHT


def _is(draft: Draft, real: DraftVote) -> bool:
    """Whether the words name a draft on record by its symbol."""
    return draft.symbol is not None and find_draft(draft.symbol) is real


def _named(draft: Draft) -> tuple[DraftVote, str] | None:
    if draft.symbol and (real := find_draft(draft.symbol)):
        return real, f"the text gives the symbol {draft.symbol}"
    return None


def _fitting(draft: Draft, published: date | None) -> tuple[DraftVote, str] | None:
    if draft.status not in DECIDED or draft.several:
        return None
    between = (draft.when.start, draft.when.end) if draft.when else None
    if found := _only(draft, draft.status, between, published):
        return found
    if between is None or between[0] != between[1]:
        return None
    wider = (between[0] - DAY, between[1] + DAY)  # "yesterday", written a continent away
    return _only(draft, draft.status, wider, published)


def _only(
    draft: Draft, outcome: Result, between: tuple[date, date] | None, published: date | None
) -> tuple[DraftVote, str] | None:
    """The one draft on record that fits what is told, voted on between two days; None where several do or none."""
    v = draft.vote
    candidates = matching(
        draft.situation,
        between,
        draft.vetoed_by,
        draft.sponsors,
        outcome=outcome,
        before=published,
        yes=v.yes,
        no=v.no,
        abstain=v.abstain,
    )
    if not candidates or candidates[0].score < ENOUGH:
        return None
    if len(candidates) > 1 and candidates[0].score - candidates[1].score < CLEAR:
        return None
    if between is None and v.yes is None:
        return None
    return candidates[0].draft, candidates[0].reason
