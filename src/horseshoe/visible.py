"""Signs that steer a terminal or turn the direction of a line: wherever a document's words are shown, they are made visible."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

# C0 and C1 controls but tab and line feed; the marks, embeddings, overrides and isolates of direction (Unicode Standard
# Annex 9); line and paragraph separators; halves of surrogate pairs.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def show(text: str) -> str:
    """The text with every steering sign written out, as `\\x1b` or `\\u202e`."""
    return STEERING.sub(lambda m: repr(m[0])[1:-1], text)


def show_page(text: str) -> str:
    """As `show`, for a page, where each kind of line end is one."""
    return show(text.replace("\r\n", "\n").replace("\r", "\n"))


def show_row(text: str) -> str:
    """As `show`, on one line whatever the text holds; line feeds and spaces at the start stay."""
    body = text.lstrip("\n ")
    return text[: len(text) - len(body)] + show(" ".join(body.split()))


def json_text(data: Any, indent: int | None = None, default: Callable[[Any], Any] | None = None) -> str:
    """JSON in which steering signs are escapes: the same data for a program, nothing that a terminal obeys."""
    text = json.dumps(data, ensure_ascii=False, default=default, indent=indent)
    return STEERING.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def cell(value: object) -> object:
    """A cell of a table for spreadsheets: what one would take for a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
