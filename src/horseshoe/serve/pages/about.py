"""What the pages rest on: method, calibration, limits, freshness of each table; and the API's own page for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.council.decisions import complete_through
from horseshoe.council.members import COMPLETE_THROUGH
from horseshoe.council.presidency import complete_through as presidencies_through
from horseshoe.council.rule import OUTCOMES
from horseshoe.council.vetoes import complete_through as vetoes_through
from horseshoe.errors import HorseshoeError
from horseshoe.reading.actors.offices import complete_through as offices_through
from horseshoe.serve.charts.reliability import shipped_calibration
from horseshoe.serve.pages.situation import Asked, Found, answer
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
        return sum((float(getattr(self.shares, k)) - (k == self.outcome)) ** 2 for k in OUTCOMES)


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
    from horseshoe.record.dossiers.overview import overview

    with served.record().snapshot() as connection:
        rows = overview(connection)
    found = [k for row in rows if (k := last_forecast(served, answer(served, Asked(row.id)))) is not None]
    return sorted(found, key=lambda k: k.decided, reverse=True)


def last_forecast(served: ServedRecord, found: Found) -> Kept | None:
    """The last forecast before the vote on the draft in question; None where it is open or nothing told of it before."""
    from horseshoe.brief.situation.history import as_of, days_told
    from horseshoe.forecast.dossier import described_by
    from horseshoe.record.dossiers.latest import readings_of_draft

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
    from horseshoe.record.dossiers.overview import overview

    with record_of(request).snapshot() as connection:
        return max((row.newest for row in overview(connection) if row.newest), default=None)


def tables(newest: date | None) -> list[tuple[str, date | None, str]]:
    """Each table that the pages rest on, the day through which it is complete, and what it holds."""
    return [
        ("Members", COMPLETE_THROUGH, "every member since 17 January 1946, those elected already included"),
        (
            "Presidencies",
            presidencies_through(),
            "every turn since 1946; later ones follow the alphabetical order",
        ),
        ("Office holders", offices_through(), "who held which office, by whom a name in a text speaks for a state or a body"),
        ("Decisions", complete_through(), "every draft put to the vote or adopted without one since 1946"),
        ("Vetoes", vetoes_through(), "every veto since 1946"),
        ("Citations", None, "what resolutions recite; two of three texts of resolutions 1 to 899 and two later ones are read"),
        ("This record’s documents", newest, "what has been read into this record; the day is that of the newest"),
    ]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    where: str
    required: bool
    kind: str
    words: str
    example: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the API."""

    method: str
    path: str
    words: str
    parameters: tuple[Parameter, ...]
    example: str
    fields: tuple[str, ...]  # of the body it takes


@router.get("/docs")
def docs(request: Request) -> Response:
    """The page."""
    described = request.app.openapi()
    found: dict[str, list[Address]] = {}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            found.setdefault((told.get("tags") or ["other"])[0], []).append(address(method.upper(), path, told, described))
    return page(request, "api_docs.html", "The API", groups=found)


def address(method: str, path: str, told: dict[str, Any], described: dict[str, Any]) -> Address:
    """One address from its description."""
    parameters = tuple(parameter(p) for p in told.get("parameters", ()))
    example = example_of(path, parameters)
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = described["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], {})
    fields = tuple(f"{k}{'' if k in shape.get('required', ()) else ' (optional)'}" for k in shape.get("properties", {}))
    return Address(method, path, told.get("description", ""), parameters, example, fields)


def example_of(path: str, parameters: Sequence[Parameter]) -> str:
    """The address with an example for each parameter that it needs."""
    for p in parameters:
        if p.where == "path":
            path = path.replace(f"{{{p.name}}}", p.example or "SYR").replace(f"{{{p.name}:path}}", p.example)
    asked = "&".join(f"{p.name}={p.example}" for p in parameters if p.where == "query" and p.required and p.example)
    return f"{path}?{asked}" if asked else path


def parameter(told: dict[str, Any]) -> Parameter:
    """One parameter from its description."""
    schema = told.get("schema", {})
    kinds = schema.get("anyOf") or [schema]
    examples = [e for d in (schema, *kinds) for e in d.get("examples", ())]
    words = next((d["description"] for d in (told, schema, *kinds) if d.get("description")), "")
    kind = " or ".join(k for k in map(kind_of, kinds) if k != "null")
    return Parameter(told["name"], told["in"], bool(told.get("required")), kind, words, str(examples[0]) if examples else "")


def kind_of(schema: dict[str, Any]) -> str:
    """What a value is, in a word: its choices, its format or its type."""
    return " | ".join(map(str, schema["enum"])) if "enum" in schema else str(schema.get("format") or schema.get("type", ""))
