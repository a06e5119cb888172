"""The votes file: a DuckDB database of decisions and votes that the user imports, joined with the record (docs/votes.md)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from horseshoe.council.decisions import DraftVote
from horseshoe.council.tables import data_folder
from horseshoe.errors import InputError, StoreError

MEMORY = "400MB"
VERSION = 1
ENVIRONMENT = "HORSESHOE_VOTES_DB"

DECISION_COLUMNS = (
    "id",
    "body",
    "source",
    "day",
    "day_is_exact",
    *("resolution", "draft", "meeting", "title", "agenda", "subjects", "note", "session", "report", "link"),
    *("outcome", "sponsors", "category", "region", "modality"),
    *("total_yes", "total_no", "total_abstain", "total_absent", "total_members"),
)
SCHEMA = """
CREATE TABLE about (version INTEGER);
CREATE TABLE decisions (
  id VARCHAR PRIMARY KEY, body VARCHAR NOT NULL, source VARCHAR NOT NULL, day DATE NOT NULL, day_is_exact BOOLEAN NOT NULL,
  resolution VARCHAR, draft VARCHAR, meeting VARCHAR, title VARCHAR, agenda VARCHAR, subjects VARCHAR, note VARCHAR,
  session VARCHAR, report VARCHAR, link VARCHAR, outcome VARCHAR, sponsors VARCHAR, category VARCHAR, region VARCHAR,
  modality VARCHAR NOT NULL, total_yes INTEGER, total_no INTEGER, total_abstain INTEGER, total_absent INTEGER,
  total_members INTEGER);
CREATE TABLE votes (decision VARCHAR NOT NULL, state VARCHAR NOT NULL, name VARCHAR, vote VARCHAR NOT NULL, permanent BOOLEAN);
CREATE TABLE loads (file VARCHAR, sha256 VARCHAR, loaded TIMESTAMP DEFAULT current_timestamp, rows BIGINT, added BIGINT);
"""


def default_path() -> Path:
    """The user's votes file: $HORSESHOE_VOTES_DB, else votes.duckdb in the user's data folder."""
    if given := os.environ.get(ENVIRONMENT):
        return Path(given)
    return data_folder() / "votes.duckdb"


def driver() -> Any:
    """The duckdb module. StoreError when the extra is not installed."""
    try:
        import duckdb
    except ImportError as error:
        raise StoreError("the votes file needs DuckDB", fix="pip install 'horseshoe[votes]'") from error
    return duckdb


@contextmanager
def votes_file(path: Path, *, write: bool = False, or_empty: bool = False) -> Iterator[Any]:
    """A connection to the votes file; with `write` it is made when it is not there, with `or_empty` one in memory stands in.

    InputError when there is none to read or it is another kind of file, StoreError when another process holds it.
    """
    duckdb = driver()
    if or_empty and not write and not path.exists():
        with duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2}) as connection:
            connection.execute(SCHEMA)
            yield connection
        return
    if not path.exists():
        if not write:
            raise InputError("there is no votes file", where=str(path), fix="load one: horseshoe votes load FILE")
        _create(path)
    try:
        connection = duckdb.connect(str(path), read_only=not write, config={"memory_limit": MEMORY, "threads": 2})
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise StoreError("another program holds the votes file", where=str(path), fix="try again when it ends") from error
        raise InputError("is no votes file of horseshoe", where=str(path), fix="name another with --votes-db") from error
    except duckdb.Error as error:
        raise InputError("is no votes file of horseshoe", where=str(path), fix="name another with --votes-db") from error
    try:
        connection.execute("SET enable_progress_bar = false")
        _check(connection, path)
        yield connection
    finally:
        connection.close()


def _create(path: Path) -> None:
    """Make an empty votes file under another name and move it into place, so that a kill leaves none half made."""
    duckdb = driver()
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(new)) as connection:
            connection.execute(SCHEMA)
            connection.execute("INSERT INTO about VALUES (?)", [VERSION])
        if not path.exists():
            new.replace(path)
    except (OSError, duckdb.Error) as error:
        raise StoreError("the votes file cannot be made", where=str(path), fix="choose another with --votes-db") from error
    finally:
        new.unlink(missing_ok=True)


def _check(connection: Any, path: Path) -> None:
    duckdb = driver()
    try:
        row = connection.execute("SELECT version FROM about").fetchone()
    except duckdb.Error as error:
        raise InputError("is no votes file of horseshoe", where=str(path), fix="name another with --votes-db") from error
    if row is None or row[0] != VERSION:
        raise StoreError("the votes file is of another version of horseshoe", where=str(path), fix="load the sheets anew")


RECORD = "record"
CODES = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}

# What tells that two sources mean one vote: a resolution's number in any spelling, else the draft's symbol; a sheet that gives
# only the draft of an adopted resolution means the resolution.
_NUMBER = r"'^(RESOLUTION|S/RES/)?(\d{1,4})([(/]\d{4}\)?)?$', 2)"
_IDENTITY = rf"""
CASE WHEN body = 'GA' AND resolution IS NOT NULL THEN 'GA ' || upper(replace(resolution, ' ', ''))
     WHEN body = 'SC' AND coalesce(outcome, 'adopted') = 'adopted'
          AND regexp_extract(upper(replace(resolution, ' ', '')), {_NUMBER} <> ''
       THEN 'SC ' || regexp_extract(upper(replace(resolution, ' ', '')), {_NUMBER}
     WHEN draft NOT LIKE 'S/PV%' THEN body || ' ' || upper(replace(draft, ' ', '')) END
"""
# Of several, the one that tells most: export, other sheet, record, sheet without days, record without member votes.
_RANK = f"""
CASE WHEN source LIKE 'undl-%' THEN '0' WHEN source <> '{RECORD}' AND day_is_exact THEN '1' || source
     WHEN source = '{RECORD}' AND total_absent IS NOT NULL THEN '2' WHEN source <> '{RECORD}' THEN '3' || source ELSE '4' END
"""
_JOINED = f"""
CREATE OR REPLACE TEMP TABLE joined AS
WITH everything AS (FROM decisions UNION ALL FROM record_decisions),
told AS (SELECT *, {_IDENTITY} AS own, {_RANK} AS rank FROM everything),
adopted AS (
  SELECT body || ' ' || upper(replace(draft, ' ', '')) AS own, min({_IDENTITY}) AS number FROM record_decisions
  WHERE outcome = 'adopted' AND draft IS NOT NULL GROUP BY ALL HAVING count(*) = 1
),
named AS (
  SELECT t.* EXCLUDE (own), CASE WHEN coalesce(outcome, 'adopted') = 'adopted' THEN coalesce(a.number, t.own) ELSE t.own END
    AS identity FROM told t LEFT JOIN adopted a USING (own)
)
SELECT * EXCLUDE (rank, identity) FROM named n
WHERE rank = '0' OR identity IS NULL OR NOT EXISTS (FROM named b WHERE b.identity = n.identity AND b.rank < n.rank)
"""
_BALLOTS = """
CREATE OR REPLACE TEMP VIEW ballots AS
SELECT * FROM votes UNION ALL SELECT * FROM record_votes
"""


def join_record(connection: Any, drafts: Iterable[DraftVote] | None = None) -> None:
    """Make `joined` (decisions, one of each vote) and `ballots` (all member votes) on an open votes file.

    `drafts` of the record are joined in; None leaves the record out. Where sources hold the same vote, the Library's export
    overrides other sheets, these the record, and this a sheet without days. Of a draft whose members' votes
    are not all on record, only those that are known are there.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE record_decisions AS SELECT * FROM decisions LIMIT 0")
    connection.execute("CREATE OR REPLACE TEMP TABLE record_votes AS SELECT * FROM votes LIMIT 0")
    held = list(enumerate(drafts or ()))
    if held:
        _insert(connection, "record_decisions", [_decision(i, d) for i, d in held])
        _insert(connection, "record_votes", [row for i, d in held for row in record_votes(i, d)])
    connection.execute(_JOINED)
    connection.execute(_BALLOTS)


def _insert(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    lists = [list(column) for column in zip(*rows, strict=True)]
    cells = ", ".join(f"unnest(${i})" for i in range(1, len(lists) + 1))
    connection.execute(f"INSERT INTO {table} SELECT {cells}", lists)


def record_id(number: int, draft: DraftVote) -> str:
    """The id that a decision of the record bears among the loaded ones."""
    return f"{RECORD}:{draft.date}:{draft.label}:{number}"


def _decision(number: int, draft: DraftVote) -> tuple[Any, ...]:
    cells: dict[str, Any] = {
        "id": record_id(number, draft),
        "body": "SC",
        "source": RECORD,
        "day": draft.date,
        "day_is_exact": True,
        "resolution": resolution_symbol(draft),
        "draft": draft.symbol,
        "meeting": draft.meeting,
        "title": draft.title,
        "note": draft.note,
        "outcome": draft.outcome,
        "sponsors": " ".join(draft.sponsors) or None,
        "agenda": draft.agenda or None,
        "modality": draft.modality,
        "total_yes": draft.yes,
        "total_no": draft.no,
        "total_abstain": draft.abstain,
        "total_absent": draft.absent if draft.members_known else None,
    }
    return tuple(cells.get(column) for column in DECISION_COLUMNS)


def resolution_symbol(draft: DraftVote) -> str | None:
    """`S/RES/2728(2024)`, or None for a draft that was not adopted."""
    return f"S/RES/{draft.resolution}({draft.date.year})" if draft.resolution else None


def record_votes(number: int, draft: DraftVote) -> list[tuple[Any, ...]]:
    """The members' votes that are known, as rows of the table `votes`."""
    id_ = record_id(number, draft)
    if draft.modality != "vote":
        return []
    if draft.votes is None:
        known = {"N": draft.against, "A": draft.abstaining, "X": draft.not_voting}
        return [(id_, state, None, code, None) for code, states in known.items() for state in states]
    return [(id_, state, None, code, None) for kind, code in CODES.items() for state in getattr(draft.votes, kind)]
