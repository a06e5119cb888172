"""The forecast of a situation: the newest document's open draft, with what all its documents heard members say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from horseshoe.council.members import members_on
from horseshoe.errors import NothingFoundError
from horseshoe.forecast.described import Described, draft_on_the_table, from_reading
from horseshoe.forecast.evidence import statements_in
from horseshoe.forecast.forecast import forecast_draft
from horseshoe.forecast.result import Forecast
from horseshoe.model import Draft, Reading
from horseshoe.reading.docket import in_question, is_open


def described_by(
    told: Sequence[tuple[Reading, Draft]], as_of: date, *, label: str | None = None, sponsors: Sequence[str] = ()
) -> Described:
    """One draft that several readings tell of, each with its own account of it, with the statements of all of them.

    The newest account leads, later statements override earlier ones; `label` and `sponsors` are the record's, where the
    newest account names none. Readings without a date or published after `as_of` are left out; NothingFoundError without any.
    """
    return described_on(newest_first(told), as_of, label=label, sponsors=sponsors)


def newest_first(told: Sequence[tuple[Reading, Draft]]) -> list[tuple[Reading, Draft]]:
    """The readings that bear a date, the newest first: what `described_on` takes, of many days in turn."""
    dated = [(r.document.published, r.document.id, r, d) for r, d in told if r.document.published]
    dated.sort(key=lambda row: row[:2], reverse=True)
    return [(r, d) for _, _, r, d in dated]


def described_on(
    ordered: Sequence[tuple[Reading, Draft]], as_of: date, *, label: str | None = None, sponsors: Sequence[str] = ()
) -> Described:
    """`described_by` of readings in the order of `newest_first`."""
    told = [(r, d) for r, d in ordered if r.document.published and r.document.published <= as_of]
    if not told:
        raise NothingFoundError(
            "no draft resolution awaiting a vote is told of by that day", fix="describe the draft by options"
        )
    members = [m.id for m in members_on(as_of)]
    lead, draft = told[0]
    if not draft.sponsors and sponsors:
        draft = replace(draft, sponsors=tuple(sponsors))
    made = from_reading(lead, as_of, members, draft)
    heard = list(made.statements)
    for reading, same in told[1:]:
        heard += statements_in(reading, same, members, as_of)
    return replace(made, statements=tuple(heard), label=label or made.label)


def forecast_readings(readings: Sequence[Reading], as_of: date, *, votes: Path | None = None) -> Forecast:
    """Forecast the vote on the open draft that several readings of one situation tell of, as of a day.

    It is the one in question in the newest reading that tells of one; NothingFoundError where none does by then.
    """
    dated = [r for r in readings if r.document.published and r.document.published <= as_of]
    dated.sort(key=lambda r: (r.document.published or as_of, r.document.id), reverse=True)
    lead = next((r for r in dated if (d := in_question(r)) and is_open(d)), None)
    told: list[tuple[Reading, Draft]] = []
    if lead is not None:
        draft = draft_on_the_table(lead)
        told = [(lead, draft)]
        told += [(r, same) for r in dated if r is not lead and (same := _same(draft, r))]
    return forecast_draft(described_by(told, as_of), votes=votes)


def _open(reading: Reading) -> list[Draft]:
    return [d for d in reading.drafts if not d.background and is_open(d)]


def _same(draft: Draft, reading: Reading) -> Draft | None:
    """The draft of another reading that may be the same: open, on the same situation, its sponsors not contradicting."""
    for other in _open(reading):
        if other.situation != draft.situation:
            continue
        if not other.sponsors or not draft.sponsors or set(other.sponsors) & set(draft.sponsors):
            return other
    return None
