"""The one table of stances and of statuses: side, words, mark, vote or none, open or final."""

from __future__ import annotations

from typing import NamedTuple

from horseshoe.council.rule import OUTCOMES, Result
from horseshoe.model import DraftStatus, Stance


class StanceRow(NamedTuple):
    """`side`: 1 for a draft, -1 against it, 0 between, None for none; `cast`: a vote that was cast.

    `mark` stands for it on one seat, `words` say it of one member, `bare` after "will"; `seat`: shown
    on a seat.
    """

    side: int | None
    cast: bool
    mark: str
    words: str
    bare: str
    seat: bool = True


# Where a document states two of one member on one draft, the later row overrides the earlier one.
STANCE: dict[Stance, StanceRow] = {
    "urges": StanceRow(None, False, "*", "urges", "urge", seat=False),
    "criticises": StanceRow(None, False, "-", "criticises", "criticise", seat=False),
    "undecided": StanceRow(None, False, "?", "undecided", "be undecided"),
    "opposes": StanceRow(-1, False, "-", "opposes", "oppose"),
    "supports": StanceRow(1, False, "+", "supports", "support"),
    "sponsors": StanceRow(1, False, "+", "sponsors", "sponsor"),
    "threatens_veto": StanceRow(-1, False, "V", "threatens a veto", "veto"),
    "abstained": StanceRow(0, True, "o", "abstained", "abstain"),
    "voted_for": StanceRow(1, True, "+", "voted for", "vote for"),
    "voted_against": StanceRow(-1, True, "-", "voted against", "vote against"),
    "vetoed": StanceRow(-1, True, "V", "vetoed", "veto"),
}
WEIGHT: tuple[Stance, ...] = tuple(STANCE)
FOR: tuple[Stance, ...] = tuple(s for s, row in STANCE.items() if row.side == 1)
AGAINST: tuple[Stance, ...] = tuple(s for s, row in STANCE.items() if row.side == -1)
CAST: tuple[Stance, ...] = tuple(s for s, row in STANCE.items() if row.cast)
CAST_AGAINST: tuple[Stance, ...] = tuple(s for s in CAST if s in AGAINST)
ON_SEAT: tuple[Stance, ...] = tuple(s for s, row in STANCE.items() if row.seat)
VETO: tuple[Stance, ...] = ("vetoed", "threatens_veto")
AS_CAST: dict[str, Stance] = {"yes": "voted_for", "no": "voted_against", "abstain": "abstained"}
"""A recorded vote as the stance that a document would tell."""


def row_of(stance: str) -> StanceRow:
    """The row of a stance; for another word, which a correction may bring in, one of no side."""
    known = next((row for name, row in STANCE.items() if name == stance), None)
    words = stance.replace("_", " ")
    return known or StanceRow(None, False, "?", words, words)


class StatusRow(NamedTuple):
    """A draft's status in words; `open`: it still awaits its vote."""

    words: str
    open: bool = False


# In the order of a draft's course, the furthest last.
STATUS: dict[DraftStatus, StatusRow] = {
    "pending": StatusRow("not yet put to the vote", open=True),
    "put_to_vote": StatusRow("put to the vote", open=True),
    "withdrawn": StatusRow("withdrawn"),
    "failed": StatusRow("not adopted"),
    "vetoed": StatusRow("vetoed"),
    "adopted": StatusRow("adopted"),
}
COURSE: tuple[DraftStatus, ...] = tuple(STATUS)
OPEN: tuple[DraftStatus, ...] = tuple(s for s, row in STATUS.items() if row.open)
DECIDED: tuple[Result, ...] = OUTCOMES
FINAL: tuple[DraftStatus, ...] = tuple(s for s, row in STATUS.items() if not row.open)
