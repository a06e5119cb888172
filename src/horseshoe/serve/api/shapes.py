"""Shapes that all parts of the API share: pages of a list, errors, entity tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Path, Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator
from starlette.exceptions import HTTPException

from horseshoe.errors import InputError

T = TypeVar("T")


class Problem(BaseModel):
    """An error, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None


_PROBLEM: dict[str, Any] = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "model": Problem} | _PROBLEM
    for status, text in (
        (400, "The request is wrong"),
        (401, "Sign in first"),
        (403, "Not from this server's own pages, or the server is read-only"),
        (404, "Not in the record"),
        (405, "The address has no such method"),
        (411, "Length required"),
        (413, "Too large"),
        (421, "Unknown host name"),
        (422, "The input cannot be read"),
        (429, "Too many readings"),
        (503, "The store did not answer"),
    )
}
GET = PROBLEMS | {304: {"description": "Not changed since the entity tag in If-None-Match", "content": None}}
Id = Annotated[str, Path(min_length=1, max_length=200)]


def _iso_day(value: object) -> object:
    """Only YYYY-MM-DD: numbers, which would pass as seconds since 1970, are not dates."""
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)):
        return value
    raise ValueError("write a date as YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_iso_day)]


def _each_once(request: Request) -> None:
    """HTTPException 422 where a parameter is given twice, so that none is silently passed over."""
    names = [name for name, _ in request.query_params.multi_items()]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise HTTPException(422, f"{twice!r} is given more than once")


EACH_ONCE = Depends(_each_once)


class Page(BaseModel, Generic[T]):
    """A page of a longer list. `limits` says what the list does not reach."""

    total: int
    offset: int
    items: list[T]
    limits: str | None = None


class PageOf(BaseModel):
    """Which part of a list is wanted."""

    limit: int
    offset: int


def _paging(
    limit: Annotated[int, Query(ge=1, le=500, description="Most items to return.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000, description="Items to leave out first.")] = 0,
) -> PageOf:
    return PageOf(limit=limit, offset=offset)


Paging = Annotated[PageOf, Depends(_paging)]


def part_of(rows: Sequence[T], paging: PageOf) -> Sequence[T]:
    """The wanted part of a list that is at hand whole."""
    return rows[paging.offset : paging.offset + paging.limit]


class Tagged(APIRoute):
    """A route whose GET answers carry an entity tag (a hash of the body) and are not sent again to who has them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with the tag added."""
        handler = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            response = await handler(request)
            if request.method != "GET" or response.status_code != 200:
                return response
            tag = f'"{sha256(bytes(response.body)).hexdigest()[:32]}"'
            headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
            asked = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
            if tag in asked or asked == ["*"]:
                return Response(status_code=304, headers=headers)
            response.headers.update(headers)
            return response

        return tagged


def well_formed(text: str, where: str) -> str:
    """The text. InputError where it holds half a character, which no store and no answer can carry."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("holds half a character (a lone surrogate)", where=where, mend="send well-formed Unicode") from error
    return text


def take_one(request: Request) -> None:
    """Count one reading or forecast against the client's rate; HTTPException 429 where none is left."""
    guard = request.app.state.guard
    if not guard.rate.allow(guard.client_of(request)):
        raise HTTPException(429, "Too many readings; wait a minute", {"Retry-After": "60"})
