"""The first page: answers. Open questions first, then what was decided of late, then the other situations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection, func, select

from horseshoe.brief.titles import title_of
from horseshoe.serve.pages.situation import Asked, Found, answer
from horseshoe.serve.served import ServedRecord, served_of
from horseshoe.serve.templating import kept_page

if TYPE_CHECKING:
    from horseshoe.record.dossiers.overview import SituationRow

router = APIRouter()
ANSWERED = 40  # newest situations that are answered on the page; the others are listed
DECIDED = 12


@dataclass(frozen=True, slots=True)
class Front:
    """A situation on the first page."""

    row: SituationRow
    found: Found


@router.get("/")
def first_page(request: Request) -> Response:
    """The open questions, the recent decisions, the other situations, and the newest documents."""
    return kept_page(request, "", "overview.html", lambda: _titled(served_of(request)))


def _titled(served: ServedRecord) -> tuple[str, dict[str, Any]]:
    """The page's title, and all that it shows."""
    from horseshoe.record.dossiers.overview import LATELY, overview

    with served.record().snapshot() as connection:
        rows = overview(connection)
        newest, added = newest_documents(connection), last_added(connection)
    answered = fronts(served)
    questions = [f for f in answered if f.found.standing.is_open]
    decided = [f for f in answered if f.found.standing.outcome is not None]
    decided.sort(key=lambda f: f.found.standing.day or date.min, reverse=True)
    shown = {f.row.id for f in (*questions, *decided[:DECIDED])}
    return "The Council’s open questions" if questions else "The Security Council, from its documents", {
        "questions": questions,
        "decided": decided[:DECIDED],
        "rest": [r for r in rows if r.id not in shown],
        "newest": newest,
        "added": added,
        "days": LATELY.days,
        "news": lambda found: news(found, LATELY),
    }


def fronts(served: ServedRecord) -> list[Front]:
    """The newest situations, each with its answer; remembered until the record is written to."""
    return served.remembered("fronts", lambda: _fronts(served))


def _fronts(served: ServedRecord) -> list[Front]:
    from horseshoe.record.dossiers.overview import overview

    with served.record().snapshot() as connection:
        rows = overview(connection, limit=ANSWERED)
    return [Front(row, answer(served, Asked(row.id))) for row in rows]


@dataclass(frozen=True, slots=True)
class Newest:
    """A document as the list of the newest shows it."""

    id: str
    title: str
    published: date | None
    publisher: str | None


def newest_documents(connection: Connection, most: int = 8) -> list[Newest]:
    """The newest documents, near-copies left out."""
    from horseshoe.record.schema import documents

    d = documents.c
    start = func.substr(d.text, 1, 400).label("start")
    query = select(d.id, d.title, d.published, d.publisher, start).where(d.lead.is_(None))
    rows = connection.execute(query.order_by(d.published.desc().nulls_last(), d.no.desc()).limit(most))
    return [Newest(r.id, title_of(r.title, r.start), r.published, r.publisher) for r in rows]


def last_added(connection: Connection) -> datetime | None:
    """When the last document came into the record, UTC: as of then the page tells how things stand."""
    from horseshoe.record.schema import documents

    told = connection.execute(select(documents.c.added).order_by(documents.c.no.desc()).limit(1)).scalar()
    return datetime.fromisoformat(told) if told else None


def news(found: Found, days: timedelta) -> list[str]:
    """What members said of the draft in question in the last days, in words; a threat first, sponsors left out."""
    from horseshoe.brief.situation.history import in_words

    st = found.standing
    said = [(a, e) for a, e in st.said.items() if e.day and st.day and e.day > st.day - days and e.stance != "sponsors"]
    said.sort(key=lambda pair: (pair[1].stance != "threatens_veto", pair[1].stance != "opposes"))
    return [n.words for n in in_words(said, found.name)]
