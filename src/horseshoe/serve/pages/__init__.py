"""The pages. One file a page or a small family of pages; each has a `router`."""

from __future__ import annotations

from fastapi import FastAPI


def include(app: FastAPI) -> None:
    """Add every page to an application."""
    from horseshoe.serve.pages import (
        about,
        analysis,
        briefing,
        council,
        document,
        documents,
        drafts,
        members,
        overview,
        search,
        signin,
        situation,
        what_if,
    )

    record = (overview, situation, drafts, documents, document, search, briefing, what_if)
    for page in (*record, council, members, analysis, about, signin):
        app.include_router(page.router, include_in_schema=False)
