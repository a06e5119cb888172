"""`horseshoe cites`: which resolutions a resolution or a draft recites and renews, and which recite it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import check_format, print_json, print_table
from horseshoe.errors import OutsideRecordError

if TYPE_CHECKING:
    from horseshoe.council.citations import Cites
    from horseshoe.record.searching.recitals import Recital

app = typer.Typer(add_completion=False)
NOT_READ = (
    "Its own text is not among those read (two of every three to 1994, and those of your record): what it recites is not known."
)


@dataclass(frozen=True)
class _Asked:
    """What is asked about: a resolution by number, or a draft of the record; `texts` are all of the record."""

    label: str
    number: int | None
    own: Recital | None
    more: Cites
    texts: tuple[Recital, ...]


@app.command()
def cites(
    resolution: Annotated[
        str,
        typer.Argument(
            metavar="RESOLUTION", help="A resolution or a draft of your record, e.g. S/RES/242, 242 (1967), S/2031/17."
        ),
    ],
    deep: Annotated[bool, typer.Option("--deep", help="Go on to what the cited ones recite.")] = False,
    db: Annotated[
        str | None,
        typer.Option("--db", envvar="HORSESHOE_DB", help="Use the texts of this record too; default: horseshoe.db, if there."),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="table (for people), json or graphml.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")] = None,
) -> None:
    """List the resolutions that a text recites, with the vote on each, those it renews, and those that recite it."""
    check_format(format, ("table", "json", "graphml"))
    asked = _asked(resolution, _texts(db))
    if format == "graphml":
        _write_graph(asked, out)
        return
    data = _data(asked, deep)
    if format == "json":
        print_json(data)
        return
    for title, rows in (("Recites", data["cites"]), ("Is recited by", data["cited_by"])):
        typer.echo(f"{title} {len(rows) or 'none'}")
        if rows:
            cells = [(r["resolution"], r["date"], r["tally"], r["title"], _note(r)) for r in rows]
            print_table(("resolution", "day", "tally", "title", "note"), cells, wrap="title")
    if not data["read"]:
        typer.echo(NOT_READ)


def _texts(db: str | None) -> tuple[Recital, ...]:
    from horseshoe.record.address import DEFAULT_DB

    if db is None and not Path(DEFAULT_DB).is_file():
        return ()
    from horseshoe.record.record import Record
    from horseshoe.record.searching.recitals import recitals

    with Record(db or DEFAULT_DB, create=False) as record, record.snapshot() as connection:
        return recitals(connection)


def _asked(label: str, texts: tuple[Recital, ...]) -> _Asked:
    from horseshoe.council.votes_on_record import find_draft, name_of

    name = name_of(label)
    own, more = _in_the_record(label, texts)
    if name.startswith("RES/"):
        return _Asked(f"S/{name}", int(name.removeprefix("RES/")), own, more, texts)
    if own is not None:
        return _Asked(own.name, own.resolution, own, more, texts)
    if (voted := find_draft(label)) and voted.resolution:  # the draft of a resolution
        return _Asked(f"S/RES/{voted.resolution}", voted.resolution, _in_the_record(voted.label, texts)[0], more, texts)
    raise OutsideRecordError(
        "is no resolution, and no draft whose text is in the record",
        where=label,
        fix="give a number (S/RES/242), or the record with --db",
    )


def _in_the_record(label: str, texts: tuple[Recital, ...]) -> tuple[Recital | None, Cites]:
    """The record's text of a symbol, and what its texts recite; without any nothing that reads them is loaded."""
    if not texts:
        return None, {}
    from horseshoe.record.searching.recitals import cites_of, text_named

    return text_named(texts, label), cites_of(texts)


def _data(asked: _Asked, deep: bool) -> dict[str, Any]:
    from horseshoe.council.citations import ancestors_of, lineage

    line = lineage(asked.number, asked.more) if asked.number is not None else None
    cited = {*(line.cites if line else ()), *(asked.own.cites if asked.own else ())}
    listed = ancestors_of(cited, asked.more) if deep else sorted(cited)
    return {
        "resolution": asked.label if asked.number is None else asked.number,
        "read": asked.own is not None or bool(line and line.read),
        "cites": [_cited_cells(asked, n) for n in listed],
        "cited_by": [*_citing_cells(asked, line.cited_by if line else ()), *_draft_cells(asked)],
    }


def _cited_cells(asked: _Asked, number: int) -> dict[str, Any]:
    """A resolution that is recited, with the words that renew it, and whether only the record says so."""
    from horseshoe.council.citations import shipped

    told = asked.own is not None and number in asked.own.cites
    known = asked.number is not None and shipped(asked.number, number)
    words = asked.own.renews.get(number) if asked.own else None
    return _cells(number) | {"renewed": words, "from_record": told and not known}


def _citing_cells(asked: _Asked, numbers: tuple[int, ...]) -> list[dict[str, Any]]:
    from horseshoe.council.citations import shipped

    renews = {r.resolution: r.renews for r in asked.texts}
    return [
        _cells(n) | {"renewed": renews.get(n, {}).get(asked.number or 0), "from_record": not shipped(n, asked.number or 0)}
        for n in numbers
    ]


def _draft_cells(asked: _Asked) -> list[dict[str, Any]]:
    """The drafts of the record that recite a resolution."""
    return [
        {
            "resolution": text.name,
            "date": text.published.isoformat() if text.published else "",
            "tally": "",
            "title": "draft resolution",
            "renewed": text.renews.get(asked.number),
            "from_record": True,
        }
        for text in asked.texts
        if asked.number is not None and text.resolution is None and asked.number in text.cites
    ]


def _write_graph(asked: _Asked, out: Path | None) -> None:
    from horseshoe.cli.output import output
    from horseshoe.council.citations import graphml

    if asked.number is None:
        raise OutsideRecordError("is a draft, and the graph is one of resolutions", where=asked.label, fix="use --format json")
    with output(out) as stream:
        stream.write(graphml(asked.number, asked.more))


def _note(row: dict[str, Any]) -> str:
    words = ("renewed" if row["renewed"] else "", "from your record" if row["from_record"] else "")
    return ", ".join(w for w in words if w)


def _cells(number: int) -> dict[str, Any]:
    from horseshoe.council.citations import vote_on

    vote = vote_on(number)
    if vote is None:
        return {"resolution": f"S/RES/{number}", "date": "", "tally": "", "title": ""}
    words = vote.tally or "without a vote"
    return {"resolution": vote.label, "date": vote.date.isoformat(), "tally": words, "title": vote.title}
