"""How a votes sheet calls its columns and values: the UN Digital Library's exports by themselves, other sheets by a mapping."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal

from horseshoe.errors import InputError

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


def plain_rows(columns: Columns) -> bool:
    """Whether each row of the sheet is a vote as it stands: nothing to put together, no date to rewrite."""
    return columns.layout == "rows" and not columns.key_parts and "date" in columns.of and columns.date_format == "%Y-%m-%d"


@functools.cache
def known() -> dict[str, Any]:
    """The package's table of column names and values (data/votes_columns.toml)."""
    return tomllib.loads(files("horseshoe.council").joinpath("data", "votes_columns.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """A column name for comparing: lower case, no spaces, hyphens, underscores or byte order mark."""
    return "".join(c for c in name.lower() if c.isalnum())


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
            mend="tell the columns of another sheet with --map",
        )
    body = next((b for b, names in known()["body"].items() if any(plain(n) in by_plain for n in names)), None)
    return Columns(of, body=body, votes=known()["values"]["vote"])


def modality_of(text: str) -> str | None:
    """`vote`, `without_vote` or `not_recorded` for an export's modality; None for a text that says none of them."""
    low = text.strip().lower()
    if not low:
        return "vote"
    return next((m for m, words in known()["modality"].items() if any(w in low for w in words)), None)
