"""How the members vote: agreement, blocs and ideal points over some years, vetoes by year; each as CSV and SVG."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.council.decisions import age, complete_through
from horseshoe.council.states import name_on, short_name
from horseshoe.council.vetoes import all_vetoes, record_age
from horseshoe.council.votes_on_record import draft_votes
from horseshoe.errors import NothingFoundError, OutsideRecordError, UsageError
from horseshoe.serve.charts.analysis import heat_map, intervals, stacked, standalone
from horseshoe.serve.templating import csv_answer, page

if TYPE_CHECKING:
    from horseshoe.votes.agreement import Agreement
    from horseshoe.votes.ideal_points import IdealPoints

router = APIRouter()
FIRST_YEAR = 1946
YEARS = 3  # up to the record's last whole day, where no years are asked for
LONGEST = 15  # years that one map may span
SHARED = 10  # contested votes that two members must share to be compared
ALIKE = 0.8  # agreement from which members are one bloc
LETTER = {"yes": "Y", "no": "N", "abstain": "A"}


@dataclass(frozen=True, slots=True)
class Voting:
    """How the members of some years voted, contested votes only. Blocs and points are None where they cannot be told."""

    start: int
    end: int
    votes: int
    agreement: Agreement
    blocs: tuple[tuple[str, ...], ...] | None
    points: IdealPoints | None


def years_of(since: str, until: str) -> tuple[int, int]:
    """The years asked for, the last ones of the record without. UsageError for what is no span of years."""
    last = complete_through().year
    for text in (since, until):
        if text and not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= last):
            raise UsageError(f"{text!r} is no year of the record", fix=f"write one from {FIRST_YEAR} to {last}")
    end = int(until) if until else last
    start = int(since) if since else max(FIRST_YEAR, end - YEARS + 1)
    if not start <= end < start + LONGEST:
        raise UsageError("the first year is after the last, or the span too long", fix=f"take at most {LONGEST} years")
    return start, end


@functools.lru_cache(maxsize=64)
def voting(start: int, end: int) -> Voting:
    """The agreement of every two members of some years, with their blocs and ideal points.

    OutsideRecordError where the record knows too few contested votes of those years.
    """
    from horseshoe.votes.agreement import agreement, common
    from horseshoe.votes.ballots import ballots_of

    rows = roll_calls(start, end)
    ballots = ballots_of(rows).only(contested=True, at_least=SHARED) if rows else None
    if ballots is None or len(ballots.decisions) < SHARED:
        raise OutsideRecordError("the record knows too few contested votes of these years", where=f"{start} to {end}")
    whole = agreement(ballots, "half")
    groups = points = None
    try:
        from horseshoe.votes.agreement import blocs
        from horseshoe.votes.ideal_points import ideal_points

        together, _ = common(whole, SHARED)
        left, right = ("RUS", "USA") if {"RUS", "USA"} <= set(ballots.members) else (None, None)
        points = ideal_points(ballots, at_least=SHARED, left=left, right=right)
        groups = blocs(together, least_agreement=ALIKE, at_least=SHARED).groups
    except (ImportError, NothingFoundError):
        pass
    return Voting(start, end, len(ballots.decisions), whole, groups, points)


def roll_calls(start: int, end: int) -> list[dict[str, str]]:
    """Each vote of some years whose every vote is known: member to Y, N or A."""
    return [
        {m: LETTER[v] for v in LETTER for m in getattr(d.votes, v)}
        for d in draft_votes()
        if start <= d.date.year <= end and d.modality == "vote" and d.votes is not None
    ]


@router.get("/analysis")
def analysis(request: Request, since: str = "", until: str = "") -> Response:
    """The page, for the years from `since` to `until`."""
    start, end = years_of(since, until)
    found = voting(start, end)
    name = namer(end)
    rows = veto_rows()
    return page(
        request,
        "analysis.html",
        "How the members vote",
        found=found,
        name=name,
        heat=heat_map(found.agreement, order_of(found), name, SHARED),
        points=intervals(found.points, name) if found.points else "",
        blocs=[b for b in found.blocs or () if len(b) > 1],
        apart=[b[0] for b in found.blocs or () if len(b) == 1],
        vetoes=stacked(rows, name_on),
        first=FIRST_YEAR,
        last=complete_through().year,
        source=f"Source: the project’s record of decisions, {age(complete_through())}; {found.votes} contested votes of "
        f"{start if start == end else f'{start} to {end}'} whose every vote is known.",
        veto_source=f"Source: the project’s record. {record_age()}.",
        address=f"since={start}&until={end}",
    )


@router.get("/analysis/{what}.csv")
def as_csv(what: str, since: str = "", until: str = "") -> Response:
    """What a chart shows, as rows: agreement, ideal-points or vetoes."""
    start, end = years_of(since, until)
    if what == "vetoes":
        return csv_answer(
            "vetoes.csv", ("year", "member", "vetoed_proposals"), [(y, m, n) for y, by in veto_rows() for m, n in by]
        )
    found = voting(start, end)
    if what == "agreement":
        rows: Sequence[Any] = [(a, b, f"{share:.4f}", n) for a, b, share, n in found.agreement.pairs(SHARED)]
        return csv_answer("agreement.csv", ("member", "other", "agreement", "shared_votes"), rows)
    if what == "ideal-points" and found.points:
        low, high = found.points.interval()
        ends = zip(found.points.members, found.points.point, low, high, found.points.votes, strict=True)
        rows = [(m, *(round(float(x), 4) for x in (p, a, b)), n) for m, p, a, b, n in ends]
        return csv_answer("ideal-points.csv", ("member", "point", "low90", "high90", "votes"), rows)
    raise OutsideRecordError("there is no such table", where=what, fix="ask for agreement, ideal-points or vetoes")


@router.get("/analysis/{what}.svg")
def as_svg(what: str, since: str = "", until: str = "") -> Response:
    """A chart as a drawing that stands alone: agreement, ideal-points or vetoes."""
    start, end = years_of(since, until)
    name = namer(end)
    if what == "vetoes":
        drawing = stacked(veto_rows(), name_on)
    elif what == "agreement":
        found = voting(start, end)
        drawing = heat_map(found.agreement, order_of(found), name, SHARED)
    elif what == "ideal-points" and (points := voting(start, end).points):
        drawing = intervals(points, name)
    else:
        raise OutsideRecordError("there is no such chart", where=what, fix="ask for agreement, ideal-points or vetoes")
    headers = {"Content-Disposition": f'attachment; filename="{what}.svg"'}
    return Response(standalone(drawing), media_type="image/svg+xml", headers=headers)


def namer(year: int) -> Any:
    """What members are called in the last year of a span."""
    day = date(year, 12, 31)
    return lambda state: short_name(state, day) or state


def order_of(found: Voting) -> tuple[str, ...]:
    """The members as the map lists them: along the line of ideal points where there is one, else by name."""
    if found.points is None:
        return found.agreement.members
    place = dict(zip(found.points.members, found.points.point, strict=True))
    return tuple(sorted(found.agreement.members, key=lambda m: float(place.get(m, 0.0))))


@functools.cache
def veto_rows() -> tuple[tuple[int, tuple[tuple[str, int], ...]], ...]:
    """For each year with a veto, how many proposals each member blocked; oldest first."""
    found: dict[int, Counter[str]] = {}
    for veto in all_vetoes():
        found.setdefault(veto.date.year, Counter()).update(veto.vetoed_by)
    return tuple((year, tuple(sorted(by.items()))) for year, by in sorted(found.items()))
