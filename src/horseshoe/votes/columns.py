"""How a votes sheet calls its columns and values: the UN Digital Library's exports by themselves, others by a mapping file."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from horseshoe.council.states import find_state, names_by_id
from horseshoe.documents.settings_file import read_toml
from horseshoe.errors import InputError, OutsideRecordError, UsageError

Body = Literal["SC", "GA"]
Layout = Literal["rows", "lists"]

TEXT_FIELDS = (
    *("resolution", "draft", "meeting", "title", "agenda", "subjects", "note", "session", "report", "link"),
    *("outcome", "sponsors", "category", "region"),
)
TOTALS = ("total_yes", "total_no", "total_abstain", "total_absent", "total_members")
VOTE_FIELDS = ("key", "code", "name", "vote", "date", "permanent", "modality")
FIELDS = (*VOTE_FIELDS, *TEXT_FIELDS, *TOTALS)
LIST_FIELDS = ("yes", "no", "abstain", "absent")
OUTCOMES = ("adopted", "vetoed", "failed", "not_adopted")
_NEEDED = ("key", "date", "year", "name", "vote", "outcome", *LIST_FIELDS)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a sheet holds which field, and what its values mean.

    `of` maps a field of FIELDS (or of LIST_FIELDS where a row holds lists of members) to a column's name; `votes` maps the
    sheet's words to Y, N, A, X; `outcomes` its results to adopted, vetoed, failed; `modalities` its results to without_vote.
    """

    of: Mapping[str, str]
    body: Body | None = None
    name: str = "undl"
    layout: Layout = "rows"
    votes: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    modalities: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    key_parts: tuple[str, ...] = ()
    date_format: str = "%Y-%m-%d"
    outcome: str | None = None  # of every vote in the sheet
    unanimous: tuple[str, ...] = ()  # outcomes that say that nobody voted otherwise


def plain_rows(columns: Columns) -> bool:
    """Whether each row of the sheet is a vote as it stands: nothing to put together, no date to rewrite."""
    return columns.layout == "rows" and not columns.key_parts and "date" in columns.of and columns.date_format == "%Y-%m-%d"


@functools.cache
def known() -> dict[str, Any]:
    """The package's table of column names and values (data/columns.toml)."""
    return tomllib.loads(files("horseshoe.votes").joinpath("data", "columns.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """A column name for comparing: lower case, no spaces, hyphens, underscores or byte order mark."""
    return "".join(c for c in name.lower() if c.isalnum())


def columns_of(header: Iterable[str], where: str, mapping: Path | None = None) -> Columns:
    """The columns by a mapping file, else those of a sheet whose form the package knows, else of a Digital Library export.

    InputError where nothing fits or the header lacks a column that the mapping names.
    """
    names = set(header)
    if mapping is None:
        return next((fitted for c in sheets() if (fitted := _fitted(c, names))), None) or undl_columns(header, where)
    columns = read_mapping(mapping)
    wanted = [*columns.of.values(), *columns.key_parts]
    if missing := [c for c in wanted if c not in names]:
        raise InputError(f"has no column {', '.join(map(repr, missing))}", where=where, fix="put the mapping's names right")
    return columns


@functools.cache
def sheets() -> tuple[Columns, ...]:
    """The mappings of public collections that the package holds (data/sheets/*.toml)."""
    folder = files("horseshoe.votes").joinpath("data", "sheets")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(_mapping(tomllib.loads(f.read_text(encoding="utf-8")), f.name.removesuffix(".toml")) for f in found)


def _fitted(columns: Columns, header: set[str]) -> Columns | None:
    """A shipped mapping for a header that has what a vote needs; other columns may be missing."""
    needed = {*(columns.of[f] for f in _NEEDED if f in columns.of), *columns.key_parts}
    return replace(columns, of={f: c for f, c in columns.of.items() if c in header}) if needed <= header else None


def undl_columns(header: Iterable[str], where: str) -> Columns:
    """The columns of a UN Digital Library export, found by name in any order. InputError when one that matters is missing."""
    by_plain: dict[str, str] = {}
    for column in header:
        by_plain.setdefault(plain(column), column)
    of: dict[str, str] = {}
    for field_, names in known()["columns"].items():
        match = next((by_plain[plain(n)] for n in names if plain(n) in by_plain), None)
        if match is not None:
            of[field_] = match
    missing = [known()["columns"][f][0] for f in ("key", "vote", "date") if f not in of]
    if "code" not in of and "name" not in of:
        missing.append("ms_code")
    if missing:
        raise InputError(
            f"not a voting export of the UN Digital Library: no column {', '.join(missing)}",
            where=where,
            fix="tell the columns of another sheet with --map",
        )
    body = next((b for b, names in known()["body"].items() if any(plain(n) in by_plain for n in names)), None)
    return Columns(of, body=body, votes=known()["values"]["vote"])


def state_of(code: str, name: str, columns: Columns) -> str | None:
    """The id of the member that a row names by code or name, or None."""
    if code in names_by_id():
        return code
    if code in known()["codes"]:
        return str(known()["codes"][code])
    if name in columns.states:
        return columns.states[name]
    if name.upper() in known()["names"]:
        return str(known()["names"][name.upper()])
    for text in (name, code):
        try:
            return find_state(text) if text else None
        except OutsideRecordError:
            continue
    return None


def outcome_of(text: str, columns: Columns) -> str | None:
    """The outcome a sheet states, or None; the Library's exports hold adopted resolutions only."""
    if "outcome" in columns.of:
        return columns.outcomes.get(text)
    return "adopted" if columns.name == "undl" else columns.outcome


def modality_of(text: str) -> str | None:
    """`vote`, `without_vote` or `not_recorded` for an export's modality; None for a text that says none of them."""
    low = text.strip().lower()
    if not low:
        return "vote"
    return next((m for m, words in known()["modality"].items() if any(w in low for w in words)), None)


ENTRIES = {"name", "body", "layout", "key", "date_format", "outcome", "unanimous", "columns", "values"}
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
    data = read_toml(path, fix="see docs/votes-load.md", wrong=UsageError)
    try:
        return _mapping(data, path.stem)
    except _RefusedError as error:
        raise UsageError(str(error), where=str(path), fix="see docs/votes-load.md") from error


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
    unanimous = data.get("unanimous", [])
    if not isinstance(unanimous, list) or not all(isinstance(w, str) for w in unanimous):
        raise _RefusedError("unanimous is a list of outcomes")
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
        unanimous=tuple(unanimous),
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
