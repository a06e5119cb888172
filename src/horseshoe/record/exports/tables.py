"""JSON, JSON lines, CSV and Parquet: every statement a row."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from horseshoe.errors import UsageError
from horseshoe.record.exports.statements import COLUMNS, Origin, Scope, plain, rows_in, statements
from horseshoe.record.item_ref import mark_of
from horseshoe.record.schema import actors, drafts
from horseshoe.text import cell

_json = json.JSONEncoder(ensure_ascii=False).encode
_often = functools.lru_cache(maxsize=4096)(_json)  # an actor, a label, a day
_NAMES = ("situation", "actor", "label", "target", "draft", "reported_by", "day_from", "day_to", "value", "upper", "judgement")
_DAYS = ("day_from", "day_to")


def write_json(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """One object: `statements`, and the `drafts` and `actors` that they name."""
    found = [plain(s) for s in statements(connection, scope)]
    cases = {s["draft"] for s in found if "draft" in s}
    names = {s[k] for s in found for k in ("actor", "target", "reported_by") if k in s}
    data = {
        "statements": found,
        "drafts": [_row(r) for r in connection.execute(select(drafts).order_by(drafts.c.no)) if r.no in cases],
        "actors": [_row(r) for r in connection.execute(select(actors).order_by(actors.c.id)) if r.id in names],
    }
    out.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))


def _row(row: object) -> dict[str, object]:
    found: dict[str, object] = {k: v for k, v in row._mapping.items() if v is not None}  # type: ignore[attr-defined]
    if "sponsors" in found:
        found["sponsors"] = json.loads(str(found["sponsors"]))
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in found.items()}


def write_jsonl(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """A statement a line, put together from parts that are encoded once; `more` stands as the record keeps it."""
    for line in _lines(connection, scope):
        out.write(line.encode("utf-8", "backslashreplace"))


def _lines(connection: Connection, scope: Scope) -> Iterator[str]:
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


def write_csv(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """A statement a row (RFC 4180); `more` is JSON. A cell that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.TextIOWrapper(out, "utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for statement in statements(connection, scope):
        more = json.dumps(statement.more, ensure_ascii=False) if statement.more else ""
        writer.writerow([cell(v) for v in (*statement[:-1], more)])
    text.detach()


def write_parquet(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """A statement a row, written in parts of 10,000, so that memory does not grow with the record. Needs pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow", where="--format", fix="pip install 'horseshoe[votes]'") from error
    types = {
        "published": pa.date32(), "day_from": pa.date32(), "day_to": pa.date32(), "start": pa.int32(), "end": pa.int32(),
        "draft": pa.int64(), "value": pa.float64(), "upper": pa.float64(),
    }  # fmt: skip
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    with pq.ParquetWriter(out, schema) as writer:
        rows: list[dict[str, object]] = []
        for statement in statements(connection, scope):
            row = statement._asdict()
            rows.append({**row, "more": json.dumps(statement.more, ensure_ascii=False) if statement.more else None})
            if len(rows) == 10_000:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, schema))
