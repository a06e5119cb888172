"""A page as JSON data: every line with the offsets and words it rests on."""

from __future__ import annotations

from typing import Any

from horseshoe.brief.model import Line, Page
from horseshoe.contract import offsets
from horseshoe.model import Document, Span
from horseshoe.text import iso


def _evidence(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [{"span": offsets(s), "text": s.text} for s in spans]


def _line(line: Line) -> dict[str, Any]:
    found = {"text": line.text, "depth": line.depth, "spans": _evidence(line.spans), "record": list(line.record)}
    return found | {"notes": [{"where": n.where, "text": n.words, "ref": n.ref} for n in line.notes]} if line.notes else found


def _document(d: Document) -> dict[str, Any]:
    return {
        "id": d.id,
        "path": d.path,
        "title": d.title,
        "published": iso(d.published),
        "published_from": d.published_from,
        "publisher": d.publisher,
        "kind": d.kind,
        "text": d.text,
    }


def to_json(brief: Page) -> dict[str, Any]:
    """Plain JSON data of a page; `document` is a briefing's."""
    return {
        "brief": 1,
        "document": _document(brief.document) if brief.document else {"title": brief.title, "dated": brief.dated},
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
