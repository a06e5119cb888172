"""Reads the mapping file (TOML) that tells what a votes sheet of another form calls things (docs/votes-load.md)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from horseshoe.council.votes_columns import FIELDS, LIST_FIELDS, OUTCOMES, Columns, known
from horseshoe.documents.settings_file import read_toml
from horseshoe.errors import UsageError

ENTRIES = {"name", "body", "layout", "key", "date_format", "outcome", "columns", "values"}
MODALITIES = ("vote", "without_vote", "not_recorded")
VALUE_TABLES: dict[str, tuple[str, ...] | None] = {
    "vote": ("Y", "N", "A", "X"),
    "outcome": OUTCOMES,
    "modality": MODALITIES,
    "state": None,
}


class _RefusedError(ValueError):
    """What is wrong with a mapping, in words."""


def read_mapping(path: Path) -> Columns:
    """The columns that a mapping file describes. InputError when it cannot be read, UsageError where it cannot be used."""
    data = read_toml(path, mend="see docs/votes-load.md", wrong=UsageError)
    try:
        return _mapping(data, path.stem)
    except _RefusedError as error:
        raise UsageError(str(error), where=str(path), mend="see docs/votes-load.md") from error


def _mapping(data: dict[str, Any], stem: str) -> Columns:
    if unknown := set(data) - ENTRIES:
        raise _RefusedError(f"unknown entries {', '.join(sorted(unknown))}")
    layout, body = data.get("layout", "rows"), data.get("body")
    if layout not in ("rows", "lists") or body not in ("SC", "GA"):
        raise _RefusedError('layout is "rows" or "lists", body is "SC" or "GA"')
    key = data.get("key", [])
    if not isinstance(key, list) or not all(isinstance(k, str) for k in key):
        raise _RefusedError("key is a list of columns")
    of = _columns(data.get("columns"), layout, key)
    values = _values(data.get("values", {}))
    outcome = data.get("outcome")
    if outcome is not None and outcome not in OUTCOMES:
        raise _RefusedError(f"outcome is one of {', '.join(OUTCOMES)}")
    form = data.get("date_format", "%Y-%m-%d")
    if not isinstance(form, str):
        raise _RefusedError("date_format is a text such as %d.%m.%Y")
    return Columns(
        of,
        body=body,
        name=str(data.get("name") or stem),
        layout=layout,
        votes=values.get("vote", known()["values"]["vote"]),
        outcomes=values.get("outcome", {}),
        modalities=values.get("modality", {}),
        states=values.get("state", {}),
        key_parts=tuple(key),
        outcome=outcome,
        date_format=form,
    )


def _columns(of: object, layout: str, key: list[str]) -> dict[str, str]:
    """The table [columns], with all that a vote needs."""
    if not isinstance(of, dict) or not of or not all(isinstance(v, str) for v in of.values()):
        raise _RefusedError("the table [columns] is missing, or holds something else than names of columns")
    allowed = {*FIELDS, "year", *(LIST_FIELDS if layout == "lists" else ())}
    if bad := sorted(set(of) - allowed):
        raise _RefusedError(f"unknown fields in [columns]: {', '.join(bad)}")
    if "key" not in of and not key:
        raise _RefusedError("no column tells one vote from the next: give columns.key or key = [columns]")
    if "date" not in of and "year" not in of:
        raise _RefusedError("no column for the date (or the year)")
    if layout == "rows" and ("vote" not in of or not {"code", "name"} & set(of)):
        raise _RefusedError("no column for the vote and the member")
    if layout == "lists" and not set(LIST_FIELDS) & set(of):
        raise _RefusedError(f"no column for {', '.join(LIST_FIELDS)}")
    return of


def _values(tables: object) -> Mapping[str, dict[str, str]]:
    """The tables [values.…]: words of the sheet -> our words."""
    if not isinstance(tables, dict):
        raise _RefusedError("values is a table of tables")
    for name, words in tables.items():
        if name not in VALUE_TABLES:
            raise _RefusedError(f"unknown table [values.{name}]")
        if not isinstance(words, dict) or not all(isinstance(w, str) for w in words.values()):
            raise _RefusedError(f"[values.{name}] is a table of words")
        allowed = VALUE_TABLES[name]
        if allowed and (bad := sorted(set(words.values()) - set(allowed))):
            raise _RefusedError(f"[values.{name}] gives {', '.join(allowed)}, not {', '.join(bad)}")
    return tables
