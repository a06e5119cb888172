"""Option types that several commands share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from horseshoe.errors import UsageError


def parse_day(value: str | None, option: str) -> date | None:
    """An ISO date given to an option; UsageError when it is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date", where=option, mend="write it as YYYY-MM-DD, e.g. 2012-02-01") from error


Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Publication date, YYYY-MM-DD; goes before what the text says."),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", help="Kind of document: news, statement, press_release, draft_resolution, resolution, meeting_record."
    ),
]
Model = Annotated[
    str | None, typer.Option("--model", help="spaCy English model to parse with; default: the small one that comes along.")
]
