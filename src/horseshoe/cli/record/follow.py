"""`horseshoe follow`: watch feeds and tell what changes."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.options import Database
from horseshoe.errors import PartialError, UsageError

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import Dossier, DraftEntry

app = typer.Typer()


@app.command()
def follow(
    config: Annotated[
        Path | None, typer.Argument(metavar="FEEDS.toml", help="Feeds, situations and where notices go (docs/follow.md).")
    ] = None,
    db: Database = "horseshoe.db",
    every: Annotated[
        str | None, typer.Option("--every", metavar="SPAN", help="Look again after 15m, 2h, 1d; without it, look once.")
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="Print an example file with feeds of the UN, and stop.")] = False,
    no_forecast: Annotated[bool, typer.Option("--no-forecast", help="Tell no change of forecasts.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")
    ] = False,
) -> None:
    """Read new entries of feeds and page lists into the record, and tell of new drafts, threats and changed forecasts."""
    if example:
        from importlib.resources import files

        print((files("horseshoe.record") / "un_feeds.toml").read_text("utf-8"), end="")
        return
    if config is None:
        raise UsageError("no file of feeds is given", fix="make one with: horseshoe follow --example > feeds.toml")
    from horseshoe.record.following.follow import Fetcher, follow_once
    from horseshoe.record.following.follow_config import load_config, seconds_of
    from horseshoe.record.following.notify import deliver
    from horseshoe.record.record import Record

    followed = load_config(config)
    pause = seconds_of(every, "--every") if every else None
    with Record(db) as record:
        while True:
            fetcher = Fetcher(followed.delay, allow_private=allow_private)
            done = follow_once(record, followed, fetcher=fetcher, forecast=None if no_forecast else chance_of_adoption)
            failed = done.failed + deliver(record, followed, allow_private=allow_private)
            for error in failed:
                print(f"horseshoe: {error.line()}", file=sys.stderr)
            counts = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in sorted(done.counts.items()))
            print(f"{counts or 'nothing new'}; {len(done.notices)} notices", file=sys.stderr)
            if pause is None:
                break
            time.sleep(pause)
    if failed:
        raise PartialError(f"{len(failed)} feeds, entries or channels failed, the others were done")


def chance_of_adoption(dossier: Dossier, draft: DraftEntry) -> float | None:
    """The forecast for a draft of a dossier, from its sponsors and what members say of it, as of the last document on it."""
    from horseshoe.council.members import members_on
    from horseshoe.forecast import Statement, forecast_draft
    from horseshoe.forecast.described import describe

    day = draft.last_day
    if day is None:
        return None
    sitting = {m.id for m in members_on(day)}
    said = [
        Statement(p.actor, p.stance, p.day, 1.0, condition=p.condition)
        for actor, entries in dossier.positions.items()
        for p in entries
        if actor in sitting and p.draft == draft.no and p.day and p.day <= day and p.stance in _HEARD
    ]
    rivals = sum(d.no != draft.no and d.status == "pending" for d in dossier.drafts)
    sponsors = tuple(s for s in draft.sponsors if len(s) == 3 and s.isupper())
    described = describe(dossier.situation, day, sponsors=sponsors, heard=said, rivals=rivals, label=draft.label)
    return float(forecast_draft(described).shares.adopted)


_HEARD = ("sponsors", "supports", "opposes", "threatens_veto")
