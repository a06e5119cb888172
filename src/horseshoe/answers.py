"""One plain answer for the command line, the API and assistants: how a situation stands, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from horseshoe.brief.horseshoe import phrase, stance_words
from horseshoe.brief.words import chances

if TYPE_CHECKING:
    from horseshoe.brief.history import Moment
    from horseshoe.brief.standing import Name, Outcome, Standing


def situation_answer(standing: Standing, name: Name, moments: Sequence[Moment] = ()) -> dict[str, Any]:
    """What is in question on a situation, as of which day, and how it would go or went; null is what is not known.

    `moments` are the forecasts of the days before.
    """
    from horseshoe.cli.forecast import as_json

    draft = standing.draft
    return {
        "situation": standing.situation,
        "name": name(standing.situation),
        "as_of": standing.day.isoformat() if standing.day else None,
        "newest_document": standing.newest.isoformat() if standing.newest else None,
        "headline": standing.headline(name),
        "draft": {
            "number": draft.no,
            "title": standing.title,
            "symbol": draft.symbol,
            "sponsors": [name(s) for s in draft.sponsors],
            "first_told": draft.first_day.isoformat() if draft.first_day else None,
            "last_told": draft.last_day.isoformat() if draft.last_day else None,
            "provisions": list(dict.fromkeys(p for v in draft.versions for p in v.provisions)),
        }
        if draft
        else None,
        "outcome": _outcome(standing.outcome),
        "outcome_later": _outcome(standing.later),
        "chances": chances(standing.forecast.shares) if standing.forecast else None,
        "forecast": as_json(standing.forecast) if standing.forecast else None,
        "no_forecast": standing.no_forecast or None,
        "history": [
            {
                "day": m.day.isoformat(),
                "chances": chances(m.shares),
                "shares": {k: getattr(m.shares, k) for k in ("adopted", "vetoed", "failed")},
                "in_favour": {"expected": m.tally.yes.expected, "low": m.tally.yes.low, "high": m.tally.yes.high},
                "new": [n.words for n in m.new],
            }
            for m in moments
        ],
        "threats": [name(t) for t in standing.threats],
        "next": {"day": standing.coming.day.isoformat(), "words": standing.coming.words} if standing.coming else None,
        "table": [
            {"member": s.state, "name": s.name, "stance": s.stance, "words": stance_words(s) or None} for s in standing.seats
        ],
        "said": [
            {
                "actor": name(actor),
                "words": phrase(e.stance, negated=e.negated, to_come=standing.outcome is None),
                "day": e.day.isoformat() if e.day else None,
                "source": {"document": e.source.document, "ref": e.source.ref, "text": e.source.text},
            }
            for actor, e in standing.said.items()
        ],
        "precedents": [
            {"day": p.day.isoformat(), "decision": p.label, "title": p.title, "outcome": p.outcome, "tally": p.tally or None}
            for p in standing.precedents
        ],
    }


def _outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    return {
        "status": outcome.status,
        "day": outcome.day.isoformat() if outcome.day else None,
        "vetoed_by": list(outcome.by),
        "tally": outcome.tally or None,
        "from": "the Council's record" if outcome.vote else "the documents",
    }
