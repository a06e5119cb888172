"""What changed in a followed situation: a new draft, another status, a threat of veto, another forecast. Told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from horseshoe.errors import HorseshoeError, OutsideRecordError
from horseshoe.record.dossiers.dossier import build
from horseshoe.record.dossiers.dossier_types import Dossier, DraftEntry
from horseshoe.record.names import situation_id, title
from horseshoe.record.record import Record
from horseshoe.record.schema import notices, outbox, situations
from horseshoe.record.sql import insert_all, insert_missing, next_number

# The chance from 0 to 1 that a draft of a dossier is adopted; None where no forecast can be made.
Forecast = Callable[[Dossier, DraftEntry], float | None]


@dataclass(frozen=True, slots=True)
class Notice:
    """One change, in words. `key` tells it from others of its kind, so that it is told once."""

    situation: str
    kind: str
    key: str
    text: str
    document: str | None = None


def new_notices(
    record: Record,
    wanted: Sequence[str],
    forecast: Forecast | None = None,
    step: float = 0.05,
    channels: Sequence[str] = (),
) -> list[Notice]:
    """The changes not told before, in the situations `wanted` (none: all in the record).

    They are noted, and put into the outbox of each channel, in one transaction: what is noted is told, sooner or later.
    """
    with record.snapshot() as connection:
        found: list[Notice] = []
        for situation in _ids(connection, wanted):
            dossier = build(connection, situation, limit=200)
            found += _drafts(dossier)
            found += _threats(dossier)
            found += _forecasts(connection, dossier, forecast, step) if forecast else ()
        told = {(r.situation, r.kind, r.key) for r in connection.execute(select(notices))}
    fresh = list({(n.situation, n.kind, n.key): n for n in found if (n.situation, n.kind, n.key) not in told}.values())
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with record.transaction() as connection:
        first = next_number(connection, notices)
        rows = [
            {"no": no, "at": at, "situation": n.situation, "kind": n.kind, "key": n.key, "text": n.text, "document": n.document}
            for no, n in enumerate(fresh, first)
        ]
        insert_missing(connection, notices, rows)
        stored = connection.execute(select(notices.c.no).where(notices.c.no >= first)).scalars().all()
        insert_all(
            connection, outbox, [{"channel": c, "notice": no, "tries": 0, "not_before": 0.0} for no in stored for c in channels]
        )
    return fresh


def _ids(connection: Connection, wanted: Sequence[str]) -> list[str]:
    if not wanted:
        return sorted(connection.execute(select(situations.c.situation).distinct()).scalars())
    found = []
    for name in wanted:
        try:
            found.append(situation_id(connection, name))
        except OutsideRecordError:  # nothing on it yet
            continue
    return found


def _drafts(dossier: Dossier) -> Iterator[Notice]:
    for d in dossier.drafts:
        first, last = d.versions[0].source, d.versions[-1].source
        name = f"{d.label} ({d.symbol})" if d.symbol else d.label
        if d.status == "pending":
            yield Notice(dossier.situation, "draft", str(d.no), f"{dossier.name}: new draft: {name}", first.document)
        else:
            said = d.status.replace("_", " ")
            yield Notice(dossier.situation, "status", f"{d.no}:{d.status}", f"{dossier.name}: {name}: {said}", last.document)


def _threats(dossier: Dossier) -> Iterator[Notice]:
    labels = {d.no: d.label for d in dossier.drafts}
    for actor, entries in dossier.positions.items():
        for p in entries:
            if p.stance == "threatens_veto":
                of = labels.get(p.draft or -1, "a draft")
                text = f"{dossier.name}: {title(actor)} threatens to veto {of}"
                yield Notice(dossier.situation, "threat", f"{actor}:{p.draft}", text, p.source.document)
            elif p.reversal:
                of = labels.get(p.draft or -1, "a draft")
                text = f"{dossier.name}: {title(actor)} turns: {p.stance.replace('_', ' ')} {of}"
                yield Notice(dossier.situation, "reversal", f"{actor}:{p.draft}:{p.day}", text, p.source.document)


def _forecasts(connection: Connection, dossier: Dossier, forecast: Forecast, step: float) -> Iterator[Notice]:
    """A notice when a pending draft's chance of adoption is `step` or more from the one told last."""
    for d in dossier.drafts:
        if d.status != "pending":
            continue
        try:
            chance = forecast(dossier, d)
        except HorseshoeError:
            continue
        if chance is None:
            continue
        query = select(notices.c.key).where(
            notices.c.situation == dossier.situation, notices.c.kind == "forecast", notices.c.key.like(f"{d.no}:%")
        )
        last = connection.execute(query.order_by(notices.c.no.desc()).limit(1)).scalar()
        if last is not None and abs(float(last.split(":")[1]) - chance) < step:
            continue
        before = f", before {float(last.split(':')[1]):.0%}" if last else ""
        newest = d.versions[-1].source
        key = f"{d.no}:{chance:.4f}:{newest.document[:8]}"
        text = f"{dossier.name}: {d.label}: chance of adoption {chance:.0%}{before}"
        yield Notice(dossier.situation, "forecast", key, text, newest.document)
