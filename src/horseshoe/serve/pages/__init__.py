"""The pages. One file a page or a small family of pages; each has a `router`."""

from __future__ import annotations

from fastapi import FastAPI


def include(app: FastAPI) -> None:
    """Add every page to an application."""
    from horseshoe.serve.pages import briefing, council, members, signin, vetoes

    for page in (signin, briefing, council, members, vetoes):
        app.include_router(page.router, include_in_schema=False)
