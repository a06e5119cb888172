"""Popolo: persons, organisations, memberships, motions (drafts) and vote events (popoloproject.com/specs)."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from horseshoe.record.exports.statements import Scope, Statement, statements
from horseshoe.record.names import title
from horseshoe.record.schema import actors, drafts
from horseshoe.stances import DECIDED

COUNCIL = "united-nations-security-council"
_OPTIONS = {"voted_for": "yes", "voted_against": "no", "vetoed": "no", "abstained": "abstain"}


def write_popolo(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """One object with Popolo's collections. Votes are those that documents tell of."""
    found = list(statements(connection, scope, "actor", "position", "draft"))
    named = {s.actor for s in found if s.actor}
    rows = [r for r in connection.execute(select(actors).order_by(actors.c.id)) if r.id in named and r.canonical == r.id]
    persons = [r for r in rows if r.type == "person"]
    members = [r for r in persons if r.speaks_for]
    named_only = [r.speaks_for for r in members] + [s.actor for s in found if s.actor and _votes(s)]
    bodies = {id_: title(id_) for id_ in named_only} | {COUNCIL: "United Nations Security Council"}
    bodies |= {r.id: r.name for r in rows if r.type != "person"}
    motions, events = _motions(connection, found)
    data = {
        "persons": [{"id": r.id, "name": r.name} for r in persons],
        "organizations": [{"id": i, "name": n, "classification": _classified(i)} for i, n in sorted(bodies.items())],
        "memberships": [
            {"person_id": r.id, "organization_id": r.speaks_for, **({"role": r.role} if r.role else {})} for r in members
        ],
        "motions": motions,
        "vote_events": events,
    }
    out.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))


def _votes(statement: Statement) -> bool:
    return statement.kind == "position" and statement.label in _OPTIONS


def _classified(id_: str) -> str:
    return "country" if len(id_) == 3 and id_.isupper() else "organization"


def _motions(connection: Connection, found: list[Statement]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    by_case: dict[int, list[Statement]] = {}
    for s in found:
        if s.draft is not None:
            by_case.setdefault(s.draft, []).append(s)
    motions, events = [], []
    for row in connection.execute(select(drafts).order_by(drafts.c.no)):
        if row.no not in by_case:
            continue
        said = by_case[row.no]
        sources = [{"url": p, "note": "document"} for p in dict.fromkeys(s.path for s in said) if p.startswith("http")]
        motion: dict[str, Any] = {
            "id": f"draft-{row.no}",
            "organization_id": COUNCIL,
            "text": row.label,
            "classification": "draft resolution",
            "requirement": "Charter, Article 27",
            "sources": sources,
        }
        motions.append(motion | _result(row))
        if event := _event(row, said):
            events.append(event)
    return motions, events


def _result(row: Any) -> dict[str, str]:
    return {"result": "pass" if row.status == "adopted" else "fail"} if row.status in DECIDED else {}


def _event(row: Any, said: list[Statement]) -> dict[str, Any] | None:
    """The vote on a draft, where a document tells its counts or a member's vote."""
    votes = {s.actor: _OPTIONS[s.label] for s in said if s.actor and s.label is not None and _votes(s)}
    counts = next((s.more["vote"] for s in said if s.more.get("vote")), None)
    if not votes and not counts:
        return None
    event: dict[str, Any] = {"id": f"vote-{row.no}", "organization_id": COUNCIL, "motion_id": f"draft-{row.no}"}
    if row.symbol:
        event["identifier"] = row.symbol
    event |= _result(row)
    told = zip(("yes", "no", "abstain"), counts, strict=True) if counts else sorted(Counter(votes.values()).items())
    event["counts"] = [{"option": option, "value": value} for option, value in told if value is not None]
    event["votes"] = [{"voter_id": actor, "option": option} for actor, option in sorted(votes.items())]
    return event
