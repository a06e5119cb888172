"""Tallies and member votes of other data sets under the rule of their date; their defects are reported, never repaired."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checks.finding import Finding, rows, sheet
from checks.others import state_or_none
from horseshoe.council.members import members_on
from horseshoe.council.rule import majority_needed, outcome_of_counts, seats_on

COUNTS = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{1,2})")
ITEM = re.compile(r"S/RES/|[Dd]raft [Rr]esolutions?|(?<![/\w])S/\d")


@dataclass(frozen=True, slots=True)
class Tally:
    """One tally of the sheet of meetings: the year, the words around it, the numbers, and what the sheet says came of it."""

    year: int
    words: str
    yes: int
    no: int
    abstain: int

    @property
    def says(self) -> str:
        """`vetoed`, `failed` or `adopted` in the sheet's words."""
        if "vetoed" in self.words:
            return "vetoed"
        return "adopted" if "S/RES/" in self.words else "failed"


def tallies_in(year: int, result: str) -> Iterator[Tally]:
    """The tallies of one cell, each with the item that it belongs to."""
    text = re.sub(r"\s+", " ", result)
    starts = [m.start() for m in ITEM.finditer(text)]
    words = ""
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        words += text[start:end]
        if found := COUNTS.search(words):
            yield Tally(year, words.strip(), *map(int, found.groups()))
            words = ""
        elif "vetoed" in words or "not adopted" in words:
            words = ""  # a result without numbers


def meetings(path: Path) -> tuple[Finding, Finding]:
    """Every tally of the sheet of meetings: legal in number, and its outcome under the rule of its year."""
    found = [t for row in sheet(path) for t in tallies_in(int(row["year"]), row["result"])]
    beyond, short, wrong = [], 0, []
    for t in found:
        day = date(t.year, 7, 1)
        cast = t.yes + t.no + t.abstain
        short += cast < seats_on(day)
        if cast > seats_on(day):
            beyond.append(f"{t.year}: {t.words}: more votes than members")
        if t.says == "vetoed" and t.yes < majority_needed(day):
            wrong.append(f"{t.year}: {t.words}: called vetoed, but {t.yes} in favour miss the majority, so no veto counts")
        elif t.says == "vetoed" and not t.no:
            wrong.append(f"{t.year}: {t.words}: called vetoed, but nobody against")
        elif t.says == "adopted" and outcome_of_counts(day, t.yes) != "adopted":
            wrong.append(f"{t.year}: {t.words}: called adopted, but {t.yes} in favour miss the majority")
        elif t.says == "failed" and outcome_of_counts(day, t.yes) == "adopted":
            what = "a permanent member must have been against" if t.no else "nobody against"
            wrong.append(f"{t.year}: {t.words}: called not adopted at {t.yes} in favour: {what}")
    counts = {"with members that cast no vote": short}
    reasons = {r["symbol"]: r["reason"] for r in rows("meeting_differences.csv")}
    told = [(line, next((why for symbol, why in reasons.items() if f" {symbol} " in line), None)) for line in wrong]
    return (
        Finding("tallies of meetings within the seats", len(found), unexplained=tuple(beyond), counts=counts),
        Finding(
            "outcomes of meetings under the rule",
            len(found),
            tuple(f"{line}: {why}" for line, why in told if why),
            tuple(line for line, why in told if not why),
        ),
    )


@dataclass(slots=True)
class _Defects:
    """Counters and lines gathered over one sheet of member votes."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, kind: str, line: str) -> None:
        self.counts[kind] += 1
        self.lines.append(f"{kind}: {line}")


def failed_drafts(path: Path) -> Finding:
    """Member votes on drafts not adopted: voters were members, the tally agrees, and Article 27 gives no adoption."""
    defects, looked = _Defects(), 0
    for row in sheet(path):
        looked += 1
        year, what = int(row["Year"]), f"{row['Year']} {row['Meeting Number']} {row['Voting On'].strip()}"
        lists = [ast.literal_eval(row[c]) for c in ("In Favor", "Abstain", "Against")]
        told = ast.literal_eval(row["For,Abstain,Against"])
        if tuple(map(len, lists)) != tuple(told):
            defects.add("tally and lists differ", f"{what}: {told}")
        ids = [[_member(name, year) for name in names] for names in lists]
        cast = [state for group in ids for state in group]
        for name, state in zip((name for names in lists for name in names), cast, strict=True):
            if state is None:
                defects.add("not a member that year", f"{what}: {name}")
        if len(set(cast)) != len(cast):
            defects.add("a member twice", what)
        permanent = {m.id for m in members_on(date(year, 7, 1)) if m.permanent}
        against = sum(s in permanent for s in ids[2])
        if outcome_of_counts(date(year, 7, 1), len(ids[0]), against) == "adopted":
            defects.add("adopted under Article 27", what)
    return Finding("failed drafts with member votes", looked, counts=dict(defects.counts), defects=tuple(defects.lines))


def _member(name: str, year: int) -> str | None:
    """The id of a member of a year; a sheet that says Russian Federation before 1991 means the Soviet Union's seat."""
    state = state_or_none(name)
    if state == "RUS" and year <= 1991:
        state = "SUN"
    return state if any(m.id == state for m in members_on(date(year, 7, 1))) else None


def member_votes(path: Path) -> Finding:
    """A sheet with a row a member's vote (Year, ID, Member State, Vote, Outcome results), draft by draft.

    Dates in it are partly wrong, so the members are those of the year (no seat changed within a year of 1994-2021).
    """
    drafts: dict[str, list[dict[str, str]]] = {}
    for row in sheet(path):
        drafts.setdefault(row["ID"], []).append(row)
    defects, same = _Defects(), 0
    for votes in drafts.values():
        same += _check_draft(votes, defects)
    counts = {"outcomes recomputed equal": same, **dict(sorted(defects.counts.items()))}
    wrong = [line for line in defects.lines if line.startswith("outcome differs")]
    faults = [line for line in defects.lines if line not in wrong]
    return Finding("drafts with member votes", len(drafts), unexplained=tuple(wrong), counts=counts, defects=tuple(faults))


def _check_draft(votes: list[dict[str, str]], defects: _Defects) -> bool:
    """Report one draft's defects; whether its outcome recomputed by Article 27 is the sheet's."""
    first = votes[0]
    year = int(first["Year"])
    what = f"{year} {first['Resolution'].strip() or first['Draft'].strip()} (ID {first['ID']})"
    names = {row["Member State"]: _member(row["Member State"], year) for row in votes}
    for name, state in names.items():
        if state is None:
            defects.add("voter not a member that year", f"{what}: {name}")
    if len(votes) != 15:
        defects.add("not fifteen rows", f"{what}: {len(votes)}")
    elif len(set(names.values())) != 15:
        defects.add("a member twice or unknown", what)
    if not first["Draft"].strip():
        defects.add("no draft symbol", what)
    permanent = {m.id for m in members_on(date(year, 7, 1)) if m.permanent}
    yes = sum(row["Vote"].strip() == "Yes" for row in votes)
    against = sum(row["Vote"].strip() == "No" and names[row["Member State"]] in permanent for row in votes)
    said = first["Outcome results"]
    recorded = "vetoed" if "veto" in said else "failed" if said.startswith("Not adopted") else "adopted"
    if said in ("Adopted by consensus", "Adopted by acclamation"):
        defects.counts["without a vote, not recomputed"] += 1
        return False
    result = outcome_of_counts(date(year, 7, 1), yes, against)
    if result == recorded:
        return True
    kind = "adopted with a permanent member's No" if recorded == "adopted" and against else "outcome differs"
    defects.add(kind, f"{what}: recorded {recorded}, {yes} in favour and {against} permanent against give {result}")
    return False
