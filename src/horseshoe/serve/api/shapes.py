"""Shapes that all parts of the API share: pages of a list, errors, entity tags."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Depends, Path, Query, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator, Field
from starlette.exceptions import HTTPException

from horseshoe.errors import InputError, UsageError
from horseshoe.text import cell

T = TypeVar("T")
LIMIT = 100  # items of a page where no number is asked for


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
Id = Annotated[
    str, Path(min_length=1, max_length=200, description="An id; a state or situation also by name.", examples=["SYR"])
]


def _iso_day(value: object) -> object:
    """Only YYYY-MM-DD: numbers, which would pass as seconds since 1970, are not dates."""
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)):
        return value
    raise ValueError("write a date as YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_iso_day), Field(description="A day as YYYY-MM-DD.", examples=["2019-12-19"])]


def _query_names(dependant: Dependant) -> set[str]:
    """Names of the parameters that a route takes in the query, those of what it depends on as well."""
    return {p.alias for p in dependant.query_params}.union(*(_query_names(d) for d in dependant.dependencies))


def _each_once(request: Request) -> None:
    """UsageError for a parameter that the address does not take, HTTPException 422 for one given twice: none is passed over."""
    names = [name for name, _ in request.query_params.multi_items()]
    known = _query_names(request.scope["route"].dependant)
    if unknown := next((n for n in names if n not in known), None):
        fix = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
        raise UsageError("this address takes no such parameter", where=unknown[:60], fix=fix)
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
    limit: Annotated[int, Query(ge=1, le=500, description="Most items to return.")] = LIMIT,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000, description="Items to leave out first.")] = 0,
) -> PageOf:
    return PageOf(limit=limit, offset=offset)


Paging = Annotated[PageOf, Depends(_paging)]


def _listing(
    paging: Paging,
    format: Annotated[Literal["json", "csv"], Query(description="csv for the items as rows under their names.")] = "json",
) -> PageOf:
    return paging


Listing = Annotated[PageOf, Depends(_listing)]
ROWS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The items; `Link` leads to the next ones", "content": {"text/csv": {"schema": {"type": "string"}}}}
}


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
            response = _as_page(request, response)
            tag = f'"{sha256(bytes(response.body)).hexdigest()[:32]}"'
            headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
            asked = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
            if tag in asked or asked == ["*"]:
                return Response(status_code=304, headers=headers)
            response.headers.update(headers)
            return response

        return tagged


def _as_page(request: Request, response: Response) -> Response:
    """A page of a list with the link to the next one (RFC 8288); its items as CSV where that is asked for."""
    body = bytes(response.body)
    head = re.match(rb'\{"total":(\d+),"offset":(\d+),"items":\[', body)
    if head is None:
        return response
    limit, total, offset = int(request.query_params.get("limit", LIMIT)), int(head[1]), int(head[2])
    if request.query_params.get("format") == "csv":
        response = Response(_rows(json.loads(body)["items"]), media_type="text/csv")
    if offset + limit < total:
        url = request.url.include_query_params(limit=limit, offset=offset + limit)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return response


def _rows(items: list[dict[str, Any]]) -> str:
    """The items under their names; what is no plain value as JSON."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = list(dict.fromkeys(name for item in items for name in item))
    writer.writerow(names)
    for item in items:
        values = [item.get(name) for name in names]
        writer.writerow([cell(json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v) for v in values])
    return text.getvalue()


def well_formed(text: str, where: str) -> str:
    """The text. InputError where it holds half a character, which no store and no answer can carry."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("holds half a character (a lone surrogate)", where=where, fix="send well-formed Unicode") from error
    return text


def take_one(request: Request) -> None:
    """Count one reading or forecast against the client's rate; HTTPException 429 where none is left."""
    guard = request.app.state.guard
    if not guard.rate.allow(guard.client_of(request)):
        raise HTTPException(429, "Too many readings; wait a minute", {"Retry-After": "60"})
