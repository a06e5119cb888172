"""`horseshoe dossier`: all that the record holds on a situation."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.brief.words import status_word
from horseshoe.cli.options import Database, parse_day
from horseshoe.errors import UsageError
from horseshoe.visible import json_text, show_row

if TYPE_CHECKING:
    from horseshoe.record.dossier_types import Dossier, Source
    from horseshoe.record.store import Record

app = typer.Typer()


@app.command()
def dossier(
    situation: Annotated[str, typer.Argument(help="A situation's name or id: syria, SYR.")],
    db: Database = "horseshoe.db",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Use only documents published by that day.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Mark and count what was published from then on.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Newest entries of each list; 0 shows all.")] = 20,
    format: Annotated[str, typer.Option("--format", help="text (for people), json, html or pdf (two pages).")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write html or pdf to this file.")] = None,
) -> None:
    """Draw up the dossier of a situation: timeline, drafts, positions with reversals, rival figures, quotations, claims."""
    if format not in ("text", "json", "html", "pdf"):
        raise UsageError(f"unknown format {format!r}", where="--format", mend="use text, json, html or pdf")
    if out is not None and format not in ("html", "pdf"):
        raise UsageError("text and json go to standard output", where="--out", mend="add --format html or pdf")
    day, start = parse_day(as_of, "--as-of"), parse_day(since, "--since")
    from horseshoe.record.store import Record

    with Record(db, create=False) as record:
        found = record.dossier(situation, as_of=day, since=start, limit=limit or None)
        if format in ("html", "pdf"):
            _print_paper(record, found, format, out)
            return
        if format == "text":
            print_dossier(found, _answer(record, found))
            return
    print(json_text(dataclasses.asdict(found), 1, str))


def _answer(record: Record, found: Dossier) -> list[str]:
    """How the situation stands, in a line or three, with the day."""
    from horseshoe.brief.dossier_table import namer
    from horseshoe.brief.standing import standing
    from horseshoe.brief.words import long_day, told_chances

    name = namer(record, found, found.as_of or (found.episodes[0].end if found.episodes else None))
    st = standing(record, found, name=name)
    lines = [st.headline(name)]
    if st.forecast:
        lines.append(f"If it is put to the vote: {told_chances(st.forecast.shares)} (as of {long_day(st.day)})")
    if st.coming:
        lines.append(f"Next: {long_day(st.coming.day)} (“{st.coming.words}”)")
    return lines


def _print_paper(record: Record, found: Dossier, format: str, out: Path | None) -> None:
    from horseshoe.brief.dossier_paper import paper, to_html, to_pdf
    from horseshoe.cli.output import binary_output, output

    made = paper(record, found)
    if format == "html":
        with output(out) as stream:
            stream.write(to_html(made))
        return
    if out is None and sys.stdout.isatty():
        raise UsageError("a PDF cannot be shown in a terminal", where="--format pdf", mend="give --out FILE.pdf")
    pdf = to_pdf(made)
    with binary_output(out) as binary:
        binary.write(pdf)


def print_dossier(found: Dossier, answer: list[str]) -> None:
    """The dossier for people, the answer first; new entries bear an asterisk, reversals an arrow."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)

    def say(line: str = "", style: str = "") -> None:
        console.print(show_row(line), style=style or None, markup=False)

    say(f"{found.name} ({found.situation})" + (f", as of {found.as_of}" if found.as_of else ""), "bold")
    for line in answer:
        say(line, "bold" if line is answer[0] else "")
    say(f"{_counted(found.sources, 'document')}, {found.copies} further copies" + _undated(found), "dim")
    for episode in found.episodes:
        say(f"  {episode.start} to {episode.end}: {_counted(episode.documents, 'document')}", "dim")
    if found.since:
        fresh = ", ".join(f"{_counted(count, kind)}" for kind, count in found.new.items()) or "nothing"
        say(f"New since {found.since}: {fresh}")
    _say_drafts(say, found)
    _say_positions(say, found)
    _say_figures(say, found)
    if found.quotes:
        say("\nQuotations", "bold")
    for q in found.quotes:
        who = ", ".join(p for p in (q.name or q.speaker or "speaker unknown", q.role) if p)
        say(f"  {_mark(q.source)}{_day(q.source)} {who}: {q.source.text}  {_ref(q.source)}")
    if found.claims:
        say("\nClaims and denials", "bold")
    for c in found.claims:
        denied = f" (denied by {c.denied_by})" if c.denied_by else ""
        say(
            f"  {_mark(c.source)}{_day(c.source)} {c.actor} {c.kind} {c.about or ''}{denied}: {c.source.text}  {_ref(c.source)}"
        )
    if found.timeline:
        say("\nTimeline", "bold")
    for t in found.timeline:
        say(f"  {_mark(t.source)}{t.day} {t.text}  {_ref(t.source)}")


def _say_drafts(say: Any, found: Dossier) -> None:
    if found.drafts:
        say("\nDrafts", "bold")
    for d in found.drafts:
        facts = " · ".join(p for p in (d.symbol, ", ".join(d.sponsors), status_word(d.status)) if p)
        say(f"  {'* ' if d.new else ''}#{d.no} {d.label} · {facts} ({d.first_day} to {d.last_day})")
        for v in d.versions:
            say(f"      {_mark(v.source)}{_day(v.source)} {status_word(v.status)}: {v.source.text}  {_ref(v.source)}")
            for provision in v.provisions:
                say(f"        - {provision}")


def _say_positions(say: Any, found: Dossier) -> None:
    if found.positions:
        say("\nPositions", "bold")
    for actor, entries in found.positions.items():
        say(f"  {actor}")
        for p in entries:
            turn = "↺ " if p.reversal else ""
            draft = f" draft #{p.draft}" if p.draft else ""
            to = f" to {p.addressee}" if p.addressee else ""
            held = f", if: {p.condition}" if p.condition else ""
            reported = f", reported by {p.reported_by}" if p.reported_by else ""
            stance = p.stance.replace("_", " ")
            say(f"    {_mark(p.source)}{turn}{p.day or 'no date'} {stance}{draft}{to}{held}{reported}  {_ref(p.source)}")


def _say_figures(say: Any, found: Dossier) -> None:
    if found.figures:
        say("\nFigures, by source", "bold")
    for series in found.figures:
        where = f" in {series.where}" if series.where else ""
        say(f"  {series.what}{where} ({series.unit}), {series.by or 'source not named'}:")
        for point in series.points:
            say(f"    {_mark(point.source)}{point.day or 'no date'} {_value(point)}  {_ref(point.source)}")


def _value(point: Any) -> str:
    bound = "" if point.bound == "exact" else point.bound.replace("_", " ") + " "
    upper = f" to {point.upper:,.0f}" if point.upper is not None else ""
    return f"{bound}{point.value:,.10g}{upper}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _undated(found: Dossier) -> str:
    left = "left out" if found.as_of else "shown last"
    return f", {_counted(found.undated, 'document')} without a date {left}" if found.undated else ""


def _mark(source: Source) -> str:
    return ("* " if source.new else "") + ("✓ " if source.judgement else "")


def _day(source: Source) -> str:
    return source.published.isoformat() if source.published else "no date"


def _ref(source: Source) -> str:
    return f"[{source.ref}]"
