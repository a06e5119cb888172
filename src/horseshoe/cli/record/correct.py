"""`horseshoe correct`: a person's word on what was read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from horseshoe.cli.options import Database
from horseshoe.errors import UsageError
from horseshoe.text import json_text, parse_day

app = typer.Typer()


@app.command()
def correct(
    item: Annotated[
        str | None, typer.Argument(metavar="ITEM", help="As dossier and search print it: a1b2c3d4:position:1001-1240:9f3e.")
    ] = None,
    db: Database = "horseshoe.db",
    confirm: Annotated[bool, typer.Option("--confirm", help="It is right.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is wrong: leave it out.")] = False,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="What it should be: actor, label (stance, status, type), target, draft, situation, reported_by, "
            "day_from, day_to, value, upper. NAME= empties it.",
        ),
    ] = None,
    same: Annotated[
        tuple[str, str] | None, typer.Option("--same", metavar="ID ID", help="Two ids are one actor; the second is kept.")
    ] = None,
    apart: Annotated[str | None, typer.Option("--apart", metavar="ID", help="This actor is linked to no other.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Why.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Whose word it is.")] = None,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write all judgements as labelled data, JSON lines.")
    ] = None,
) -> None:
    """Confirm, correct or reject a statement or a link; the word outlives re-reading with a newer version."""
    from horseshoe.record.record import Record

    if sum((item is not None, same is not None, apart is not None, export is not None)) != 1:
        raise UsageError("one thing at a time", fix="give an ITEM, --same, --apart or --export")
    judgement = _judgement(confirm, reject, bool(set_)) if item else None
    with Record(db, create=False) as record:
        if export is not None:
            print(f"{_export(record, export)} judgements written to {export}")
        elif same or apart:
            from horseshoe.record.corrections import merge_actor

            one, other = same or (apart or "", apart or "")
            with record.transaction() as connection:
                merge_actor(connection, one, other, note=note, by=by)
            print(f"{one} is {other}" if same else f"{one} is kept apart")
        elif item and judgement:
            from horseshoe.record.corrections import correct as judge
            from horseshoe.record.item_ref import ItemRef

            with record.transaction() as connection:
                touched = judge(connection, ItemRef.parse(item), judgement, _changes(set_ or []), note=note, by=by)  # type: ignore[arg-type]
            print(f"{judgement}: {touched} {'item' if touched == 1 else 'items'} of {item}")


def _judgement(confirm: bool, reject: bool, changed: bool) -> str:
    if confirm + reject + changed != 1:
        raise UsageError("say one thing of the item", fix="give --confirm, --reject or --set NAME=VALUE")
    return "confirmed" if confirm else "rejected" if reject else "corrected"


def _changes(pairs: list[str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(f"{pair!r} is no change", where="--set", fix="write NAME=VALUE, e.g. label=opposes")
        changes[name.strip()] = _value(name.strip(), value.strip())
    return changes


def _value(name: str, value: str) -> Any:
    if not value:
        return None
    if name in ("day_from", "day_to"):
        return parse_day(value, f"--set {name}")
    if name in ("value", "upper", "draft"):
        try:
            return int(value) if name == "draft" else float(value)
        except ValueError as error:
            raise UsageError(f"{value!r} is no number", where=f"--set {name}", fix="write digits only") from error
    return value


def _export(record: Any, path: Path) -> int:
    from horseshoe.cli.output import output
    from horseshoe.record.corrections import labelled

    count = 0
    with record.snapshot() as connection, output(path) as stream:
        for row in labelled(connection):
            stream.write(json_text(row) + "\n")
            count += 1
    return count
