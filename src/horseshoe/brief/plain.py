"""The briefing as JSON data: every line with the offsets and words it rests on."""

from __future__ import annotations

from typing import Any

from horseshoe.brief.model import Brief, Line
from horseshoe.contract import offsets
from horseshoe.model import Span


def _evidence(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [{"span": offsets(s), "text": s.text} for s in spans]


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "depth": line.depth, "spans": _evidence(line.spans), "record": list(line.record)}


def to_json(brief: Brief) -> dict[str, Any]:
    """Plain JSON data of the briefing."""
    d = brief.document
    return {
        "brief": 1,
        "document": {
            "id": d.id,
            "path": d.path,
            "title": d.title,
            "published": d.published.isoformat() if d.published else None,
            "published_from": d.published_from,
            "publisher": d.publisher,
            "kind": d.kind,
            "text": d.text,
        },
        "headline": _line(brief.headline),
        "council": [
            {
                "state": s.state,
                "name": s.name,
                "permanent": s.permanent,
                "president": s.president,
                "stance": s.stance,
                "hedged": s.hedged,
                "certainty": s.certainty,
                "spans": _evidence(s.spans),
            }
            for s in brief.seats
        ],
        "sections": [
            {"key": s.key, "title": s.title, "rests": s.rests, "lines": [_line(line) for line in s.lines]}
            for s in brief.sections
        ],
        "warnings": list(brief.warnings),
    }
