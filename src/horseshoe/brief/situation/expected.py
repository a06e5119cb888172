"""The forecast as lines of a briefing: chances given a vote, what moved them, and how it would be by the record alone."""

from __future__ import annotations

from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.wording import inside, left_out
from horseshoe.brief.words import capital, percent, told_chances
from horseshoe.errors import HorseshoeError
from horseshoe.forecast import Reason, forecast_reading
from horseshoe.model import Reading
from horseshoe.reading.docket import awaits_vote, in_question

FORECAST = "forecast"  # what such a line cites; docs/forecast.md says how it is made
NAMED = 0.05  # the least chance with which a member is named as one that vetoes


def forecast_lines(reading: Reading, names: Names) -> tuple[Line, ...]:
    """How the vote would go as of the publication day; nothing where no draft awaits a vote or the day is not known."""
    draft = in_question(reading)
    if draft is None or not awaits_vote(draft, reading):
        return ()
    try:
        made = forecast_reading(reading)
    except HorseshoeError:
        return ()
    who = [f"{names(s)} {percent(p)}" for s, p in sorted(made.vetoed_by.items(), key=lambda v: -v[1]) if p >= NAMED]
    by = f"; a veto by {', '.join(who)}" if who else ""
    t = made.tally
    first = Line(
        f"{capital(inside(made.label))}: {told_chances(made.shares)}{by}; "
        f"{t.yes.low} to {t.yes.high} votes for, {t.no.low} to {t.no.high} against",
        tuple(r.source.span for r in made.reasons if r.source.span),
        (FORECAST,),
    )
    alone = f"By the record alone: {told_chances(made.by_record)}"
    if made.by_statements:
        alone = f"Vetoed by the record alone: {percent(made.by_record.vetoed)}"
        alone += f"; by what is said alone: {percent(made.by_statements.vetoed)}"
    return (
        first,
        *(_reason(r) for r in made.reasons if abs(r.effect) >= float(left_out()["forecast"]["least"])),
        Line(alone, (), (FORECAST,), 1),
    )


def _reason(reason: Reason) -> Line:
    """A fact that moved the forecast, by how much, and where it stands."""
    text = f"{capital(reason.text)} ({reason.effect:+.2f} on the chance of a veto)"
    if reason.source.span:
        return Line(text, (reason.source.span,), (FORECAST,), 1)
    return Line(f"{text}: {reason.source.text}" if reason.source.text else text, (), (FORECAST,), 1)
