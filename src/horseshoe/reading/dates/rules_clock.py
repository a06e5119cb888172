"""Rules for times of day: a time names the day it stands with. Each docstring begins with an example."""

from __future__ import annotations

from horseshoe.model import DateRange
from horseshoe.reading.dates.calendar import one
from horseshoe.reading.dates.grammar import Context, Match, rule
from horseshoe.reading.dates.rules_relative import WEEKDAYS

HOUR = "hour:DAYNUM|NUM ( COLON minute:DAYNUM|NUM )?"
ZONES = "( ZONE | HOURS_LOCAL TIME )? ( OPEN DAYNUM|NUM|YEAR ( COLON DAYNUM|NUM )? ZONE CLOSE )?"


@rule(f"{HOUR} half:AM_LETTER|A DOT? M_LETTER DOT? {ZONES}")
@rule(f"{HOUR} half:CLOCK_HALF {ZONES}")
@rule("hour:DAYNUM|NUM|YEAR ( COLON minute:DAYNUM|NUM )? ZONE")
@rule("hour:DAYNUM|NUMBER OCLOCK_O QUOTE CLOCK")
def clock(m: Match, ctx: Context) -> DateRange | None:
    """3 p.m.: on the day named last in the sentence, else on publication day."""
    start, _ = ctx.sentence(m.first)
    anchor = ctx.anchor(m.first)
    if anchor and anchor.start == anchor.end and ctx.lexed.lower[m.first - 1 : m.first] and _near(m, ctx, start):
        return anchor
    return one(ctx.published) if ctx.published else None


def _near(m: Match, ctx: Context, start: int) -> bool:
    names = (*WEEKDAYS, "yesterday", "tomorrow", "today")
    return any(w in names for w in ctx.lexed.lower[ctx.lexed.at(start) : m.first])
