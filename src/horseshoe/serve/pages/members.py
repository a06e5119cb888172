"""A member's page: terms and vetoes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.council.members import COMPLETE_THROUGH, terms_of
from horseshoe.council.states import GROUPS, find_state, group_of, name_on, names_by_id
from horseshoe.council.vetoes import record_age, seat_note, vetoes
from horseshoe.serve.templating import page

router = APIRouter()


@router.get("/members/{state}")
def member(request: Request, state: str) -> Response:
    """Terms and vetoes of one state, by id or name; 404 for a name the tables do not know."""
    found = find_state(state)
    return page(
        request,
        "member.html",
        f"{name_on(found)} on the Council",
        state=found,
        names=names_by_id()[found],
        group=GROUPS.get(group_of(found) or ""),
        terms=terms_of(found),
        vetoes=vetoes(by=found),
        name_on=name_on,
        vetoes_note="; ".join(filter(None, (seat_note(found), record_age()))),
        members_through=COMPLETE_THROUGH,
    )
