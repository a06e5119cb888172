"""`horseshoe power`: what a seat's vote weighs, and how many coalitions decide."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from horseshoe.cli.council.council_rows import Format, check_format, print_csv, print_json, print_table
from horseshoe.text import parse_day

app = typer.Typer()
COLUMNS = ("seat", "seats", "shapley_shubik", "banzhaf", "swing_probability", "swings")


@app.command()
def power(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The Council of this day, YYYY-MM-DD; default: today.")
    ] = None,
    format: Format = "table",
) -> None:
    """Print the Shapley-Shubik and Banzhaf indices of a seat, exact, and the number of deciding coalitions."""
    check_format(format)
    from horseshoe.votes.power import count_coalitions, game_on
    from horseshoe.votes.power import power as compute

    day = parse_day(on, "--on") or date.today()
    counts = count_coalitions(day)
    game = game_on(day)
    rows: list[dict[str, Any]] = []
    for seat, seats, found in zip(("permanent", "elected"), (game.permanent, game.elected), compute(game), strict=True):
        indices = (found.shapley_shubik, found.banzhaf, found.swing_probability, found.swings)
        rows.append(dict(zip(COLUMNS, (seat, seats, *indices), strict=True)))
    numbers = [{c: (v if isinstance(v, (str, int)) else float(v)) for c, v in r.items()} for r in rows]
    if format == "csv":
        print_csv(numbers, COLUMNS)
    elif format == "json":
        exact = [{c: str(r[c]) for c in ("shapley_shubik", "banzhaf", "swing_probability")} for r in rows]
        seats_ = [{**n, "exact": e} for n, e in zip(numbers, exact, strict=True)]
        coalitions = {
            name: getattr(counts, name) for name in ("winning", "all_concurring", "minimal_winning", "minimal_blocking")
        }
        print_json({"date": day.isoformat(), "majority": counts.majority, "seats": seats_, "coalitions": coalitions})
    else:
        shown = [[f"{v:.5f}" if isinstance(v, float) else str(v) for v in n.values()] for n in numbers]
        print_table([c.replace("_", " ") for c in COLUMNS], shown)
        typer.echo(f"{day}: majority {counts.majority}; {counts.winning} winning coalitions with all permanent members,")
        typer.echo(
            f"{counts.all_concurring} of them minimal; {counts.minimal_winning} minimal ones if permanent members may abstain;"
        )
        typer.echo(f"{counts.minimal_blocking} minimal blocking coalitions. Indices count an abstention as not in favour.")
