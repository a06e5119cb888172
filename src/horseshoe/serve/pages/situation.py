"""A situation's page: table with positions, drafts side by side, timeline, positions over time, figures, quotes, forecast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.brief.model import Seat
from horseshoe.brief.names import short_name
from horseshoe.brief.svg import draw_svg
from horseshoe.errors import HorseshoeError, OutsideRecordError
from horseshoe.serve.charts import figures_chart
from horseshoe.serve.pages.council import day_of, seats_on
from horseshoe.serve.store import record_of
from horseshoe.serve.templating import page

if TYPE_CHECKING:
    from horseshoe.forecast.result import Forecast
    from horseshoe.record.dossier_types import Dossier, DraftEntry, FigureSeries, PositionEntry

router = APIRouter()
OPEN = ("pending", "put_to_vote")
ON_SEAT = (
    "sponsors",
    "supports",
    "opposes",
    "threatens_veto",
    "vetoed",
    "voted_for",
    "voted_against",
    "abstained",
    "undecided",
)


def main_draft(dossier: Dossier) -> DraftEntry | None:
    """The draft the table is drawn for: of the latest that await a vote the most spoken of, else the latest of all."""
    waiting = [d for d in dossier.drafts if d.status in OPEN]
    newest = max((d.last_day for d in waiting if d.last_day), default=None)
    waiting = [d for d in waiting if d.last_day == newest]
    said = [e.draft for entries in dossier.positions.values() for e in entries]
    waiting.sort(key=lambda d: -said.count(d.no))
    return next(iter(waiting or dossier.drafts), None)


def last_day(dossier: Dossier) -> date | None:
    """The day of the newest document."""
    return dossier.episodes[0].end if dossier.episodes else None


def latest_on(dossier: Dossier, draft: DraftEntry) -> dict[str, PositionEntry]:
    """What each actor last said of a draft."""
    found: dict[str, PositionEntry] = {}
    for actor, entries in dossier.positions.items():
        on_it = [e for e in entries if e.draft == draft.no and e.stance in ON_SEAT]
        if on_it:
            found[actor] = on_it[-1]
    return found


def seats(dossier: Dossier, draft: DraftEntry | None, day: date) -> tuple[Seat, ...]:
    """The members of a day with what they last said of the draft."""
    said = latest_on(dossier, draft) if draft else {}
    sponsors = draft.sponsors if draft else ()
    found = []
    for seat in seats_on(day):
        stance = said[seat.state].stance if seat.state in said else "sponsors" if seat.state in sponsors else None
        found.append(Seat(seat.state, seat.name, seat.permanent, seat.president, stance))
    return tuple(found)


def forecast_of(request: Request, situation: str, day: date | None) -> tuple[Forecast | None, str | None]:
    """The forecast for the situation's open draft as of a day, or the reason why there is none."""
    from horseshoe.forecast import forecast_reading
    from horseshoe.record.latest import latest_reading_with_open_draft

    with record_of(request).reading() as connection:
        reading = latest_reading_with_open_draft(connection, situation, day)
    if reading is None:
        return None, "no draft awaits a vote in the documents up to this day"
    try:
        return forecast_reading(reading), None
    except HorseshoeError as error:
        return None, error.line()


@router.get("/situations/{situation}")
def situation(request: Request, situation: str, as_of: str = "", since: str = "") -> Response:
    """The page, as of a day where one is given; only documents published by then are used."""
    upto = day_of(as_of) if as_of else None
    after = day_of(since) if since else None
    dossier = record_of(request).dossier(situation, as_of=upto, since=after, limit=60)
    if not dossier.sources:
        raise OutsideRecordError("the record holds no document on this by that day", where=dossier.name)
    day = last_day(dossier)
    draft = main_draft(dossier)
    table: tuple[Seat, ...] = ()
    if day:
        try:
            table = seats(dossier, draft, day)
        except OutsideRecordError:
            table = ()
    forecast, no_forecast = forecast_of(request, dossier.situation, upto or day)
    return page(
        request,
        "situation.html",
        dossier.name,
        dossier=dossier,
        day=day,
        draft=draft,
        drawing=draw_svg(table) if table else "",
        charts=[(what, figures_chart(series)) for what, series in rivals(dossier).items()],
        forecast=forecast,
        no_forecast=no_forecast,
        precedents=precedents(dossier.situation, day),
        as_of=as_of,
        since=since,
        name=namer(request, dossier, day),
    )


def namer(request: Request, dossier: Dossier, day: date | None) -> Callable[[str | None], str]:
    """What the page calls an actor: a state's short name, else the name that the documents give."""
    from sqlalchemy import select

    from horseshoe.record.schema import actors

    named = {*dossier.positions, *(s for d in dossier.drafts for s in d.sponsors)}
    named |= {x for c in dossier.claims for x in (c.actor, c.about, c.denied_by) if x}
    named |= {q.speaker for q in dossier.quotes if q.speaker} | {s.by for s in dossier.figures if s.by}
    named |= {x for es in dossier.positions.values() for e in es for x in (e.addressee, e.reported_by) if x}
    with record_of(request).reading() as connection:
        query = select(actors.c.id, actors.c.name).where(actors.c.id.in_(sorted(named)))
        names = {row.id: row.name for row in connection.execute(query)}

    def name(actor: str | None) -> str:
        if not actor:
            return "unnamed source"
        return short_name(actor, day) or names.get(actor) or actor.replace("-", " ")

    return name


def rivals(dossier: Dossier) -> dict[str, list[FigureSeries]]:
    """Series of figures by what they count, so that rival counts of one thing share a chart."""
    found: dict[str, list[FigureSeries]] = {}
    for series in dossier.figures:
        if any(p.day for p in series.points):
            found.setdefault(f"{series.unit} {series.what}".strip(), []).append(series)
    return found


def precedents(situation: str, day: date | None) -> list[str]:
    """The Council's last votes on the situation before a day, from the project's own record, newest first."""
    from horseshoe.council.vetoes import touches
    from horseshoe.council.votes_on_record import draft_votes

    found = []
    for vote in reversed(draft_votes()):
        if (day and vote.date >= day) or not (vote.situation == situation or touches(vote.situation, situation)):
            continue
        tally = "" if vote.yes is None else f" ({vote.yes}-{vote.no}-{vote.abstain})"
        by = " by " + ", ".join(short_name(s, vote.date) or s for s in vote.vetoed_by) if vote.vetoed_by else ""
        found.append(f"{vote.date}: {vote.label}, {vote.title}: {vote.outcome}{by}{tally}")
    return found[:8]
