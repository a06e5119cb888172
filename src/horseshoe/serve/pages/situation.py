"""A situation's page: the answer first, with the table, then the text, who stands where, counts, quotations, timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from horseshoe.brief.drawing.horseshoe import phrase
from horseshoe.brief.drawing.svg import draw_svg
from horseshoe.brief.situation.timeline import by_day
from horseshoe.errors import OutsideRecordError, UsageError
from horseshoe.serve.charts.bars import bars
from horseshoe.serve.charts.history import history_chart
from horseshoe.serve.charts.positions import positions_chart
from horseshoe.serve.notes import Notes
from horseshoe.serve.pages.council import day_of
from horseshoe.serve.served import ServedRecord, served_of
from horseshoe.serve.templating import kept_page

if TYPE_CHECKING:
    from horseshoe.brief.situation.history import Moment
    from horseshoe.brief.situation.standing import Name, Standing
    from horseshoe.record.dossiers.dossier_types import Dossier, DraftEntry, FigureSeries, PositionEntry, QuoteEntry, Source

router = APIRouter()
ENTRIES = 60  # newest of each list
QUOTES = 6
BALLOTS = ("vote", "votes", "abstention", "abstentions", "member", "members")  # told with the drafts
GROUPS = (
    ("Bring it", ("sponsors",)),
    ("For", ("supports", "voted_for")),
    ("Threaten a veto", ("threatens_veto",)),
    ("Vetoed it", ("vetoed",)),
    ("Against", ("opposes", "voted_against")),
    ("Abstain", ("abstained",)),
    ("Undecided", ("undecided",)),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of the page asks for."""

    situation: str
    as_of: date | None = None
    since: date | None = None
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one actor stands: its name, whether it sits at the table, what it said last where it said something."""

    actor: str
    name: str
    member: bool
    entry: PositionEntry | None


def asked_for(situation: str, as_of: str, since: str, draft: str) -> Asked:
    """The question in an address. UsageError for a day or a number that is none."""
    if draft and not (draft.isascii() and draft.isdigit() and len(draft) < 16):
        raise UsageError(f"{draft!r} is no draft's number", where="draft")
    return Asked(situation, day_of(as_of) if as_of else None, day_of(since) if since else None, int(draft) if draft else None)


@router.get("/situations/{situation}.json")
def as_json(request: Request, situation: str, as_of: str = "", since: str = "", draft: str = "") -> Response:
    """All that the page shows, as data: the answer, and the dossier it rests on."""
    from fastapi.encoders import jsonable_encoder

    from horseshoe.answers import situation_answer

    asked = asked_for(situation, as_of, since, draft)
    found = answer(served_of(request), asked)
    told = situation_answer(found.standing, found.name, moments_of(served_of(request), asked, found))
    return JSONResponse({"answer": told, "dossier": jsonable_encoder(found.dossier)})


@router.get("/situations/{situation}")
def situation(request: Request, situation: str, as_of: str = "", since: str = "", draft: str = "") -> Response:
    """The page, as of a day where one is given; only documents published by then are used. `draft` a draft's number."""
    asked = asked_for(situation, as_of, since, draft)
    served = served_of(request)

    def titled() -> tuple[str, dict[str, Any]]:
        values = values_for(served, asked)
        told = {"as_of": as_of, "since": since, "asked": asked, "notes": Notes()}
        return values["name"](values["dossier"].situation), values | told

    return kept_page(request, (asked, as_of, since), "situation.html", titled)


@dataclass(frozen=True, slots=True)
class Found:
    """A dossier and how it stands."""

    dossier: Dossier
    standing: Standing
    name: Name


def answer(served: ServedRecord, asked: Asked) -> Found:
    """The dossier and the answer to a question. OutsideRecordError where the record holds nothing on it by that day."""
    return served.remembered(("answer", asked), lambda: _answer(served, asked))


def _answer(served: ServedRecord, asked: Asked) -> Found:
    from horseshoe.brief.situation.standing import standing
    from horseshoe.brief.situation.table import namer

    record = served.record()
    dossier = record.dossier(asked.situation, as_of=asked.as_of, since=asked.since, limit=ENTRIES)
    if not dossier.sources:
        raise OutsideRecordError("the record holds no document on this by that day", where=dossier.name)
    name = namer(record, dossier, asked.as_of or (dossier.episodes[0].end if dossier.episodes else None))
    return Found(dossier, standing(record, dossier, asked.draft, name), name)


def moments_of(served: ServedRecord, asked: Asked, found: Found) -> tuple[Moment, ...]:
    """The forecasts of the draft in question, day by day; remembered until the record is written to."""
    from horseshoe.brief.situation.history import history

    question = ("history", asked.situation, asked.as_of, asked.draft)
    return served.remembered(question, lambda: history(served.record(), found.dossier, found.standing, found.name))


def values_for(served: ServedRecord, asked: Asked) -> dict[str, Any]:
    """All that the page shows."""
    found = answer(served, asked)
    dossier, st, name = found.dossier, found.standing, found.name
    moments = moments_of(served, asked, found)
    return {
        "moments": moments,
        "course": history_chart(moments, st.outcome),
        "dossier": dossier,
        "st": st,
        "name": name,
        "headline": st.headline(name),
        "lead": lead_source(st),
        "drawing": draw_svg(st.seats) if st.seats else "",
        "stands": stands(st, name),
        "stance": lambda e: stance_words(e, st.outcome is None),
        "provisions": provisions(st.draft) if st.draft else [],
        "drafts": dossier.drafts,
        "title_of": lambda d: _title(d, dossier.situation, name),
        "fate_of": lambda d: _fate(d, dossier),
        "over_time": positions_chart(dossier.positions, [s.state for s in st.seats], name),
        "counts": [(what, bars(series, name)) for what, series in rivals(dossier).items()],
        "quotes": quotes(dossier),
        "timeline": by_day(dossier, name, lambda n: _by_number(dossier, n, name)),
        "coming_up": st.coming,
    }


def _title(draft: DraftEntry, situation: str, name: Name) -> str:
    from horseshoe.brief.situation.standing import draft_name

    return draft_name(draft, situation, name)


def _fate(draft: DraftEntry, dossier: Dossier) -> Any:
    from horseshoe.brief.situation.standing import fate

    return fate(draft, dossier.situation, dossier.as_of)


def _by_number(dossier: Dossier, number: int, name: Name) -> str:
    draft = next((d for d in dossier.drafts if number in d.numbers), None)
    return _title(draft, dossier.situation, name) if draft else "the draft"


def lead_source(st: Standing) -> Source | None:
    """The words that the headline rests on: of a threat, else the newest on the draft."""
    if st.threats:
        return st.said[st.threats[0]].source
    return st.draft.versions[-1].source if st.draft else None


def stands(st: Standing, name: Name) -> list[tuple[str, list[Stand]]]:
    """Who stands where on the draft in question, grouped; members of the Council before others."""
    seated = {s.state: s for s in st.seats}
    by_stance: dict[str, list[Stand]] = {}
    for seat in st.seats:
        if seat.stance:
            by_stance.setdefault(seat.stance, []).append(Stand(seat.state, seat.name, True, st.said.get(seat.state)))
    for actor, entry in st.said.items():
        if actor not in seated and not entry.negated:
            by_stance.setdefault(entry.stance, []).append(Stand(actor, name(actor), False, entry))
    groups = [(title, [s for stance in stances for s in by_stance.get(stance, ())]) for title, stances in GROUPS]
    taken_back = [Stand(a, name(a), a in seated, e) for a, e in st.said.items() if e.negated]
    return [(title, who) for title, who in (*groups, ("Will not veto", taken_back)) if who]


def stance_words(entry: PositionEntry, open_draft: bool) -> str:
    """A stance as it is told: "will abstain" while the vote is to come."""
    return phrase(entry.stance, negated=entry.negated, to_come=open_draft)


def provisions(draft: DraftEntry) -> list[tuple[str, Source]]:
    """What the draft would do, each thing once, as the first document that tells of it words it."""
    found: dict[str, tuple[str, Source]] = {}
    for version in draft.versions:
        for words in version.provisions:
            key = " ".join(words.lower().split()[-5:])  # "demands that …" and "would have demanded that …" are one
            found.setdefault(key, (words, version.source))
    return list(found.values())


def quotes(dossier: Dossier) -> list[QuoteEntry]:
    """The newest quotations word for word, each sentence once; those that name a speaker."""
    found: dict[str, QuoteEntry] = {}
    for q in dossier.quotes:
        if q.kind != "indirect" and (q.name or q.speaker):
            found.setdefault(q.source.text.strip('"“”,. ').lower(), q)
    return list(found.values())[:QUOTES]


def rivals(dossier: Dossier) -> Mapping[str, list[FigureSeries]]:
    """Series of figures by what they count, so that rival counts of one thing share a chart; ballots are told elsewhere."""
    found: dict[str, list[FigureSeries]] = {}
    for series in dossier.figures:
        if any(p.day for p in series.points) and series.unit not in BALLOTS and series.what not in BALLOTS:
            what = series.unit if series.what == series.unit else f"{series.unit} {series.what}".strip()
            found.setdefault(what, []).append(series)
    return found
