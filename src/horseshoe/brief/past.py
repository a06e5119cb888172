"""Precedents the document tells of, set against the Council's record, and what the record knows of the time after."""

from __future__ import annotations

from datetime import date, timedelta

from horseshoe.brief.drafts import draft_line
from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.wording import claim_line, inside
from horseshoe.brief.words import long_day
from horseshoe.council.situations import touches
from horseshoe.council.votes_on_record import DraftVote, draft_votes, find_draft, matching
from horseshoe.model import Draft, Reading
from horseshoe.reading.docket import in_question, is_open

HORIZON = timedelta(days=366)
SOON = timedelta(days=45)  # an open draft is put to the vote within weeks, or is another draft by then
MOST = 2
SPONSORS = 4  # named; of more it says "and others"


def tally_words(vote: DraftVote) -> str:
    """The recorded tally as the Council prints it, in favour - against - abstaining; "" where not public."""
    return vote.tally


def outcome_words(vote: DraftVote, names: Names) -> str:
    """What the record says of one draft: date, outcome, tally, who vetoed."""
    text = f"{long_day(vote.date)}: "
    if vote.vetoed_by:
        text += f"vetoed by {names.many(vote.vetoed_by)}"
    else:
        text += "adopted" if vote.outcome == "adopted" else "not adopted"
        text += f" as resolution {vote.resolution}" if vote.resolution else ""
    tally = tally_words(vote)
    return f"{text} ({tally})" if tally else text


def precedent_lines(reading: Reading, names: Names) -> tuple[Line, ...]:
    """Earlier drafts told as background, each with the real draft it was linked to; precedents that actors invoke."""
    lines = []
    live = {d.matches for d in reading.drafts if d.matches and not d.background}
    for draft in reading.drafts:
        if draft.background and draft.matches not in live:
            lines.append(draft_line(draft, reading, names))
            lines += recorded(draft, reading, names)
    lines += [claim_line(c, names) for c in reading.claims if c.kind == "precedent"]
    return tuple(lines)


def recorded(draft: Draft, reading: Reading, names: Names) -> tuple[Line, ...]:
    """What the record says of the real draft that a draft was linked to, and why it was."""
    known = find_draft(draft.matches) if draft.matches and _is_past(draft.matches, reading) else None
    if known is None:
        return ()
    reason = f"; linked because {draft.match_reason}" if draft.match_reason else ""
    text = f"in the record: {known.label}, {outcome_words(known, names)}{reason}"
    return (Line(text, draft.mentions[:1], (known.label,), 1),)


def _is_past(symbol: str, reading: Reading) -> bool:
    known, day = find_draft(symbol), reading.document.published
    return known is not None and (day is None or known.date <= day)


def since_lines(reading: Reading, names: Names) -> tuple[Line, ...]:
    """Votes on the situation of the draft in question in the year after it, from the record: the likely and contested ones.

    A vote later on the day of publication is one of them where the text tells it as still to come.
    """
    day, draft = reading.document.published, in_question(reading)
    if day is None or draft is None:
        return ()
    likely = _likely(draft, day, _opponents(draft, reading))
    known = [v for v in draft_votes() if day <= v.date <= day + HORIZON and (v.date > day or is_open(draft))]
    fitting = [v for v in known if v is likely or (draft.situation is not None and _concerns(v, draft.situation))]
    telling = sorted(fitting, key=lambda v: (v is not likely, v.situation != draft.situation, _is_routine(v), v.date))[:MOST]
    return tuple(_since(v, draft if v is likely else None, names) for v in sorted(telling, key=lambda v: v.date))


def _is_routine(vote: DraftVote) -> bool:
    """Whether it was adopted with no vote against and no abstention."""
    return vote.outcome == "adopted" and not vote.no and not vote.abstain


def _since(vote: DraftVote, here: Draft | None, names: Names) -> Line:
    """A vote of the time after, and whether it likely was on the draft told of here."""
    text = f"{outcome_words(vote, names)}, {vote.title}, draft {vote.symbol or 'without a symbol'}"
    if vote.sponsors:
        text += f" of {names.some(vote.sponsors, SPONSORS)}"
    if here:
        text += f"; likely {inside(here.label)} told of here: its sponsors and situation fit"
    return Line(text, here.mentions[:1] if here else (), (vote.label,))


def _likely(draft: Draft, day: date, opponents: frozenset[str]) -> DraftVote | None:
    """The vote of the weeks after that fits an open draft's situation and sponsors best.

    None that an opponent sponsors, and none on a neighbouring item.
    """
    if not draft.sponsors or not draft.situation or not is_open(draft):
        return None
    matched = matching(draft.situation, (day, day + SOON), sponsors=draft.sponsors)
    fitting = [f for f in matched if f.draft.situation == draft.situation and not opponents & set(f.draft.sponsors)]
    return fitting[0].draft if fitting and "sponsored by" in fitting[0].reason else None


def _opponents(draft: Draft, reading: Reading) -> frozenset[str]:
    """Those told to threaten a veto of the draft or to oppose it."""
    on_it = (p for p in reading.positions if p.target == draft.id and not p.negated)
    return frozenset(p.actor for p in on_it if p.stance in ("threatens_veto", "opposes"))


def _concerns(vote: DraftVote, situation: str) -> bool:
    return vote.situation == situation or touches(vote.situation, situation)
