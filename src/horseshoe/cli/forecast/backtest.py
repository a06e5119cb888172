"""`horseshoe backtest`: how good the forecast would have been, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from horseshoe.cli.output import output

app = typer.Typer()


@app.command()
def backtest(
    votes: Path = typer.Option(..., "--votes", help="Votes file: CSV with one row a member's vote (docs/backtest.md)."),
    first: int = typer.Option(2000, "--from", help="First test year; each year is forecast from the years before it."),
    last: int = typer.Option(2021, "--to", help="Last test year."),
    as_json: bool = typer.Option(False, "--json", help="Print the figures as JSON."),
    full: bool = typer.Option(False, "--full", help="Add intervals, decomposition, persistence and set coverage."),
    relations: bool = typer.Option(True, "--relations/--no-relations", help="Use the table of who shields whom."),
    relations_before: int | None = typer.Option(
        None, "--relations-before", metavar="YEAR", help="Leave out the relations that began in that year or later."
    ),
    informed: bool = typer.Option(True, "--priors/--no-priors", help="Use the stated prior means."),
    seed: int = typer.Option(27, "--seed", help="Seed of the bootstrap over years."),
    plot: Path | None = typer.Option(None, "--plot", help="Write the reliability plot of the outcomes to this SVG file."),
    calibration: Path | None = typer.Option(
        None,
        "--calibration",
        help="Write the calibration table to this JSON file (the shipped one is forecast/data/calibration.json).",
    ),
    fit: Path | None = typer.Option(
        None, "--fit", help="Fit on the votes file and write the parameters to this JSON file instead."
    ),
) -> None:
    """Forecast each quarter's drafts from the votes before, and score the forecasts against simple tables, by year too."""
    import json

    if fit is not None:
        from horseshoe.forecast.members.parameters import fit_parameters, save

        save(fit_parameters(votes), fit)
        typer.echo(f"parameters written to {fit}", err=True)
        return
    from horseshoe.forecast.scoring import backtest as station

    until = {} if relations_before is None else {"relations_before": relations_before}
    result = station.run(votes, first, last, relations=relations, informed=informed, **until)
    figures = station.full_report(result, seed=seed) if full else station.report(result)
    if calibration is not None:
        with output(calibration) as stream:
            stream.write(json.dumps(station.calibration_file(result), indent=0) + "\n")
    if plot is not None:
        from horseshoe.forecast.scoring.reliability import reliability_svg

        with output(plot) as stream:
            stream.write(reliability_svg(figures["calibration"]))
    if as_json:
        typer.echo(json.dumps(figures, indent=1, sort_keys=False))
    else:
        _show({"by_year": station.by_year(result)} | figures)


def _show(figures: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    out = Console(highlight=False)
    table = Table(title=f"{figures['n']} drafts put to the vote", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in _flat({k: v for k, v in figures.items() if k not in ("calibration", "by_year")}):
        table.add_row(name, f"{value:.4f}" if isinstance(value, float) else str(value))
    out.print(table)
    years = Table(title="By year", title_justify="left")
    for column in ("year", "n", "not_adopted", "log_loss", "log_loss_agenda_table"):
        years.add_column(column.replace("_", " "), justify="right")
    for y in figures["by_year"]:
        losses = (f"{y[k]:.3f}" for k in ("log_loss", "log_loss_agenda_table"))
        years.add_row(str(y["year"]), str(y["n"]), str(y["not_adopted"]), *losses)
    out.print(years)
    bins = Table(title="Calibration: what was said, what happened", title_justify="left")
    for column in ("outcome", "from", "to", "n", "said", "happened"):
        bins.add_column(column, justify="left" if column == "outcome" else "right")
    for b in figures["calibration"]:
        if b["n"]:
            bins.add_row(
                b["outcome"], f"{b['low']:.1f}", f"{b['high']:.1f}", str(b["n"]), f"{b['said']:.3f}", f"{b['happened']:.3f}"
            )
    out.print(bins)


def _flat(figures: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in figures.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            found += _flat(value, f"{name}.")
        elif isinstance(value, list | tuple):
            found.append((name, " to ".join(f"{v:.4f}" if isinstance(v, float) else str(v) for v in value)))
        else:
            found.append((name, value))
    return found
