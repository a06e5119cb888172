"""Precedents the document tells of, set against the Council's record, and what the record knows of the time after."""

from __future__ import annotations

from datetime import date, timedelta

from horseshoe.brief.drafts import draft_line
from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.wording import claim_line
from horseshoe.council.situations import touches
from horseshoe.council.votes_on_record import DraftVote, draft_votes, find_draft, matching
from horseshoe.model import Draft, Reading

HORIZON = timedelta(days=366)
SOON = timedelta(days=45)  # an open draft is put to the vote within weeks, or is another draft by then
MOST = 2
SPONSORS = 4  # named; of more it says "and others"


def tally_words(vote: DraftVote) -> str:
    """The recorded tally as the Council prints it, in favour - against - abstaining; "" where not public."""
    return vote.tally


def outcome_words(vote: DraftVote, names: Names) -> str:
    """What the record says of one draft: date, outcome, tally, who vetoed."""
    text = f"{vote.date.isoformat()}: "
    if vote.vetoed_by:
        text += f"vetoed by {names.many(vote.vetoed_by)}"
    else:
        text += "adopted" if vote.outcome == "adopted" else "not adopted"
        text += f" as resolution {vote.resolution}" if vote.resolution else ""
    tally = tally_words(vote)
    return f"{text} ({tally})" if tally else text


def precedent_lines(reading: Reading, names: Names) -> tuple[Line, ...]:
    """Earlier drafts told as background, each with the real draft it was linked to and why; precedents that actors invoke."""
    lines = []
    for draft in reading.drafts:
        known = find_draft(draft.matches) if draft.matches and _is_past(draft.matches, reading) else None
        if draft.background:
            lines.append(draft_line(draft, reading, names))
        if known:
            reason = f"; linked because {draft.match_reason}" if draft.match_reason else ""
            text = f"in the record: {known.label}, {outcome_words(known, names)}{reason}"
            lines.append(Line(text, draft.mentions[:1], (known.label,), 1 if draft.background else 0))
    lines += [claim_line(c, names) for c in reading.claims if c.kind == "precedent"]
    return tuple(lines)


def _is_past(symbol: str, reading: Reading) -> bool:
    known, day = find_draft(symbol), reading.document.published
    return known is not None and (day is None or known.date <= day)


def since_lines(reading: Reading, names: Names) -> tuple[Line, ...]:
    """Votes on the document's situations in the year after it, from the Council's record in the project; oldest first."""
    day = reading.document.published
    if day is None:
        return ()
    situations = {d.situation for d in reading.drafts if d.situation and not d.background}
    likely = _likely(reading, day)
    lines = []
    for vote in draft_votes():
        if not day < vote.date <= day + HORIZON or not (id(vote) in likely or _concerns(vote, situations)):
            continue
        text = f"{outcome_words(vote, names)}, {vote.title}, draft {vote.symbol or 'without a symbol'}"
        if vote.sponsors:
            text += f" of {', '.join(names(s) for s in vote.sponsors[:SPONSORS])}"
            text += " and others" if len(vote.sponsors) > SPONSORS else ""
        here = likely.get(id(vote))
        if here:
            text += f"; likely the {here.label} told of here: its sponsors and situation fit"
        lines.append(Line(text, here.mentions[:1] if here else (), (vote.label,)))
    return tuple(lines[:MOST])


def _likely(reading: Reading, day: date) -> dict[int, Draft]:
    """Votes of the weeks after that fit an open draft's situation and sponsors best, by the vote's identity."""
    found: dict[int, Draft] = {}
    for draft in reading.drafts:
        if draft.background or not draft.sponsors or not draft.situation or draft.status not in ("pending", "put_to_vote"):
            continue
        fitting = matching(draft.situation, (day, day + SOON), sponsors=draft.sponsors)
        if fitting and "sponsored by" in fitting[0].reason:
            found.setdefault(id(fitting[0].draft), draft)
    return found


def _concerns(vote: DraftVote, situations: set[str]) -> bool:
    return any(vote.situation == s or touches(vote.situation, s) for s in situations)
