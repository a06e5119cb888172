"""The first page: situations of the record, the newest first."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.serve.store import record_of
from horseshoe.serve.templating import page

router = APIRouter()


@router.get("/")
def first_page(request: Request) -> Response:
    """All situations with their newest document, open drafts, and what changed of late."""
    from horseshoe.record.overview import LATELY, overview

    with record_of(request).reading() as connection:
        rows = overview(connection)
    return page(request, "overview.html", "Situations", rows=rows, days=LATELY.days)
