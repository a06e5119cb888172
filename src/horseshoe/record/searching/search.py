"""Answers to a query: documents, newest first, each with a snippet and the statements that matched."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from horseshoe.record.item_ref import ItemRef
from horseshoe.record.names import actor_ids, situation_id, spellings
from horseshoe.record.searching.query import Query, parse_query
from horseshoe.record.searching.questions import Questions, day_of, questions_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

COUNTED_AT_MOST = 1000  # "more than 1,000" tells a person as much as the exact number
_COMMON = 20_000  # what more documents fulfil is asked of each document, newest first, until enough are found
_FEW = 2000  # documents that are sorted by themselves; for more, the index that holds all in their order is walked
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


@dataclass(slots=True)
class _Asked:
    """A query in SQL: what must hold of a document `d`, and lists of documents of which it must be in all."""

    holds: list[str] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)  # of documents; the same asked of one document
    values: dict[str, Any] = field(default_factory=dict)


class _Row(NamedTuple):
    no: int
    id: str
    title: str | None
    published: date | str | None
    publisher: str | None
    situation: str | None


def search(connection: Connection | Questions, query: str, *, limit: int = 20, offset: int = 0) -> Found:
    """The documents that answer `query`, newest first. UsageError for a query that cannot be understood (docs/search.md)."""
    questions, asked = questions_of(connection), parse_query(query)
    statement = _statement(questions, asked)
    wanted = _wanted(questions, asked, statement)
    found = _newest(questions, wanted, max(COUNTED_AT_MOST, offset + limit))
    shown = found[offset : offset + limit]
    columns = "SELECT no, id, title, published, publisher, situation FROM documents WHERE no IN (:shown)"
    rows = {row[0]: _Row(*row) for row in questions.each(columns, shown=shown)}
    hits = _hits(questions, asked, statement, [rows[no] for no in shown])
    return Found(query, min(len(found), COUNTED_AT_MOST), offset, tuple(hits))


def _newest(questions: Questions, wanted: _Asked, most: int) -> list[int]:
    """The numbers of the newest documents that fulfil everything, at most `most` of them."""
    order = "ORDER BY d.published DESC NULLS LAST, d.no DESC"
    if questions.dialect != "sqlite":
        holds = " AND ".join(["d.lead IS NULL", *wanted.holds, *(f"d.no IN ({listed})" for listed, _ in wanted.lists)])
        sql = f"SELECT d.no FROM documents d WHERE {holds} {order} LIMIT {most}"
        return questions.column(sql, **wanted.values)
    among, more = _among(questions, wanted)
    holds = " AND ".join(["d.lead IS NULL", *wanted.holds, *more])
    if among is not None and len(among) <= _FEW:
        sql = f"SELECT d.no FROM documents d WHERE d.no IN (:among) AND {holds} {order} LIMIT {most}"
        return questions.column(sql, among=sorted(among), **wanted.values)
    # An index is walked as it stands only where the words for the order are its own.
    walk = f"SELECT d.no FROM documents d INDEXED BY ix_documents_newest WHERE {holds} ORDER BY d.published DESC, d.no DESC"
    numbers = (row[0] for row in questions.each(walk, **wanted.values))
    return list(itertools.islice((no for no in numbers if among is None or no in among), most))


def _among(questions: Questions, wanted: _Asked) -> tuple[set[int] | None, list[str]]:
    """The documents that are in all lists, None where there is no list; and what is asked of each instead of a long list."""
    among: set[int] | None = None
    more = []
    for listed, asked in wanted.lists:
        numbers = questions.column(f"{listed} LIMIT {_COMMON + 1}", **_used(wanted.values, listed))
        if len(numbers) > _COMMON:
            more.append(asked)
        else:
            among = set(numbers) if among is None else among.intersection(numbers)
    return among, more


def _used(values: dict[str, Any], sql: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if f":{name}" in sql}


def _wanted(questions: Questions, asked: Query, statement: _Asked) -> _Asked:
    """What is asked of a document."""
    wanted = _full_text(questions, asked)
    if statement.holds:
        holds = " AND ".join(statement.holds)
        one = f"EXISTS (SELECT 1 FROM items i WHERE i.document = d.no AND {holds})"
        wanted.lists.append((f"SELECT i.document FROM items i WHERE {holds}", one))
        wanted.values |= statement.values
    for n, kind in enumerate(asked.has):
        wanted.holds.append(f"EXISTS (SELECT 1 FROM items h WHERE h.document = d.no AND h.kind = :has{n})")
        wanted.values[f"has{n}"] = kind
    for n, name in enumerate(asked.situations):
        one = f"EXISTS (SELECT 1 FROM situations s WHERE s.document = d.no AND s.situation = :situation{n})"
        wanted.lists.append((f"SELECT s.document FROM situations s WHERE s.situation = :situation{n}", one))
        wanted.values[f"situation{n}"] = situation_id(questions, name)
    for n, source in enumerate(asked.sources):
        own = f"publisher IN (:publishers{n})"
        wanted.lists.append((f"SELECT no FROM documents WHERE {own}", f"d.{own}"))
        wanted.values[f"publishers{n}"] = _publishers(questions, source)
    if asked.kinds:
        wanted.holds.append("d.kind IN (:kinds)")
        wanted.values["kinds"] = asked.kinds
    for name, condition, day in (("first", "d.published >= :first", asked.start), ("stop", "d.published < :stop", asked.stop)):
        if day:
            wanted.holds.append(condition)
            wanted.values[name] = day
    return wanted


def _publishers(questions: Questions, name: str) -> list[str]:
    holds, values = _like("lower(publisher)", name)
    return questions.column(f"SELECT DISTINCT publisher FROM documents WHERE {holds}", **values)


def _statement(questions: Questions, asked: Query) -> _Asked:
    """What one and the same statement `i` must fulfil; nothing where no field asks for statements."""
    wanted = _Asked()
    if asked.stances:
        wanted.holds += ["i.kind = 'position'", "i.label IN (:stances)"]
        wanted.holds.append("(i.extra IS NULL OR i.extra NOT LIKE :denied)")  # who will not veto threatens none
        wanted.values |= {"stances": asked.stances, "denied": '%"negated"%'}
    if asked.speakers:
        wanted.holds.append("i.kind = 'quote'")
    for n, name in enumerate((*asked.actors, *asked.speakers)):
        wanted.holds.append(f"i.actor IN (:actor{n})")
        wanted.values[f"actor{n}"] = list(actor_ids(questions, name))
    for n, name in enumerate(asked.drafts):
        wanted.holds.append(f"i.draft IN (:draft{n})")
        wanted.values[f"draft{n}"] = list(_draft_numbers(questions, name))
    return wanted


def _draft_numbers(questions: Questions, name: str) -> Sequence[int]:
    """The drafts that people call so: by number, symbol or words of the label."""
    if name.isdigit():
        return [int(name)]
    values: dict[str, str] = {"symbol": name.upper()}
    words = []
    for n, word in enumerate(name.split()):
        holds, named = _like("lower(label)", word, f"word{n}_")
        words.append(holds)
        values |= named
    in_label = f" OR ({' AND '.join(words)})" if words else ""
    return questions.column(f"SELECT no FROM drafts WHERE upper(symbol) = :symbol{in_label}", **values)


def _like(column: str, name: str, called: str = "like") -> tuple[str, dict[str, str]]:
    """The condition that a column holds a name in either spelling, and its values."""
    values = {f"{called}{n}": f"%{_escaped(s)}%" for n, s in enumerate(spellings(name))}
    return "(" + " OR ".join(f"{column} LIKE :{one} ESCAPE '~'" for one in values) + ")", values


def _escaped(value: str) -> str:
    return value.replace("~", "~~").replace("%", "~%").replace("_", "~_")


def _full_text(questions: Questions, asked: Query) -> _Asked:
    """That a document holds the words, and not the unwanted ones."""
    wanted = _Asked()
    if questions.dialect == "sqlite":
        index = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH"
        if asked.words:
            wanted.lists.append((f"{index} :words", f"EXISTS ({index} :words AND rowid = d.no)"))
            wanted.values["words"] = _fts5(asked.words) + (f" NOT {_fts5([asked.without])}" if asked.without else "")
        elif asked.without:
            wanted.holds.append(f"d.no NOT IN ({index} :without)")
            wanted.values["without"] = _fts5([asked.without])
        return wanted
    within = "d.words @@ websearch_to_tsquery('english', :{})"
    if asked.words:
        wanted.holds.append(within.format("words"))
        wanted.values["words"] = _websearch(asked.words)
    if asked.without:
        wanted.holds.append("NOT " + within.format("without"))
        wanted.values["without"] = _websearch([asked.without])
    return wanted


def _fts5(words: Sequence[Sequence[str]]) -> str:
    return " AND ".join("(" + " OR ".join(f'"{w}"' for w in group) + ")" for group in words)


def _websearch(words: Sequence[Sequence[str]]) -> str:
    # websearch_to_tsquery knows no brackets, but binds its "or" less tightly than "and": a or b, c means (a) or (b and c). So
    # alternatives are multiplied out.
    combined = [" ".join(f'"{w}"' for w in choice) for choice in itertools.product(*words)]
    return " or ".join(combined)


def _snippets(questions: Questions, asked: Query, numbers: Sequence[int]) -> dict[int, str]:
    """A stretch of each text with the words marked; its beginning where no words were asked for."""
    if not asked.words:
        sql, words = "SELECT no, substr(text, 1, 200) FROM documents WHERE no IN (:numbers)", None
    elif questions.dialect == "sqlite":
        sql = (
            "SELECT rowid, snippet(documents_fts, 1, char(2), char(3), '…', 28) FROM documents_fts "
            "WHERE documents_fts MATCH :words AND rowid IN (:numbers)"
        )
        words = _fts5(asked.words)
    else:
        options = "StartSel=\x02, StopSel=\x03, MaxFragments=1, MaxWords=28, MinWords=14"
        sql = (
            "SELECT no, ts_headline('english', left(text, 100000), websearch_to_tsquery('english', :words), "
            f"'{options}') FROM documents WHERE no IN (:numbers)"
        )
        words = _websearch(asked.words)
    values = {"words": words} if words else {}
    return {no: " ".join(part.split()) for no, part in questions.each(sql, numbers=numbers, **values)}


def _hits(questions: Questions, asked: Query, statement: _Asked, rows: Sequence[_Row]) -> list[Hit]:
    if not rows:
        return []
    numbers = [row.no for row in rows]
    snippets = _snippets(questions, asked, numbers)
    statements = _statements(questions, statement, {row.no: row.id for row in rows}) if statement.holds else {}
    places = "SELECT document, min(path), count(*) FROM copies WHERE document IN (:numbers) GROUP BY document"
    found = {no: (path, many) for no, path, many in questions.each(places, numbers=numbers)}
    again = "SELECT lead, count(*) FROM documents WHERE lead IN (:numbers) GROUP BY lead"
    doubles = {row[0]: row[1] for row in questions.each(again, numbers=numbers)}
    versions = versions_among(questions, numbers)
    return [
        Hit(
            id=row.id,
            path=found[row.no][0],
            title=row.title,
            published=day_of(row.published),
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


def versions_among(connection: Connection | Questions, numbers: Sequence[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Of some documents, by row number, those that are versions of another story: its id, and what changed."""
    sql = (
        "SELECT d.no, story.id, d.changed FROM documents d JOIN documents story ON story.no = d.version_of "
        "WHERE d.no IN (:numbers)"
    )
    found = questions_of(connection).each(sql, numbers=numbers)
    return {no: (id_, tuple(json.loads(changed or "[]"))) for no, id_, changed in found}


class _Item(NamedTuple):
    document: int
    kind: str
    start: int
    stop: int
    actor: str | None
    label: str | None
    target: str | None
    extra: str | None
    words: str


def _statements(questions: Questions, statement: _Asked, ids: dict[int, str]) -> dict[int, list[Statement]]:
    by_document = "INDEXED BY ix_items_document" if questions.dialect == "sqlite" else ""
    sql = (
        "SELECT i.document, i.kind, i.start, i.stop, i.actor, i.label, i.target, i.extra, "
        f"substr(d.text, i.start + 1, i.stop - i.start) FROM items i {by_document} JOIN documents d ON d.no = i.document "
        f"WHERE i.document IN (:numbers) AND {' AND '.join(statement.holds)} ORDER BY i.document, i.start"
    )
    found: dict[int, list[Statement]] = {}
    for row in questions.each(sql, numbers=list(ids), **statement.values):
        item = _Item(*row)
        shown = found.setdefault(item.document, [])
        if len(shown) < _STATEMENTS:
            ref = ItemRef.of(ids[item.document], item)
            certainty = json.loads(item.extra or "{}").get("certainty") if item.kind == "position" else None
            shown.append(Statement(str(ref), item.kind, item.actor, item.label, " ".join(item.words.split()), certainty))
    return found
