"""What a statement of the record can say: the words of each column by the kind of item. Corrections are held to it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from sqlalchemy import Connection, select

from horseshoe.errors import UsageError
from horseshoe.model import ActorType, ClaimKind, DraftStatus, PloverRoot, QuoteKind, Stance
from horseshoe.record.names import known_names
from horseshoe.record.schema import actors, drafts, situations

# What stands under `label`, by the kind of item; of other kinds it is words of the text.
VOCABULARY: dict[str, tuple[str, ...]] = {
    "actor": get_args(ActorType),
    "quote": get_args(QuoteKind),
    "position": get_args(Stance),
    "draft": get_args(DraftStatus),
    "event": get_args(PloverRoot),
    "claim": get_args(ClaimKind),
}
_ONLY_OF = {
    "value": ("figure",),
    "upper": ("figure",),
    "draft": ("position", "provision", "draft", "quote", "claim", "event"),
}
_WELL_FORMED = re.compile(r"[a-z0-9][a-z0-9'.-]{0,119}")
_LARGEST = 1e15


_FIX = {
    "actor": "give an id as search and dossier print it, such as RUS or vitaly-churkin",
    "target": "give an id as search and dossier print it",
    "reported_by": "give an id as search and dossier print it",
    "label": "give one line of at most 200 characters",
    "draft": "give the number of a draft of the record",
    "situation": "give an id such as SYR",
    "value": "give a number",
    "upper": "give a number",
    "day_from": "give a day as YYYY-MM-DD",
    "day_to": "give a day as YYYY-MM-DD",
}


def check_changes(connection: Connection, kind: str, changes: Mapping[str, Any]) -> None:
    """UsageError where a correction of an item of that kind says what no item of it can be."""
    for name, value in changes.items():
        if kind not in _ONLY_OF.get(name, (kind,)):
            raise UsageError(f"a {kind} has no {name}", where=f"{name}={value}", fix="correct what it has")
        if value is None:
            if name == "label" and kind in VOCABULARY:
                raise UsageError("cannot be empty", where=name, fix="use " + ", ".join(VOCABULARY[kind]))
            continue
        if not _fits(connection, kind, name, value):
            fix = "use " + ", ".join(VOCABULARY[kind]) if name == "label" and kind in VOCABULARY else _FIX[name]
            raise UsageError(f"{value!r} is no {name} of a {kind}", where=name, fix=fix)
    low, high = changes.get("value"), changes.get("upper")
    if low is not None and high is not None and high < low:
        raise UsageError("is below value", where="upper", fix="give the larger number as upper")
    first, last = changes.get("day_from"), changes.get("day_to")
    if first is not None and last is not None and last < first:
        raise UsageError("lies before day_from", where="day_to", fix="give the later day as day_to")


def _fits(connection: Connection, kind: str, name: str, value: Any) -> bool:
    if name in ("day_from", "day_to"):
        return isinstance(value, date)
    if name in ("value", "upper"):
        return isinstance(value, int | float) and math.isfinite(value) and abs(value) <= _LARGEST
    if name == "draft":
        return (
            isinstance(value, int) and connection.execute(select(drafts.c.no).where(drafts.c.no == value)).first() is not None
        )
    if not isinstance(value, str):
        return False
    if name == "label":
        return value in VOCABULARY[kind] if kind in VOCABULARY else value.isprintable() and len(value) <= 200
    if name == "situation":
        return value in known_names().values() or _is_there(connection, situations.c.situation, value)
    if value in known_names().values() or _WELL_FORMED.fullmatch(value):
        return True
    return _is_there(connection, actors.c.id, value)


def _is_there(connection: Connection, column: Any, value: Any) -> bool:
    return connection.execute(select(column).where(column == value).limit(1)).first() is not None
