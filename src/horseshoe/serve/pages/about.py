"""What the pages rest on: method, calibration of what they show, limits, and how fresh each table is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.council.decisions import complete_through
from horseshoe.council.members import COMPLETE_THROUGH
from horseshoe.council.vetoes import complete_through as vetoes_through
from horseshoe.errors import HorseshoeError
from horseshoe.serve.pages.situation import Asked, Found, answer
from horseshoe.serve.reliability import shipped_calibration
from horseshoe.serve.served import ServedRecord, record_of, served_of
from horseshoe.serve.templating import page

if TYPE_CHECKING:
    from horseshoe.forecast.result import Shares

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Kept:
    """The last forecast of a draft before its vote, from statements and record, and what happened."""

    situation: str
    called: str
    draft: int
    title: str
    day: date
    shares: Shares
    outcome: str
    decided: date

    @property
    def right(self) -> float:
        """The chance that it gave to what happened."""
        return float(getattr(self.shares, self.outcome))

    @property
    def brier(self) -> float:
        """The sum over the three outcomes of the squared distance from what happened: 0 is best, 2 worst."""
        return sum((float(getattr(self.shares, k)) - (k == self.outcome)) ** 2 for k in ("adopted", "vetoed", "failed"))


@router.get("/about")
def about(request: Request) -> Response:
    """The page."""
    served = served_of(request)
    kept: list[Kept] = []
    newest = None
    try:
        kept = served.remembered("kept", lambda: decided(served))
        newest = newest_document(request)
    except HorseshoeError:
        pass  # the page stands without a record too
    return page(
        request,
        "about.html",
        "Method, calibration and limits",
        kept=kept,
        mean=sum(k.right for k in kept) / len(kept) if kept else None,
        brier=sum(k.brier for k in kept) / len(kept) if kept else None,
        likeliest=sum(k.right == max(k.shares.adopted, k.shares.vetoed, k.shares.failed) for k in kept),
        tables=tables(newest),
        **shipped_calibration(),
    )


def decided(served: ServedRecord) -> list[Kept]:
    """Every draft of the record's situations that was decided, with the forecast that its documents gave before its vote."""
    from horseshoe.record.overview import overview

    with served.record().snapshot() as connection:
        rows = overview(connection)
    found = [k for row in rows if (k := last_forecast(served, answer(served, Asked(row.id)))) is not None]
    return sorted(found, key=lambda k: k.decided, reverse=True)


def last_forecast(served: ServedRecord, found: Found) -> Kept | None:
    """The last forecast before the vote on the draft in question; None where it is open or nothing told of it before."""
    from horseshoe.brief.history import as_of, days_told
    from horseshoe.forecast.dossier import described_by
    from horseshoe.record.latest import readings_of_draft

    st = found.standing
    if st.draft is None or st.outcome is None or st.outcome.day is None or st.outcome.status == "withdrawn":
        return None
    days = days_told(st.draft, st.outcome.day, st.outcome.day)
    if not days:
        return None
    with served.record().snapshot() as connection:
        told = readings_of_draft(connection, st.draft.numbers, days[-1])
    try:
        shares, _ = as_of(described_by(told, days[-1], label=st.title, sponsors=st.draft.sponsors))
    except HorseshoeError:
        return None
    name = found.name(st.situation)
    return Kept(st.situation, name, st.draft.no, st.title, days[-1], shares, st.outcome.status, st.outcome.day)


def newest_document(request: Request) -> date | None:
    """The day of the record's newest document."""
    from sqlalchemy import func, select

    from horseshoe.record.schema import documents

    with record_of(request).snapshot() as connection:
        day: date | None = connection.execute(select(func.max(documents.c.published))).scalar()
    return day


def tables(newest: date | None) -> list[tuple[str, date | None, str]]:
    """Each table that the pages rest on, the day through which it is complete, and what it holds."""
    return [
        ("Members and presidencies", COMPLETE_THROUGH, "every member since 17 January 1946, those elected already included"),
        ("Decisions", complete_through(), "every draft put to the vote or adopted without one since 1946"),
        ("Vetoes", vetoes_through(), "every veto since 1946"),
        ("Citations", None, "what resolutions recite; two of three texts of resolutions 1 to 899 and two later ones are read"),
        ("This record’s documents", newest, "what has been read into this record; the day is that of the newest"),
    ]
