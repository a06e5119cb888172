"""The docket: which of a document's drafts is the one in question, for headline, table, forecast and what came after."""

from __future__ import annotations

from datetime import timedelta

from horseshoe.model import Draft, Reading
from horseshoe.stances import CAST, DECIDED, OPEN

TODAY = timedelta(days=1)  # a vote in New York may bear the date of the day before
LEAD = 400  # characters that tell what a text is about
AT_THE_TOP = 3  # mentions that a first one there counts as much as
LONG_AGO = 90  # days after which a vote is told to explain another


def in_question(reading: Reading) -> Draft | None:
    """The draft that a document is about: one decided today, else an open one, else the one spoken of most.

    None where all are told as history. A veto or an adoption takes precedence over a rival text that failed the same day.
    """
    live = [d for d in reading.drafts if not d.background]
    live = [d for d in live if not d.several] or live
    return max(live, key=lambda d: _weight(d, reading), default=None)


def is_open(draft: Draft) -> bool:
    """Whether a draft still awaits its vote."""
    return draft.status in OPEN


def awaits_vote(draft: Draft, reading: Reading) -> bool:
    """Whether a draft is open, and not put to the vote with counts or a member's vote told as cast."""
    cast = draft.vote.told or any(p.target == draft.id and p.asserted and p.stance in CAST for p in reading.positions)
    return is_open(draft) and not (draft.status == "put_to_vote" and cast)


def is_decided(draft: Draft) -> bool:
    """Whether the document tells a result of the vote."""
    return draft.status in DECIDED


def _weight(draft: Draft, reading: Reading) -> tuple[int, int, int, int]:
    said = [p for p in reading.positions if p.target == draft.id]
    threatened = is_open(draft) and any(p.stance == "threatens_veto" and not p.negated for p in said)
    spoken_of = len(said) + len(draft.mentions) + len(draft.sponsors[:1]) + len(draft.provisions[:1])
    spoken_of += AT_THE_TOP * (draft.mentions[0].start < LEAD)
    won = is_decided(draft) and draft.status != "failed"
    return _stage(draft, reading), int(threatened or won), spoken_of, -draft.mentions[0].start


def _stage(draft: Draft, reading: Reading) -> int:
    """3 decided today; 2 awaiting a vote, or decided on a day not told; 1 decided before or withdrawn; 0 long ago."""
    if is_open(draft):
        return 2
    day, published = draft.vote.date or (draft.when.end if draft.when else None), reading.document.published
    if draft.status == "withdrawn":
        return 1
    if day is None or published is None:
        return 2
    age = published - day
    if age <= TODAY:
        return 3
    return 0 if age.days > LONG_AGO else 1
