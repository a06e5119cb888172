"""A document's page: the source text with every item marked, each item with its words and a way to correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from horseshoe.brief.drawing.horseshoe import phrase
from horseshoe.brief.situation.table import actor_name
from horseshoe.brief.source import SourceText
from horseshoe.brief.titles import title_of
from horseshoe.brief.wording import CLAIMS, ROOTS
from horseshoe.brief.words import status_word
from horseshoe.errors import UsageError
from horseshoe.model import STANCES, Span
from horseshoe.serve.served import must_take_changes, record_of
from horseshoe.serve.templating import must_be_own_form, page

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
    words: str  # what it says, in plain words


def items_of(connection: Any, row: Any) -> list[Item]:
    """The items of one document, as corrected by people, in the order of the text; an event of several actors once."""
    from horseshoe.record.item_ref import ItemRef
    from horseshoe.record.searching.listing import items_in_order

    found: dict[tuple[Any, ...], Item] = {}
    for one in items_in_order(connection, row.no, SHOWN):
        key = (one.kind, one.start, one.stop, one.label, one.actor if one.kind != "event" else None)
        if key not in found and one.stop > one.start:
            span = Span.of(row.text, one.start, one.stop)
            ref = str(ItemRef.of(row.id, one))
            words = item_words(one.kind, one.label)
            found[key] = Item(len(found) + 1, one.kind, one.actor, one.label, one.target, span, ref, one.judgement, words)
    return list(found.values())


def names_among(connection: Any, found: list[Item]) -> dict[str, str]:
    """The names that the record has of the actors of some items, by id."""
    from horseshoe.record.dossiers.latest import names_of

    return names_of(connection, (x for i in found for x in (i.actor, i.target) if x))


def named(actor: str | None, day: date | None, names: Mapping[str, str]) -> str:
    """What an actor of a document is called."""
    return actor_name(actor, day, names.get(actor)) if actor else "unnamed"


KINDS = {
    "draft": "Drafts",
    "provision": "What a draft would do",
    "position": "Positions",
    "quote": "Quotations",
    "figure": "Counts",
    "claim": "Claims",
    "event": "Events",
    "date": "Dates",
}
SAID = {"direct": "says, word for word", "indirect": "says, as reported", "mixed": "says, partly word for word"}
DATES = {"coming": "a day to come", "past": "a day that is past", "vote": "the day of a vote"}


def item_words(kind: str, label: str | None) -> str:
    """What an item says, in plain words and never in a code: "threatens a veto", "says, as reported", "accuses"."""
    if not label:
        return ""
    if kind == "position":
        return phrase(label)
    if kind == "draft":
        return f"a draft, {status_word(label)}"
    known = {"event": ROOTS, "claim": CLAIMS, "quote": SAID, "date": DATES}.get(kind, {})
    return known.get(label) or label.replace("_", " ").lower()


@router.get("/documents/{document}")
def document(request: Request, document: str) -> Response:
    """One document by its id or the start of it."""
    from horseshoe.record.searching.listing import document_by_id, paths_of
    from horseshoe.record.searching.search import versions_among

    with record_of(request).snapshot() as connection:
        row = document_by_id(connection, document)
        found = items_of(connection, row)
        places = paths_of(connection, row.no)
        people = names_among(connection, found)
        story = versions_among(connection, [row.no]).get(row.no)
    return page(
        request,
        "document.html",
        title_of(row.title, row.text),
        row=row,
        items=found,
        places=[p for p in places if "://" in p],
        kinds=[(k, words, n) for k, words in KINDS.items() if (n := sum(i.kind == k for i in found))],
        kind_of={f"{i.span.start}-{i.span.end}": i.kind for i in reversed(found)},
        story=story,
        source=SourceText(row.text, [(i.number, i.span) for i in found]),
        stances=STANCES,
        name=lambda a: named(a, row.published, people),
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
        raise UsageError("a correction needs something changed", fix="change who or what, or choose confirmed or rejected")
    item = ItemRef.parse(ref)
    with record_of(request).transaction() as connection:
        take(connection, item, judgement, changes if judgement == "corrected" else None, note=note.strip() or None, by="web")  # type: ignore[arg-type]
    return RedirectResponse(f"/documents/{document}#s-{item.start}-{item.stop}", 303)
