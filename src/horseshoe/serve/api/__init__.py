"""The REST API under /api/v1; names are those of the reading contract."""

from __future__ import annotations

from fastapi import FastAPI

PREFIX = "/api/v1"


def include(app: FastAPI) -> None:
    """Add the API to an application."""
    from horseshoe.serve.api import council, reading

    for part in (council, reading):
        app.include_router(part.router, prefix=PREFIX)
