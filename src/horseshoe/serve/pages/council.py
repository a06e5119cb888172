"""The Council on any date, with a slider over the months since January 1946; and the veto record, with filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from horseshoe.brief.drawing.svg import draw_svg
from horseshoe.brief.situation.table import seats_on
from horseshoe.brief.words import long_day
from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, members_on
from horseshoe.council.rule import majority_needed
from horseshoe.council.states import GROUPS, find_state, name_on, short_name
from horseshoe.council.vetoes import record_age, seat_note, vetoes
from horseshoe.errors import UsageError
from horseshoe.serve.templating import kept_page, page

router = APIRouter()
PERMANENT = ("CHN", "FRA", "RUS", "SUN", "GBR", "USA")


def day_of(on: str | None) -> date:
    """The date asked for; the latest the table knows without one. UsageError for a text that is no date."""
    if not on:
        return min(date.today(), COMPLETE_THROUGH)
    try:
        return date.fromisoformat(on)
    except ValueError as error:
        raise UsageError(f"{on!r} is not a date", where="on", fix="write it as YYYY-MM-DD") from error


def month_number(day: date) -> int:
    """Months since January 1946."""
    return (day.year - FIRST_MEETING.year) * 12 + day.month - 1


@router.get("/council")
def council(request: Request, on: str | None = None, part: bool = False) -> Response:
    """The page, or (part=true) the drawing and table alone for the slider."""
    day = day_of(on)
    seats = seats_on(day)
    values: dict[str, Any] = {
        "day": day,
        "drawing": draw_svg(seats),
        "members": members_on(day),
        "head": next((s.name for s in seats if s.president), None),
        "groups": GROUPS,
        "majority": majority_needed(day),
        "first": FIRST_MEETING,
        "last": COMPLETE_THROUGH,
        "month": month_number(day),
        "months": month_number(COMPLETE_THROUGH),
    }
    if part:
        from horseshoe.serve.templating import environment

        return HTMLResponse(environment().get_template("council_part.html").render(**values))
    return page(request, "council.html", f"The Security Council on {long_day(day)}", **values)


@router.get("/vetoes")
def veto_record(request: Request, by: str = "", text: str = "") -> Response:
    """Every veto, newest first; `by` a state's id or name, `text` words of the agenda item or the draft's symbol."""
    return kept_page(request, (by, text), "vetoes.html", lambda: ("Vetoes since 1946", _vetoes(by, text)))


def _vetoes(by: str, text: str) -> dict[str, Any]:
    """What the page shows of the vetoes chosen."""
    member = find_state(by) if by else None
    words = text.casefold().split()
    shown = [v for v in vetoes(by=member) if all(w in f"{v.agenda_item} {v.symbol or ''} {v.date}".casefold() for w in words)]
    return {
        "vetoes": shown[::-1],
        "by": by,
        "text": text,
        "permanent": [(s, short_name(s, None) or name_on(s)) for s in PERMANENT],
        "name_on": name_on,
        "short_on": short_name,
        "note": "; ".join(filter(None, (seat_note(member), record_age()))),
    }
