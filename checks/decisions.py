"""Checks of the table of decisions: the rule, the members, numbers and days, coverage, and every sheet against it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from checks.filling import fill_all
from checks.finding import Finding, rows
from checks.sources import read
from horseshoe.council.decisions import DraftVote, decisions, table_rows
from horseshoe.council.members import is_member
from horseshoe.council.rule import tally


def rows_are_legal() -> Finding:
    """Members that are listed sat that day; with all members known, Article 27 gives the outcome, the vetoes and the tally."""
    wrong = []
    for d in decisions():
        for state in (*d.against, *d.abstaining, *d.not_voting):
            if not is_member(state, d.date):
                wrong.append(f"{d.date} {d.label}: {state} was no member")
        if (votes := d.votes) is None or d.modality != "vote":
            continue
        result = tally(d.date, votes.yes, votes.no, votes.abstain, votes.absent, procedural=d.procedural)
        if result.outcome != d.outcome or set(result.vetoes) != set(d.vetoed_by):
            wrong.append(f"{d.date} {d.label}: {result.outcome} by the rule, {d.outcome} in the table")
    return Finding("decisions within the rule", len(decisions()), unexplained=tuple(wrong))


def numbers_and_days() -> Finding:
    """Resolutions are numbered without a hole, and neither they nor the meetings go back in time."""
    by_number = sorted((d for d in decisions() if d.resolution), key=lambda d: d.resolution or 0)
    known = {d.resolution for d in by_number}
    holes = [str(n) for n in range(1, (by_number[-1].resolution or 0) + 1) if n not in known]
    wrong = [f"{b.label} of {b.date} after {a.label} of {a.date}" for a, b in itertools.pairwise(by_number) if b.date < a.date]
    met = [(int(m[1]), d) for d in decisions() if (m := re.fullmatch(r"S/PV\.(\d+)", d.meeting or ""))]
    met.sort(key=lambda pair: (pair[0], pair[1].date))
    wrong += [f"meeting {j} on {b.date}, {i} on {a.date}" for (i, a), (j, b) in itertools.pairwise(met) if b.date < a.date]
    reasons = {r["number"]: r["reason"] for r in rows("missing_resolutions.csv")}
    explained = tuple(f"no row for resolution {n}: {reasons[n]}" for n in holes if n in reasons)
    unexplained = tuple(f"no row for resolution {n}" for n in holes if n not in reasons)
    return Finding("numbers and days", len(by_number), explained, (*unexplained, *wrong))


def against_sources(votes: Path, resolutions: Path) -> Finding:
    """Every sheet and every closing line against the table; `data/decision_differences.csv` explains what differs."""
    told = read(votes, resolutions, table_rows())
    notes = fill_all(table_rows(), told)
    reasons = {r["difference"]: r["reason"] for r in rows("decision_differences.csv")}
    found = [(line, next((why for start, why in reasons.items() if line.startswith(start)), None)) for line in notes]
    explained = tuple(f"{line}: {why}" for line, why in found if why)
    return Finding("decisions in other records", len(told), explained, tuple(line for line, why in found if not why))


def coverage(found: Iterable[DraftVote] | None = None) -> list[str]:
    """What is known of the decisions by decade, as the lines of a table."""
    head = ("decade", "resolutions", "tally", "members", "sponsors", "situation", "others", "tally", "members")
    counts: dict[str, Counter[str]] = {}
    for d in found or decisions():
        side = "r" if d.resolution else "o"
        for decade in (f"{d.date.year // 10 * 10}s", "all"):
            count = counts.setdefault(decade, Counter())
            count[side] += 1
            count[side + "tally"] += d.yes is not None or d.modality == "without_vote"
            count[side + "members"] += d.members_known or d.modality == "without_vote"
            count[side + "sponsors"] += bool(d.sponsors)
            count[side + "situation"] += bool(d.situation)
    keys = ("r", "rtally", "rmembers", "rsponsors", "rsituation", "o", "otally", "omembers")
    lines = [" ".join(f"{word:>11}" for word in head)]
    for decade in (*sorted(c for c in counts if c != "all"), "all"):
        lines.append(" ".join([f"{decade:>11}", *(f"{counts[decade][k]:>11}" for k in keys)]))
    return [*lines, *_together(counts["all"])]


def _together(count: Counter[str]) -> list[str]:
    every = count["r"] + count["o"]
    shares = (("tally", "tally of"), ("members", "every member's vote of"), ("situation", "situation of"))
    lines = []
    for key, words in shares:
        known = count["r" + key] + count["o" + key]
        lines.append(f"{words} all decisions together: {known} of {every} ({known / every:.1%}), {every - known} without")
    return lines
