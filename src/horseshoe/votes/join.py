"""Joins the votes file with the project's own record, for every decision that no loaded sheet holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from horseshoe.council.decisions import DraftVote
from horseshoe.votes.file import DECISION_COLUMNS

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
    goes before other sheets, these before the record, and this before a sheet without days. Of a draft whose members' votes
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
