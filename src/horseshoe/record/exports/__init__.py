"""Exports of a dossier or the whole record: a format's name -> the function that writes it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from horseshoe.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from horseshoe.record.exports.statements import Scope

Exporter = Callable[["Connection", "Scope", BinaryIO], None]

# format -> (module, function, what it is); other packages add theirs as entry points in the group `horseshoe.exporters`
EXPORTERS: dict[str, tuple[str, str, str]] = {
    "json": ("tables", "write_json", "one JSON object: statements, drafts, actors"),
    "jsonl": ("tables", "write_jsonl", "a statement a line"),
    "csv": ("tables", "write_csv", "a statement a row"),
    "parquet": ("tables", "write_parquet", "a statement a row, for DuckDB, pandas and Spark (needs pyarrow)"),
    "popolo": ("popolo", "write_popolo", "persons, organisations, memberships, motions, votes"),
    "ftm": ("follow_the_money", "write_entities", "FollowTheMoney entities"),
    "ftm-statements": ("follow_the_money", "write_statements", "FollowTheMoney statements"),
    "claims": ("linked_data", "write_claims", "schema.org Claim, JSON-LD"),
    "annotations": ("linked_data", "write_annotations", "W3C Web Annotation, JSON-LD"),
    "akoma-ntoso": ("akoma_ntoso", "write_akoma_ntoso", "drafts as Akoma Ntoso XML"),
    "icalendar": ("calendar_and_news", "write_icalendar", "days to come and deadlines"),
    "rss": ("calendar_and_news", "write_rss", "what is new"),
}


def exporter(name: str) -> Exporter:
    """The exporter called `name`. UsageError when there is none."""
    if name in EXPORTERS:
        module, function, _ = EXPORTERS[name]
        found: Exporter = getattr(importlib.import_module(f"horseshoe.record.exports.{module}"), function)
        return found
    from importlib.metadata import entry_points

    for entry in entry_points(group="horseshoe.exporters"):
        if entry.name == name:
            added: Exporter = entry.load()
            return added
    raise UsageError(f"unknown format {name!r}", where="--format", fix="use " + ", ".join(EXPORTERS))
