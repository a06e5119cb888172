"""`horseshoe what-would-it-take`: the smallest change of positions that turns a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import check_format, print_json
from horseshoe.cli.council.tally import joined, members_named, named_votes
from horseshoe.errors import UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.votes.power import Change, Position, Wanted, WhatItTakes

app = typer.Typer()
WANTED = {"adopted": "adopted", "vetoed": "vetoed", "failed": "failed", "not-adopted": "not adopted"}
SHOWN = 30
NAMES_HELP = "Names or three-letter ids, or `rest` for all others; repeatable."


@app.command("what-would-it-take")
def what_would_it_take(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day of the vote, YYYY-MM-DD.")],
    yes: Annotated[list[str] | None, typer.Option("--yes", metavar="MEMBERS", help="In favour. " + NAMES_HELP)] = None,
    no: Annotated[list[str] | None, typer.Option("--no", metavar="MEMBERS", help="Against. " + NAMES_HELP)] = None,
    abstain: Annotated[list[str] | None, typer.Option("--abstain", metavar="MEMBERS", help="Abstaining. " + NAMES_HELP)] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="adopted, vetoed, failed or not-adopted; default: the opposite of now.")
    ] = None,
    unmoved: Annotated[
        list[str] | None, typer.Option("--unmoved", metavar="MEMBERS", help="Members that will not change; repeatable.")
    ] = None,
    procedural: Annotated[
        bool, typer.Option("--procedural", help="A procedural matter: nine votes of any members (seven until 1965), no veto.")
    ] = False,
    all: Annotated[bool, typer.Option("--all", help="Print every smallest change, not the first 30.")] = False,
    format: Annotated[str, typer.Option("--format", help="table (for people) or json.")] = "table",
) -> None:
    """Find every smallest set of members whose change of position turns the outcome; members not listed cast no vote."""
    check_format(format, ("table", "json"))
    if to is not None and to not in WANTED:
        raise UsageError(f"unknown outcome {to!r}", where="--to", fix="use " + ", ".join(WANTED))
    from horseshoe.votes.power import pivotal, what_it_takes

    day = parse_day(on, "--on")
    assert day
    lists = named_votes(day, {"yes": joined(yes), "no": joined(no), "abstain": joined(abstain)})
    held: dict[str, Position] = {}
    for kind, states in lists.items():
        for state in states:
            if state in held:
                raise UsageError(f"{state} is listed twice")
            held[state] = kind  # type: ignore[assignment]
    wanted: Wanted = WANTED[to] if to else _opposite(what_it_takes(day, held, "adopted", procedural=procedural).now)  # type: ignore[assignment]
    found = what_it_takes(day, held, wanted, unmoved=members_named(joined(unmoved)), procedural=procedural)
    alone = pivotal(day, held, procedural=procedural)
    if format == "json":
        print_json(_data(found, alone))
        return
    typer.echo(f"Now: {found.now}. Wanted: {found.wanted}.")
    _print(found, None if all else SHOWN)
    names = list(dict.fromkeys(state for state, _, _ in alone))
    typer.echo(f"Members that turn the outcome alone: {', '.join(names) or 'none'}.")


def _opposite(now: str) -> str:
    return "not adopted" if now == "adopted" else "adopted"


def _print(found: WhatItTakes, most: int | None) -> None:
    if found.size == 0:
        typer.echo("Nothing has to change.")
        return
    if found.size is None:
        typer.echo("No change of the members that may move brings it about.")
        return
    word = "member" if found.size == 1 else "members"
    ways = "way" if len(found.changes) == 1 else "ways"
    typer.echo(f"{found.size} {word} must change; {len(found.changes)} {ways}:")
    for change in found.changes[:most]:
        typer.echo("  " + ", ".join(f"{state} to {' or '.join(positions)}" for state, positions in change.moves))
    if most is not None and len(found.changes) > most:
        typer.echo(f"  … and {len(found.changes) - most} more (--all prints them)")


def _data(found: WhatItTakes, alone: tuple[Any, ...]) -> dict[str, Any]:
    def moves(change: Change) -> list[dict[str, Any]]:
        return [{"member": state, "to": list(positions)} for state, positions in change.moves]

    return {
        "now": found.now,
        "wanted": found.wanted,
        "size": found.size,
        "changes": [moves(c) for c in found.changes],
        "alone": [{"member": s, "to": p, "outcome": o} for s, p, o in alone],
    }
