"""The web application: pages for people, the API for programs, one guard before both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from horseshoe import __version__
from horseshoe.errors import HorseshoeError
from horseshoe.serve.guard import Guard, install
from horseshoe.serve.problems import BusyError, problem, status_of
from horseshoe.serve.served import ServedRecord
from horseshoe.serve.settings import Settings

THREADS = 96  # at a time: pages that wait for an answer which is being made hold one each, and cheap pages go on beside them


@asynccontextmanager
async def _threads(_app: FastAPI) -> AsyncIterator[None]:
    """Give the server's requests threads enough; texts to brief hold no more than `rooms` lets in."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


class Compressed:
    """Answers of the API and the sheets are sent compressed to who takes that; pages, which hold a form's token, never."""

    def __init__(self, app: ASGIApp) -> None:
        self.plain, self.small = app, GZipMiddleware(app, minimum_size=1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        chosen = self.small if scope.get("path", "").startswith(("/api/", "/static/")) else self.plain
        await chosen(scope, receive, send)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application with these settings. UsageError when they would leave it open to others."""
    from importlib.resources import files

    from horseshoe.serve import api, pages

    settings = settings or Settings()
    settings.check()
    app = FastAPI(
        title="horseshoe",
        version=__version__,
        description="Follows and forecasts the UN Security Council from the documents it leaves behind.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_threads,
    )
    app.state.settings = settings
    app.state.guard = Guard(settings)
    app.state.served = ServedRecord(settings)
    install(app, app.state.guard)
    app.add_middleware(Compressed)
    if settings.allow_origins:
        app.add_middleware(CORSMiddleware, allow_origins=settings.allow_origins, allow_headers=["Authorization"])
    app.mount("/static", StaticFiles(directory=str(files("horseshoe.serve").joinpath("static"))), name="static")
    api.include(app)
    pages.include(app)

    @app.exception_handler(HorseshoeError)
    async def known(request: Request, error: HorseshoeError) -> Response:
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, BusyError) else None
        return problem(request, status_of(error), error.line(), headers=headers)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return problem(request, error.status_code, str(error.detail), headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0] if error.errors() else {}
        where = ".".join(str(p) for p in first.get("loc", ()))
        return problem(request, 422, "The request does not fit", f"{where}: {first.get('msg', '')}")

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return JSONResponse({"ok": True})

    return app


def warm(served: ServedRecord) -> None:
    """Load what the first page would wait for: the forecast's tables and parameters, record, templates. No error comes out."""
    from horseshoe.brief.situation.table import precedents, seats_on
    from horseshoe.errors import HorseshoeError
    from horseshoe.forecast import Described, forecast_draft

    seats_on(date(2012, 2, 4))
    precedents("SYR", None)
    forecast_draft(Described("SYR", date(2012, 2, 4), ("FRA",)))
    from horseshoe.serve.pages.about import decided
    from horseshoe.serve.pages.overview import fronts
    from horseshoe.serve.pages.situation import Asked, moments_of
    from horseshoe.serve.templating import environment

    try:
        for front in fronts(served):
            moments_of(served, Asked(front.row.id), front.found)
        decided(served)
    except HorseshoeError:
        pass  # the page that needs it tells the error
    for name in environment().list_templates(extensions=("html",)):
        environment().get_template(name)
