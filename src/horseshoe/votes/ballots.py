"""Votes as a table of numbers: decisions down, members across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.states import CONTINUED_BY
from horseshoe.errors import NothingFoundError
from horseshoe.votes.file import join_record, votes_file
from horseshoe.votes.query import Filter

YES, ABSTAIN, NO, MISSING = 2, 1, 0, -1
CODES = {"Y": YES, "A": ABSTAIN, "N": NO}
Position = Literal["yes", "no", "abstain", "absent"]
POSITION: dict[int, Position] = {YES: "yes", ABSTAIN: "abstain", NO: "no"}


@dataclass(frozen=True, slots=True)
class Ballots:
    """`votes[d, m]`: YES, ABSTAIN, NO, or MISSING where the member cast none or was no member. Shape (decisions, members).

    `rows[d]` counts the members on record for a decision, those that cast no vote included. Shape (decisions,).
    """

    decisions: tuple[str, ...]
    labels: tuple[str, ...]
    days: tuple[date, ...]
    members: tuple[str, ...]
    votes: NDArray[np.int8]
    rows: NDArray[np.int64]

    @property
    def contested(self) -> NDArray[np.bool_]:
        """Decisions on which not all members that voted chose the same. Shape (decisions,)."""
        kinds: Any = sum((self.votes == code).any(axis=1).astype(int) for code in (YES, ABSTAIN, NO))
        return np.asarray(kinds > 1)

    def positions(self, row: int) -> dict[str, Position]:
        """What each member of the table did on one decision; "absent" also for those that were no members then."""
        return {m: POSITION.get(int(v), "absent") for m, v in zip(self.members, self.votes[row], strict=True)}

    def only(self, *, contested: bool = False, at_least: int = 1) -> Ballots:
        """The same without uncontested decisions, and without members that cast fewer than `at_least` votes in what is left."""
        rows = self.contested if contested else np.ones(len(self.decisions), dtype=bool)
        votes = self.votes[rows]
        columns = (votes != MISSING).sum(axis=0) >= at_least
        return replace(
            self,
            decisions=tuple(np.array(self.decisions, dtype=object)[rows]),
            labels=tuple(np.array(self.labels, dtype=object)[rows]),
            days=tuple(np.array(self.days, dtype=object)[rows]),
            members=tuple(np.array(self.members, dtype=object)[columns]),
            votes=votes[:, columns],
            rows=self.rows[rows],
        )


def ballots_of(votes: Iterable[Mapping[str, str]]) -> Ballots:
    """Ballots of plain data, one mapping (member -> Y, N, A, X) a decision, in that order."""
    rows = list(votes)
    members = sorted({m for row in rows for m in row})
    table = np.array([[CODES.get(row.get(m, "X"), MISSING) for m in members] for row in rows], dtype=np.int8)
    names = tuple(map(str, range(len(rows))))
    counts = np.array([len(row) for row in rows], dtype=np.int64)
    return Ballots(names, names, (date.min,) * len(rows), tuple(members), table.reshape(len(rows), len(members)), counts)


def read_ballots(db: Path, wanted: Filter, *, join_seats: bool = True) -> Ballots:
    """The recorded votes that a filter lets through. Decisions without a vote are left out: nobody's choice is in them.

    `join_seats` puts the Soviet Union's votes under its successor's id. NothingFoundError when no vote is left.
    """
    with votes_file(db, or_empty=wanted.record) as connection:
        join_record(connection, wanted.record_drafts())
        condition, values = wanted.where()
        rows = connection.execute(
            "SELECT d.id, coalesce(d.resolution, d.draft, d.id), d.day, b.state, b.vote FROM joined d JOIN ballots b "
            f"ON b.decision = d.id WHERE d.modality = 'vote' AND {condition} ORDER BY d.day, d.id",
            values,
        ).fetchnumpy()
    ids, first, decision = np.unique(rows["id"].astype(str), return_index=True, return_inverse=True)
    if not len(ids):
        raise NothingFoundError("no recorded vote fits", where=str(db), fix="widen the filter or load more sheets")
    states = np.array([CONTINUED_BY.get(s, s) if join_seats else s for s in rows["state"].astype(str)])
    keep = np.isin(states, wanted.states) if wanted.states else np.ones(len(states), dtype=bool)
    members, member = np.unique(states[keep], return_inverse=True)
    table = np.full((len(ids), len(members)), MISSING, dtype=np.int8)
    table[decision[keep], member] = [CODES.get(v, MISSING) for v in rows["vote"][keep].astype(str)]
    order = np.argsort(first)
    labels, days = rows[list(rows)[1]][first], rows["day"][first].astype("datetime64[D]").astype(object)
    counts = np.bincount(decision, minlength=len(ids))
    return Ballots(
        decisions=tuple(map(str, ids[order])),
        labels=tuple(map(str, labels[order])),
        days=tuple(days[order]),
        members=tuple(map(str, members)),
        votes=table[order],
        rows=counts[order],
    )
