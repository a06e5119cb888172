"""Answers a query from the shipped record alone, where no sheet was loaded: the same rows as by SQL, without DuckDB's start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from horseshoe.council.decisions import DraftVote
from horseshoe.council.votes_join import CODES, RECORD, record_id, record_votes, resolution_symbol

if TYPE_CHECKING:
    from horseshoe.council.votes_query import Filter

Row = tuple[Any, ...]
Cast = list[tuple[str, str]]  # (state, Y, N, A or X), states in order


def rows_of_record(wanted: Filter, by: str) -> list[Row]:
    """The votes or decisions of the record that a filter lets through, oldest first, in the columns of the query."""
    found = [(d, record_id(i, d), _cast(i, d)) for i, d in enumerate(wanted.record_drafts()) if _fits(d, wanted)]
    found = [f for f in found if not wanted.contested or any(code in "NA" for _, code in f[2])]
    found.sort(key=lambda f: (f[0].date, f[1]))
    if by == "vote":
        return [row for d, id_, cast in found for row in _vote_rows(d, id_, cast, wanted)]
    return [_decision_row(d, id_, cast) for d, id_, cast in found if _held(cast, wanted)]


def _cast(number: int, d: DraftVote) -> Cast:
    return sorted((state, code) for _, state, _, code, _ in record_votes(number, d))


def _fits(d: DraftVote, wanted: Filter) -> bool:
    if (wanted.since and d.date < wanted.since) or (wanted.until and d.date > wanted.until):
        return False
    if wanted.source not in (None, RECORD) or (wanted.only_voted and d.modality != "vote"):
        return False
    if wanted.outcome and (d.outcome == "adopted" if wanted.outcome == "not_adopted" else d.outcome != wanted.outcome):
        return False
    return not wanted.text or wanted.text.lower() in f"{d.title} {d.agenda}".lower()


def _held(cast: Cast, wanted: Filter) -> bool:
    """Whether one of the wanted members cast one of the wanted votes."""
    return not (wanted.states or wanted.votes) or any(_wanted(state, code, wanted) for state, code in cast)


def _wanted(state: str, code: str, wanted: Filter) -> bool:
    return (not wanted.states or state in wanted.states) and (not wanted.votes or code in wanted.votes)


def _vote_rows(d: DraftVote, id_: str, cast: Cast, wanted: Filter) -> Iterator[Row]:
    for state, code in cast:
        if _wanted(state, code, wanted):
            yield (
                *(d.date, "SC", resolution_symbol(d), d.symbol, d.outcome, state, code),
                *(d.modality, d.title, RECORD, id_),
            )


def _decision_row(d: DraftVote, id_: str, cast: Cast) -> Row:
    named = {code: " ".join(state for state, c in cast if c == code) or None for code in CODES.values()}
    absent = 0 if d.modality != "vote" else d.absent if d.members_known else None
    return (
        *(d.date, "SC", resolution_symbol(d), d.symbol, d.outcome, d.modality, d.yes, d.no, d.abstain, absent),
        *(named["N"], named["A"], named["X"], d.title, d.agenda or None, " ".join(d.sponsors) or None, d.meeting),
        *(RECORD, id_),
    )
