"""The page of a draft or resolution: its course, sponsors, provisions, roll call, outcome, what it recites, its documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import select

from horseshoe.brief.drawing.svg import draw_svg
from horseshoe.brief.words import capital, status_word
from horseshoe.council.decisions import DraftVote
from horseshoe.council.states import short_name
from horseshoe.errors import OutsideRecordError
from horseshoe.serve.addresses import un_document
from horseshoe.serve.charts.history import history_chart
from horseshoe.serve.notes import Notes
from horseshoe.serve.pages.situation import Asked, Found, answer, moments_of, provisions
from horseshoe.serve.served import ServedRecord, record_of, served_of
from horseshoe.serve.templating import csv_answer, page
from horseshoe.text import iso

if TYPE_CHECKING:
    from horseshoe.brief.model import Seat
    from horseshoe.brief.situation.amended import Amended
    from horseshoe.brief.situation.standing import Outcome
    from horseshoe.record.dossiers.dossier_types import DraftEntry, Source

router = APIRouter()
RECITED = 24  # resolutions listed on either side


@dataclass(frozen=True, slots=True)
class Step:
    """A station of a draft's course."""

    words: str
    day: date | None
    done: bool
    open: bool = False  # still to come


@router.get("/drafts/{number}")
def draft(request: Request, number: int) -> Response:
    """A draft of the record by its number."""
    situation = situation_of(request, number)
    served = served_of(request)
    values = served.remembered(("draft", number), lambda: draft_values(served, Asked(situation, draft=number)))
    return page(request, "draft.html", capital(values["title_in_full"]), notes=Notes(), **values)


@router.get("/drafts/{number}/data.json")
def as_json(request: Request, number: int) -> Response:
    """What the page of a draft shows, as data."""
    from horseshoe.answers import situation_answer

    served, asked = served_of(request), Asked(situation_of(request, number), draft=number)
    found = answer(served, asked)
    changes = [
        {
            "day": iso(a.source.published),
            "kind": a.kind,
            "before": a.before or None,
            "after": a.after or None,
            "why": list(a.why),
            "document": a.source.document,
        }
        for a in changes_of(served, asked, found)
    ]
    told = situation_answer(found.standing, found.name, moments_of(served, asked, found))
    return JSONResponse({"answer": told, "changes": changes})


@router.get("/drafts/{number}/forecast.csv")
def forecasts(request: Request, number: int) -> Response:
    """The forecasts of a draft, a row a day: chances, votes in favour with their interval, and what was new."""
    served = served_of(request)
    asked = Asked(situation_of(request, number), draft=number)
    found = answer(served, asked)
    rows = [
        (m.day, *map("{:.4f}".format, (s.adopted, s.vetoed, s.failed)), f"{y.expected:.2f}", y.low, y.high, told)
        for m in moments_of(served, asked, found)
        for s, y, told in ((m.shares, m.tally.yes, "; ".join(n.words for n in m.new)),)
    ]
    head = ("day", "adopted", "vetoed", "failed", "yes_expected", "yes_low", "yes_high", "new")
    return csv_answer(f"draft-{number}-forecast.csv", head, rows)


def situation_of(request: Request, number: int) -> str:
    """The situation of a draft of the record. OutsideRecordError where it holds no such draft."""
    from horseshoe.record.schema import drafts

    with record_of(request).snapshot() as connection:
        situation: str | None = connection.execute(select(drafts.c.situation).where(drafts.c.no == number)).scalar()
    if situation is None:
        raise OutsideRecordError("the record holds no such draft", where=f"draft {number}")
    return situation


def changes_of(served: ServedRecord, asked: Asked, found: Found) -> tuple[Amended, ...]:
    """What documents told of a draft otherwise than those before them; remembered."""
    from horseshoe.brief.situation.amended import amended

    entry = found.standing.draft
    assert entry is not None  # it was asked for by its number
    return served.remembered(("amended", asked), lambda: amended(served.record(), entry, found.name))


def as_it_stands(entry: DraftEntry, changes: Sequence[Amended]) -> list[tuple[str, Source]]:
    """What the draft would do after its changes, without its preamble."""
    from horseshoe.reading.formal.acts import opens_preamble

    amended = [c for c in changes if c.kind != "sponsors"]
    gone = {c.before for c in amended}
    told = dict(provisions(entry)) | {c.after: c.source for c in amended}
    return [(words, source) for words, source in told.items() if words and words not in gone and not opens_preamble(words)]


def draft_values(served: ServedRecord, asked: Asked) -> dict[str, Any]:
    """What the page of a draft of the record shows."""
    found = answer(served, asked)
    moments = moments_of(served, asked, found)
    st, name = found.standing, found.name
    assert st.draft is not None  # it was asked for by its number
    entry = st.draft
    vote = st.outcome.vote if st.outcome else None
    changes = changes_of(served, asked, found)
    symbol = entry.symbol or (vote.symbol if vote else None)
    return {
        "title_in_full": st.title,
        "moments": moments,
        "course": history_chart(moments, st.outcome),
        "headline": st.headline(name),
        "situation": (st.situation, name(st.situation)),
        "track": track(entry, st.outcome, st.is_open),
        "sponsors": [(s, name(s)) for s in (vote.sponsors if vote and vote.sponsors else entry.sponsors)],
        "symbol": symbol,
        "un": un_document(symbol),
        "entry": entry,
        "outcome": st.outcome,
        "forecast": st.forecast,
        "provisions": as_it_stands(entry, changes),
        "changes": changes,
        "documents": list({v.source.document: v for v in entry.versions}.values()),
        "day": st.day,
        "seats": st.seats,
        "drawing": draw_svg(st.seats) if any(s.stance for s in st.seats) else "",
        "said": [(name(a), e) for a, e in st.said.items()],
        **vote_values(vote),
    }


@router.get("/decisions/{label:path}")
def decision(request: Request, label: str) -> Response:
    """A draft or resolution of the Council's own record, by number or symbol: `2793`, `S/2024/826`."""
    from horseshoe.council.votes_on_record import find_draft

    vote = find_draft(label)
    if vote is None:
        raise OutsideRecordError("the Council's record holds no such draft or resolution", where=label)
    title = f"Resolution {vote.resolution} ({vote.date.year})" if vote.resolution else f"Draft resolution {vote.label}"
    seats = seats_of(vote)
    values = vote_values(vote) | {
        "title_in_full": title,
        "about": vote.title,
        "seats": seats,
        "drawing": draw_svg(seats) if seats else "",
        "sponsors": [(s, short_name(s, vote.date) or s) for s in vote.sponsors],
        "un": un_document(vote.label),
        "told": told_in(request, vote),
    }
    return page(request, "decision.html", title, **values)


def track(entry: DraftEntry, outcome: Outcome | None, is_open: bool) -> list[Step]:
    """From announced to decided, with the days that the documents and the record tell."""
    told = [v for v in entry.versions if v.source.published and not v.background]
    first = min((v.source.published for v in told if v.source.published), default=None)
    text = min((v.source.published for v in told if v.provisions and v.source.published), default=None)
    steps = [Step("First told of", first, first is not None), Step("Its text told of", text, text is not None)]
    decided = outcome is not None and outcome.status != "withdrawn"
    steps.append(Step("Put to the vote", outcome.day if outcome and decided else None, decided, is_open))
    end = capital(status_word(outcome.status)) if outcome else "Decided"
    steps.append(Step(end, outcome.day if outcome else None, bool(outcome), is_open))
    return steps


def vote_values(vote: DraftVote | None) -> dict[str, Any]:
    """What the Council's record tells of a vote, and what its resolution recites."""
    from horseshoe.council.citations import lineage, vote_on

    line = lineage(vote.resolution) if vote and vote.resolution else None
    recites = [v for n in line.cites if (v := vote_on(n))] if line else []
    recited_by = [v for n in line.cited_by if (v := vote_on(n))] if line else []
    return {
        "vote": vote,
        "roll": roll_call(vote) if vote else [],
        "recites": recites[-RECITED:],
        "recited_by": recited_by[-RECITED:],
        "line": line,
    }


def roll_call(vote: DraftVote) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each side of a vote with its members as (id, name), where the record knows every member's vote."""
    cast = vote.votes
    if cast is None or vote.modality != "vote":
        return []
    sides = ((side, getattr(cast, side)) for side in ("yes", "no", "abstain", "absent"))
    return [(side, [(m, short_name(m, vote.date) or m) for m in who]) for side, who in sides if who]


def seats_of(vote: DraftVote) -> tuple[Seat, ...]:
    """The table on the day of a vote; empty where the record does not know every member's vote."""
    from horseshoe.brief.situation.standing import voted

    return voted(vote) if vote.members_known and vote.modality == "vote" else ()


def told_in(request: Request, vote: DraftVote) -> list[int]:
    """Numbers of the record's drafts that bear the symbol of a decision."""
    from horseshoe.errors import HorseshoeError
    from horseshoe.record.schema import drafts

    symbols = [s for s in (vote.symbol, vote.label) if s]
    try:
        with record_of(request).snapshot() as connection:
            return list(connection.execute(select(drafts.c.no).where(drafts.c.symbol.in_(symbols))).scalars())
    except HorseshoeError:
        return []  # the page stands without a record too
