"""Search over the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from horseshoe.brief.titles import title_of
from horseshoe.council.states import short_name
from horseshoe.errors import UsageError
from horseshoe.record.searching.search import Found, Statement
from horseshoe.serve.pages.document import item_words
from horseshoe.serve.rss import Item, feed
from horseshoe.serve.served import must_take_changes, record_of
from horseshoe.serve.templating import kept_page, must_be_own_form, page

if TYPE_CHECKING:
    from horseshoe.record.record import Record

router = APIRouter()
PAGE = 20
FEED = 50  # answers in a feed


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a snippet; `found` where the words asked for stand."""

    text: str
    found: bool


def bits(snippet: str) -> list[Bit]:
    """A snippet cut at its marks (U+0002 before, U+0003 after the words found)."""
    pieces: list[Bit] = []
    for part in snippet.split("\x02"):
        hit, mark, rest = part.partition("\x03")
        pieces += [Bit(hit, True), Bit(rest, False)] if mark else [Bit(part, False)]
    return [b for b in pieces if b.text]


def called(actor: str) -> str:
    """A state's short name, else the id in words."""
    return short_name(actor, None) or actor.replace("-", " ")


def told(statements: Sequence[Statement]) -> list[Statement]:
    """The statements worth a line: each stretch of words once, positions first, no bare mention."""
    found: dict[str, Statement] = {}
    for s in sorted((s for s in statements if s.kind != "actor"), key=lambda s: s.kind != "position"):
        if not any(s.text in words for words in found):
            found[s.text] = s
    return list(found.values())


def hedged(words: str, certainty: str | None) -> str:
    """What a statement says with how sure its text is of it: "opposes (probable)"."""
    return f"{words} ({certainty})" if certainty else words


@router.get("/search")
def search(request: Request, q: str = "", offset: int = 0) -> Response:
    """The form, and the answers to `q`; a query that cannot be understood is explained on the page."""
    first = max(0, min(offset, 10_000))
    try:
        return kept_page(request, (q, first), "search.html", lambda: ("Search", values_for(record_of(request), q, first)))
    except UsageError as error:
        return page(
            request, "search.html", "Search", 400, **values_for(record_of(request), "", 0) | {"q": q, "wrong": error.line()}
        )


def values_for(record: Record, q: str, offset: int) -> dict[str, Any]:
    """What the page shows. UsageError for a query that cannot be understood."""
    from horseshoe.record.searching.saved import saved

    found = record.search(q, limit=PAGE, offset=offset) if q.strip() else None
    with record.snapshot() as connection:
        kept, titles = saved(connection), titles_of(connection, found)
    return {
        "q": q,
        "found": found,
        "wrong": None,
        "bits": bits,
        "step": PAGE,
        "titles": titles,
        "name": called,
        "told": told,
        "words": lambda s: hedged(item_words(s.kind, s.label), s.certainty),
        "saved": kept,
    }


@router.get("/search.rss")
def search_feed(request: Request, q: str) -> Response:
    """The newest answers to a query as a feed: a search that tells of itself."""
    found = record_of(request).search(q, limit=FEED)
    with record_of(request).snapshot() as connection:
        titles = titles_of(connection, found)
    items = [Item(h.id, titles[h.id], h.published, "".join(b.text for b in bits(h.snippet or ""))) for h in found.hits]
    return feed(request, f"Search: {q}", "/search?" + urlencode({"q": q}), items)


@router.post("/search/saved")
def save_search(
    request: Request,
    form_token: Annotated[str, Form()],
    name: Annotated[str, Form()],
    q: Annotated[str, Form()] = "",
    remove: Annotated[str, Form()] = "",
) -> Response:
    """Save a search under a name, for all who use the record; or remove the one of that name."""
    from horseshoe.record.searching.saved import forget, save

    must_be_own_form(request, form_token)
    must_take_changes(request)
    with record_of(request).transaction() as connection:
        if remove:
            forget(connection, name)
        else:
            save(connection, name, q)
    return RedirectResponse("/search" if remove else "/search?" + urlencode({"q": q}), 303)


def titles_of(connection: Connection, found: Found | None) -> dict[str, str]:
    """What the documents found are called, by id."""
    from horseshoe.record.searching.listing import openings_of

    hits = found.hits if found else ()
    return {r.id: title_of(r.title, r.start) for r in openings_of(connection, (h.id for h in hits))}
