"""A reading as rows of `items`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from horseshoe.model import DateRange, Draft, Position, Reading, Span
from horseshoe.record.schema import items
from horseshoe.stances import CAST

Row = dict[str, Any]

# Every row has every column, for one INSERT takes them all.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_VOID: tuple[Any, ...] = (None, (), [], "", False)
_EMPTY: Row = {column.name: None for column in items.columns if column.name not in ("no", "document")}


def item_rows(reading: Reading, main: str | None) -> Iterator[Row]:
    """Rows without `no` and `document`; `main` is the document's main situation.

    `draft` holds the reading's own id of a draft, and a draft's `extra` is not encoded yet: `settle` puts in the record's.
    """
    published = reading.document.published
    of_draft = {d.id: d.situation or main for d in reading.drafts}

    def row(kind: str, seq: int, span: Span, extra: Row | None = None, **columns: Any) -> Row:
        full = {k: v for k, v in extra.items() if v not in _VOID} if extra else None
        return {
            **_EMPTY,
            "situation": main,
            **columns,
            "kind": kind,
            "seq": seq,
            "start": span.start,
            "stop": span.end,
            "published": published,
            "extra": _ENCODE(full) if full else None,
        }

    yield from _actors(reading, row)
    yield from _quotes(reading, row)
    drafts = {d.id: d for d in reading.drafts}
    for n, p in enumerate(reading.positions):
        yield _position(n, p, row, of_draft.get(p.target or "", main), drafts.get(p.target or ""))
    yield from _drafts(reading, row, of_draft)
    yield from _figures_events_claims(reading, row)
    for n, d in enumerate(reading.dates):
        if published and d.range and d.range.end > published:
            yield row("date", n, d.span, label="coming", **_days(d.range))


def _actors(reading: Reading, row: Callable[..., Row]) -> Iterator[Row]:
    for n, a in enumerate(reading.actors):
        if not a.mentions:
            continue
        mentions = [[m.span.start, m.span.end, m.how] for m in a.mentions]
        extra = {"name": a.name, "role": a.role, "for": a.speaks_for, "mentions": mentions}
        yield row("actor", n, a.mentions[0].span, extra, actor=a.id, label=a.type)


def _quotes(reading: Reading, row: Callable[..., Row]) -> Iterator[Row]:
    for n, q in enumerate(reading.quotes):
        s = q.speaker
        extra = {
            "name": s and s.name,
            "role": s and s.role,
            "for": s and s.speaks_for,
            "said_by": s and s.span.text,
            "cue": q.cue and q.cue.text,
            "parts": [[p.start, p.end] for p in q.parts] if len(q.parts) > 1 else None,
        }
        yield row(
            "quote", n, q.span, extra, actor=s and s.actor, label=q.kind, target=q.addressee, reported_by=q.reported_by
        )  # fmt: skip


def _position(n: int, p: Position, row: Callable[..., Row], situation: str | None, draft: Draft | None) -> Row:
    # A vote is cast on the day of the vote, however much later the text tells of it.
    voted = draft and p.stance in CAST and not p.said_on
    when = (DateRange(draft.vote.date, draft.vote.date) if draft.vote.date else draft.when) if draft and voted else p.said_on
    extra = {
        "condition": p.condition,
        "certainty": None if p.certainty == "certain" else p.certainty,
        "negated": p.negated or None,
    }
    return row(
        "position",
        n,
        p.span,
        extra,
        situation=situation,
        actor=p.actor,
        label=p.stance,
        target=p.addressee,
        draft=p.target,
        reported_by=p.reported_by,
        **_days(when),
    )


def settle(rows: Iterable[Row], cases: dict[str, int], links: dict[str, Row]) -> list[Row]:
    """New rows with the record's draft numbers for the reading's ids, and each draft's link (score, reason)."""
    settled = []
    for row in rows:
        made = row.copy()
        own = row["draft"]
        if own is not None:
            made["draft"] = cases.get(own)
        if row["kind"] == "draft":
            made["extra"] = _ENCODE({**row["extra"], "link": links[own]} if own in links else row["extra"])
        settled.append(made)
    return settled


def _drafts(reading: Reading, row: Callable[..., Row], of_draft: dict[str, str | None]) -> Iterator[Row]:
    provisions = 0
    for n, d in enumerate(reading.drafts):
        v = d.vote
        extra = {
            "label": d.label,
            "symbol": d.symbol,
            "sponsors": list(d.sponsors),
            "vote": [v.yes, v.no, v.abstain] if (v.yes, v.no, v.abstain) != (None, None, None) else None,
            "vetoed_by": list(d.vetoed_by),
            "matches": d.matches,
            "match_reason": d.match_reason,
            "background": d.background,
            "mentions": [[m.start, m.end] for m in d.mentions],
        }
        when = DateRange(v.date, v.date) if v.date else d.when
        here = of_draft[d.id]
        made = row("draft", n, d.mentions[0], None, situation=here, label=d.status, draft=d.id, **_days(when))
        made["extra"] = {k: v for k, v in extra.items() if v not in _VOID}
        yield made
        for p in d.provisions:
            more: Row = {"condition": p.condition, "binding": p.binding, "number": p.number, "part": p.part}
            more["measures"] = list(p.measures)
            yield row(
                "provision", provisions, p.span, more,
                situation=here, label=p.act, target=p.addressee, draft=d.id, **_days(p.deadline),
            )  # fmt: skip
            provisions += 1


def _figures_events_claims(reading: Reading, row: Callable[..., Row]) -> Iterator[Row]:
    for n, f in enumerate(reading.figures):
        extra: Row = {"bound": f.bound, "unit": f.unit}
        yield row(
            "figure", n, f.span, extra,
            actor=f.source, label=f.what or f.unit, target=f.where, value=f.value, upper=f.upper, **_days(f.period),
        )  # fmt: skip
    for n, e in enumerate(reading.events):
        # A row for each acting party, so that a search for any of them finds the event; they share seq and span.
        extra = {"actors": list(e.actors), "targets": list(e.targets), "where": e.where, "negated": e.negated}
        extra["certainty"] = None if e.certainty == "certain" else e.certainty
        for actor in e.actors or (None,):
            target = e.targets[0] if e.targets else None
            yield row(
                "event", n, e.span, extra,
                actor=actor, label=e.root, target=target, reported_by=e.reported_by, **_days(e.when),
            )  # fmt: skip
    for n, c in enumerate(reading.claims):
        extra = {"denied_by": c.denied_by}
        yield row("claim", n, c.span, extra, actor=c.actor, label=c.kind, target=c.about, reported_by=c.reported_by)


def _days(range_: DateRange | None) -> Row:
    return {"day_from": range_.start, "day_to": range_.end} if range_ else {}
