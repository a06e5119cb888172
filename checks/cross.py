"""Votes in the project's own tables compared with the same votes in other data sets."""

from __future__ import annotations

import re
from pathlib import Path

from checks.finding import Finding, rows, sheet
from checks.others import state_or_none
from checks.tallies import tallies_in
from horseshoe.council.members import members_on
from horseshoe.council.vetoes import all_vetoes
from horseshoe.council.votes_on_record import DraftVote, draft_votes

WORDS = {"Yes": "yes", "No": "no", "Abstain": "abstain"}


def veto_tallies(path: Path) -> Finding:
    """Tallies of vetoed drafts against those in the sheet of meetings, found by the draft's symbol."""
    theirs: dict[str, tuple[int, int, int]] = {}
    for row in sheet(path):
        for t in tallies_in(int(row["year"]), row["result"]):
            symbol = re.search(r"(?<!\w)S/\d+(?:/\d+)?(?:/Rev\.\d)?", t.words)
            if symbol:
                theirs[symbol.group()] = (t.yes, t.no, t.abstain)
    reasons = {r["symbol"]: r["reason"] for r in rows("meeting_differences.csv")}
    explained: list[str] = []
    wrong: list[str] = []
    same = 0
    for veto in all_vetoes():
        symbol_here = (veto.symbol or "").split(" ")[0].removesuffix("/Corr.1")
        told = theirs.get(symbol_here)
        if veto.yes is None or told is None or veto.kind != "draft":
            continue
        same += told == (veto.yes, veto.no, veto.abstain)
        if told != (veto.yes, veto.no, veto.abstain):
            reason = reasons.get(symbol_here)
            text = f"{veto.date} {veto.symbol}: {veto.yes}-{veto.no}-{veto.abstain} here, {told} there"
            (explained if reason else wrong).append(f"{text}: {reason}" if reason else text)
    looked = same + len(explained) + len(wrong)
    return Finding("tallies of vetoed drafts", looked, tuple(explained), tuple(wrong), {"equal": same})


def votes_of_members(path: Path) -> Finding:
    """Member votes of the project's drafts against a sheet with a row a vote, found by draft symbol or resolution number."""
    theirs: dict[str, dict[str, str]] = {}
    for row in sheet(path):
        state = state_or_none(row["Member State"])
        word = WORDS.get(row["Vote"].strip())
        number = row["Resolution"].split("(")[0].strip()
        for label in (row["Draft"].strip().split(" ")[0], f"RES {number}" if number else ""):
            if label and state and word and row["Outcome results"] != "":
                theirs.setdefault(f"{label} {row['ID']}", {})[state] = word
    by_label: dict[str, list[dict[str, str]]] = {}
    for key, votes in theirs.items():
        by_label.setdefault(key.rsplit(" ", 1)[0], []).append(votes)
    reasons = {(r["date"], r["symbol"]): r["reason"] for r in rows("vote_differences.csv")}
    explained: list[str] = []
    wrong: list[str] = []
    same = 0
    for draft in draft_votes():
        label = f"RES {draft.resolution}" if draft.resolution else draft.symbol or ""
        told = by_label.get(label)
        if not draft.votes or not told:
            continue
        ours = {s: kind for kind in ("yes", "no", "abstain") for s in getattr(draft.votes, kind)}
        if ours in told:
            same += 1
            continue
        nearest = min(told, key=lambda votes: len(ours.items() ^ votes.items()))
        differ = ", ".join(sorted({state for state, _ in ours.items() ^ nearest.items()}))
        reason = reasons.get((draft.date.isoformat(), draft.symbol or "")) or _fault(draft, nearest)
        text = f"{draft.date} {draft.label}: {differ}"
        (explained if reason else wrong).append(f"{text}: {reason}" if reason else text)
    looked = same + len(explained) + len(wrong)
    return Finding("member votes of drafts on record", looked, tuple(explained), tuple(wrong), {"equal": same})


def _fault(draft: DraftVote, told: dict[str, str]) -> str | None:
    """What the sheet's own rows give away: voters that were no members, a permanent member's No on an adopted resolution."""
    renamed = {"SUN": "RUS", "YMD": "YEM"}
    sitting = {m.id: m.permanent for m in members_on(draft.date)}
    if strangers := sorted(s for s in told if s not in sitting and s not in renamed.values()):
        return f"the sheet names states that were no members that day: {' '.join(strangers[:3])}"
    if draft.outcome == "adopted" and not draft.procedural and any(told.get(s) == "no" for s, five in sitting.items() if five):
        return "the sheet gives a permanent member a negative vote on an adopted resolution"
    if len(told) < len(sitting):
        return f"the sheet has {len(told)} of {len(sitting)} members"
    return None
