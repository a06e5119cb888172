"""Checks the Council's votes in the votes file against the Charter and the record: differences are told, never repaired."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from horseshoe.council.members import COMPLETE_THROUGH, members_on, terms
from horseshoe.council.rule import Result, majority_needed, seats_on
from horseshoe.council.vetoes import all_vetoes
from horseshoe.council.votes_on_record import DraftVote, draft_votes, find_draft
from horseshoe.votes.file import votes_file
from horseshoe.votes.repairs import slipped_sponsors

# A meeting is numbered from 1 since 1946; votes in writing (2020-2021) have a letter's symbol instead.
_DECISIONS = r"""
SELECT id, source, day, day_is_exact, resolution, draft,
  CASE WHEN regexp_full_match(trim(meeting), '(S/PV\.)?\d+') THEN try_cast(regexp_extract(meeting, '(\d+)', 1) AS INTEGER) END,
  outcome, modality, [total_yes, total_no, total_abstain, total_absent], coalesce(sponsors, ''), rowid
FROM decisions WHERE body = 'SC' AND ($1 IS NULL OR source = $1) ORDER BY day, id
"""
_FIELDS = ("id", "source", "day", "exact", "resolution", "draft", "meeting", "outcome", "modality", "totals", "sponsors", "row")
NAMES = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of the Council in the votes file with its members' votes (state -> Y, N, A, X)."""

    id: str
    source: str
    day: date
    exact: bool
    resolution: str | None
    draft: str | None
    meeting: int | None
    outcome: str | None
    modality: str
    totals: list[int | None]
    sponsors: str
    row: int
    votes: dict[str, str]

    @property
    def label(self) -> str:
        """What people call it: the resolution, the draft, or the id."""
        return self.resolution or self.draft or self.id

    @property
    def symbol(self) -> str:
        """The draft's symbol for comparing; some sheets give a draft that was not adopted its symbol for a resolution's."""
        return (self.draft or self.resolution or "").strip().upper()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a decision that does not add up, `why` where it is known.

    `kind`: rows, totals, outcome, record, date, sponsors.
    """

    decision: str
    label: str
    day: date
    kind: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`recomputed` decisions had all their members' votes; `equal` of them have the outcome on record by Article 27."""

    decisions: int
    recomputed: int
    compared: int
    equal: int
    findings: tuple[Finding, ...]


def check(db: Path, source: str | None = None) -> CheckReport:
    """Check all decisions of the Council that were loaded (of one source). InputError when there is no votes file."""
    with votes_file(db) as connection:
        decided = _read(connection, source)
    findings: list[Finding] = []
    recomputed = compared = equal = 0
    symbols = Counter((d.source, d.symbol) for d in decided)
    known = {d.symbol.upper(): d for d in draft_votes() if d.symbol}
    for d in decided:
        findings += _rows(d) + _totals(d) + _record(d, known, symbols)
        if d.modality != "vote":
            continue
        result = outcome_by_rule(d)
        recomputed += 1
        if d.outcome is not None:
            compared += 1
            equal += agrees(result, d.outcome)
        if d.outcome is not None and not agrees(result, d.outcome):
            text = f"the sheet says {d.outcome}, the members' votes make it {result} under Article 27(3) ({_counts(d)})"
            findings.append(Finding(d.id, d.label, d.day, "outcome", text, _why(d, result)))
    findings += _dates(decided) + _slipped(decided)
    findings.sort(key=lambda f: (f.day, f.decision, f.kind))
    return CheckReport(len(decided), recomputed, compared, equal, tuple(findings))


def outcome_by_rule(d: Decided) -> Result:
    """The outcome that the members' votes make, Article 27(3), or 27(2) for a decision on record as procedural."""
    yes = sum(v == "Y" for v in d.votes.values())
    if yes < majority_needed(d.day):
        return "failed"
    if (known := find_draft(d.resolution or d.draft or "")) and known.procedural:
        return "adopted"
    return "vetoed" if any(d.votes.get(p) == "N" for p in _permanent(d.day)) else "adopted"


def agrees(result: Result, stated: str) -> bool:
    """Whether an outcome is the stated one; a sheet may say no more than `not_adopted`."""
    return result == stated or (stated == "not_adopted" and result != "adopted")


def _permanent(day: date) -> tuple[str, ...]:
    return tuple(t.id for t in terms() if t.permanent and t.sits_on(day))


def _read(connection: Any, source: str | None) -> list[Decided]:
    votes: dict[str, dict[str, str]] = defaultdict(dict)
    for decision, state, vote in connection.execute("SELECT decision, state, vote FROM votes").fetchall():
        votes[decision][state] = vote
    rows = connection.execute(_DECISIONS, [source]).fetchall()
    return [Decided(**dict(zip(_FIELDS, row, strict=True)), votes=votes[row[0]]) for row in rows]


def _counts(d: Decided) -> str:
    count = Counter(d.votes.values())
    return "-".join(str(count[c]) for c in "YNA")


def _rows(d: Decided) -> list[Finding]:
    seats = seats_on(d.day)
    if len(d.votes) == seats:
        return []
    missing = []
    if d.day <= COMPLETE_THROUGH:
        missing = [m.id for m in members_on(d.day) if m.id not in d.votes]
    text = f"{len(d.votes)} members' votes, the Council had {seats} members"
    return [Finding(d.id, d.label, d.day, "rows", text, f"without {' '.join(missing)}" if missing else "")]


def _totals(d: Decided) -> list[Finding]:
    if d.modality != "vote":
        return []
    count = Counter(d.votes.values())
    wrong = [
        f"{NAMES[c]} {given} by the sheet's total, {count[c]} by its rows"
        for c, given in zip("YNAX", d.totals, strict=True)
        if given is not None and given != count[c]
    ]
    return [Finding(d.id, d.label, d.day, "totals", "; ".join(wrong))] if wrong else []


def _record(d: Decided, known: dict[str, DraftVote], symbols: Counter[tuple[str, str]]) -> list[Finding]:
    """Where the project's own record holds the members' votes on the same draft, the states that are coded otherwise."""
    recorded = known.get(d.symbol)
    if (
        d.modality != "vote"
        or recorded is None
        or recorded.votes is None
        or not agrees(recorded.outcome, d.outcome or recorded.outcome)
    ):
        return []
    pairs = [(s, NAMES[v], recorded.votes.of(s)) for s, v in sorted(d.votes.items())]
    differing = [f"{s} {here} here, {there or 'no member'} on record" for s, here, there in pairs if here != there]
    if not differing:
        return []
    exchanged = {"yes": "no", "no": "yes"}
    why = ""
    if all(exchanged.get(here, here) == there for _, here, there in pairs):
        why = "yes and no are exchanged in the sheet"
    elif (count := symbols[d.source, d.symbol]) > 1:
        why = f"the sheet gives {count} votes this symbol: one of them is another draft's"
    return [Finding(d.id, d.label, d.day, "record", "; ".join(differing), why)]


def _why(d: Decided, result: Result) -> str:
    """Why the members' votes and the sheet's outcome disagree, as far as the record or the sheet itself tells."""
    vetoed_on = {v.symbol.upper(): v.date for v in all_vetoes() if v.symbol}.get(d.symbol)
    if vetoed_on and result == "vetoed" and not re.search(r"\(\d{4}\)", d.resolution or ""):
        return f"the draft was vetoed on {vetoed_on}: the sheet's outcome is wrong, its member votes are not"
    against = [p for p in _permanent(d.day) if d.votes.get(p) == "N"]
    missing = seats_on(d.day) - len(d.votes)
    if d.outcome == "adopted" and against:
        return f"the sheet gives {' '.join(against)} a negative vote on an adopted resolution: the member votes are wrong"
    if d.outcome == "adopted" and missing:
        return f"{missing} members' votes were kept out or are not in the sheet: too few affirmative votes are left"
    if d.outcome == "vetoed" and result == "failed":
        short = f"{missing} members' votes are missing" if missing else "the majority was missed anyway"
        return f"{short}: a negative vote of a permanent member is a veto only where the majority is there"
    if d.outcome == "vetoed":
        return "no permanent member votes against in the sheet" + (f"; {missing} members' votes are missing" if missing else "")
    return f"the sheet calls it failed, but {' '.join(against)} voted against with a majority in favour" if against else ""


def _dates(decided: list[Decided]) -> list[Finding]:
    """Days that break the order of meetings: the numbers of meetings rise with time (since meeting 1 of 17 January 1946)."""
    found = []
    by_source: dict[str, list[Decided]] = defaultdict(list)
    for d in decided:
        if d.meeting is not None and d.exact:
            by_source[d.source].append(d)
    for group in by_source.values():
        group.sort(key=lambda d: (d.meeting or 0, d.id))
        aside = _out_of_order(group)
        ids = {d.id for d in aside}
        rest = [d for d in group if d.id not in ids]
        for d in aside:
            swapped = _swapped(d.day)
            why = f"with day and month exchanged, {swapped}, it would fit" if swapped and _fits(rest, d, swapped) else ""
            text = f"{d.day} does not fit the order of meetings (meeting {d.meeting})"
            found.append(Finding(d.id, d.label, d.day, "date", text, why))
    return found


def _slipped(decided: list[Decided]) -> list[Finding]:
    """Sponsors that stand one decision too low in the sheet, told by an orphan cell; outcomes are not looked at."""
    found = []
    by_source: dict[str, list[Decided]] = defaultdict(list)
    for d in sorted(decided, key=lambda d: d.row):
        by_source[d.source].append(d)
    for group in by_source.values():
        for place, cell in slipped_sponsors([(d.day.year, d.sponsors) for d in group]).items():
            d = group[place]
            text = f"its sponsors stand one decision lower: {cell or 'none'}, not {d.sponsors or 'none'}"
            found.append(Finding(d.id, d.label, d.day, "sponsors", text, "an orphan cell shows where the column slipped"))
    return found


def _out_of_order(group: list[Decided]) -> list[Decided]:
    """The fewest decisions to set aside so that the rest, in order of meetings, is in order of days (patience sorting)."""
    tails: list[date] = []
    at: list[int] = []
    before: list[int | None] = []
    for i, d in enumerate(group):
        place = bisect.bisect_right(tails, d.day)
        before.append(at[place - 1] if place else None)
        if place == len(tails):
            tails.append(d.day)
            at.append(i)
        else:
            tails[place], at[place] = d.day, i
    keep: set[int] = set()
    i_: int | None = at[-1] if at else None
    while i_ is not None:
        keep.add(i_)
        i_ = before[i_]
    return [d for i, d in enumerate(group) if i not in keep]


def _swapped(day: date) -> date | None:
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _fits(rest: list[Decided], d: Decided, day: date) -> bool:
    """Whether a day lies between those of the meetings before and after that are in order."""
    earlier = [x.day for x in rest if (x.meeting or 0) <= (d.meeting or 0)]
    later = [x.day for x in rest if (x.meeting or 0) >= (d.meeting or 0)]
    return (not earlier or max(earlier) <= day) and (not later or day <= min(later))
