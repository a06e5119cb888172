"""`horseshoe forecast`: how the vote on a draft would go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from horseshoe.cli.bounded import bounded
from horseshoe.cli.options import AllowPrivate, Encoding, Model, Published, SecondsOfOne
from horseshoe.errors import UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.forecast.described import Described
    from horseshoe.forecast.explain import Explanation
    from horseshoe.forecast.result import Forecast

app = typer.Typer()
FORMATS = ("terminal", "json")


@app.command()
@bounded("source")
def forecast(
    source: str | None = typer.Argument(
        None, metavar="[FILE]", help="Article, statement or draft: a file, a URL, or - for input."
    ),
    dossier: str | None = typer.Option(None, "--dossier", help="Forecast the open draft of a situation in the record (syria)."),
    db: str = typer.Option("horseshoe.db", "--db", help="The record for --dossier: an SQLite file or a database URL."),
    situation: str | None = typer.Option(
        None, "--situation", help="Situation of a described draft: a state's id or words (SYR)."
    ),
    sponsor: str | None = typer.Option(None, "--sponsor", help="Its sponsors: states, separated by commas (USA,GBR,FRA)."),
    act: str | None = typer.Option(
        None, "--act", help="What it would do, separated by commas (sanctions, force, renewal ...)."
    ),
    threat: str | None = typer.Option(None, "--threat", help="Members that threaten to veto it, separated by commas."),
    support: str | None = typer.Option(None, "--support", help="Members that say they support it, separated by commas."),
    rivals: int = typer.Option(0, "--rivals", min=0, help="How many other drafts on the situation are on the table."),
    on: str | None = typer.Option(
        None, "--on", "--as-of", help="Day of the vote or of the forecast (YYYY-MM-DD); nothing later is used."
    ),
    votes: Path | None = typer.Option(None, "--votes", help="Fit anew on this votes file instead of the shipped parameters."),
    kind: str = typer.Option("draft", "--kind", help="What a described text is: draft, amendment or procedural (no veto)."),
    explain: bool = typer.Option(
        False, "--explain", help="Add the tally's distribution, reasons for each member, and the nearest precedents."
    ),
    format: str = typer.Option("terminal", "--format", help="terminal (for people) or json."),
    published: Published = None,
    model: Model = None,
    encoding: Encoding = None,
    allow_private: AllowPrivate = False,
    seconds: SecondsOfOne = 60.0,
) -> None:
    """Forecast the vote on a draft: adopted, vetoed and by whom, or failed; each member's vote; the tally; and why.

    Give an article to read (every draft in it that awaits a vote is forecast), or describe the draft with --situation and the
    other options.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", fix="use terminal or json")
    if sum(given is not None for given in (source, situation, dossier)) != 1:
        raise UsageError("give one of a document, --situation and --dossier", fix="see horseshoe forecast --help")
    day = parse_day(on, "--on")
    if source is not None:
        from horseshoe.documents import load
        from horseshoe.forecast.forecast import described_pending
        from horseshoe.reading.parse import DEFAULT_MODEL
        from horseshoe.reading.reader import read_document

        told = parse_day(published, "--published")
        document = load(source, published=told, encoding=encoding, allow_private=allow_private)
        drafts = described_pending(read_document(document, model or DEFAULT_MODEL), day)
    elif dossier is not None:
        drafts = (_of_dossier(db, dossier, day),)
    else:
        drafts = (_described(situation or "", sponsor, act, threat, support, rivals, day, kind),)
    made = [_made(draft, votes, explain) for draft in drafts]
    if format == "json":
        from horseshoe.forecast.explain import explanation_json
        from horseshoe.forecast.result import as_json
        from horseshoe.text import json_text

        first, *others = [as_json(f) | ({"explanation": explanation_json(e)} if e else {}) for f, e in made]
        typer.echo(json_text(first | {"other_drafts": others}, 1))
    else:
        for f, e in made:
            _show(f)
            if e is not None:
                from horseshoe.cli.forecast.forecast_explained import show

                show(e, f.as_of)


def _made(draft: Described, votes: Path | None, explain: bool) -> tuple[Forecast, Explanation | None]:
    from horseshoe.forecast import forecast_draft, forecaster

    station = forecaster(draft.day, votes)
    result = forecast_draft(draft, using=station)
    if not explain:
        return result, None
    from horseshoe.forecast.explain import explained

    return result, explained(station, draft)


def _of_dossier(db: str, situation: str, day: date | None) -> Described:
    """The draft that the situation's page forecasts: its draft in question, as of the same day."""
    from horseshoe.brief.situation.standing import standing
    from horseshoe.errors import NothingFoundError
    from horseshoe.record.record import Record

    with Record(db, create=False) as record:
        found = standing(record, record.dossier(situation, as_of=day))
    if found.forecast is None or found.described is None:
        raise NothingFoundError(found.no_forecast, where=situation, fix="describe a draft by options")
    return found.described


def _described(
    situation: str,
    sponsor: str | None,
    act: str | None,
    threat: str | None,
    support: str | None,
    rivals: int,
    day: date | None,
    kind: str,
) -> Described:
    from horseshoe.forecast.described import describe

    if day is None:
        raise UsageError("a described draft needs its day", where="--on", fix="give --on YYYY-MM-DD")
    return describe(
        situation,
        day,
        sponsors=_parts(sponsor),
        acts=_parts(act),
        threats=_parts(threat),
        supporters=_parts(support),
        rivals=rivals,
        kind=kind,
    )


def _parts(text: str | None) -> list[str]:
    return [p.strip() for p in (text or "").split(",") if p.strip()]


def _show(f: Forecast) -> None:
    from rich.console import Console
    from rich.table import Table

    from horseshoe.brief.words import percent, told_chances
    from horseshoe.council.states import name_on

    out = Console(highlight=False)
    out.print(f"{f.label} ({f.situation}), as of {f.as_of}, if it is put to the vote", markup=False)
    out.print(f"  {told_chances(f.shares)}")
    by = sorted(((p, m) for m, p in f.vetoed_by.items() if p >= 0.01), reverse=True)
    if by:
        out.print("  vetoed by: " + ", ".join(f"{name_on(m, f.as_of)} {percent(p)}" for p, m in by))
    t = f.tally
    out.print(
        f"  tally: {t.yes.expected:.1f} yes ({t.yes.low}-{t.yes.high}), {t.no.expected:.1f} no ({t.no.low}-{t.no.high}), "
        f"{t.abstain.expected:.1f} abstaining ({t.abstain.low}-{t.abstain.high})"
    )
    out.print(f"  by the record alone: {told_chances(f.by_record)}")
    if f.by_statements:
        out.print(f"  by statements alone: {told_chances(f.by_statements)}")
    out.print("What moved it most (change of the chance of a veto):")
    for r in f.reasons:
        out.print(f"  {100 * r.effect:+.0f} points: {r.text} [{r.source.text}]", markup=False)
    out.print("What would change it:")
    for c in f.changes:
        out.print(f"  {c.text}: {told_chances(c.shares)}", markup=False)
    table = Table(title="Members", title_justify="left")
    for column in ("member", "yes", "no", "abstain", "nine times in ten"):
        table.add_column(column, justify="left" if column in ("member", "nine times in ten") else "right")
    for m in sorted(f.members, key=lambda m: (not m.permanent, m.name)):
        name = f"{m.name} (P)" if m.permanent else m.name
        table.add_row(name, percent(m.yes), percent(m.no), percent(m.abstain), " or ".join(m.votes))
    out.print(table)
    for warning in f.warnings:
        out.print(f"note: {warning}", markup=False)
