"""Options that the `votes` commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.errors import UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.votes.query import Filter

VOTES = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}
OUTCOMES = ("adopted", "vetoed", "failed", "not_adopted")

Db = Annotated[
    Path | None,
    typer.Option("--votes-db", help="The votes file; default: $HORSESHOE_VOTES_DB, else votes.duckdb in your data folder."),
]
State = Annotated[list[str] | None, typer.Option("--state", help="A member, by name or three-letter id; repeatable.")]
Body = Annotated[str | None, typer.Option("--body", help="SC (Security Council) or GA (General Assembly).")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, YYYY-MM-DD.")]
Outcome = Annotated[str | None, typer.Option("--outcome", help="adopted, vetoed, failed or not_adopted.")]
Text = Annotated[str | None, typer.Option("--text", help="Words in the title, the agenda item or the subjects.")]
Source = Annotated[str | None, typer.Option("--source", help="Only this source (see `votes sources`).")]
NoRecord = Annotated[bool, typer.Option("--no-record", help="Leave out the record of decisions that comes with the package.")]
AtLeast = Annotated[int, typer.Option("--at-least", min=1, help="Decisions that a member, or a pair, must have voted on.")]
Chart = Annotated[Path | None, typer.Option("--svg", help="Draw it into this SVG file.")]
All = Annotated[bool, typer.Option("--all", help="Count decisions on which all agreed, too (default: contested ones only).")]


def database(given: Path | None) -> Path:
    """The votes file of an option, or the user's own."""
    from horseshoe.votes.file import default_path

    return given or default_path()


def chosen(
    *,
    state: list[str] | None = None,
    vote: list[str] | None = None,
    body: str | None = None,
    since: str | None = None,
    until: str | None = None,
    outcome: str | None = None,
    **rest: Any,
) -> Filter:
    """The filter that the options describe. UsageError for a word that is none of those allowed."""
    from horseshoe.council.states import find_state
    from horseshoe.votes.query import Filter

    if body is not None and body.upper() not in ("SC", "GA"):
        raise UsageError(f"unknown body {body!r}", where="--body", fix="use SC or GA")
    if outcome is not None and outcome not in OUTCOMES:
        raise UsageError(f"unknown outcome {outcome!r}", where="--outcome", fix="use " + ", ".join(OUTCOMES))
    if strange := [v for v in vote or () if v not in VOTES]:
        raise UsageError(f"unknown vote {strange[0]!r}", where="--vote", fix="use " + ", ".join(VOTES))
    return Filter(
        body=body.upper() if body else None,
        since=parse_day(since, "--since"),
        until=parse_day(until, "--until"),
        states=tuple(find_state(s) for s in state or ()),
        votes=tuple(VOTES[v] for v in vote or ()),
        outcome=outcome,
        **rest,
    )
