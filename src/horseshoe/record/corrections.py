"""A person's word on an item: confirmed, corrected or rejected. It outlives re-reading and can be exported as labelled data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, insert, select

from horseshoe.errors import UsageError
from horseshoe.model import Reading
from horseshoe.record.item_ref import ItemRef, mark_of
from horseshoe.record.rows import Row
from horseshoe.record.schema import actors, corrections, documents, items, merges
from horseshoe.record.vocabulary import check_changes

Judgement = Literal["confirmed", "corrected", "rejected"]
CHANGEABLE = ("actor", "label", "target", "draft", "reported_by", "day_from", "day_to", "value", "upper", "situation")
_DATES = ("day_from", "day_to")
_KEPT = (*CHANGEABLE, "kind", "seq", "start", "stop", "extra")


def corrections_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[Any]]:
    """The corrections of some documents, oldest first."""
    found: dict[str, list[Any]] = {}
    for n in range(0, len(ids), 500):
        query = select(corrections).where(corrections.c.document.in_(ids[n : n + 500])).order_by(corrections.c.no)
        for row in connection.execute(query):
            found.setdefault(row.document, []).append(row)
    return found


def apply_corrections(rows: list[Row], judged: Sequence[Any], reading: Reading) -> list[Row]:
    """The rows of one document as people have judged them.

    What was confirmed or corrected and is not found again is put back as it was, if its span still lies in the text.
    """
    for correction in judged:
        hits = _matching(rows, correction)
        changes = _typed(json.loads(correction.changes))
        if correction.judgement == "rejected":
            rows = [r for r in rows if not any(r is hit for hit in hits)]
            continue
        if not hits:
            if correction.stop > len(reading.document.text):
                continue
            lost = {**dict.fromkeys(rows[0] if rows else _KEPT), **_typed(json.loads(correction.snapshot))}
            lost["published"] = reading.document.published
            hits = [lost]
            rows = [*rows, lost]
        for row in hits:
            row.update(changes, judgement=correction.judgement)
    return rows


def _matching(rows: Sequence[Row], correction: Any) -> list[Row]:
    """The rows that a judgement speaks of: same kind, who, what and whom; on the same span, else on the one most like it.

    Where none says quite the same, a confirmed or corrected item is also met by what the same actor is said to do there.
    """
    was = json.loads(correction.snapshot)
    kind = correction.kind
    mark = mark_of(kind, was.get("actor"), was.get("label"), was.get("target"))
    there = [(share, r) for r in rows if r["kind"] == kind and (share := _share(r, correction)) >= 0.5]
    alike = [(share, r) for share, r in there if mark_of(kind, r["actor"], r["label"], r["target"]) == mark]
    if not alike and correction.judgement != "rejected":
        alike = [(share, r) for share, r in there if r["actor"] == was.get("actor")]
    best = max((share for share, _ in alike), default=0.0)
    return [r for share, r in alike if share == best]


def _share(row: Row, correction: Any) -> float:
    common = min(row["stop"], correction.stop) - max(row["start"], correction.start)
    return common / max(row["stop"] - row["start"], correction.stop - correction.start) if common > 0 else 0.0


def _typed(values: Row) -> Row:
    return {k: date.fromisoformat(v) if k in _DATES and isinstance(v, str) else v for k, v in values.items()}


def find_items(connection: Connection, ref: ItemRef) -> list[Any]:
    """The items that a reference names. UsageError when the document or the item is not there, or the prefix fits several."""
    full = full_id(connection, ref.document)
    query = (
        select(items)
        .join(documents, documents.c.no == items.c.document)
        .where(documents.c.id == full, items.c.kind == ref.kind, items.c.start == ref.start, items.c.stop == ref.stop)
    )
    found = [r for r in connection.execute(query) if ref.mark in (None, mark_of(r.kind, r.actor, r.label, r.target))]
    if not found:
        raise UsageError(f"no {ref.kind} stands there", where=str(ref), fix="look the reference up in the dossier or search")
    return found


def full_id(connection: Connection, prefix: str) -> str:
    """The document id that starts with `prefix`. UsageError when none or several do."""
    clean = prefix.lower()
    if not clean or not set(clean) <= set("0123456789abcdef"):
        raise UsageError(f"{prefix!r} is no document's id", fix="give its first characters as printed")
    query = select(documents.c.id).where(documents.c.id.like(f"{clean}%")).limit(2)
    found = list(connection.execute(query).scalars())
    if len(found) != 1:
        raise UsageError(
            "several documents start so" if found else "there is no such document", where=prefix, fix="give more of its id"
        )
    return str(found[0])


def correct(
    connection: Connection,
    ref: ItemRef,
    judgement: Judgement,
    changes: Row | None = None,
    *,
    note: str | None = None,
    by: str | None = None,
) -> int:
    """Note a person's judgement and apply it now. Returns how many items it touched: several where `ref` bears no mark.

    UsageError for an unknown item, judgement or column, and for a correction without changes.
    """
    changes = changes or {}
    if judgement not in get_args(Judgement):
        raise UsageError(f"unknown judgement {judgement!r}", fix="use confirmed, corrected or rejected")
    if unknown := [c for c in changes if c not in CHANGEABLE]:
        raise UsageError(f"{unknown[0]!r} cannot be changed", fix="use " + ", ".join(CHANGEABLE))
    if (judgement == "corrected") != bool(changes):
        raise UsageError("a correction says what changes, other judgements change nothing", fix="give --set NAME=VALUE")
    check_changes(connection, ref.kind, changes)
    found = find_items(connection, ref)
    document = connection.execute(select(documents).where(documents.c.no == found[0].document)).one()
    told = {ItemRef.of(document.id, row): row for row in found}
    for row in told.values():
        connection.execute(
            insert(corrections).values(
                document=document.id,
                kind=ref.kind,
                start=ref.start,
                stop=ref.stop,
                judgement=judgement,
                changes=json.dumps({k: _jsonable(v) for k, v in changes.items()}, ensure_ascii=False),
                snapshot=json.dumps({k: _jsonable(getattr(row, k)) for k in _KEPT}, ensure_ascii=False),
                note=note,
                by=by,
                at=datetime.now(UTC).isoformat(timespec="seconds"),
                reader=document.reader,
            )
        )
    numbers = [row.no for row in found]
    if judgement == "rejected":
        connection.execute(items.delete().where(items.c.no.in_(numbers)))
    else:
        connection.execute(items.update().where(items.c.no.in_(numbers)).values(**_typed(changes), judgement=judgement))
    return len(told)


def labelled(connection: Connection) -> Iterator[Row]:
    """Every judgement as training or test data: text, span, what was read, what a person says of it."""
    query = (
        select(corrections, documents.c.text)
        .outerjoin(documents, documents.c.id == corrections.c.document)
        .order_by(corrections.c.no)
    )
    for row in connection.execute(query):
        read = json.loads(row.snapshot)
        yield {
            "document": row.document,
            "kind": row.kind,
            "span": [row.start, row.stop],
            "text": row.text[row.start : row.stop] if row.text else None,
            "read": {k: v for k, v in read.items() if k in CHANGEABLE and v is not None},
            "judgement": row.judgement,
            "changes": json.loads(row.changes),
            "note": row.note,
            "by": row.by,
            "at": row.at,
            "reader": row.reader,
        }


def _jsonable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def merge_actor(connection: Connection, actor: str, same_as: str, *, note: str | None = None, by: str | None = None) -> None:
    """Note that one actor id is another (or, with both alike, that it is its own), and apply it now.

    UsageError when the record knows no such actor.
    """
    known = {row.id: row.canonical for row in connection.execute(select(actors).where(actors.c.id.in_((actor, same_as))))}
    for id_ in (actor, same_as):
        if id_ not in known:
            raise UsageError("the record knows no such actor", where=id_, fix="give an id as search and dossier print it")
    target = known[same_as] if same_as != actor else actor
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(merges.delete().where(merges.c.actor == actor))
    connection.execute(insert(merges).values(actor=actor, same_as=target, note=note, by=by, at=at))
    changed = actors.update().values(canonical=target, score=1.0, reason="a person's word")
    # Those linked to the actor move with it, but stay where it is only set apart.
    moved = actors.c.id == actor if same_as == actor else (actors.c.id == actor) | (actors.c.canonical == actor)
    connection.execute(changed.where(moved))
