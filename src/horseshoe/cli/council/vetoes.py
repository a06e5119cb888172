"""`horseshoe vetoes`: the veto record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import Format, check_format, print_csv, print_json, print_table
from horseshoe.errors import UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.council.vetoes import Veto

app = typer.Typer(add_completion=False)
COLUMNS = (
    "date",
    "symbol",
    "meeting",
    "kind",
    "situation",
    "concerns",
    "agenda_item",
    "vetoed_by",
    "yes",
    "no",
    "abstain",
    "sponsors",
    "assembly_meets_by",
    "note",
)


@app.command()
def vetoes(
    by: Annotated[
        str | None, typer.Option("--by", help="Permanent member; Russia includes the Soviet Union, USSR names it alone.")
    ] = None,
    situation: Annotated[
        str | None, typer.Option("--situation", help="A state, or an id of data/situations.toml such as admission.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on, YYYY-MM-DD.")] = None,
    before: Annotated[str | None, typer.Option("--before", metavar="DATE", help="Before this day, YYYY-MM-DD.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="draft, amendment, paragraph, preliminary or appointment; repeatable; default: all."),
    ] = None,
    totals: Annotated[bool, typer.Option("--totals", help="Only count them, by member and decade.")] = False,
    format: Format = "table",
) -> None:
    """List every veto since 16 February 1946, one line for each proposal blocked."""
    check_format(format)
    from horseshoe.council.members import is_permanent
    from horseshoe.council.situations import find_situation
    from horseshoe.council.states import find_state, seat_ids
    from horseshoe.council.vetoes import KIND_NAMES, all_vetoes, complete_through, record_age, seat_note
    from horseshoe.council.vetoes import vetoes as find

    for name in kind or ():
        if name not in KIND_NAMES:
            raise UsageError(f"unknown kind {name!r}", where="--kind", fix="use " + ", ".join(KIND_NAMES))
    found = find(
        before=parse_day(before, "--before"),
        since=parse_day(since, "--since"),
        situation=find_situation(situation) if situation else None,
        kinds=tuple(kind) if kind else None,
    )
    note = ""
    if by:
        member = find_state(by)
        if not is_permanent(member):
            raise UsageError(f"{by} has never been a permanent member and has no veto", where="--by")
        found = tuple(v for v in found if set(seat_ids(member)) & set(v.vetoed_by))
        note = seat_note(member)
    if totals:
        _totals(found, format)
    elif format == "json":
        limits = "; ".join(filter(None, (note, record_age())))
        print_json(
            {"complete_through": complete_through().isoformat(), "limits": limits, "vetoes": [as_data(v) for v in found]}
        )
    elif format == "csv":
        print_csv([as_data(v) for v in found], COLUMNS)
    else:
        rows = [_line(v) for v in found]
        print_table(("date", "draft", "vetoed by", "tally", "about"), rows, wrap="about")
        typer.echo(f"{len(found)} of {len(all_vetoes())} proposals{', ' + note if note else ''}. {record_age()}.")


def as_data(veto: Veto) -> dict[str, Any]:
    """A veto as plain data, with the day by which the General Assembly is to meet."""
    from horseshoe.council.assembly import assembly_debate

    debate = assembly_debate(veto.date)
    return {
        "date": veto.date.isoformat(),
        "symbol": veto.symbol,
        "meeting": veto.meeting,
        "kind": veto.kind,
        "situation": veto.situation,
        "concerns": list(veto.concerns),
        "agenda_item": veto.agenda_item,
        "vetoed_by": list(veto.vetoed_by),
        "yes": veto.yes,
        "no": veto.no,
        "abstain": veto.abstain,
        "sponsors": list(veto.sponsors),
        "assembly_meets_by": debate.by.isoformat() if debate else None,
        "note": veto.note,
    }


def _line(veto: Veto) -> tuple[str, ...]:
    counts = (veto.yes, veto.no, veto.abstain)
    tally = "-".join("?" if c is None else str(c) for c in counts) if any(c is not None for c in counts) else ""
    name = veto.symbol or ""
    if veto.kind != "draft":
        name = f"{name} ({veto.kind})".strip()
    return veto.date.isoformat(), name, " ".join(veto.vetoed_by), tally, veto.agenda_item


def _totals(found: tuple[Veto, ...], format: str) -> None:
    from horseshoe.council.vetoes import totals_by_decade

    table = totals_by_decade(found)
    decades = sorted({d for counts in table.values() for d in counts})
    columns = ["member", *(f"{d}s" for d in decades), "all"]
    rows = [[m, *(str(counts.get(d, 0)) for d in decades), str(sum(counts.values()))] for m, counts in table.items()]
    if format == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif format == "csv":
        print_csv([dict(zip(columns, row, strict=True)) for row in rows], columns)
    else:
        print_table(columns, rows)
        typer.echo("A proposal blocked by several members counts for each of them.")
