"""Asks the votes file and the record (it alone without DuckDB): filters, one row a member's vote or one row a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from horseshoe.council.decisions import DraftVote
from horseshoe.council.votes_on_record import draft_votes, name_of
from horseshoe.errors import InputError
from horseshoe.votes.file import CODES, RECORD, driver, join_record, record_id, record_votes, resolution_symbol, votes_file
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
        raise InputError("cannot be written", where=str(out), fix="choose another place with --out") from error
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
