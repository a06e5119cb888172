"""The analyses of `horseshoe votes`: agreement, blocs, ideal points, pivotal members."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import Format, check_format, print_csv, print_json, print_table
from horseshoe.cli.votes.votes_options import (
    All,
    AtLeast,
    Body,
    Chart,
    Db,
    NoRecord,
    Since,
    Source,
    State,
    Text,
    Until,
    chosen,
    database,
)

if TYPE_CHECKING:
    from horseshoe.votes.ballots import Ballots

Abstentions = Annotated[
    str, typer.Option("--abstentions", help="How one counts: half (1/2 agreement), distinct, excluded, or against (as a no).")
]


def add_analyses(app: typer.Typer) -> None:
    """Register the analyses as commands of the group."""
    app.command()(agreement)
    app.command()(blocs)
    app.command("ideal-points")(ideal_points)
    app.command()(pivots)


def _ballots(db: Path | None, everything: bool = False, **options: Any) -> Ballots:
    from horseshoe.votes.ballots import read_ballots

    return read_ballots(database(db), chosen(**options)).only(contested=not everything)


def _show(rows: list[dict[str, Any]], columns: tuple[str, ...], format: str) -> None:
    if format == "json":
        print_json(rows)
    elif format == "csv":
        print_csv(rows, columns)
    else:
        print_table(columns, [[_cell(r[c]) for c in columns] for r in rows], wrap=columns[-1])


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.3f}"
    return " ".join(value) if isinstance(value, (list, tuple)) else str(value)


def _draw(path: Path | None, text: str) -> None:
    from horseshoe.cli.output import output

    with output(path) as stream:
        stream.write(text)


def agreement(
    state: State = None,
    since: Since = None,
    until: Until = None,
    body: Body = "SC",
    text: Text = None,
    source: Source = None,
    abstentions: Abstentions = "half",
    at_least: AtLeast = 10,
    everything: All = False,
    no_record: NoRecord = False,
    svg: Chart = None,
    format: Format = "table",
    db: Db = None,
) -> None:
    """How often every two members voted alike, most alike first; two named members give that pair alone."""
    check_format(format)
    from horseshoe.votes.agreement import agreement as compute

    votes = _ballots(
        db, everything, state=state, since=since, until=until, body=body, text=text, source=source, record=not no_record
    )
    found = compute(votes, abstentions)  # type: ignore[arg-type]
    if svg:
        from horseshoe.votes.plots import agreement_svg

        _draw(svg, agreement_svg(found, _order(found, at_least)))
    pairs = [dict(zip(("first", "second", "agreement", "shared"), p, strict=True)) for p in found.pairs(at_least)]
    _show(pairs, ("first", "second", "agreement", "shared"), format)
    if format == "table":
        kind = "decisions" if everything else "contested decisions"
        typer.echo(f"{len(pairs)} pairs share {at_least} or more of {len(votes.decisions)} {kind}; abstentions: {abstentions}.")


def _order(found: Any, at_least: int) -> tuple[str, ...]:
    """Members in the order of the dendrogram, so that blocs stand together; those left out of it come last."""
    from horseshoe.errors import NothingFoundError
    from horseshoe.votes.agreement import blocs as cluster

    try:
        grouped = cluster(found, at_least=at_least)
    except NothingFoundError:
        return tuple(found.members)
    return (*grouped.order, *grouped.left_out)


def blocs(
    state: State = None,
    since: Since = None,
    until: Until = None,
    body: Body = "SC",
    text: Text = None,
    source: Source = None,
    abstentions: Abstentions = "half",
    groups: Annotated[int | None, typer.Option("--groups", min=1, help="Cut into this many blocs.")] = None,
    least_agreement: Annotated[
        float | None, typer.Option("--least-agreement", min=0, max=1, help="Cut where agreement falls below; default 0.8.")
    ] = None,
    method: Annotated[str, typer.Option("--method", help="average, complete or single linkage.")] = "average",
    at_least: AtLeast = 10,
    everything: All = False,
    no_record: NoRecord = False,
    svg: Chart = None,
    format: Format = "table",
    db: Db = None,
) -> None:
    """Group members by how alike they vote (hierarchical clustering of their agreement)."""
    check_format(format)
    from horseshoe.votes.agreement import agreement as compute
    from horseshoe.votes.agreement import blocs as cluster

    votes = _ballots(
        db, everything, state=state, since=since, until=until, body=body, text=text, source=source, record=not no_record
    )
    found = cluster(
        compute(votes, abstentions),  # type: ignore[arg-type]
        groups=groups,
        least_agreement=least_agreement,
        method=method,
        at_least=at_least,
    )
    if svg:
        from horseshoe.votes.plots import blocs_svg

        _draw(svg, blocs_svg(found))
    rows = [
        {"bloc": n, "members": len(g), "agreement": w if w == w else None, "who": list(g)}
        for n, (g, w) in enumerate(zip(found.groups, found.within, strict=True), start=1)
    ]
    if format == "table":
        rows = [{**r, "agreement": r["agreement"] if r["agreement"] is not None else float("nan")} for r in rows]
    _show(rows, ("bloc", "members", "agreement", "who"), format)
    if format == "table" and found.left_out:
        typer.echo(f"Left out, too few decisions shared with the others: {' '.join(found.left_out)}.")


def ideal_points(
    state: State = None,
    since: Since = None,
    until: Until = None,
    body: Body = "SC",
    text: Text = None,
    source: Source = None,
    left: Annotated[str | None, typer.Option("--left", help="A member that is to stand on the left.")] = None,
    right: Annotated[str | None, typer.Option("--right", help="A member that is to stand on the right.")] = None,
    at_least: AtLeast = 10,
    no_record: NoRecord = False,
    svg: Chart = None,
    format: Format = "table",
    db: Db = None,
) -> None:
    """Place members on the line that best tells their votes apart, with 90 % intervals (ordered probit)."""
    check_format(format)
    from horseshoe.council.states import find_state
    from horseshoe.votes.ideal_points import ideal_points as estimate

    votes = _ballots(db, state=state, since=since, until=until, body=body, text=text, source=source, record=not no_record)
    anchors = [find_state(anchor) if anchor else None for anchor in (left, right)]
    found = estimate(votes, left=anchors[0], right=anchors[1], at_least=at_least)
    if svg:
        from horseshoe.votes.plots import ideal_points_svg

        _draw(svg, ideal_points_svg(found))
    low, high = found.interval()
    rows = [
        {"member": m, "point": float(p), "sd": float(s), "low": float(a), "high": float(b), "votes": int(n)}
        for m, p, s, a, b, n in zip(found.members, found.point, found.sd, low, high, found.votes, strict=True)
    ]
    _show(sorted(rows, key=lambda r: r["point"]), ("member", "point", "sd", "low", "high", "votes"), format)
    if format == "table":
        typer.echo(f"{found.decisions} contested decisions; the line tells {found.explained:.1%} of the votes rightly,")
        typer.echo(f"each decision's commonest choice {found.majority:.1%}. Left and right have no meaning of their own.")


def pivots(
    since: Since = None,
    until: Until = None,
    text: Text = None,
    source: Source = None,
    any_change: Annotated[
        bool, typer.Option("--any-change", help="Also where a permanent member could only have turned it by a veto.")
    ] = False,
    totals: Annotated[bool, typer.Option("--totals", help="Only count how often each member was pivotal.")] = False,
    no_record: NoRecord = False,
    format: Format = "table",
    db: Db = None,
) -> None:
    """List the Council's decisions that one member's vote decided, and those members."""
    check_format(format)
    from horseshoe.votes.power import pivotal_decisions, times_pivotal

    votes = _ballots(db, True, since=since, until=until, body="SC", text=text, source=source, record=not no_record)
    found = pivotal_decisions(votes, negative_only=not any_change)
    if totals:
        rows = [{"member": m, "times": n} for m, n in sorted(times_pivotal(found).items(), key=lambda p: (-p[1], p[0]))]
        _show(rows, ("member", "times"), format)
        return
    columns = ("day", "decision", "outcome", "yes", "pivotal")
    cells = [(p.day.isoformat(), p.label, p.outcome, p.yes, list(p.members)) for p in found]
    _show([dict(zip(columns, row, strict=True)) for row in cells], columns, format)
    if format == "table":
        typer.echo(f"{len(found)} of {len(votes.decisions)} decisions.")
