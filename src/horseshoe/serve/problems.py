"""Errors as people and programs get them: a page, or application/problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response

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


def problem(
    request: Request, status: int, title: str, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """An error answer: problem+json for the API, a page for people."""
    title, detail = _printable(title), _printable(detail) if detail else None
    if request.url.path.startswith("/api/"):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(body, status, headers=headers, media_type="application/problem+json")
    from horseshoe.serve.templating import page

    phrase = HTTPStatus(status).phrase
    if status == 401 and request.method == "GET":
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        answer = page(request, "signin.html", "Sign in", status, then=asked)
    else:
        answer = page(request, "error.html", f"{status} {phrase}", status, what=title, detail=detail, status_code=status)
    answer.headers.update(headers or {})
    return answer


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
