"""JSON lines: a statement a line, put together from parts that are encoded once."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sqlalchemy import Connection

from horseshoe.record.exports.statements import Origin, Scope, rows_in
from horseshoe.record.item_ref import mark_of

_json = json.JSONEncoder(ensure_ascii=False).encode
_often = functools.lru_cache(maxsize=4096)(_json)  # an actor, a label, a day
_NAMES = ("situation", "actor", "label", "target", "draft", "reported_by", "day_from", "day_to", "value", "upper", "judgement")
_DAYS = ("day_from", "day_to")


def write_jsonl(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """A statement a line, as JSON data without what is not known; `more` stands as the record keeps it."""
    for line in lines(connection, scope):
        out.write(line.encode("utf-8", "backslashreplace"))


def lines(connection: Connection, scope: Scope) -> Iterator[str]:
    """The lines, each with its end."""
    of, of_document = "", ("", "")
    for origin, row in rows_in(connection, scope):
        if origin.id != of:
            of, of_document = origin.id, _of_document(origin)
        _, kind, _, start, stop, published, *values, extra = row
        _, actor, label, target, *_ = values
        mark = mark_of(kind, actor, label, target)
        day = f', "published": "{published.isoformat()}"' if published is not None else ""
        known = "".join([f', "{n}": {_value(n, v)}' for n, v in zip(_NAMES, values, strict=True) if v is not None])
        more = f', "more": {extra}' if extra and extra != "{}" else ""
        yield (
            f'{{"ref": "{of[:8]}:{kind}:{start}-{stop}:{mark}", {of_document[0]}{day}{of_document[1]}, "kind": "{kind}", '
            f'"start": {start}, "end": {stop}, "text": {_json(origin.text[start:stop])}{known}{more}}}\n'
        )


def _of_document(origin: Origin) -> tuple[str, str]:
    """What all statements of a document say of it, before and behind the day."""
    behind = (("publisher", origin.publisher), ("title", origin.title))
    told = "".join(f', "{name}": {_json(value)}' for name, value in behind if value is not None)
    return f'"document": {_json(origin.id)}, "path": {_json(origin.path)}', told


def _value(name: str, value: Any) -> str:
    return f'"{value.isoformat()}"' if name in _DAYS else _often(value)
