"""What a veto sets off in the General Assembly: resolution 76/262 of 26 April 2022."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

IN_FORCE = date(2022, 4, 26)
WORKING_DAYS = 10
CAVEAT = (
    "counted Monday to Friday; holidays of the United Nations in New York that are not given move the day back, and no "
    "meeting is due where the Assembly meets in emergency special session on the same situation"
)


@dataclass(frozen=True, slots=True)
class AssemblyDebate:
    """The last day by which the General Assembly is to meet after a veto, and what that date does not know."""

    veto: date
    by: date
    caveat: str


def assembly_debate(veto: date, holidays: Collection[date] = ()) -> AssemblyDebate | None:
    """The day by which the Assembly meets: ten working days after the veto; None for a veto before the resolution.

    General Assembly resolution 76/262, paragraph 1. `holidays` are days off at Headquarters to leave out as well.
    """
    if veto < IN_FORCE:
        return None
    day, left = veto, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return AssemblyDebate(veto, day, CAVEAT)
