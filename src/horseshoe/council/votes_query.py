"""Asks the votes file: filters, one row a member's vote or one row a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from horseshoe.council.decisions import DraftVote
from horseshoe.council.votes_join import join_record
from horseshoe.council.votes_on_record import draft_votes, name_of
from horseshoe.council.votes_record import rows_of_record
from horseshoe.council.votes_store import driver, votes_file
from horseshoe.errors import InputError
from horseshoe.whole_file import regular_target

By = Literal["vote", "decision"]
MARGIN = timedelta(days=366)  # a sheet with years for days may hold a draft of the record under another day

VOTE_COLUMNS = ("day", "body", "resolution", "draft", "outcome", "state", "vote", "modality", "title", "source", "decision")
DECISION_LIST = (
    *("day", "body", "resolution", "draft", "outcome", "modality", "yes", "no", "abstain", "absent"),
    *("voted_no", "abstained", "cast_no_vote", "title", "agenda", "sponsors", "meeting", "source", "decision"),
)
_VOTE_CELLS = (
    "d.day, d.body, d.resolution, d.draft, d.outcome, b.state, b.vote, d.modality, d.title, d.source, d.id AS decision"
)
_TALLY = """
SELECT decision, count(*) FILTER (vote = 'Y') AS yes, count(*) FILTER (vote = 'N') AS no,
  count(*) FILTER (vote = 'A') AS abstain, count(*) FILTER (vote = 'X') AS absent,
  string_agg(state, ' ' ORDER BY state) FILTER (vote = 'N') AS voted_no,
  string_agg(state, ' ' ORDER BY state) FILTER (vote = 'A') AS abstained,
  string_agg(state, ' ' ORDER BY state) FILTER (vote = 'X') AS cast_no_vote
FROM ballots GROUP BY decision
"""

# The record keeps members by exception, so that its lists may be short of its tally; a sheet's tally is that of its rows.
# Where a decision was taken without a vote, nobody was absent from one.
_COUNT = "CASE WHEN d.source = 'record' THEN d.total_{0} ELSE t.{0} END AS {0}"
_COUNTS = ", ".join(
    (
        *(_COUNT.format(c) for c in ("yes", "no", "abstain")),
        "CASE WHEN d.modality <> 'vote' THEN 0 WHEN d.source = 'record' THEN d.total_absent ELSE t.absent END AS absent",
    )
)
_LISTS = "t.voted_no, t.abstained, CASE d.modality WHEN 'vote' THEN t.cast_no_vote END AS cast_no_vote"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which votes are meant; None or an empty tuple leaves a field free. `text` is sought in titles, agenda, subjects."""

    body: str | None = None
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()
    outcome: str | None = None
    symbol: str | None = None
    text: str | None = None
    source: str | None = None
    only_voted: bool = False
    contested: bool = False
    record: bool = True

    def where(self) -> tuple[str, list[Any]]:
        """The SQL condition on `joined d` and its parameters."""
        parts: list[str] = []
        values: list[Any] = []

        def add(condition: str, *given: Any) -> None:
            parts.append(condition)
            values.extend(given)

        if self.body:
            add("d.body = ?", self.body)
        if self.since:
            add("d.day >= ?", self.since)
        if self.until:
            add("d.day <= ?", self.until)
        if self.outcome == "not_adopted":
            add("d.outcome <> 'adopted'")
        elif self.outcome:
            add("d.outcome = ?", self.outcome)
        if self.source:
            add("d.source = ?", self.source)
        if self.symbol:
            wanted = name_of(self.symbol).removeprefix("RES/")
            resolution = "regexp_replace(upper(replace(coalesce(d.resolution, ''), ' ', '')), '^(RESOLUTION|S/RES/)', '')"
            add(
                f"({resolution} = ? OR {resolution} LIKE ? || '(%' OR upper(replace(coalesce(d.draft, ''), ' ', '')) = ?)",
                *[wanted] * 3,
            )
        if self.text:
            add("contains(lower(concat_ws(' ', d.title, d.agenda, d.subjects)), lower(?))", self.text)
        if self.only_voted:
            add("d.modality = 'vote'")
        if self.contested:
            add("d.id IN (SELECT decision FROM ballots WHERE vote IN ('N', 'A'))")
        return " AND ".join(parts) or "true", values

    def record_drafts(self) -> Iterator[DraftVote]:
        """The drafts of the record that can have to do with the answer: fewer rows to join in, the same answer."""
        if not self.record or self.body == "GA":
            return
        named = name_of(self.symbol) if self.symbol else None
        for d in draft_votes():
            if named and named not in (f"RES/{d.resolution}", name_of(d.symbol or "")):
                continue
            if (self.since and d.date < self.since - MARGIN) or (self.until and d.date > self.until + MARGIN):
                continue
            yield d


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a query, and how many rows there are in all when `limit` cut them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int


def query(db: Path, wanted: Filter, *, by: By = "vote", limit: int | None = None) -> Answer:
    """The votes (or decisions) that the filter lets through, oldest first; without a votes file those of the record alone."""
    if wanted.record and not db.exists():
        found = rows_of_record(wanted, by)
        return Answer(VOTE_COLUMNS if by == "vote" else DECISION_LIST, found[:limit], len(found))
    with votes_file(db) as connection:
        statement, values = _statement(connection, wanted, by)
        total = connection.execute(f"SELECT count(*) FROM ({statement})", values).fetchone()[0]
        found = connection.execute(statement + (f" LIMIT {int(limit)}" if limit is not None else ""), values).fetchall()
    return Answer(VOTE_COLUMNS if by == "vote" else DECISION_LIST, found, total)


def write_parquet(db: Path, wanted: Filter, out: Path, *, by: By = "vote") -> int:
    """Write the answer to a Parquet file, whole or not at all; the number of rows."""
    target = regular_target(out)
    new = target.with_name(f".{target.name}.new")
    try:
        with votes_file(db, or_empty=wanted.record) as connection:
            statement, values = _statement(connection, wanted, by)
            connection.execute(f"CREATE OR REPLACE TEMP TABLE answer AS {statement}", values)
            connection.execute(f"COPY answer TO '{str(new).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
            count: int = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
        new.replace(target)
    except (OSError, driver().IOException) as error:
        raise InputError("cannot be written", where=str(out), mend="choose another place with --out") from error
    finally:
        new.unlink(missing_ok=True)
    return count


def _statement(connection: Any, wanted: Filter, by: By) -> tuple[str, list[Any]]:
    join_record(connection, wanted.record_drafts())
    condition, values = wanted.where()
    member, given = _members(wanted)
    if by == "vote":
        text = f"SELECT {_VOTE_CELLS} FROM joined d JOIN ballots b ON b.decision = d.id WHERE {condition}"
        return f"{text}{member and ' AND ' + member} ORDER BY d.day, d.id, b.state", values + given
    held = f" AND d.id IN (SELECT b.decision FROM ballots b WHERE {member})" if member else ""
    cells = f"d.day, d.body, d.resolution, d.draft, d.outcome, d.modality, {_COUNTS}, {_LISTS}, d.title, d.agenda, d.sponsors"
    text = f"SELECT {cells}, d.meeting, d.source, d.id AS decision FROM joined d LEFT JOIN ({_TALLY}) t ON t.decision = d.id"
    return f"{text} WHERE {condition}{held} ORDER BY d.day, d.id", values + given


def _members(wanted: Filter) -> tuple[str, list[Any]]:
    parts, values = [], []
    for column, given in (("b.state", wanted.states), ("b.vote", wanted.votes)):
        if given:
            parts.append(f"{column} IN ({', '.join('?' * len(given))})")
            values += list(given)
    return " AND ".join(parts), values
