"""Many texts over HTTP: sent together, read into the record one after another, asked after by the batch's id."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from horseshoe.errors import OutsideRecordError
from horseshoe.serve.api.reading import Text
from horseshoe.serve.api.shapes import PROBLEMS, Id, take_one, well_formed
from horseshoe.serve.batches import Batch, State
from horseshoe.serve.served import must_take_changes, served_of

router = APIRouter(tags=["record"], responses=PROBLEMS)
MOST = 500  # texts at once


class NamedText(Text):
    """A text to read, and what it is called in the record."""

    name: str = Field("text", min_length=1, max_length=400, description="A file name or an address.", examples=["a.txt"])


class Texts(BaseModel, extra="forbid"):
    """Texts to read into the record, together no larger than one upload may be."""

    documents: list[NamedText] = Field(min_length=1, max_length=MOST)


class SentShape(BaseModel):
    """What came of one text: the headline of its briefing and its id in the record, or what was wrong with it."""

    name: str
    state: State
    headline: str | None
    document: str | None
    wrong: str | None


class BatchShape(BaseModel):
    """Texts sent together, in the order in which they came; `waiting` is 0 when all are done."""

    id: str
    total: int
    waiting: int
    documents: list[SentShape]


def shape(batch: Batch) -> BatchShape:
    """A batch as the API tells it."""
    told = [
        SentShape(name=s.name, state=s.state, headline=s.headline or None, document=s.document, wrong=s.wrong or None)
        for s in batch.sent
    ]
    return BatchShape(id=batch.id, total=len(told), waiting=batch.waiting, documents=told)


@router.post("/documents", status_code=202)
def send(request: Request, body: Texts) -> BatchShape:
    """Begin to read texts into the record; ask `GET /batches/ID` how far it is. 403 on a read-only server.

    Texts that are not about the Council are not kept, and say so. A server remembers its last forty batches.
    """
    from horseshoe.documents import from_text

    must_take_changes(request)
    take_one(request)
    texts = [(well_formed(t.name, "name"), well_formed(t.text, "text"), t.published) for t in body.documents]
    loads = [(name, partial(from_text, text, path=name, published=day)) for name, text, day in texts]
    return shape(served_of(request).batches.send(loads, keep=True))


@router.get("/batches/{batch}")
def progress(request: Request, batch: Id) -> BatchShape:
    """How far a batch is, and what came of each of its texts."""
    found = served_of(request).batches.get(batch)
    if found is None:
        raise OutsideRecordError("no such batch is remembered", where=batch[:40])
    return shape(found)
