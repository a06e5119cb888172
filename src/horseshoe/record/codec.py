"""A whole reading to bytes and back: compact JSON, compressed; spans as offsets, for the text is stored beside it."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
import zlib
from datetime import date
from typing import Any

from horseshoe import model
from horseshoe.documents.limits import human_size
from horseshoe.model import Document, Reading, Span


def pack(reading: Reading) -> bytes:
    """The reading without its document."""
    data = {
        f.name: [_plain(item) for item in getattr(reading, f.name)]
        for f in dataclasses.fields(Reading)
        if f.name not in ("document", "warnings")
    }
    data["warnings"] = list(reading.warnings)
    return zlib.compress(_ENCODE(data).encode("utf-8", "surrogatepass"), 1)


def unpack(packed: bytes, document: Document, largest: int | None = None) -> Reading:
    """The reading of `document` that `pack` made. Fields that this version does not know are left out.

    ValueError where it takes more than `largest` bytes once decompressed.
    """
    data = json.loads(_decompressed(packed, largest).decode("utf-8", "surrogatepass"))
    hints = _hints(Reading)
    values = {
        name: _built(value, hints[name], document.text) for name, value in data.items() if name in hints and name != "document"
    }
    return Reading(document=document, **values)


def _decompressed(packed: bytes, largest: int | None) -> bytes:
    if largest is None:
        return zlib.decompress(packed)
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(packed, largest)
    if not unpacker.eof:
        raise ValueError(f"larger than {human_size(largest)}, or cut off")
    return data


_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@functools.cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    # An empty local namespace: a field may bear the name of its type (VoteCount.date).
    return typing.get_type_hints(kind, vars(model), {})


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is Span:
        return [value.start, value.end]
    if kind is tuple:
        return [_plain(v) for v in value]
    if kind is date:
        return value.isoformat()
    made = {}
    for name, default in _fields(kind):
        v = getattr(value, name)
        if default is dataclasses.MISSING or v != default:
            made[name] = v if type(v) in _AS_THEY_ARE else _plain(v)
    return made


def _built(value: Any, hint: Any, text: str) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        [inner] = [a for a in typing.get_args(hint) if a is not type(None)]
        return _built(value, inner, text)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(_built(v, inner, text) for v in value)
    if hint is Span:
        return Span.of(text, value[0], value[1])
    if hint is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        made = {name: _built(v, hints[name], text) for name, v in value.items() if name in hints}
        return typing.cast(type, hint)(**made)
    return value
