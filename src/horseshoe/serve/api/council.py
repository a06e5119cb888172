"""The Council over HTTP: members, the tally rule, vetoes."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from horseshoe.council.members import COMPLETE_THROUGH, members_on, terms_of
from horseshoe.council.presidency import complete_through as presidencies_through
from horseshoe.council.presidency import president
from horseshoe.council.rule import tally as apply_rule
from horseshoe.council.states import find_state, group_of, name_on
from horseshoe.council.vetoes import Veto as VetoRow
from horseshoe.council.vetoes import record_age, seat_note, vetoes
from horseshoe.council.votes_on_record import find_draft
from horseshoe.errors import OutsideRecordError
from horseshoe.serve.api.shapes import GET, ROWS, Id, Listing, Page, Tagged, part_of
from horseshoe.serve.api.shapes import Day as IsoDay

router = APIRouter(tags=["council"], responses=GET, route_class=Tagged)

Day = date  # a field called date hides the type
Words = Annotated[str | None, Query(max_length=200, description="By id or name.", examples=["RUS", "Syria"])]
VOTES_LIMITS = "the record of decisions since 1946; null is not known"

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
    presidencies_complete_through: date
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

    date: Day
    symbol: str | None
    situation: str
    agenda_item: str
    vetoed_by: list[str]
    yes: int | None
    no: int | None
    abstain: int | None


class Term(BaseModel):
    """A term on the Council."""

    start: date
    end: date | None
    permanent: bool
    note: str | None


class MemberRecord(BaseModel):
    """A state's terms and vetoes."""

    id: str
    name: str
    group: str | None
    terms: list[Term]
    vetoes: list[Veto]
    limits: str


class Votes(BaseModel):
    """One vote on a draft; null where not known."""

    symbol: str | None
    label: str
    date: Day
    outcome: str
    situation: str
    title: str
    sponsors: list[str]
    vetoed_by: list[str]
    yes: int | None
    no: int | None
    abstain: int | None
    members: dict[str, list[str]] | None
    limits: str


def states(text: str) -> list[str]:
    """Ids of the states that a comma-separated list names."""
    return [find_state(part) for part in text.split(",") if part.strip()]


Procedural = Annotated[bool, Query(description="True for a procedural matter, on which no veto counts.")]


@router.get("/council")
def council_on(on: IsoDay | None = None) -> Council:
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
    return Council(
        on=day, complete_through=COMPLETE_THROUGH, presidencies_complete_through=presidencies_through(), members=members
    )


@router.get("/tally")
def tally(on: IsoDay, yes: States = "", no: States = "", abstain: States = "", procedural: Procedural = False) -> Outcome:
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


@router.get("/vetoes", responses=ROWS)
def veto_record(paging: Listing, by: Words = None, situation: Words = None) -> Page[Veto]:
    """The veto record, oldest first."""
    member = find_state(by) if by else None
    found = vetoes(by=member, situation=situation or None)
    items = [veto_shape(v) for v in part_of(found, paging)]
    return Page[Veto](total=len(found), offset=paging.offset, items=items, limits=_limits(member))


def veto_shape(v: VetoRow) -> Veto:
    """A row of the veto record."""
    return Veto(
        date=v.date,
        symbol=v.symbol,
        situation=v.situation,
        agenda_item=v.agenda_item,
        vetoed_by=list(v.vetoed_by),
        yes=v.yes,
        no=v.no,
        abstain=v.abstain,
    )


@router.get("/members/{state}")
def member(state: Id) -> MemberRecord:
    """A state's terms on the Council and its vetoes, by id or name."""
    id_ = find_state(state)
    terms = [Term(start=t.start, end=t.end, permanent=t.permanent, note=t.note) for t in terms_of(id_)]
    cast = [veto_shape(v) for v in vetoes(by=id_)]
    return MemberRecord(id=id_, name=name_on(id_), group=group_of(id_), terms=terms, vetoes=cast, limits=_limits(id_))


@router.get("/votes/{symbol:path}")
def votes(symbol: Id) -> Votes:
    """How the members voted on a draft or resolution, by symbol: `S/2012/77`, `S/RES/1973`, `1973`."""
    found = find_draft(symbol)
    if found is None:
        raise OutsideRecordError("not in the project's table of votes", where=symbol, fix=VOTES_LIMITS)
    cast = found.votes
    return Votes(
        symbol=found.symbol,
        label=found.label,
        date=found.date,
        outcome=found.outcome,
        situation=found.situation,
        title=found.title,
        sponsors=list(found.sponsors),
        vetoed_by=list(found.vetoed_by),
        yes=found.yes,
        no=found.no,
        abstain=found.abstain,
        members={k: list(getattr(cast, k)) for k in ("yes", "no", "abstain", "absent")} if cast else None,
        limits=VOTES_LIMITS,
    )


def _limits(member: str | None = None) -> str:
    return "; ".join(filter(None, (seat_note(member), record_age())))
