"""A whole reading to bytes and back: compact JSON, compressed; spans as offsets, for the text is stored beside it."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
import zlib
from collections.abc import Callable
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
        name: _builder(hints[name])(value, document.text)
        for name, value in data.items()
        if name in hints and name != "document"
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


def _as_it_is(value: Any, _text: str) -> Any:
    return value


@functools.cache
def _builder(hint: Any) -> Callable[[Any, str], Any]:
    """What makes a value of a type out of what `_plain` made of it and the text; looked at once a type."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        [inner] = [a for a in typing.get_args(hint) if a is not type(None)]
        return _builder(inner)
    if origin is tuple:
        part = _builder(typing.get_args(hint)[0])
        return _where_known(lambda value, text: tuple([part(v, text) for v in value]))
    if hint is Span:
        return _where_known(lambda value, text: Span.of(text, value[0], value[1]))
    if hint is date:
        return _where_known(lambda value, _: date.fromisoformat(value))
    return _where_known(_dataclass_builder(hint)) if dataclasses.is_dataclass(hint) else _as_it_is


def _where_known(build: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    return lambda value, text: None if value is None else build(value, text)


def _dataclass_builder(kind: Any) -> Callable[[Any, str], Any]:
    parts = {name: _builder(hint) for name, hint in _hints(kind).items()}
    return lambda value, text: kind(**{name: parts[name](v, text) for name, v in value.items() if name in parts})
