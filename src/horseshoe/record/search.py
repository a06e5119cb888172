"""Answers to a query: documents, newest first, each with a snippet and the statements that matched."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, column, exists, func, or_, select, table, text

from horseshoe.record.corrections import ItemRef
from horseshoe.record.names import actor_ids, situation_id, spellings
from horseshoe.record.query import Query, parse_query
from horseshoe.record.schema import copies, documents, drafts, items
from horseshoe.record.schema import situations as placed

COUNTED_AT_MOST = 1000  # "more than 1,000" tells a person as much as the exact number
_COMMON = 20_000  # a word in more texts than that is looked up document by document, newest first
_STATEMENTS = 5  # shown with each document


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that matched: its kind, who, what (stance, type), its words, and the reference to correct it by."""

    ref: str
    kind: str
    actor: str | None
    label: str | None
    text: str
    certainty: str | None = None  # of a position: probable, possible or underspecified; None where it is certain


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that matched. In `snippet` the words found stand between U+0002 and U+0003.

    `version_of` is the id of a story that this one corrects or updates, and `changed` what it says that that one does not.
    """

    id: str
    path: str
    title: str | None
    published: date | None
    publisher: str | None
    situation: str | None
    snippet: str
    statements: tuple[Statement, ...]
    copies: int
    version_of: str | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `total` counts documents, near-copies apart, and stops at 1,000."""

    query: str
    total: int
    offset: int
    hits: tuple[Hit, ...]


def search(connection: Connection, query: str, *, limit: int = 20, offset: int = 0) -> Found:
    """The documents that answer `query`, newest first. UsageError for a query that cannot be understood (docs/search.md)."""
    asked = parse_query(query)
    statement = _item_conditions(connection, asked)
    others = _conditions(connection, asked, statement)
    inner = _counted(connection, asked).where(*others).limit(COUNTED_AT_MOST).subquery()
    total = connection.execute(select(func.count()).select_from(inner)).scalar_one()
    columns = (
        documents.c.no, documents.c.id, documents.c.title, documents.c.published, documents.c.publisher, documents.c.situation,
    )  # fmt: skip
    page = select(*columns).where(documents.c.lead.is_(None), *_full_text(connection, asked), *others)
    page = page.order_by(documents.c.published.desc().nulls_last(), documents.c.no.desc())
    rows = list(connection.execute(page.limit(limit).offset(offset)))
    hits = _hits(connection, asked, statement, rows)
    return Found(query, total, offset, tuple(hits))


def _conditions(connection: Connection, asked: Query, statement: list[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """What is asked of a document beside its words."""
    found: list[ColumnElement[bool]] = []
    if statement:
        found.append(documents.c.no.in_(select(items.c.document).where(*statement)))
    found += [exists().where(items.c.document == documents.c.no, items.c.kind == kind) for kind in asked.has]
    for name in asked.situations:
        id_ = situation_id(connection, name)
        found.append(documents.c.no.in_(select(placed.c.document).where(placed.c.situation == id_)))
    for source in asked.sources:
        like = or_(*(func.lower(documents.c.publisher).like(f"%{_escaped(s)}%", escape="\\") for s in spellings(source)))
        names = connection.execute(select(documents.c.publisher).distinct().where(like)).scalars()
        found.append(documents.c.publisher.in_(list(names)))
    if asked.kinds:
        found.append(documents.c.kind.in_(asked.kinds))
    if asked.start:
        found.append(documents.c.published >= asked.start)
    if asked.stop:
        found.append(documents.c.published < asked.stop)
    return found


def _counted(connection: Connection, asked: Query) -> Select[Any]:
    """The documents that hold the words, in any order: on SQLite the word index leads, so that counting can stop early."""
    whole = select(documents.c.no).where(documents.c.lead.is_(None))
    if connection.dialect.name != "sqlite" or not asked.words:
        return whole.where(*_full_text(connection, asked))
    index = table("documents_fts", column("rowid"), column("documents_fts"))
    joined = whole.join(index, index.c.rowid == documents.c.no).where(index.c.documents_fts.op("MATCH")(_fts5(asked.words)))
    return joined.where(*_full_text(connection, dataclasses.replace(asked, words=[])))


def _item_conditions(connection: Connection, asked: Query) -> list[ColumnElement[bool]]:
    """What one and the same statement must fulfil; empty when no field asks for statements."""
    wanted: list[ColumnElement[bool]] = []
    if asked.stances:
        wanted += [items.c.kind == "position", items.c.label.in_(asked.stances)]
        wanted.append(or_(items.c.extra.is_(None), items.c.extra.not_like('%"negated"%')))  # who will not veto threatens none
    if asked.speakers:
        wanted.append(items.c.kind == "quote")
    for name in (*asked.actors, *asked.speakers):
        wanted.append(items.c.actor.in_(actor_ids(connection, name)))
    for name in asked.drafts:
        wanted.append(items.c.draft.in_(draft_numbers(connection, name)))
    return wanted


def draft_numbers(connection: Connection, name: str) -> Sequence[int]:
    """The drafts that people call so: by number, symbol or words of the label."""
    if name.isdigit():
        return [int(name)]
    query = select(drafts.c.no).where(or_(func.upper(drafts.c.symbol) == name.upper(), _contains_all(name)))
    return list(connection.execute(query).scalars())


def _contains_all(words: str) -> ColumnElement[bool]:
    label = func.lower(drafts.c.label)
    return and_(*(or_(*(label.like(f"%{_escaped(s)}%", escape="\\") for s in spellings(w))) for w in words.split()))


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _full_text(connection: Connection, asked: Query) -> list[Any]:
    """Conditions that hold the words and leave out the unwanted ones."""
    found: list[Any] = []
    if connection.dialect.name == "sqlite":
        if asked.words:
            found.append(text(_within(connection, _fts5(asked.words))).bindparams(words=_fts5(asked.words)))
        if asked.without:
            without = "documents.no NOT IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH :without)"
            found.append(text(without).bindparams(without=_fts5([asked.without])))
        return found
    within = "documents.words @@ websearch_to_tsquery('english', :{})"
    if asked.words:
        found.append(text(within.format("words")).bindparams(words=_websearch(asked.words)))
    if asked.without:
        found.append(text("NOT " + within.format("without")).bindparams(without=_websearch([asked.without])))
    return found


def _within(connection: Connection, words: str) -> str:
    """The condition that a document holds the words: by a list of all that do, or, for common words, asked of each document."""
    counting = f"SELECT count(*) FROM (SELECT 1 FROM documents_fts WHERE documents_fts MATCH ? LIMIT {_COMMON + 1})"
    if connection.exec_driver_sql(counting, (words,)).scalar_one() <= _COMMON:
        return "documents.no IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH :words)"
    return "EXISTS (SELECT 1 FROM documents_fts WHERE documents_fts MATCH :words AND rowid = documents.no)"


def _fts5(words: Sequence[Sequence[str]]) -> str:
    return " AND ".join("(" + " OR ".join(f'"{w}"' for w in group) + ")" for group in words)


def _websearch(words: Sequence[Sequence[str]]) -> str:
    # websearch_to_tsquery knows no brackets, but binds its "or" less tightly than "and": a or b, c means (a) or (b and c). So
    # alternatives are multiplied out.
    combined = [" ".join(f'"{w}"' for w in choice) for choice in itertools.product(*words)]
    return " or ".join(combined)


def _snippets(connection: Connection, asked: Query, numbers: Sequence[int]) -> dict[int, str]:
    """A stretch of each text with the words marked; its beginning where no words were asked for."""
    if not numbers:
        return {}
    chosen = documents.c.no.in_(numbers)
    if not asked.words:
        start = func.substr(documents.c.text, 1, 200)
        query = select(documents.c.no, start.label("start")).where(chosen)
        return {row.no: " ".join(row.start.split()) for row in connection.execute(query)}
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(numbers))
        rows = connection.exec_driver_sql(
            "SELECT rowid, snippet(documents_fts, 1, char(2), char(3), '…', 28) FROM documents_fts "
            f"WHERE documents_fts MATCH ? AND rowid IN ({marks})",
            (_fts5(asked.words), *numbers),
        )
        return {row[0]: " ".join(row[1].split()) for row in rows}
    asking = func.websearch_to_tsquery("english", _websearch(asked.words))
    options = "StartSel=\x02, StopSel=\x03, MaxFragments=1, MaxWords=28, MinWords=14"
    headline = func.ts_headline("english", func.left(documents.c.text, 100_000), asking, options).label("headline")
    found = connection.execute(select(documents.c.no, headline).where(chosen))
    return {row.no: " ".join(row.headline.split()) for row in found}


def _hits(connection: Connection, asked: Query, statement: list[ColumnElement[bool]], rows: Sequence[Any]) -> list[Hit]:
    numbers = [row.no for row in rows]
    snippets = _snippets(connection, asked, numbers)
    statements = _statements(connection, statement, {row.no: row.id for row in rows}) if statement else {}
    near = documents.alias()
    places = connection.execute(
        select(copies.c.document, func.min(copies.c.path).label("path"), func.count().label("places"))
        .where(copies.c.document.in_(numbers))
        .group_by(copies.c.document)
    )
    found = {row.document: (row.path, row.places) for row in places}
    again = connection.execute(select(near.c.lead, func.count()).where(near.c.lead.in_(numbers)).group_by(near.c.lead))
    doubles = {row[0]: row[1] for row in again}
    versions = versions_among(connection, numbers)
    return [
        Hit(
            id=row.id,
            path=found[row.no][0],
            title=row.title,
            published=row.published,
            publisher=row.publisher,
            situation=row.situation,
            snippet=snippets.get(row.no, ""),
            statements=tuple(statements.get(row.no, ())),
            copies=found[row.no][1] - 1 + doubles.get(row.no, 0),
            version_of=versions.get(row.no, (None, ()))[0],
            changed=versions.get(row.no, (None, ()))[1],
        )
        for row in rows
    ]


def versions_among(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Of some documents, by row number, those that are versions of another story: its id, and what changed."""
    story = documents.alias()
    query = (
        select(documents.c.no, documents.c.changed, story.c.id)
        .join(story, story.c.no == documents.c.version_of)
        .where(documents.c.no.in_(numbers))
    )
    return {row.no: (row.id, tuple(json.loads(row.changed or "[]"))) for row in connection.execute(query)}


def _statements(
    connection: Connection, statement: list[ColumnElement[bool]], ids: dict[int, str]
) -> dict[int, list[Statement]]:
    words = func.substr(documents.c.text, items.c.start + 1, items.c.stop - items.c.start).label("words")
    columns = (
        items.c.document,
        items.c.kind,
        items.c.start,
        items.c.stop,
        items.c.actor,
        items.c.label,
        items.c.target,
        items.c.extra,
        words,
    )
    query = (
        select(*columns)
        .join(documents, documents.c.no == items.c.document)
        .where(items.c.document.in_(list(ids)), *statement)
        .order_by(items.c.document, items.c.start)
    )
    found: dict[int, list[Statement]] = {}
    for row in connection.execute(query):
        shown = found.setdefault(row.document, [])
        if len(shown) < _STATEMENTS:
            ref = ItemRef.of(ids[row.document], row)
            certainty = json.loads(row.extra or "{}").get("certainty") if row.kind == "position" else None
            shown.append(Statement(str(ref), row.kind, row.actor, row.label, " ".join(row.words.split()), certainty))
    return found
