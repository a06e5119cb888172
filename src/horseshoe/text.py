"""Words in and out: days as people give them, and signs that steer a terminal, which are made visible wherever shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from horseshoe.errors import UsageError

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


def iso(day: date | None) -> str | None:
    """A day as programs get it (2012-02-01), None for None."""
    return day.isoformat() if day else None


def parse_day(value: str | None, where: str | None = None) -> date | None:
    """An ISO date (2012-02-01) as a day, None for None; UsageError, naming the option or field `where`, for anything else."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date", where=where, fix="write it as YYYY-MM-DD, e.g. 2012-02-01") from error
