"""`horseshoe votes`: load votes sheets, ask them, check them; the analyses stand in `votes_analysis`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import check_format, print_csv, print_json, print_table
from horseshoe.cli.votes.votes_analysis import add_analyses
from horseshoe.cli.votes.votes_options import Body, Db, NoRecord, Outcome, Since, Source, State, Text, Until, chosen, database
from horseshoe.errors import InputError, PartialError, UsageError
from horseshoe.text import show_row

if TYPE_CHECKING:
    from horseshoe.votes.check import CheckReport
    from horseshoe.votes.load import LoadReport

app = typer.Typer(no_args_is_help=True, help="Load, query, check and analyse recorded votes.")
SHOWN_TABLE = 100  # rows of a table for people, unless --limit says otherwise
SHOWN = 20  # rows kept out that are printed; --report writes all


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV export of the UN Digital Library, or another sheet.")],
    map: Annotated[Path | None, typer.Option("--map", help="A mapping (TOML) for a sheet that is no such export.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take this sheet's vote where the votes file has another.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every row kept out, with its line, to this CSV.")
    ] = None,
    db: Db = None,
    format: Annotated[str, typer.Option("--format", help="table (for people) or json.")] = "table",
) -> None:
    """Load a votes sheet, whole or not at all; rows that cannot be right are told with their lines and kept out."""
    check_format(format, ("table", "json"))
    from horseshoe.votes.load import load_votes

    done = load_votes(file, database(db), map, replace_stored=replace)
    if report:
        _write_report(done, report)
    if format == "json":
        print_json(_load_data(done))
    else:
        _print_load(done)
    if done.invalid_count:
        raise PartialError(
            f"{done.invalid_count} of {done.rows} rows were kept out", where=done.path, fix="see them with --report"
        )


def _load_data(done: LoadReport) -> dict[str, Any]:
    def listed(rows: tuple[tuple[int, str], ...]) -> list[dict[str, Any]]:
        return [{"line": line, "reason": reason} for line, reason in rows]

    return {
        "file": done.path,
        "source": done.source,
        "rows": done.rows,
        "decisions_added": done.decisions_added,
        "votes_added": done.votes_added,
        "votes_known": done.votes_known,
        "votes_replaced": done.votes_replaced,
        "invalid": done.invalid_count,
        "kept_out": listed(done.invalid),
        "duplicates": listed(done.duplicates),
        "differing": listed(done.differing),
        "blank": done.blank,
        "warnings": list(done.warnings),
    }


def _print_load(done: LoadReport) -> None:
    typer.echo(f"{show_row(str(done.path))}: {done.rows} rows, source {done.source}")
    typer.echo(f"  added  {done.decisions_added} decisions, {done.votes_added} votes")
    typer.echo(f"  known  {done.votes_known} votes were there already")
    if done.votes_replaced:
        typer.echo(f"  replaced {done.votes_replaced} votes")
    groups = (("kept out", done.invalid, done.invalid_count), ("repeated", done.duplicates, len(done.duplicates)))
    for word, rows, count in (*groups, ("differs", done.differing, len(done.differing))):
        if count:
            typer.echo(f"  {word}  {count} rows")
        for line, reason in rows[:SHOWN]:
            typer.echo(f"    line {line}: {show_row(reason)}")
        if count > SHOWN:
            typer.echo(f"    … and {count - SHOWN} more (--report FILE writes all)")
    if done.blank:
        typer.echo(f"  blank  {done.blank} rows were skipped")
    for warning in done.warnings:
        typer.echo(f"  warning: {show_row(warning)}")


def _write_report(done: LoadReport, path: Path) -> None:
    from horseshoe.cli.output import output

    with output(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["line", "kind", "reason"])
        for kind, rows in (("kept out", done.invalid), ("repeated", done.duplicates), ("differs", done.differing)):
            writer.writerows([line, kind, reason] for line, reason in rows)


@app.command()
def query(
    state: State = None,
    vote: Annotated[list[str] | None, typer.Option("--vote", help="yes, no, abstain or absent; repeatable.")] = None,
    body: Body = None,
    since: Since = None,
    until: Until = None,
    outcome: Outcome = None,
    symbol: Annotated[
        str | None,
        typer.Option("--symbol", "--resolution", help="Resolution or draft, e.g. 2728, S/RES/1973(2011), S/2012/77."),
    ] = None,
    text: Text = None,
    source: Source = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only decisions with a no or an abstention.")] = False,
    no_record: NoRecord = False,
    by: Annotated[str, typer.Option("--by", help="One row a member's vote (vote) or one row a decision (decision).")] = "vote",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most this many rows; default: 100 in a table, else all.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="table (for people), csv, json or parquet.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
    db: Db = None,
) -> None:
    """Ask the record of decisions since 1946, with the sheets you loaded: one row a vote or one row a decision."""
    check_format(format, ("table", "csv", "json", "parquet"))
    if by not in ("vote", "decision"):
        raise UsageError(f"unknown rows {by!r}", where="--by", fix="use vote or decision")
    from horseshoe.votes import query as votes_query

    wanted = chosen(
        state=state, vote=vote, body=body, since=since, until=until, outcome=outcome, symbol=symbol, text=text, source=source,
        contested=contested, record=not no_record,
    )  # fmt: skip
    kind: votes_query.By = "vote" if by == "vote" else "decision"
    if format == "parquet":
        if out is None:
            raise UsageError("Parquet goes to a file", where="--format", fix="name it with --out")
        count = votes_query.write_parquet(database(db), wanted, out, by=kind)
        typer.echo(f"{out}: {count} rows", err=True)
        return
    table = out is None and format == "table"
    answer = votes_query.query(database(db), wanted, by=kind, limit=limit or (SHOWN_TABLE if table else None))
    if not table:
        _emit([dict(zip(answer.columns, row, strict=True)) for row in answer.rows], answer.columns, format, out)
        return
    _print_rows(answer.columns, answer.rows, kind)
    typer.echo(f"{len(answer.rows)} of {answer.total} {kind}s.")


def _emit(rows: list[dict[str, Any]], columns: tuple[str, ...], format: str, out: Path | None) -> None:
    import json

    from horseshoe.cli.output import output

    with output(out) as stream:
        if format == "json":
            json.dump(rows, stream, ensure_ascii=False, indent=1, default=str)
            stream.write("\n")
            return
        writer = csv.DictWriter(stream, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


TABLE = {
    "vote": ("day", "resolution", "draft", "outcome", "state", "vote", "title"),
    "decision": ("day", "resolution", "draft", "outcome", "tally", "voted_no", "abstained", "title"),
}
WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}


def _print_rows(columns: tuple[str, ...], rows: list[tuple[Any, ...]], kind: str) -> None:
    shown = []
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        if kind == "decision":
            cells["tally"] = _tally(cells)
        else:
            cells["vote"] = WORDS[cells["vote"]]
        shown.append([str(cells[c] if cells[c] is not None else "") for c in TABLE[kind]])
    print_table(TABLE[kind], shown, wrap="title")


def _tally(cells: dict[str, Any]) -> str:
    """The tally as the Council prints it; what is not known is a question mark, and "no vote" where nobody was asked."""
    if cells["modality"] != "vote":
        return "no vote"
    return "-".join("?" if cells[k] is None else str(cells[k]) for k in ("yes", "no", "abstain"))


@app.command()
def check(
    source: Source = None,
    db: Db = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 5 when something does not add up.")] = False,
    format: Annotated[str, typer.Option("--format", help="table (for people), csv or json.")] = "table",
) -> None:
    """Recompute every outcome of the Council by Article 27 and tell what in the loaded sheets does not add up."""
    check_format(format)
    from horseshoe.votes.check import check as run

    found = run(database(db), source)
    rows = [
        {"day": f.day.isoformat(), "decision": f.decision, "label": f.label, "kind": f.kind, "text": f.text, "why": f.why}
        for f in found.findings
    ]
    if format == "json":
        print_json({**_check_counts(found), "findings": rows})
    elif format == "csv":
        print_csv(rows, ("day", "decision", "label", "kind", "text", "why"))
    else:
        print_table(
            ("day", "decision", "what", "finding"),
            [(r["day"], r["label"][:24], r["kind"], r["text"] + (f" ({r['why']})" if r["why"] else "")) for r in rows],
            wrap="finding",
        )
        counts = _check_counts(found)
        typer.echo(f"{counts['decisions']} decisions; outcomes recomputed by Article 27: {counts['recomputed']}.")
        typer.echo(f"Equal to the sheet: {counts['equal']} of {counts['compared']}. Findings: {counts['by_kind']}.")
    if strict and found.findings:
        raise PartialError(f"{len(found.findings)} findings", where=str(database(db)))


def _check_counts(found: CheckReport) -> dict[str, Any]:
    kinds: dict[str, int] = {}
    for f in found.findings:
        kinds[f.kind] = kinds.get(f.kind, 0) + 1
    counts = {"decisions": found.decisions, "recomputed": found.recomputed, "compared": found.compared, "equal": found.equal}
    return {**counts, "by_kind": kinds}


@app.command()
def sources(db: Db = None) -> None:
    """List what was loaded: sources, decisions, votes, days, and the files with their checksums."""
    path = database(db)
    from horseshoe.votes.file import votes_file

    with votes_file(path) as connection:
        rows = connection.execute(
            "SELECT source, count(*), min(day), max(day), (SELECT count(*) FROM votes v JOIN decisions e ON e.id = v.decision "
            "WHERE e.source = d.source) FROM decisions d GROUP BY source ORDER BY source"
        ).fetchall()
        files = connection.execute("SELECT file, loaded, added, sha256 FROM loads ORDER BY loaded").fetchall()
    if not rows:
        raise InputError("the votes file is empty", where=str(path), fix="load a sheet: horseshoe votes load FILE")
    print_table(("source", "decisions", "from", "to", "votes"), [[str(c) for c in row] for row in rows])
    print_table(
        ("file", "loaded", "votes added", "sha256"), [[f, f"{t:%Y-%m-%d %H:%M}", str(n), s[:16]] for f, t, n, s in files]
    )


add_analyses(app)
