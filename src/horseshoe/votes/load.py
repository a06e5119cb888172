"""Loads a votes sheet into the votes file: checks every row, keeps the bad ones out, changes nothing the second time."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, members_on, terms
from horseshoe.council.states import CONTINUED_BY, RUSSIA_SEATED
from horseshoe.errors import InputError
from horseshoe.votes.columns import TOTALS, Columns, columns_of, modality_of, outcome_of, state_of
from horseshoe.votes.file import DECISION_COLUMNS, votes_file
from horseshoe.votes.sheet import Sheet, lines_of, open_sheet, stage_fast, stage_filtered, stage_slowly

# `staging` (the sheet) -> `checked` (its rows, with what is wrong) -> decisions, votes.
TEXTS = ("resolution", "draft", "meeting", "title", "agenda", "subjects", "note", "session", "report", "link")
MORE_TEXTS = ("sponsors", "category", "region")
WHOLE = r"^\s*(\d+(\.0*)?)?\s*$"

# The day of a date, or of a time stamp as programs write it: 2012-04-14T00:00:00, 2012-04-14 00:00:00.000+00:00.
STAMP = r"^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
DAY_TEXT = f"regexp_replace(trim(coalesce(s.date, '')), '{STAMP}', '\\1')"

# A row that says nothing of a vote: programs leave such rows behind at a sheet's end.
BLANK = " AND ".join(f"coalesce(trim(s.{f}, ' /'), '') = ''" for f in ("key", "vote", "date", "code", "name"))
COUNT_BLANK = f"SELECT count(*) FROM staging s WHERE {BLANK}"
CHECKED = rf"""
CREATE OR REPLACE TEMP TABLE checked AS
WITH cells AS (
  SELECT s.rowid + 1 AS n, s.line, nullif(trim(s.key), '') AS key, {DAY_TEXT} AS day_text,
    trim(coalesce(s.code, '')) AS code, trim(coalesce(s.name, '')) AS name, upper(trim(coalesce(s.vote, ''))) AS word,
    lower(trim(coalesce(s.permanent, ''))) AS permanent_text, trim(coalesce(s.modality, '')) AS modality_text,
    trim(coalesce(s.outcome, '')) AS outcome_text, nullif(trim(s.resolution), '') AS resolution,
    {" AND ".join(f"regexp_full_match(coalesce(s.{t}, ''), '{WHOLE}')" for t in TOTALS)} AS totals_read
  FROM staging s WHERE NOT ({BLANK})
), read AS (
  SELECT c.*, CASE WHEN regexp_full_match(day_text, '\d{{4}}') THEN make_date(day_text::INTEGER, 7, 1)
                   ELSE try_cast(day_text AS DATE) END AS day,
    v.vote, st.id AS state_id, r.modality, r.outcome
  FROM cells c LEFT JOIN vote_of v USING (word) LEFT JOIN state_of st USING (code, name)
    LEFT JOIN result_of r USING (modality_text, outcome_text)
), seated AS (
  SELECT read.*, CASE WHEN older.old IS NOT NULL AND day < older.until THEN older.old
                      WHEN newer.new IS NOT NULL AND day >= newer.until THEN newer.new ELSE state_id END AS state
  FROM read LEFT JOIN old_seats older ON older.new = state_id LEFT JOIN old_seats newer ON newer.old = state_id
), judged AS (
  SELECT seated.*, CASE
    WHEN key IS NULL THEN 'the row does not say which vote it belongs to'
    WHEN day IS NULL THEN 'date ' || day_text || ' cannot be read (expected YYYY-MM-DD)'
    WHEN day < DATE '1946-01-10' OR day > $today THEN 'date ' || day_text || ' lies outside the United Nations'' record'
    WHEN state_id IS NULL THEN 'unknown member ' || trim(code || ' ' || name)
    WHEN vote IS NULL THEN 'unknown vote ' || word
    WHEN modality IS NULL THEN 'unknown modality ' || modality_text
    WHEN outcome = '?' THEN 'unknown outcome ' || outcome_text
    WHEN modality <> 'vote' AND vote = 'A' THEN 'an abstention where no vote was recorded'
    WHEN permanent_text NOT IN ('', 'true', 'false', '1', '0', 'y', 'n', 'yes', 'no', 'p', 'r')
      THEN 'permanent member: true or false expected, not ' || permanent_text
    WHEN NOT totals_read THEN 'a total is no whole number'
    WHEN $body = 'SC' AND NOT EXISTS (FROM sitting WHERE sitting.text = day_text AND sitting.state IN (seated.state, '*'))
      THEN coalesce(nullif(name, ''), code) || ' was not a member of the Council on ' || day_text
    END AS problem
  FROM seated
), paired AS (
  SELECT key, state, min(n) AS first_n, count(*) AS copies, min(vote) <> max(vote) AS contradictory,
    min(day) <> max(day) OR min(coalesce(resolution, '')) <> max(coalesce(resolution, '')) AS of_two
  FROM judged WHERE problem IS NULL GROUP BY key, state
)
SELECT j.n, j.line, j.key, $source || ':' || j.key AS id, j.day, NOT regexp_full_match(day_text, '\d{{4}}') AS day_is_exact,
  j.state, nullif(j.name, '') AS name, j.vote, j.modality, j.outcome, j.resolution,
  CASE WHEN permanent_text = '' THEN NULL ELSE permanent_text IN ('true', '1', 'y', 'yes', 'p') END AS permanent,
  CASE WHEN problem IS NOT NULL THEN problem
       WHEN of_two THEN 'two votes bear the number ' || j.key || ': their dates or resolutions differ'
       WHEN contradictory THEN 'the rows of ' || j.state || ' in vote ' || j.key || ' contradict each other' END AS problem,
  coalesce(copies > 1 AND NOT contradictory AND NOT of_two AND j.n > first_n, false) AS duplicate
FROM judged j LEFT JOIN paired p ON problem IS NULL AND p.key = j.key AND p.state = j.state
"""

GOOD = "problem IS NULL AND NOT duplicate"
INVALID = "SELECT n, line, problem FROM checked WHERE problem IS NOT NULL ORDER BY n LIMIT $most"
COUNT_INVALID = "SELECT count(*) FROM checked WHERE problem IS NOT NULL"
DUPLICATES = (
    "SELECT n, line, 'the same row again: ' || state || ' in vote ' || key FROM checked WHERE duplicate ORDER BY n LIMIT $most"
)
COUNT_KNOWN = f"SELECT count(*) FROM checked c JOIN votes v ON v.decision = c.id AND v.state = c.state WHERE {GOOD}"
DIFFERING = f"""
SELECT n, line, c.state || ' in vote ' || key || ': ' || c.vote || ' here, ' || v.vote || ' in the votes file'
FROM checked c JOIN votes v ON v.decision = c.id AND v.state = c.state WHERE {GOOD} AND v.vote <> c.vote ORDER BY n
"""
TORN_DECISIONS = f"""
SELECT key, CASE WHEN min(day) <> max(day) THEN 'date' ELSE 'resolution' END FROM checked WHERE {GOOD} GROUP BY key
HAVING min(day) <> max(day) OR min(resolution) <> max(resolution) ORDER BY key LIMIT 1000
"""
REPLACE_VOTES = f"""
UPDATE votes SET vote = c.vote FROM checked c
WHERE votes.decision = c.id AND votes.state = c.state AND {GOOD} AND votes.vote <> c.vote
"""

_TEXTS = ", ".join(f"nullif(trim(s.{t}), '')" for t in TEXTS)
_MORE = ", ".join(f"nullif(trim(s.{t}), '')" for t in MORE_TEXTS)
_TOTALS = ", ".join(f"try_cast(try_cast(nullif(trim(s.{t}), '') AS DOUBLE) AS INTEGER)" for t in TOTALS)
# A vote whose every member is coded X, with no count of votes, was no vote at all.
INSERT_DECISIONS = f"""
INSERT INTO decisions ({", ".join(DECISION_COLUMNS)})
WITH firsts AS (
  SELECT id, min(n) AS n, bool_and(vote = 'X') AS silent FROM checked WHERE {GOOD} GROUP BY id
)
SELECT c.id, $body, $source, c.day, c.day_is_exact, {_TEXTS}, c.outcome, {_MORE},
  CASE WHEN c.modality = 'vote' AND silent THEN 'without_vote' ELSE c.modality END, {_TOTALS}
FROM firsts f JOIN checked c USING (n) JOIN staging s ON s.rowid + 1 = f.n
WHERE NOT EXISTS (FROM decisions d WHERE d.id = c.id) ORDER BY f.n
"""
INSERT_VOTES = f"""
INSERT INTO votes SELECT c.id, c.state, c.name, c.vote, c.permanent FROM checked c
WHERE {GOOD} AND NOT EXISTS (FROM votes v WHERE v.decision = c.id AND v.state = c.state) ORDER BY n
"""

MOST_REPORTED = 100_000  # rows kept out that are listed one by one; all are counted
SPLIT = {"SUN": RUSSIA_SEATED}


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `invalid`, `duplicates`: (line, reason) of rows kept out; `differing`: of votes stored otherwise.

    `blank` counts rows that say nothing of a vote; they are skipped.
    """

    path: str
    source: str
    rows: int
    decisions_added: int = 0
    votes_added: int = 0
    votes_known: int = 0
    votes_replaced: int = 0
    invalid_count: int = 0
    invalid: tuple[tuple[int, str], ...] = ()
    duplicates: tuple[tuple[int, str], ...] = ()
    differing: tuple[tuple[int, str], ...] = ()
    blank: int = 0
    warnings: tuple[str, ...] = field(default=())


def load_votes(path: Path, db: Path, mapping: Path | None = None, *, replace_stored: bool = False) -> LoadReport:
    """Load a sheet into the votes file, whole or not at all.

    `mapping` describes a sheet whose form the package does not know. `replace_stored` takes the sheet's vote where the file
    has another; else the stored one stays and the difference is reported. InputError when the sheet cannot be read.
    """
    sheet = open_sheet(path)
    columns = columns_of(sheet.header, str(path), mapping)
    with votes_file(db, write=True) as connection:
        # Outside the transaction: rows that a transaction has not yet committed bear other row ids.
        staged = _stage(connection, sheet, columns)
        connection.execute("BEGIN")
        try:
            report = _load(connection, sheet, columns, staged, replace_stored)
            connection.execute("COMMIT" if report.votes_added or report.votes_replaced else "ROLLBACK")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return report


@dataclass(frozen=True, slots=True)
class Staged:
    """The sheet in the staging table and `broken`, the records that could not be read.

    `fast`: its rows bear no lines, which stand in `lines` (by record number from 1) or are looked up in the file.
    """

    fast: bool
    rows: int
    broken: tuple[tuple[int, str], ...] = ()
    lines: Sequence[int] | None = None


def _stage(connection: Any, sheet: Sheet, columns: Columns) -> Staged:
    if stage_fast(connection, sheet, columns):
        return Staged(True, connection.execute("SELECT count(*) FROM staging").fetchone()[0])
    if (filtered := stage_filtered(connection, sheet, columns)) is not None:
        broken, lines = filtered
        return Staged(True, len(lines) + len(broken), tuple(broken), lines)
    broken, count = stage_slowly(connection, sheet, columns)
    return Staged(False, count, tuple(broken))


def _load(connection: Any, sheet: Sheet, columns: Columns, staged: Staged, replace_stored: bool) -> LoadReport:
    count, broken = staged.rows, staged.broken
    columns = replace(columns, body=columns.body or _body(connection, sheet))
    source = columns.name if columns.name != "undl" else f"undl-{str(columns.body).lower()}"
    _lookups(connection, columns)
    connection.execute(CHECKED, {"body": columns.body, "source": source, "today": date.today()})
    invalid = connection.execute(INVALID, {"most": MOST_REPORTED}).fetchall()
    duplicates = connection.execute(DUPLICATES, {"most": MOST_REPORTED}).fetchall()
    differing = connection.execute(DIFFERING).fetchall()
    kept_out = connection.execute(COUNT_INVALID).fetchone()[0]
    known_before = connection.execute(COUNT_KNOWN).fetchone()[0]
    decisions, votes, replaced = _write(connection, columns, source, replace_stored and bool(differing))
    if votes or replaced:
        digest = _sha256(sheet.path)
        connection.execute(
            "INSERT INTO loads (file, sha256, rows, added) VALUES (?, ?, ?, ?)", [sheet.path.name, digest, count, votes]
        )
    line = _lines(sheet, staged, itertools.chain(invalid, duplicates, differing))
    return LoadReport(
        path=str(sheet.path),
        source=source,
        rows=count,
        decisions_added=decisions,
        votes_added=votes,
        votes_known=known_before,
        votes_replaced=replaced,
        invalid_count=kept_out + len(broken),
        invalid=tuple(sorted([*broken, *line(invalid)])),
        duplicates=tuple(line(duplicates)),
        differing=tuple(line(differing)),
        blank=connection.execute(COUNT_BLANK).fetchone()[0],
        warnings=(*sheet.warnings, *_warnings(connection)),
    )


def _body(connection: Any, sheet: Sheet) -> Any:
    council, assembly = connection.execute(
        "SELECT count(*) FILTER (resolution LIKE 'S/%'), count(*) FILTER (resolution LIKE 'A/%') FROM staging"
    ).fetchone()
    if not council and not assembly:
        raise InputError(
            "tells by no column or symbol whether these are votes of the Council or of the Assembly",
            where=str(sheet.path),
            fix="name the body in a mapping (--map)",
        )
    return "SC" if council >= assembly else "GA"


def _lookups(connection: Any, columns: Columns) -> None:
    """Small tables that turn the sheet's words into ids: members, votes, modalities, outcomes, and who sat when."""
    pairs = connection.execute("SELECT DISTINCT trim(coalesce(code, '')), trim(coalesce(name, '')) FROM staging").fetchall()
    _table(
        connection, "state_of", "code VARCHAR, name VARCHAR, id VARCHAR", [(c, n, state_of(c, n, columns)) for c, n in pairs]
    )
    words = {word.strip().upper(): code for word, code in columns.votes.items()}
    _table(connection, "vote_of", "word VARCHAR, vote VARCHAR", words.items())
    texts = connection.execute(
        "SELECT DISTINCT trim(coalesce(modality, '')), trim(coalesce(outcome, '')) FROM staging"
    ).fetchall()
    rows = [
        (m, o, _modality(m, o, columns), outcome_of(o, columns) or ("?" if "outcome" in columns.of else None)) for m, o in texts
    ]
    _table(connection, "result_of", "modality_text VARCHAR, outcome_text VARCHAR, modality VARCHAR, outcome VARCHAR", rows)
    _table(connection, "old_seats", "old VARCHAR, new VARCHAR, until DATE", [(o, CONTINUED_BY[o], d) for o, d in SPLIT.items()])
    days = (
        connection.execute(f"SELECT DISTINCT {DAY_TEXT} FROM staging s WHERE s.date IS NOT NULL").fetchall()
        if columns.body == "SC"
        else []
    )
    _table(connection, "sitting", "text VARCHAR, state VARCHAR", [(t, s) for (t,) in days for s in _sitting(t)])


def _table(connection: Any, name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """A temporary table of a few thousand rows at most (a row at a time is slow in DuckDB, so they go in as lists)."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
    found = list(rows)
    if found:
        lists = [list(column) for column in zip(*found, strict=True)]
        cells = ", ".join(f"unnest(${i})" for i in range(1, len(lists) + 1))
        connection.execute(f"INSERT INTO {name} SELECT {cells}", lists)


def _modality(modality: str, outcome: str, columns: Columns) -> str | None:
    if columns.modalities:
        return columns.modalities.get(modality or outcome, "vote")
    return modality_of(modality)


def _sitting(text: str) -> list[str]:
    """Ids of the Council's members on an ISO day, or at any time of a year; `*` where the tables do not reach."""
    if len(text) == 4 and text.isdigit():
        year = int(text)
        first, last = date(year, 1, 1), date(year, 12, 31)
        return sorted({t.id for t in terms() if t.start <= last and (t.end is None or t.end >= first)})
    try:
        when = date.fromisoformat(text[:10])  # a time stamp tells its day
    except ValueError:
        return []
    if when > COMPLETE_THROUGH:
        return ["*"]
    return [m.id for m in members_on(when)] if when >= FIRST_MEETING else []


def _write(connection: Any, columns: Columns, source: str, replace_stored: bool) -> tuple[int, int, int]:
    given = {"body": columns.body, "source": source}
    replaced = connection.execute(REPLACE_VOTES).fetchone()[0] if replace_stored else 0
    decisions = connection.execute(INSERT_DECISIONS, given).fetchone()[0]
    votes = connection.execute(INSERT_VOTES).fetchone()[0]
    return decisions, votes, replaced


def _warnings(connection: Any) -> list[str]:
    found = []
    late = connection.execute("SELECT count(DISTINCT text) FROM sitting WHERE state = '*'").fetchone()[0]
    if late:
        found.append(
            f"{late} days lie after {COMPLETE_THROUGH}, the last for which the membership is known: members not checked"
        )
    torn = connection.execute(TORN_DECISIONS).fetchall()
    return found + [f"vote {key}: rows disagree on the {what}; the first row's is kept" for key, what in torn]


def _lines(sheet: Sheet, staged: Staged, rows: Iterable[tuple[int, int | None, str]]) -> Any:
    """A function from (record, line, reason) rows to (line, reason): a fast load looks up the lines it did not count."""
    wanted = {number for number, _, _ in rows} if staged.fast else set()
    if staged.lines is not None:
        found = {number: staged.lines[number - 1] for number in wanted}
    else:
        found = lines_of(sheet, wanted) if wanted else {}
    return lambda part: [(found.get(number, line or 0), reason) for number, line, reason in part]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
