"""The documents of a record as lists: those with given values, counted by value, and one with its items and its places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, extract, func, select

from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.record.corrections import full_id
from horseshoe.record.schema import copies, documents, items

Facet = Literal["situation", "publisher", "kind", "year"]
FACETS: tuple[Facet, ...] = ("situation", "publisher", "kind", "year")
OPENING = 400  # characters of the text, for the title of a document that has none


@dataclass(frozen=True, slots=True)
class Asked:
    """The values that documents are to have; "" asks for none."""

    situation: str = ""
    publisher: str = ""
    kind: str = ""
    year: str = ""

    def __post_init__(self) -> None:
        if self.year and not (self.year.isascii() and self.year.isdigit() and len(self.year) == 4):
            raise UsageError(f"{self.year!r} is no year", where="year")

    def values(self) -> dict[str, str]:
        """The values by facet."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def newest_documents(connection: Connection, asked: Asked, *, limit: int, offset: int = 0) -> Sequence[Row[Any]]:
    """Id, title, published, publisher, kind, situation and `start` of the documents that have all values, newest first."""
    start = func.substr(documents.c.text, 1, OPENING).label("start")
    d = documents.c
    query = _with_values(select(d.id, d.title, d.published, d.publisher, d.kind, d.situation, start), asked)
    return connection.execute(query.order_by(d.published.desc().nulls_last(), d.no.desc()).limit(limit).offset(offset)).all()


def openings_of(connection: Connection, ids: Iterable[str]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Id, title and `start` of documents by their ids, in no order."""
    d = documents.c
    start = func.substr(d.text, 1, OPENING).label("start")
    return connection.execute(select(d.id, d.title, start).where(d.id.in_(list(ids)))).all()


def count_documents(connection: Connection, asked: Asked) -> int:
    """How many documents have all the values."""
    return int(connection.execute(_with_values(select(func.count()).select_from(documents), asked)).scalar_one())


def values_of(connection: Connection, facet: Facet, asked: Asked, most: int) -> list[tuple[Any, int]]:
    """The commonest values of a facet with their counts, among the documents that have all the other values."""
    column = _column(facet)
    query = _with_values(select(column, func.count()), asked, but=facet).where(column.is_not(None))
    rows = connection.execute(query.group_by(column).order_by(func.count().desc(), column).limit(most))
    return [(value, count) for value, count in rows]


def document_by_id(connection: Connection, prefix: str) -> Row[Any]:
    """The row of the document whose id starts so. OutsideRecordError where none or several do."""
    try:
        full = full_id(connection, prefix)
    except UsageError as error:
        raise OutsideRecordError(error.what, where=prefix) from error
    return connection.execute(select(documents).where(documents.c.id == full)).one()


def items_in_order(connection: Connection, document: int, kinds: Iterable[str]) -> Sequence[Row[Any]]:
    """The items of a document of these kinds, as corrected by people, in the order of the text."""
    query = select(items).where(items.c.document == document, items.c.kind.in_(list(kinds)))
    return connection.execute(query.order_by(items.c.start, items.c.no)).all()


def paths_of(connection: Connection, document: int) -> list[str]:
    """Where copies of a document were found."""
    return list(connection.execute(select(copies.c.path).where(copies.c.document == document)).scalars())


def _column(facet: Facet) -> ColumnElement[Any]:
    return extract("year", documents.c.published) if facet == "year" else documents.c[facet]


def _with_values(query: Select[*tuple[Any, ...]], asked: Asked, but: str = "") -> Select[*tuple[Any, ...]]:
    """A query for those that have all values asked for, one facet left out; near-copies are left out."""
    query = query.where(documents.c.lead.is_(None))
    for facet in FACETS:
        value = asked.values()[facet]
        if value and facet != but:
            query = query.where(_column(facet) == (int(value) if facet == "year" else value))
    return query
