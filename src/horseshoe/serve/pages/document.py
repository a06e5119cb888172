"""A document's page: the source text with every item marked, each item with its words and a way to correct it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from horseshoe.brief.names import short_name
from horseshoe.brief.source import SourceText
from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.model import STANCES, Span
from horseshoe.serve.served import must_take_changes, record_of
from horseshoe.serve.templating import must_be_own_form, page
from horseshoe.serve.titles import title_of

router = APIRouter()
SHOWN = ("draft", "provision", "position", "quote", "figure", "claim", "event", "date")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the record as the page shows it."""

    number: int
    kind: str
    actor: str | None
    label: str | None
    target: str | None
    span: Span
    ref: str
    judgement: str | None


def items_of(connection: Any, row: Any) -> list[Item]:
    """The items of one document, as corrected by people, in the order of the text; an event of several actors once."""
    from horseshoe.record.item_ref import ItemRef
    from horseshoe.record.schema import items

    query = select(items).where(items.c.document == row.no, items.c.kind.in_(SHOWN)).order_by(items.c.start, items.c.no)
    found: dict[tuple[Any, ...], Item] = {}
    for one in connection.execute(query):
        key = (one.kind, one.start, one.stop, one.label, one.actor if one.kind != "event" else None)
        if key not in found and one.stop > one.start:
            span = Span.of(row.text, one.start, one.stop)
            ref = str(ItemRef.of(row.id, one))
            found[key] = Item(len(found) + 1, one.kind, one.actor, one.label, one.target, span, ref, one.judgement)
    return list(found.values())


@router.get("/documents/{document}")
def document(request: Request, document: str) -> Response:
    """One document by its id or the start of it."""
    from horseshoe.record.corrections import full_id
    from horseshoe.record.schema import copies, documents
    from horseshoe.record.search import versions_among

    with record_of(request).snapshot() as connection:
        try:
            full = full_id(connection, document)
        except UsageError as error:
            raise OutsideRecordError(error.what, where=document) from error
        row = connection.execute(select(documents).where(documents.c.id == full)).one()
        found = items_of(connection, row)
        places = connection.execute(select(copies).where(copies.c.document == row.no)).all()
        story = versions_among(connection, [row.no]).get(row.no)
    return page(
        request,
        "document.html",
        title_of(row.title, row.text),
        row=row,
        items=found,
        places=places,
        story=story,
        source=SourceText(row.text, [(i.number, i.span) for i in found]),
        stances=STANCES,
        name=lambda a: (short_name(a, row.published) or str(a).replace("-", " ")) if a else "unnamed",
    )


@router.post("/documents/{document}/correct")
def correct(
    request: Request,
    document: str,
    form_token: Annotated[str, Form()],
    ref: Annotated[str, Form(max_length=200)],
    judgement: Annotated[str, Form(max_length=20)],
    actor: Annotated[str, Form(max_length=200)] = "",
    label: Annotated[str, Form(max_length=200)] = "",
    was_actor: Annotated[str, Form(max_length=200)] = "",
    was_label: Annotated[str, Form(max_length=200)] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take a person's judgement on an item and go back to the document."""
    must_be_own_form(request, form_token)
    must_take_changes(request)
    from horseshoe.record.corrections import correct as take
    from horseshoe.record.item_ref import ItemRef

    given = (("actor", actor, was_actor), ("label", label, was_label))
    changes = {k: new.strip() for k, new, old in given if new.strip() and new.strip() != old}
    if judgement == "corrected" and not changes:
        raise UsageError("a correction needs something changed", mend="change who or what, or choose confirmed or rejected")
    item = ItemRef.parse(ref)
    with record_of(request).transaction() as connection:
        take(connection, item, judgement, changes if judgement == "corrected" else None, note=note.strip() or None, by="web")  # type: ignore[arg-type]
    return RedirectResponse(f"/documents/{document}#s-{item.start}-{item.stop}", 303)
