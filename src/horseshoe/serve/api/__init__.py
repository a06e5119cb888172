"""The REST API under /api/v1; names are those of the reading contract."""

from __future__ import annotations

from fastapi import FastAPI

PREFIX = "/api/v1"


def include(app: FastAPI) -> None:
    """Add the API to an application."""
    from horseshoe.serve.api import batches, council, forecast, reading, record
    from horseshoe.serve.api.shapes import EACH_ONCE

    for router in (record.router, record.writing, batches.router, reading.router, forecast.router, council.router):
        app.include_router(router, prefix=PREFIX, dependencies=[EACH_ONCE])
