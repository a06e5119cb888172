"""The Council over HTTP: members, the tally rule, vetoes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from horseshoe.council.members import COMPLETE_THROUGH, members_on
from horseshoe.council.presidency import president
from horseshoe.council.rule import tally as apply_rule
from horseshoe.council.states import find_state
from horseshoe.council.vetoes import complete_through, vetoes
from horseshoe.serve.api.shapes import PROBLEMS, Page, Paging, paged

router = APIRouter(tags=["council"], responses=PROBLEMS)

States = Annotated[str, Query(max_length=400, description="States by id or name, separated by commas.")]


class Member(BaseModel):
    """A member of the Council on a day."""

    id: str
    name: str
    permanent: bool
    president: bool
    group: str | None
    start: date
    end: date | None


class Council(BaseModel):
    """The Council on a day."""

    on: date
    complete_through: date
    members: list[Member]


class Outcome(BaseModel):
    """What a tally decides under Article 27."""

    on: date
    outcome: str
    yes: list[str]
    no: list[str]
    abstain: list[str]
    absent: list[str]
    majority: int
    vetoes: list[str]
    article: str
    reason: str


class Veto(BaseModel):
    """One vetoed proposal."""

    date: date
    symbol: str | None
    situation: str
    agenda_item: str
    vetoed_by: list[str]
    yes: int | None
    no: int | None
    abstain: int | None


def states(text: str) -> list[str]:
    """Ids of the states that a comma-separated list names."""
    return [find_state(part) for part in text.split(",") if part.strip()]


@router.get("/council")
def council_on(on: date | None = None) -> Council:
    """The members on a day; without one, on the last day that is past or that the table knows."""
    day = on or min(date.today(), COMPLETE_THROUGH)
    head = president(day.year, day.month)
    members = [
        Member(
            id=m.id,
            name=m.name,
            permanent=m.permanent,
            president=m.id == head,
            group=m.group,
            start=m.start,
            end=m.end,
        )
        for m in members_on(day)
    ]
    return Council(on=day, complete_through=COMPLETE_THROUGH, members=members)


@router.get("/tally")
def tally(on: date, yes: States = "", no: States = "", abstain: States = "", procedural: bool = False) -> Outcome:
    """The outcome of a vote under the rule of its day."""
    found = apply_rule(on, states(yes), states(no), states(abstain), procedural=procedural)
    return Outcome(
        on=on,
        outcome=found.outcome,
        yes=list(found.yes),
        no=list(found.no),
        abstain=list(found.abstain),
        absent=list(found.absent),
        majority=found.majority,
        vetoes=list(found.vetoes),
        article=found.article,
        reason=found.reason,
    )


@router.get("/vetoes")
def veto_record(paging: Paging, by: str | None = None, situation: str | None = None) -> Page[Veto]:
    """The veto record, oldest first."""
    found = vetoes(by=find_state(by) if by else None, situation=situation or None)
    rows: list[dict[str, Any]] = [
        {
            "date": v.date,
            "symbol": v.symbol,
            "situation": v.situation,
            "agenda_item": v.agenda_item,
            "vetoed_by": list(v.vetoed_by),
            "yes": v.yes,
            "no": v.no,
            "abstain": v.abstain,
        }
        for v in found
    ]
    page = paged(rows, paging)
    return Page[Veto](total=page.total, offset=page.offset, items=[Veto(**r) for r in page.items], limits=_limits())


def _limits() -> str:
    return f"complete through {complete_through().isoformat()}"
