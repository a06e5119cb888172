"""The veto record, with filters."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.council.states import find_state, name_on
from horseshoe.council.vetoes import record_age, seat_note, vetoes
from horseshoe.serve.templating import page

router = APIRouter()
PERMANENT = ("CHN", "FRA", "RUS", "SUN", "GBR", "USA")


@router.get("/vetoes")
def record(request: Request, by: str = "", text: str = "") -> Response:
    """Every veto, newest first; `by` a state's id or name, `text` words of the agenda item or the draft's symbol."""
    member = find_state(by) if by else None
    found = vetoes(by=member)
    words = text.casefold().split()
    shown = [v for v in found if all(w in f"{v.agenda_item} {v.symbol or ''} {v.date}".casefold() for w in words)]
    return page(
        request,
        "vetoes.html",
        "Vetoes since 1946",
        vetoes=shown[::-1],
        by=by,
        text=text,
        permanent=[(s, name_on(s)) for s in PERMANENT],
        name_on=name_on,
        note="; ".join(filter(None, (seat_note(member), record_age()))),
    )
