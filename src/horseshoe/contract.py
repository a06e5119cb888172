"""The reading contract: a Reading as the JSON that `horseshoe read --format jsonl` prints (docs/contract.md)."""

from __future__ import annotations

from typing import Any

from horseshoe.model import (
    Actor,
    DateMention,
    DateRange,
    Document,
    Draft,
    Event,
    Figure,
    Position,
    Quote,
    Reading,
    Span,
)
from horseshoe.text import iso

CONTRACT_VERSION = 2

Json = dict[str, Any]


KIND_IN_CONTRACT = {"report": "other"}  # version 2 knows no reports


def to_contract(reading: Reading) -> Json:
    """The reading as plain JSON data, names and order as the contract has them."""
    return {
        "contract": CONTRACT_VERSION,
        "document": _document(reading.document),
        "actors": [_actor(a) for a in reading.actors],
        "quotes": [_quote(q) for q in reading.quotes],
        "positions": [_position(p) for p in reading.positions if told(p)],
        "drafts": [_draft(d) for d in reading.drafts],
        "figures": [_figure(f) for f in reading.figures],
        "events": [_event(e) for e in reading.events],
        "dates": [_date(d) for d in reading.dates],
        "warnings": list(reading.warnings),
    }


def told(position: Position) -> bool:
    """Whether the contract prints a position: what is certain or likely, and what members are said to veto or not to veto.

    What is only wished, asked or supposed is kept out (docs/contract.md).
    """
    if position.stance == "threatens_veto":
        return position.certainty == "certain" or (position.certainty != "underspecified" and not position.negated)
    return position.certainty in ("certain", "probable") and not position.negated


def offsets(span: Span) -> list[int]:
    """A span as `[start, end]`."""
    return [span.start, span.end]


def days(range_: DateRange | None) -> list[str] | None:
    """A date range as two ISO dates, or None."""
    return [range_.start.isoformat(), range_.end.isoformat()] if range_ else None


def _document(d: Document) -> Json:
    return {
        "id": d.id,
        "path": d.path,
        "title": d.title,
        "published": iso(d.published),
        "published_from": d.published_from,
        "publisher": d.publisher,
        "kind": KIND_IN_CONTRACT.get(d.kind, d.kind),
        "language": d.language,
        "characters": len(d.text),
    }


def _actor(a: Actor) -> Json:
    mentions = [{"span": offsets(m.span), "text": m.span.text, "how": m.how} for m in a.mentions]
    return {"id": a.id, "name": a.name, "type": a.type, "mentions": mentions}


def _quote(q: Quote) -> Json:
    s = q.speaker
    speaker = s and {
        "actor": s.actor,
        "name": s.name,
        "role": s.role,
        "for": s.speaks_for,
        "span": offsets(s.span),
    }
    return {
        "span": offsets(q.span),
        "text": q.span.text,
        "parts": [offsets(p) for p in q.parts],
        "kind": q.kind,
        "speaker": speaker,
        "cue": q.cue and {"span": offsets(q.cue), "text": q.cue.text},
        "addressee": q.addressee,
        "reported_by": q.reported_by,
    }


def _position(p: Position) -> Json:
    return {
        "actor": p.actor,
        "stance": p.stance,
        "target": {"draft": p.target} if p.target else None,
        "addressee": p.addressee,
        "condition": p.condition,
        "certainty": p.certainty,
        "negated": p.negated,
        "said_on": days(p.said_on),
        "reported_by": p.reported_by,
        "span": offsets(p.span),
        "text": p.span.text,
    }


def _draft(d: Draft) -> Json:
    v = d.vote
    provisions = [
        {
            "text": p.span.text,
            "span": offsets(p.span),
            "act": p.act,
            "addressee": p.addressee,
            "condition": p.condition,
        }
        for p in d.provisions
    ]
    return {
        "id": d.id,
        "label": d.label,
        "symbol": d.symbol,
        "sponsors": list(d.sponsors),
        "situation": d.situation,
        "status": d.status,
        "vote": {
            "date": iso(v.date),
            "yes": v.yes,
            "no": v.no,
            "abstain": v.abstain,
        },
        "vetoed_by": list(d.vetoed_by),
        "matches": d.matches,
        "provisions": provisions,
        "mentions": [offsets(m) for m in d.mentions],
    }


def _figure(f: Figure) -> Json:
    return {
        "span": offsets(f.span),
        "text": f.span.text,
        "value": _number(f.value),
        "upper": _number(f.upper),
        "bound": f.bound,
        "unit": f.unit,
        "what": f.what,
        "where": f.where,
        "period": days(f.period),
        "source": f.source,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _event(e: Event) -> Json:
    return {
        "root": e.root,
        "actors": list(e.actors),
        "targets": list(e.targets),
        "when": days(e.when),
        "where": e.where,
        "certainty": e.certainty,
        "negated": e.negated,
        "reported_by": e.reported_by,
        "span": offsets(e.span),
        "text": e.span.text,
    }


def _date(d: DateMention) -> Json:
    return {
        "span": offsets(d.span),
        "text": d.span.text,
        "start": d.range.start.isoformat() if d.range else None,
        "end": d.range.end.isoformat() if d.range else None,
    }
