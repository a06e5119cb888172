"""One plain answer for the command line, the API and assistants: how a situation stands, as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from horseshoe.brief.drawing.horseshoe import phrase, stance_words
from horseshoe.brief.words import chances
from horseshoe.council.rule import OUTCOMES
from horseshoe.text import iso

if TYPE_CHECKING:
    from horseshoe.brief.model import Line, Page
    from horseshoe.brief.situation.history import Moment
    from horseshoe.brief.situation.standing import Name, Outcome, Standing
    from horseshoe.record.dossiers.dossier_types import DraftEntry, PositionEntry
    from horseshoe.record.record import Record

QUOTED = 120  # characters of the words that a line of a short briefing rests on


def situation_answer(standing: Standing, name: Name, moments: Sequence[Moment] = ()) -> dict[str, Any]:
    """What is in question on a situation, as of which day, and how it would go or went; null is what is not known.

    `moments` are the forecasts of the days before.
    """
    from horseshoe.forecast.result import as_json

    draft, coming = standing.draft, standing.coming
    return {
        "situation": standing.situation,
        "name": name(standing.situation),
        "as_of": iso(standing.day),
        "newest_document": iso(standing.newest),
        "headline": standing.headline(name),
        "draft": _draft(draft, standing.title, name) if draft else None,
        "outcome": _outcome(standing.outcome),
        "outcome_later": _outcome(standing.later),
        "chances": chances(standing.forecast.shares) if standing.forecast else None,
        "forecast": as_json(standing.forecast) if standing.forecast else None,
        "no_forecast": standing.no_forecast or None,
        "history": [_moment(m) for m in moments],
        "threats": [name(t) for t in standing.threats],
        "next": {"day": iso(coming.day), "words": coming.words} if coming else None,
        "table": [
            {"member": s.state, "name": s.name, "stance": s.stance, "words": stance_words(s) or None} for s in standing.seats
        ],
        "said": [_said(actor, e, standing, name) for actor, e in standing.said.items()],
        "precedents": [
            {"day": p.day.isoformat(), "decision": p.label, "title": p.title, "outcome": p.outcome, "tally": p.tally or None}
            for p in standing.precedents
        ],
    }


def _draft(draft: DraftEntry, title: str, name: Name) -> dict[str, Any]:
    return {
        "number": draft.no,
        "title": title,
        "symbol": draft.symbol,
        "sponsors": [name(s) for s in draft.sponsors],
        "first_told": iso(draft.first_day),
        "last_told": iso(draft.last_day),
        "provisions": list(dict.fromkeys(p for v in draft.versions for p in v.provisions)),
    }


def _said(actor: str, entry: PositionEntry, standing: Standing, name: Name) -> dict[str, Any]:
    source = entry.source
    return {
        "actor": name(actor),
        "words": phrase(entry.stance, negated=entry.negated, to_come=standing.outcome is None),
        "day": iso(entry.day),
        "source": {"document": source.document, "ref": source.ref, "text": source.text},
    }


def _moment(m: Moment) -> dict[str, Any]:
    return {
        "day": m.day.isoformat(),
        "chances": chances(m.shares),
        "shares": {k: getattr(m.shares, k) for k in OUTCOMES},
        "in_favour": {"expected": m.tally.yes.expected, "low": m.tally.yes.low, "high": m.tally.yes.high},
        "new": [n.words for n in m.new],
    }


def _outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    return {
        "status": outcome.status,
        "day": iso(outcome.day),
        "vetoed_by": list(outcome.by),
        "tally": outcome.tally or None,
        "from": "the Council's record" if outcome.vote else "the documents",
    }


def situation_of(record: Record, situation: str, as_of: date | None = None, draft: int | None = None) -> dict[str, Any]:
    """How a situation of a record stands as of a day. OutsideRecordError where the record holds nothing on it by then."""
    from horseshoe.brief.situation.history import history
    from horseshoe.brief.situation.standing import standing
    from horseshoe.brief.situation.table import namer
    from horseshoe.errors import OutsideRecordError

    dossier = record.dossier(situation, as_of=as_of, limit=60)
    if not dossier.sources:
        raise OutsideRecordError("the record holds no document on this by that day", where=dossier.name)
    name = namer(record, dossier, as_of or (dossier.episodes[0].end if dossier.episodes else None))
    st = standing(record, dossier, draft, name)
    return situation_answer(st, name, history(record, dossier, st, name))


def situations_answer(record: Record, limit: int = 200) -> list[dict[str, Any]]:
    """The situations of a record, the one with the newest document first."""
    from horseshoe.record.dossiers.overview import overview

    with record.snapshot() as connection:
        rows = overview(connection, limit=limit)
    return [asdict(row) | {"newest": iso(row.newest)} for row in rows]


def brief_answer(page: Page, most: int) -> dict[str, Any]:
    """A briefing in at most `most` bytes of JSON: the headline, then each section's lines; `left_out` counts the rest.

    Every line has the offsets and the first words it rests on.
    """
    shown = {s.key: len(s.lines) for s in page.sections}
    while True:
        found = _brief(page, shown)
        longest = max(shown, key=lambda k: shown[k], default=None)
        if longest is None or shown[longest] == 0 or len(json.dumps(found, ensure_ascii=False).encode()) <= most:
            return found
        shown[longest] -= 1


def _brief(page: Page, shown: dict[str, int]) -> dict[str, Any]:
    d = page.document
    return {
        "title": page.title,
        "published": d.published.isoformat() if d and d.published else None,
        "headline": _line(page.headline),
        "sections": [
            {"title": s.title, "rests": s.rests, "lines": [_line(line) for line in s.lines[: shown[s.key]]]}
            for s in page.sections
            if shown[s.key]
        ],
        "left_out": {s.title: left for s in page.sections if (left := len(s.lines) - shown[s.key])},
        "warnings": list(page.warnings),
    }


def _line(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"text": line.text}
    if line.spans:
        s = line.spans[0]
        found["evidence"] = {"span": [s.start, s.end], "text": s.text if len(s.text) <= QUOTED else s.text[:QUOTED] + "…"}
    if line.record:
        found["record"] = list(line.record)
    return found
