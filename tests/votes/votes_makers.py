"""Sheets in the form of the UN Digital Library's exports, made up here."""

from __future__ import annotations

import csv
import io
from datetime import date

from horseshoe.council.members import members_on

SC_HEADER = (
    *("undl_id", "ms_code", "ms_name", "permanent_member", "ms_vote", "date", "resolution", "draft", "meeting", "description"),
    *("agenda", "subjects", "vote_note", "modality", "total_yes", "total_no", "total_abstentions", "total_non_voting"),
    *("total_ms", "undl_link"),
)
Rows = list[dict[str, str]]


def council_vote(key: str, day: str, number: int, *, modality: str = "VOTE", **votes: str) -> Rows:
    """One resolution's rows: every member of the day votes Y unless named (`RUS="A"`)."""
    members = members_on(date.fromisoformat(day))
    cast = {m.id: votes.get(m.id, "Y") for m in members}
    counts = {c: sum(v == c for v in cast.values()) for c in "YNAX"}
    return [
        {
            "undl_id": key,
            "ms_code": m.id,
            "ms_name": m.name.upper(),
            "permanent_member": str(m.permanent),
            "ms_vote": cast[m.id],
            "date": day,
            "resolution": f"S/RES/{number}({day[:4]})",
            "draft": f"S/{day[:4]}/{number}",
            "meeting": "S/PV.7000",
            "description": f"Security Council resolution {number} [on a matter]",
            "agenda": "The situation in a country",
            "modality": modality,
            "total_yes": str(counts["Y"]),
            "total_no": str(counts["N"]),
            "total_abstentions": str(counts["A"]),
            "total_non_voting": str(counts["X"]),
            "total_ms": "15",
            "undl_link": f"https://digitallibrary.un.org/record/{key}",
        }
        for m in members
    ]


def as_csv(rows: Rows, header: tuple[str, ...] = SC_HEADER, delimiter: str = ",", newline: str = "\r\n") -> str:
    """The rows as CSV text."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=header, delimiter=delimiter, lineterminator=newline, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
