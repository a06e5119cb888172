"""A situation's page: table with positions, drafts side by side, timeline, positions over time, figures, quotes, forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.brief.dossier_table import forecast_of, last_day, latest_on, main_draft, namer, precedents, seats
from horseshoe.brief.svg import draw_svg
from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.serve.charts import figures_chart
from horseshoe.serve.pages.council import day_of
from horseshoe.serve.positions_chart import positions_chart
from horseshoe.serve.reliability import shipped_calibration
from horseshoe.serve.served import ServedRecord, served_of
from horseshoe.serve.templating import page

if TYPE_CHECKING:
    from horseshoe.record.dossier_types import Dossier, FigureSeries

router = APIRouter()
ENTRIES = 60  # newest of each list
BALLOTS = ("vote", "votes", "abstention", "abstentions", "member", "members")  # told with the drafts


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of the page asks for."""

    situation: str
    as_of: date | None = None
    since: date | None = None
    draft: int | None = None


@router.get("/situations/{situation}")
def situation(request: Request, situation: str, as_of: str = "", since: str = "", draft: str = "") -> Response:
    """The page, as of a day where one is given; only documents published by then are used. `draft` a draft's number."""
    if draft and not (draft.isascii() and draft.isdigit() and len(draft) < 16):
        raise UsageError(f"{draft!r} is no draft's number", where="draft")
    asked = Asked(
        situation,
        day_of(as_of) if as_of else None,
        day_of(since) if since else None,
        int(draft) if draft else None,
    )
    served = served_of(request)
    values = served.remembered(asked, lambda: values_for(served, asked))
    return page(request, "situation.html", values["dossier"].name, as_of=as_of, since=since, **values)


def values_for(served: ServedRecord, asked: Asked) -> dict[str, Any]:
    """All that the page shows. OutsideRecordError where the record holds nothing on it by that day."""
    record = served.record()
    dossier = record.dossier(asked.situation, as_of=asked.as_of, since=asked.since, limit=ENTRIES)
    if not dossier.sources:
        raise OutsideRecordError("the record holds no document on this by that day", where=dossier.name)
    day = last_day(dossier)
    draft = main_draft(dossier, asked.draft)
    if asked.draft is not None and draft is None:
        raise OutsideRecordError("the record holds no such draft on this situation", where=f"draft {asked.draft}")
    table = seats(dossier, draft, day)
    name = namer(record, dossier, day)
    forecast, no_forecast = forecast_of(record, dossier.situation, asked.as_of or day)
    said = latest_on(dossier, draft) if draft else {}
    return {
        "dossier": dossier,
        "day": day,
        "draft": draft,
        "drawing": draw_svg(table) if table else "",
        "at_table": [(s, said.get(s.state)) for s in table if s.stance],
        "beside": [(a, e) for a, e in said.items() if a not in {s.state for s in table}],
        "over_time": positions_chart(dossier.positions, [s.state for s in table], name),
        "charts": [(what, figures_chart(series, name)) for what, series in rivals(dossier).items()],
        "forecast": forecast,
        "no_forecast": no_forecast,
        "reliability": shipped_calibration()["chart"] if forecast else "",
        "precedents": precedents(dossier.situation, day),
        "name": name,
    }


def rivals(dossier: Dossier) -> dict[str, list[FigureSeries]]:
    """Series of figures by what they count, so that rival counts of one thing share a chart; ballots are told elsewhere."""
    found: dict[str, list[FigureSeries]] = {}
    for series in dossier.figures:
        if any(p.day for p in series.points) and series.unit not in BALLOTS and series.what not in BALLOTS:
            what = series.unit if series.what == series.unit else f"{series.unit} {series.what}".strip()
            found.setdefault(what, []).append(series)
    return found
