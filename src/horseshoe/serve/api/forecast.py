"""Forecasts over HTTP: of a draft that is described, or of the draft that a text is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from horseshoe.serve.api.contract_shapes import Offsets
from horseshoe.serve.api.reading import Text, reading_of
from horseshoe.serve.api.shapes import PROBLEMS, Day, take_one, well_formed

router = APIRouter(tags=["forecast"], responses=PROBLEMS)

Names = list[str]


class Shares(BaseModel):
    """Chances of the three outcomes; they sum to one."""

    adopted: float
    vetoed: float
    failed: float


class Count(BaseModel):
    """Votes expected, and the shortest interval that holds nine tenths of the chance."""

    expected: float
    low: int
    high: int


class TallyForecast(BaseModel):
    """The expected tally."""

    yes: Count
    no: Count
    abstain: Count


class MemberForecast(BaseModel):
    """A member's vote; `votes` holds the vote in nine cases of ten."""

    id: str
    name: str
    permanent: bool
    yes: float
    no: float
    abstain: float
    votes: list[str]


class Source(BaseModel):
    """What a reason rests on: words of the text, the record, a table of relations, or the description."""

    kind: str
    text: str
    span: Offsets | None


class Reason(BaseModel):
    """A fact and by how much it moves the chance of a veto."""

    text: str
    effect: float
    source: Source


class Change(BaseModel):
    """What would move the forecast, and to where."""

    text: str
    shares: Shares


class ForecastShape(BaseModel):
    """How a vote would go as of a day, given that the draft is put to the vote."""

    label: str
    situation: str
    sponsors: list[str]
    acts: list[str]
    as_of: date
    shares: Shares
    vetoed_by: dict[str, float]
    members: list[MemberForecast]
    tally: TallyForecast
    reasons: list[Reason]
    by_record: Shares
    by_statements: Shares | None
    changes: list[Change]
    fitted_before: int
    warnings: list[str]


class DescribedDraft(BaseModel):
    """A draft as a person describes it; states by id or name."""

    situation: str = Field(min_length=1, max_length=200)
    on: Day = Field(description="the day of the vote; nothing later is used")
    sponsors: Names = Field(default_factory=list, max_length=30)
    acts: Names = Field(default_factory=list, max_length=30, description="what it would do: sanctions, force, renewal …")
    threats: Names = Field(default_factory=list, max_length=15, description="members that threaten to veto it")
    supporters: Names = Field(default_factory=list, max_length=15, description="members that say they support it")
    rivals: int = Field(0, ge=0, le=20, description="other drafts on the table")


@router.post("/forecast", response_model=ForecastShape)
def forecast(request: Request, body: DescribedDraft) -> dict[str, Any]:
    """The forecast of a described draft on its day."""
    from horseshoe.forecast.result import as_json

    take_one(request)
    for text in (body.situation, *body.sponsors, *body.acts, *body.threats, *body.supporters):
        well_formed(text, "forecast")
    return as_json(of_description(body))


def of_description(body: DescribedDraft) -> Any:
    """The Forecast of a described draft. UsageError for an unknown act or a statement of a state that is no member."""
    from horseshoe.forecast import forecast_draft
    from horseshoe.forecast.described import describe

    return forecast_draft(
        describe(
            body.situation,
            body.on,
            sponsors=body.sponsors,
            acts=body.acts,
            threats=body.threats,
            supporters=body.supporters,
            rivals=body.rivals,
        )
    )


class TextForecast(Text):
    """A text about a draft, and the day of the forecast where it is not the text's own."""

    as_of: Day | None = None


@router.post("/forecast/text", response_model=ForecastShape)
def forecast_text(request: Request, body: TextForecast) -> dict[str, Any]:
    """The forecast of the draft that a text is about; 422 where no draft in it awaits a vote."""
    from horseshoe.forecast import forecast_reading
    from horseshoe.forecast.result import as_json

    return as_json(forecast_reading(reading_of(request, body), body.as_of))
