"""The record over HTTP: documents, situations, dossiers, search, and people's judgements."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Select, func, select

from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.record.dossiers.dossier_types import Dossier
from horseshoe.record.searching.search import Found
from horseshoe.serve.api.contract_shapes import DocumentShape, ReadingShape
from horseshoe.serve.api.shapes import GET, PROBLEMS, ROWS, Day, Id, Listing, Page, PageOf, Paging, Tagged, well_formed
from horseshoe.serve.served import ServedRecord, must_take_changes, record_of, served_of

if TYPE_CHECKING:
    from horseshoe.record.record import Record

T = TypeVar("T")
router = APIRouter(tags=["record"], responses=GET, route_class=Tagged)
writing = APIRouter(tags=["record"], responses=PROBLEMS)

Q_WORDS = 'Words, "phrases", -without, and fields such as actor:RUS stance:threatens_veto after:2012-01-01.'
SHORT = 100  # entries of an answer that is remembered
Asked = Annotated[str, Query(max_length=1000, description=Q_WORDS, examples=["veto actor:RUS"])]
Word = Annotated[str | None, Query(max_length=200, description="Exactly as `GET /documents` gives it.")]


class DocumentRow(DocumentShape):
    """A document of the record, and the situation it is mainly about."""

    situation: str | None


class SituationShape(BaseModel):
    """A situation of the record. `lately` counts documents and stances in the two weeks before its newest document."""

    id: str
    name: str
    documents: int
    newest: date | None
    open_drafts: int
    lately: dict[str, int]


class Changes(BaseModel, extra="forbid"):
    """What an item should say: only what is given is changed, null empties it."""

    actor: str | None = Field(None, max_length=200)
    label: str | None = Field(None, max_length=200, description="stance, status, type, operative verb")
    target: str | None = Field(None, max_length=200)
    draft: int | None = Field(None, ge=1, le=2**53)
    reported_by: str | None = Field(None, max_length=200)
    situation: str | None = Field(None, max_length=200)
    day_from: Day | None = None
    day_to: Day | None = None
    value: float | None = Field(None, allow_inf_nan=False)
    upper: float | None = Field(None, allow_inf_nan=False)


class Correction(BaseModel):
    """A person's judgement on an item. `ref` as dossiers and search print it: `a1b2c3d4:position:1001-1240:9f3e`."""

    ref: str = Field(max_length=200, pattern=r"^[0-9a-f]{8,64}:[a-z]{1,16}:[0-9]{1,9}-[0-9]{1,9}(:[0-9a-f]{4})?$")
    judgement: Literal["confirmed", "corrected", "rejected"]
    changes: Changes | None = None
    note: str | None = Field(None, max_length=2000)
    by: str | None = Field(None, max_length=200)


class Corrected(BaseModel):
    """How many rows of the record the judgement touched."""

    ref: str
    judgement: str
    touched: int


@router.get("/documents", responses=ROWS)
def documents(
    request: Request,
    paging: Listing,
    situation: Word = None,
    publisher: Word = None,
    after: Day | None = None,
    before: Day | None = None,
) -> Page[DocumentRow]:
    """The documents of the record, newest first, near-copies left out; `after` includes its day, `before` does not."""
    from horseshoe.record.schema import documents as table

    query = select(table).where(table.c.lead.is_(None))
    query = query if situation is None else query.where(table.c.situation == situation)
    query = query if publisher is None else query.where(table.c.publisher == publisher)
    query = query if after is None else query.where(table.c.published >= after)
    query = query if before is None else query.where(table.c.published < before)
    served, asked = served_of(request), (situation, publisher, after, before, paging.limit, paging.offset)

    def found() -> Page[DocumentRow]:
        return _rows(served.record(), query, paging)

    return _answer(served, ("documents", asked), paging.limit, found)


def _answer(served: ServedRecord, question: Hashable, limit: int, found: Callable[[], T]) -> T:
    """What was found, remembered where it is short."""
    return served.remembered(question, found) if limit <= SHORT else found()


def _rows(record: Record, query: Select[Any], paging: PageOf) -> Page[DocumentRow]:
    from horseshoe.record.schema import copies
    from horseshoe.record.schema import documents as table
    from horseshoe.record.write import stored_document

    newest = query.order_by(table.c.published.desc().nulls_last(), table.c.no.desc())
    with record.snapshot() as connection:
        total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        rows = connection.execute(newest.limit(paging.limit).offset(paging.offset)).all()
        places = select(copies.c.document, func.min(copies.c.path).label("path")).group_by(copies.c.document)
        paths = {r.document: r.path for r in connection.execute(places.where(copies.c.document.in_([r.no for r in rows])))}
    found = []
    for row in rows:
        d = stored_document(row, paths.get(row.no, ""))
        found.append(DocumentRow(**_shape(d), situation=row.situation))
    return Page[DocumentRow](total=total, offset=paging.offset, items=found)


def _shape(document: Any) -> dict[str, Any]:
    from horseshoe.contract import to_contract
    from horseshoe.model import Reading

    return dict(to_contract(Reading(document))["document"])


@router.get("/documents/{document}", response_model=ReadingShape)
def document(request: Request, document: Id) -> dict[str, Any]:
    """The reading of one document as the reading contract has it; `document` is its id or the start of it.

    As read: people's judgements are in the dossiers, not here.
    """
    from horseshoe.contract import to_contract

    with record_of(request).snapshot() as connection:
        return to_contract(reading_by_id(connection, document))


def reading_by_id(connection: Any, document: str) -> Any:
    """The stored reading of a document. OutsideRecordError when the record has none that starts so."""
    from dataclasses import replace

    from horseshoe.record.corrections import full_id
    from horseshoe.record.schema import copies
    from horseshoe.record.schema import documents as table
    from horseshoe.record.write import stored_reading

    try:
        full = full_id(connection, document)
    except UsageError as error:
        raise OutsideRecordError(error.what, where=document) from error
    row = connection.execute(select(table).where(table.c.id == full)).one()
    path = connection.execute(select(func.min(copies.c.path)).where(copies.c.document == row.no)).scalar()
    reading = stored_reading(row)
    return replace(reading, document=replace(reading.document, path=path or reading.document.path))


@router.get("/situations", responses=ROWS)
def situations(request: Request, paging: Listing) -> Page[SituationShape]:
    """The situations of the record, the one with the newest document first."""
    from dataclasses import asdict

    from horseshoe.record.dossiers.overview import overview
    from horseshoe.serve.api.shapes import part_of

    with record_of(request).snapshot() as connection:
        rows = overview(connection, limit=10_000)
    found = [SituationShape(**asdict(r)) for r in part_of(rows, paging)]
    return Page[SituationShape](total=len(rows), offset=paging.offset, items=found)


@router.get("/situations/{situation}")
def situation(request: Request, situation: Id, as_of: Day | None = None) -> dict[str, Any]:
    """How a situation stands, in one answer: the draft in question, its chances or what became of it, the table, who said what.

    `history` holds the forecasts of the days before. As of a day, only from documents published by then.
    """
    from horseshoe.answers import situation_of

    return situation_of(record_of(request), situation, as_of)


@router.get("/dossiers/{situation}")
def dossier(
    request: Request,
    situation: Id,
    as_of: Day | None = None,
    since: Day | None = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Newest entries of each list.")] = 50,
) -> Dossier:
    """The dossier of a situation, by id (`SYR`) or name (`syria`); as of a day, only from documents published by then."""
    served = served_of(request)
    question = ("dossier", situation, as_of, since, limit)
    return served.remembered(question, lambda: served.record().dossier(situation, as_of=as_of, since=since, limit=limit))


@router.get("/search")
def search(request: Request, paging: Paging, q: Asked) -> Found:
    """Documents and statements that answer a query such as `veto actor:RUS after:2012-01-01`, newest first.

    In `snippet` the words found stand between U+0002 and U+0003.
    """
    served, words, offset = served_of(request), well_formed(q, "q"), min(paging.offset, 10_000)

    def found() -> Found:
        return served.record().search(words, limit=paging.limit, offset=offset)

    return _answer(served, ("search", words, paging.limit, offset), paging.limit, found)


@writing.post("/corrections", status_code=201)
def correct(request: Request, body: Correction) -> Corrected:
    """Take a person's judgement on an item; it outlives reading the document anew. 403 on a read-only server."""
    from horseshoe.record.corrections import correct as take
    from horseshoe.record.corrections import find_items
    from horseshoe.record.item_ref import ItemRef

    must_take_changes(request)
    changes = body.changes.model_dump(exclude_unset=True) if body.changes else {}
    for text in (body.ref, body.note, body.by, *changes.values()):
        if isinstance(text, str):
            well_formed(text, "correction")
    item = ItemRef.parse(body.ref)
    with record_of(request).transaction() as connection:
        try:
            find_items(connection, item)
        except UsageError as error:
            raise OutsideRecordError(error.what, where=error.where, fix=error.fix) from error
        touched = take(connection, item, body.judgement, changes or None, note=body.note, by=body.by)
    return Corrected(ref=str(item), judgement=body.judgement, touched=touched)
