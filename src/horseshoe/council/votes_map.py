"""One record of a mapped sheet as rows of the staging table: one row, or one for each member that its lists name."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import datetime

from horseshoe.council.votes_columns import FIELDS, LIST_FIELDS, Columns

ISO = "%Y-%m-%d"
LIST_VOTES = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}


Row = tuple[str | None, ...]


def rows_of(record: Mapping[str, str], columns: Columns) -> Iterator[Row]:
    """The staging rows of a record, in the order of FIELDS. ValueError from a cell that cannot be read."""
    cells: dict[str, str | None] = {f: record[c] for f, c in columns.of.items() if f in FIELDS}
    if columns.key_parts:
        cells["key"] = " / ".join(record[c].strip() for c in columns.key_parts)
    if columns.date_format != ISO and (text := cells.get("date")):
        cells["date"] = _iso(text.strip(), columns.date_format)
    if "date" not in columns.of:
        cells["date"] = record[columns.of["year"]].strip()  # the check places a year alone in its middle and says so
    if columns.layout == "rows":
        yield tuple(cells.get(f) for f in FIELDS)
        return
    for field in LIST_FIELDS:
        if field in columns.of:
            for name in members_in(record[columns.of[field]]):
                row = {**cells, "name": name, "vote": _word(columns, LIST_VOTES[field])}
                yield tuple(row.get(f) for f in FIELDS)


def _word(columns: Columns, code: str) -> str:
    return next((word for word, c in columns.votes.items() if c == code and word), code)


def members_in(cell: str) -> list[str]:
    """The names in a cell that lists members: a Python or JSON list, or names between semicolons. ValueError for neither."""
    text = cell.strip()
    if not text:
        return []
    if text.startswith("["):
        try:
            value = ast.literal_eval(text)
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"a list of members cannot be read: {text[:60]}") from error
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ValueError(f"a list of members holds something else than names: {text[:60]}")
        return value
    return [part.strip() for part in text.split(";") if part.strip()]


def _iso(text: str, form: str) -> str:
    try:
        return datetime.strptime(text, form).date().isoformat()
    except ValueError:
        return text  # the check reports it with the others
