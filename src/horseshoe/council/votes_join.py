"""Joins the votes file with the project's own record, for the vetoed drafts that exports leave out."""

from __future__ import annotations

from typing import Any

from horseshoe.council.votes_on_record import DraftVote, draft_votes
from horseshoe.council.votes_store import DECISION_COLUMNS

RECORD = "record"
CODES = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}

# What tells that two sources mean one vote: a resolution's number, else the draft's symbol.
_IDENTITY = r"""
CASE WHEN body = 'GA' AND resolution IS NOT NULL THEN 'GA ' || upper(replace(resolution, ' ', ''))
     WHEN outcome = 'adopted' AND regexp_matches(resolution, '^(S/RES/)?\d+ *\(')
       THEN 'SC ' || regexp_extract(resolution, '^(S/RES/)?(\d+) *\(', 2)
     WHEN draft IS NOT NULL THEN body || ' ' || upper(replace(draft, ' ', '')) END
"""
# Of several, the one that tells most: export, other sheet, record, sheet without days, record without member votes.
_RANK = f"""
CASE WHEN source LIKE 'undl-%' THEN '0' WHEN source <> '{RECORD}' AND day_is_exact THEN '1' || source
     WHEN source = '{RECORD}' AND total_absent IS NOT NULL THEN '2' WHEN source <> '{RECORD}' THEN '3' || source ELSE '4' END
"""
_JOINED = f"""
CREATE OR REPLACE TEMP TABLE joined AS
WITH everything AS (FROM decisions UNION ALL FROM record_decisions),
named AS (SELECT *, {_IDENTITY} AS identity, {_RANK} AS rank FROM everything)
SELECT * EXCLUDE (rank, identity) FROM named n
WHERE rank = '0' OR identity IS NULL OR NOT EXISTS (FROM named b WHERE b.identity = n.identity AND b.rank < n.rank)
"""
_BALLOTS = """
CREATE OR REPLACE TEMP VIEW ballots AS
SELECT * FROM votes UNION ALL SELECT * FROM record_votes
"""


def join_record(connection: Any, *, record: bool = True) -> None:
    """Make `joined` (decisions, one of each vote) and `ballots` (all member votes) on an open votes file.

    Where sources hold the same vote, the Library's export goes before other sheets, these before the record, and this before a
    sheet without days. Of a vetoed draft whose members' votes are not on record, only the vetoes are there.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE record_decisions AS SELECT * FROM decisions LIMIT 0")
    connection.execute("CREATE OR REPLACE TEMP TABLE record_votes AS SELECT * FROM votes LIMIT 0")
    if record:
        drafts = draft_votes()
        _insert(connection, "record_decisions", [_decision(i, d) for i, d in enumerate(drafts)])
        _insert(connection, "record_votes", [row for i, d in enumerate(drafts) for row in _votes(i, d)])
    connection.execute(_JOINED)
    connection.execute(_BALLOTS)


def _insert(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    lists = [list(column) for column in zip(*rows, strict=True)]
    cells = ", ".join(f"unnest(${i})" for i in range(1, len(lists) + 1))
    connection.execute(f"INSERT INTO {table} SELECT {cells}", lists)


def _id(number: int, draft: DraftVote) -> str:
    return f"{RECORD}:{draft.date}:{draft.label}:{number}"


def _decision(number: int, draft: DraftVote) -> tuple[Any, ...]:
    cells: dict[str, Any] = {
        "id": _id(number, draft),
        "body": "SC",
        "source": RECORD,
        "day": draft.date,
        "day_is_exact": True,
        "resolution": f"S/RES/{draft.resolution}({draft.date.year})" if draft.resolution else None,
        "draft": draft.symbol,
        "meeting": draft.meeting,
        "title": draft.title,
        "note": draft.note,
        "outcome": draft.outcome,
        "sponsors": " ".join(draft.sponsors) or None,
        "modality": "vote",
        "total_yes": draft.yes,
        "total_no": draft.no,
        "total_abstain": draft.abstain,
        "total_absent": len(draft.votes.absent) if draft.votes else None,
    }
    return tuple(cells.get(column) for column in DECISION_COLUMNS)


def _votes(number: int, draft: DraftVote) -> list[tuple[Any, ...]]:
    id_ = _id(number, draft)
    if draft.votes is None:
        return [(id_, state, None, "N", True) for state in draft.vetoed_by]
    return [(id_, state, None, code, None) for kind, code in CODES.items() for state in getattr(draft.votes, kind)]
