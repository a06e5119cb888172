"""Reading and briefing over HTTP: a text in, the contract or a brief out."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from horseshoe.model import Document, Reading
from horseshoe.serve.api.shapes import PROBLEMS

router = APIRouter(tags=["reading"], responses=PROBLEMS)


class Text(BaseModel):
    """A text to read. `published` goes before what the text says."""

    text: str = Field(min_length=1, max_length=2_000_000)
    published: date | None = None


def _load(body: Text) -> Document:
    from horseshoe.documents import from_text

    return from_text(body.text, path="text", published=body.published)


def _reading(request: Request, body: Text) -> Reading:
    from horseshoe.errors import InputError
    from horseshoe.reading.reader import read_document

    if not request.app.state.guard.rate.allow(request.client.host if request.client else "?"):
        from starlette.exceptions import HTTPException

        raise HTTPException(429, "Too many readings; wait a minute")
    if "\ud800" <= max(body.text) <= "\udfff":
        raise InputError("holds half a character (a lone surrogate)", where="text", mend="send well-formed Unicode")
    return read_document(_load(body))


@router.post("/read")
def read(request: Request, body: Text) -> dict[str, Any]:
    """The reading of a text, as the reading contract has it."""
    from horseshoe.contract import to_contract

    return to_contract(_reading(request, body))


@router.post("/brief")
def brief(request: Request, body: Text) -> dict[str, Any]:
    """The briefing of a text: every line with the spans and the record it rests on. 422 where it is not about the Council."""
    from horseshoe.brief.build import build_brief
    from horseshoe.brief.plain import to_json
    from horseshoe.errors import NothingFoundError
    from horseshoe.reading.relevance import is_about_council

    if not is_about_council(body.text):
        raise NothingFoundError("nothing about the Security Council found", where="text")
    return to_json(build_brief(_reading(request, body)))
