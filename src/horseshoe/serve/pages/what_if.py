"""What if: set members' votes at the table and see what becomes of the outcome and of its probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from horseshoe.brief.drawing.svg import draw_svg
from horseshoe.brief.model import Seat
from horseshoe.brief.situation.table import seats_on
from horseshoe.council.states import short_name
from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.serve.pages.council import day_of
from horseshoe.serve.pages.situation import Asked, answer, asked_for
from horseshoe.serve.served import served_of
from horseshoe.serve.templating import environment, kept_page, page
from horseshoe.stances import AS_CAST

if TYPE_CHECKING:
    from horseshoe.forecast.described import Described
    from horseshoe.forecast.members.votes import Vote
    from horseshoe.forecast.result import Forecast

router = APIRouter()
VOTES = ("yes", "no", "abstain")
FIX = "describe the draft: add sponsors=USA,GBR&as_of=2012-02-04"


def chosen_votes(request: Request, members: list[str]) -> dict[str, Vote]:
    """The votes set in the address: `v_RUS=no`. UsageError for a member not at the table or a vote there is none of."""
    found: dict[str, Vote] = {}
    for key, value in request.query_params.items():
        if not key.startswith("v_") or not value:
            continue
        if key[2:] not in members:
            raise UsageError(f"{key[2:]!r} is no member on that day", where=key, fix="set votes of the members shown")
        if value not in VOTES:
            raise UsageError(f"{value!r} is no vote", where=key, fix="use yes, no or abstain")
        found[key[2:]] = value  # type: ignore[assignment]
    return found


def described(situation: str, sponsors: str, day: date) -> Described:
    """A draft that a person describes."""
    from horseshoe.forecast.described import describe

    return describe(situation, day, sponsors=[s for s in sponsors.split(",") if s.strip()])


def start(request: Request, asked: Asked, sponsors: str, as_of: str) -> tuple[Described, Forecast]:
    """The draft to start from, with its forecast: the situation's draft in question, or one described by sponsors and a day."""
    from horseshoe.forecast import forecast_draft

    if sponsors:

        def foretold() -> tuple[Described, Forecast]:
            draft = described(asked.situation, sponsors, day_of(as_of))
            return draft, forecast_draft(draft)

        return served_of(request).remembered(("what if", asked.situation, sponsors, as_of), foretold)
    standing = answer(served_of(request), asked).standing
    if standing.described is None or standing.forecast is None:
        raise OutsideRecordError(standing.no_forecast or "no forecast", where=standing.name)
    return standing.described, standing.forecast


@router.get("/what-if")
def what_if(request: Request, situation: str = "", part: bool = False) -> Response:
    """The page, or (part=true) the drawing and the numbers alone."""
    if not situation:
        return page(request, "what_if_start.html", "What if")
    if part:
        return HTMLResponse(environment().get_template("what_if_part.html").render(**values_for(request)))

    def titled() -> tuple[str, dict[str, Any]]:
        values = values_for(request)
        return f"What if: {values['forecast'].label}", values

    return kept_page(request, request.url.query, "what_if.html", titled)


def values_for(request: Request) -> dict[str, Any]:
    """What the page shows of the draft and the votes in its address."""
    from horseshoe.forecast import what_if as changed

    situation, as_of, sponsors, draft = (request.query_params.get(n, "") for n in ("situation", "as_of", "sponsors", "draft"))
    try:
        made, forecast = start(request, asked_for(situation, as_of, "", draft), sponsors, as_of)
    except OutsideRecordError as error:
        raise OutsideRecordError(error.what, where=error.where, fix=FIX) from error
    votes = chosen_votes(request, [m.id for m in forecast.members])
    shares, result = changed(made, votes)
    seats = table(forecast, votes)
    return {
        "forecast": forecast,
        "shares": shares,
        "votes": votes,
        "seats": seats,
        "drawing": draw_svg(seats),
        "name": lambda s: short_name(s, forecast.as_of) or s,
        "expected": tuple(sum(n * p for n, p in enumerate(row)) for row in (result.yes, result.no, result.abstain)),
        "situation": situation,
        "as_of": as_of,
        "sponsors": sponsors,
        "draft": draft,
    }


def table(forecast: Forecast, votes: Mapping[str, Vote]) -> tuple[Seat, ...]:
    """The seats: a set vote as set, any other as the likeliest of the forecast, marked as not certain."""
    likely = {m.id: max(("yes", m.yes), ("no", m.no), ("abstain", m.abstain), key=lambda p: p[1])[0] for m in forecast.members}
    found = []
    for seat in seats_on(forecast.as_of):
        vote = votes.get(seat.state) or likely.get(seat.state)
        hedged = seat.state not in votes
        cast = "vetoed" if vote == "no" and seat.permanent else AS_CAST[vote] if vote else None
        found.append(replace(seat, stance=cast, hedged=hedged))
    return tuple(found)


@router.get("/reliability")
def reliability(request: Request) -> Response:
    """How well the forecasts did: the calibration table of the shipped backtest, drawn."""
    from horseshoe.serve.charts.reliability import shipped_calibration

    return page(request, "reliability.html", "How well the forecasts did", **shipped_calibration())
