"""Shapes that all parts of the API share: pages of a list, errors."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel

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
        (403, "Not from this server's own pages"),
        (404, "Not in the record"),
        (411, "Length required"),
        (413, "Too large"),
        (421, "Unknown host name"),
        (422, "The input cannot be read"),
        (429, "Too many readings"),
        (503, "The store did not answer"),
    )
}


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


def paged(rows: list[dict[str, Any]], paging: PageOf) -> Page[dict[str, Any]]:
    """The wanted part of a list that is at hand whole."""
    part = rows[paging.offset : paging.offset + paging.limit]
    return Page[dict[str, Any]](total=len(rows), offset=paging.offset, items=part)
