"""Errors as people and programs get them: a page, or application/problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from horseshoe.errors import (
    HorseshoeError,
    InputError,
    NothingFoundError,
    OutsideRecordError,
    StoreError,
    UsageError,
)

STATUS: tuple[tuple[type[HorseshoeError], int], ...] = (
    (UsageError, 400),
    (InputError, 422),
    (NothingFoundError, 422),
    (OutsideRecordError, 404),
    (StoreError, 503),
)


def status_of(error: HorseshoeError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def problem(request: Request, status: int, title: str, detail: str | None = None) -> Response:
    """An error answer: problem+json for the API, plain text for pages."""
    if request.url.path.startswith("/api/"):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(body, status, media_type="application/problem+json")
    text = f"{status} {HTTPStatus(status).phrase}: {title}" + (f". {detail}" if detail else "")
    return PlainTextResponse(text, status)
