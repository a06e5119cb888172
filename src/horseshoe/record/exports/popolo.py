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
    bodies = {r.id: r.name for r in rows if r.type != "person"}
    for row in rows:
        if row.type == "person" and row.speaks_for:
            bodies.setdefault(row.speaks_for, title(row.speaks_for))
    bodies.setdefault(COUNCIL, "United Nations Security Council")
    for s in found:
        if s.kind == "position" and s.label in _OPTIONS and s.actor:
            bodies.setdefault(s.actor, title(s.actor))
    motions, events = _motions(connection, found)
    data = {
        "persons": [{"id": r.id, "name": r.name} for r in rows if r.type == "person"],
        "organizations": [{"id": i, "name": n, "classification": _classified(i)} for i, n in sorted(bodies.items())],
        "memberships": [
            {"person_id": r.id, "organization_id": r.speaks_for, **({"role": r.role} if r.role else {})}
            for r in rows
            if r.type == "person" and r.speaks_for
        ],
        "motions": motions,
        "vote_events": events,
    }
    out.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))


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
        if row.status in DECIDED:
            motion["result"] = "pass" if row.status == "adopted" else "fail"
        motions.append(motion)
        if event := _event(row, said):
            events.append(event)
    return motions, events


def _event(row: Any, said: list[Statement]) -> dict[str, Any] | None:
    """The vote on a draft, where a document tells its counts or a member's vote."""
    votes = {s.actor: _OPTIONS[s.label] for s in said if s.kind == "position" and s.actor and s.label in _OPTIONS}
    counts = next((s.more["vote"] for s in said if s.more.get("vote")), None)
    if not votes and not counts:
        return None
    event: dict[str, Any] = {"id": f"vote-{row.no}", "organization_id": COUNCIL, "motion_id": f"draft-{row.no}"}
    if row.symbol:
        event["identifier"] = row.symbol
    if row.status in DECIDED:
        event["result"] = "pass" if row.status == "adopted" else "fail"
    if counts:
        stated = zip(("yes", "no", "abstain"), counts, strict=True)
        event["counts"] = [{"option": option, "value": value} for option, value in stated if value is not None]
    else:
        event["counts"] = [{"option": o, "value": v} for o, v in sorted(Counter(votes.values()).items())]
    event["votes"] = [{"voter_id": actor, "option": option} for actor, option in sorted(votes.items())]
    return event
