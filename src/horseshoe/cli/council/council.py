"""`horseshoe council`: the table on a date."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from horseshoe.cli.council.council_rows import Format, check_format, print_csv, print_json
from horseshoe.text import iso, parse_day

app = typer.Typer(add_completion=False)
COLUMNS = ("place", "id", "name", "permanent", "group", "seat", "since", "until", "president", "note")


@app.command()
def council(
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day, YYYY-MM-DD; default: today.")] = None,
    format: Format = "table",
) -> None:
    """Draw the horseshoe table of a day: fifteen members (eleven until 1965), the President in the middle."""
    check_format(format)
    day = parse_day(on, "--on") or date.today()
    from horseshoe.council.members import COMPLETE_THROUGH
    from horseshoe.council.presidency import complete_through, draw, president_on, seating
    from horseshoe.council.rule import majority_needed

    seats = seating(day)
    rows: list[dict[str, Any]] = [
        {
            "place": s.place,
            "id": s.member.id,
            "name": s.member.name,
            "permanent": s.member.permanent,
            "group": s.member.group,
            "seat": s.member.seat + (", Arab swing seat" if s.member.arab_swing else ""),
            "since": s.member.start.isoformat(),
            "until": iso(s.member.end),
            "president": s.presides,
            "note": s.member.note,
        }
        for s in seats
    ]
    if format == "json":
        known = {"complete_through": COMPLETE_THROUGH, "presidencies_complete_through": complete_through()}
        print_json({"date": day.isoformat()} | {k: v.isoformat() for k, v in known.items()} | {"members": rows})
        return
    if format == "csv":
        print_csv(rows, COLUMNS)
        return
    typer.echo(f"The Security Council on {day.day} {day:%B %Y}\n")
    typer.echo(draw(seats))
    turn = president_on(day)
    typer.echo(f"\n● permanent   ○ elected   {len(seats)} members, {majority_needed(day)} affirmative votes decide")
    for seat in seats:
        if not seat.member.permanent:
            swing = ", Arab swing seat" if seat.member.arab_swing else ""
            until = f"{seat.member.start.year}-{seat.member.end.year}" if seat.member.end else ""
            typer.echo(f"  {seat.member.name} ({seat.member.id}): {seat.member.seat}{swing}, {until}")
        elif seat.member.government:
            typer.echo(f"  China (CHN): represented by the {seat.member.government}")
    if turn.note:
        typer.echo(f"  Presidency: {turn.note}")
    order = "" if day <= complete_through() else " (this one follows the alphabetical order)"
    typer.echo(f"The table of members is complete through {COMPLETE_THROUGH}.")
    typer.echo(f"That of presidencies is complete through {complete_through()}{order}.")
