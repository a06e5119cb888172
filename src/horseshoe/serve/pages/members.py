"""A member's page: terms, votes, vetoes, whom it votes with, and what the record's documents say of its positions."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import select

from horseshoe.brief.drawing.horseshoe import phrase
from horseshoe.brief.titles import title_of
from horseshoe.council.decisions import DraftVote, age, complete_through
from horseshoe.council.members import COMPLETE_THROUGH, members_on, terms_of
from horseshoe.council.states import GROUPS, find_state, group_of, name_on, names_by_id, short_name
from horseshoe.council.vetoes import record_age, seat_note, vetoes
from horseshoe.council.votes_on_record import draft_votes
from horseshoe.errors import HorseshoeError
from horseshoe.record.names import title
from horseshoe.serve.served import record_of
from horseshoe.serve.templating import kept_page

router = APIRouter()
SHOWN = 15  # newest votes not in favour, and positions
FEWEST = 10  # contested votes that two members must both have cast to be compared


@dataclass(frozen=True, slots=True)
class Said:
    """A position of the member in a document of the record."""

    day: date | None
    situation: str
    called: str
    words: str
    document: str
    place: str
    source: str


@router.get("/members/{state}")
def member(request: Request, state: str) -> Response:
    """One state, by id or name; 404 for a name the tables do not know."""
    found = find_state(state)
    return kept_page(request, found, "member.html", lambda: (name_on(found), values_for(request, found)))


def values_for(request: Request, state: str) -> dict[str, Any]:
    """All that the page shows of a state."""
    cast = votes_of(state)
    return {
        "state": state,
        "names": names_by_id()[state],
        "group": GROUPS.get(group_of(state) or ""),
        "terms": terms_of(state),
        "counts": Counter(v for _, v in cast),
        "against": [(d, v) for d, v in reversed(cast) if v != "yes"][:SHOWN],
        "votes_note": age(complete_through()),
        "agreement": agreement_of(state),
        "vetoes": vetoes(by=state)[::-1],
        "own_vetoes": sum(state in v.vetoed_by for v in vetoes(by=state)),
        "name_on": name_on,
        "short_on": short_name,
        "vetoes_note": "; ".join(filter(None, (seat_note(state), record_age()))),
        "members_through": COMPLETE_THROUGH,
        "said": said_in_record(request, state),
    }


@functools.lru_cache(maxsize=64)
def votes_of(state: str) -> tuple[tuple[DraftVote, str], ...]:
    """Every vote of the record that the state is known to have cast, oldest first."""
    return tuple((d, v) for d in draft_votes() if d.modality == "vote" and (v := d.vote_of(state)))


@functools.lru_cache(maxsize=64)
def agreement_of(state: str) -> tuple[tuple[str, str, int, int], ...]:
    """How often the Council's members of a state's last vote voted as it did: (id, name, alike, of), contested votes only."""
    cast = [(d, v) for d, v in votes_of(state) if d.no or d.abstain]
    if not cast:
        return ()
    last = cast[-1][0].date
    found = []
    for m in members_on(last):
        both = [(v, w) for d, v in cast[-400:] if m.id != state and (w := d.vote_of(m.id))]
        if len(both) >= FEWEST:
            found.append((m.id, short_name(m.id, last) or m.name, sum(v == w for v, w in both), len(both)))
    return tuple(sorted(found, key=lambda row: (-row[2] / row[3], row[1])))


def said_in_record(request: Request, state: str) -> list[Said]:
    """The newest positions of a state that the record's documents tell for certain; none without a record."""
    from horseshoe.record.schema import documents as d
    from horseshoe.record.schema import items as i

    query = (
        select(i.c.label, i.c.published, i.c.situation, i.c.start, i.c.stop, d.c.id, d.c.title, d.c.text, d.c.publisher)
        .join(d, d.c.no == i.c.document)
        .where(i.c.kind == "position", i.c.actor == state, i.c.situation.is_not(None))
        .where((i.c.extra.is_(None)) | (~i.c.extra.contains('"certainty"') & ~i.c.extra.contains('"negated"')))
        .order_by(i.c.published.desc().nulls_last(), i.c.no.desc())
        .limit(SHOWN)
    )
    try:
        with record_of(request).snapshot() as connection:
            rows: list[Any] = list(connection.execute(query))
    except HorseshoeError:
        return []
    return [
        Said(
            r.published,
            r.situation,
            short_name(r.situation, r.published) or title(r.situation),
            phrase(r.label),
            r.id,
            f"{r.start}-{r.stop}",
            title_of(r.title, r.text[:400]),
        )
        for r in rows
    ]
