"""Reading and briefing over HTTP: a text in, the contract or a brief out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from horseshoe.model import Reading
from horseshoe.serve.api.contract_shapes import BriefShape, ReadingShape
from horseshoe.serve.api.shapes import PROBLEMS, Day, take_one, well_formed

router = APIRouter(tags=["reading"], responses=PROBLEMS)


class Text(BaseModel):
    """A text to read. `published` overrides what the text says."""

    text: str = Field(min_length=1, max_length=2_000_000)
    published: Day | None = None


def reading_of(request: Request, body: Text) -> Reading:
    """The reading of a text that a program sent."""
    from horseshoe.documents import from_text
    from horseshoe.serve.rooms import rooms

    take_one(request)
    return rooms().read(from_text(well_formed(body.text, "text"), path="text", published=body.published))


@router.post("/read", response_model=ReadingShape)
def read(request: Request, body: Text) -> dict[str, Any]:
    """The reading of a text, as the reading contract has it."""
    from horseshoe.contract import to_contract

    return to_contract(reading_of(request, body))


@router.post("/brief", response_model=BriefShape)
def brief(request: Request, body: Text) -> dict[str, Any]:
    """The briefing of a text: every line with the spans and the record it rests on. 422 where it is not about the Council."""
    from horseshoe.brief.build import build_brief
    from horseshoe.brief.render.json import to_json
    from horseshoe.reading.triage.first_pass import must_be_worth_reading

    must_be_worth_reading(body.text, "text")
    return to_json(build_brief(reading_of(request, body)))
