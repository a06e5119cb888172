"""Checks of the project's own tables: seats a year, overlaps, lengths of terms, groups, tallies, outcomes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from checks.finding import Finding
from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, members_on, terms
from horseshoe.council.rule import seats_on, tally
from horseshoe.council.vetoes import all_vetoes
from horseshoe.council.votes_on_record import draft_votes
from horseshoe.reading.actors.gazetteer import read_rows

# General Assembly resolution 1991 A (XVIII), Africa and Asia as shared in practice.
PATTERN = {
    "Africa": 3,
    "Asia-Pacific": 2,
    "Eastern Europe": 1,
    "Latin America and Caribbean": 2,
    "Western Europe and others": 2,
}
YEARS = range(FIRST_MEETING.year, COMPLETE_THROUGH.year + 1)


def seats_a_year() -> Finding:
    """Eleven members on the last day of each year until 1965, fifteen since; five of them permanent."""
    wrong = []
    for year in YEARS:
        day = date(year, 12, 31)
        members = members_on(day)
        permanent = sum(m.permanent for m in members)
        if len(members) != seats_on(day) or permanent != 5:
            wrong.append(f"{day}: {len(members)} members, {permanent} permanent")
    return Finding("seats a year", len(YEARS), unexplained=tuple(wrong))


def no_overlaps() -> Finding:
    """No state holds two terms at once."""
    wrong = []
    by_state: dict[str, list[tuple[date, date]]] = {}
    for term in terms():
        by_state.setdefault(term.id, []).append((term.start, term.end or date.max))
    for state, spans in by_state.items():
        spans.sort()
        wrong += [f"{state}: {a[0]} and {b[0]}" for a, b in pairwise(spans) if b[0] <= a[1]]
    return Finding("overlapping terms", len(terms()), unexplained=tuple(wrong))


def lengths_of_terms() -> Finding:
    """Elected terms last two years; shorter ones carry a note that says why."""
    explained: list[str] = []
    unexplained: list[str] = []
    elected = [t for t in terms() if not t.permanent]
    for term in elected:
        assert term.end
        if term.end.year - term.start.year == 1 and (term.end.month, term.end.day) == (12, 31) and term.start.month == 1:
            continue
        (explained if term.note else unexplained).append(f"{term.id} {term.start} to {term.end}: {term.note}")
    return Finding("terms of two years", len(elected), tuple(explained), tuple(unexplained))


def groups_a_year() -> Finding:
    """Since 1966 the elected seats of each year fall to the groups as the General Assembly laid down."""
    wrong = []
    years = range(1966, COMPLETE_THROUGH.year + 1)
    for year in years:
        found = Counter(m.seat for m in members_on(date(year, 12, 31)) if not m.permanent)
        if found != PATTERN:
            wrong.append(f"{year}: {dict(found)}")
    return Finding("seats by group", len(years), unexplained=tuple(wrong))


def swing_seat() -> Finding:
    """Since 1968 exactly one Arab State holds the seat that Africa and Asia fill in turn."""
    years = range(1968, COMPLETE_THROUGH.year + 1)
    wrong = []
    for year in years:
        holders = [m for m in members_on(date(year, 12, 31)) if m.arab_swing]
        turn = "Africa" if (year - 1968) // 2 % 2 == 0 else "Asia-Pacific"
        if [m.seat for m in holders] != [turn]:
            wrong.append(f"{year}: {[m.id for m in holders]}, turn of {turn}")
    return Finding("Arab swing seat", len(years), unexplained=tuple(wrong))


def vetoes_are_legal() -> Finding:
    """A veto was cast by permanent members of the day, on at least the majority of the day, within the seats of the day."""
    explained: list[str] = []
    unexplained: list[str] = []
    for veto in all_vetoes():
        permanent = {m.id for m in members_on(veto.date) if m.permanent}
        what = f"{veto.date} {veto.symbol or veto.kind}"
        if not set(veto.vetoed_by) <= permanent:
            unexplained.append(f"{what}: {veto.vetoed_by} not all permanent")
        if veto.yes is not None and veto.yes < (7 if seats_on(veto.date) == 11 else 9):
            unexplained.append(f"{what}: {veto.yes} in favour miss the majority")
        if veto.yes is not None and veto.no is not None and veto.abstain is not None:
            missing = seats_on(veto.date) - veto.yes - veto.no - veto.abstain
            if missing < 0 or veto.no < len(veto.vetoed_by):
                unexplained.append(f"{what}: {veto.yes}-{veto.no}-{veto.abstain} is no tally of that day")
            elif missing:
                (explained if veto.note else unexplained).append(f"{what}: {missing} cast no vote ({veto.note})")
    return Finding("vetoes within the rule", len(all_vetoes()), tuple(explained), tuple(unexplained))


def outcomes_recomputed() -> Finding:
    """The outcome of every draft with known member votes, recomputed by Article 27, and its tally."""
    wrong = []
    known = [d for d in draft_votes() if d.votes]
    for draft in known:
        assert draft.votes
        result = tally(
            draft.date,
            draft.votes.yes,
            draft.votes.no,
            draft.votes.abstain,
            draft.votes.absent,
            procedural=draft.procedural,
        )
        if result.outcome != draft.outcome or set(result.vetoes) != set(draft.vetoed_by):
            wrong.append(f"{draft.label}: {result.outcome}, on record {draft.outcome}")
        if result.counts != (draft.yes, draft.no, draft.abstain):
            wrong.append(f"{draft.label}: members give {result.counts}, on record {draft.yes}-{draft.no}-{draft.abstain}")
    return Finding("outcomes of drafts on record", len(known), unexplained=tuple(wrong))


def office_holders() -> Finding:
    """No term of an office holder ends before it begins; how many are from the lists, another source, general knowledge."""
    found = read_rows("office_holders.csv")
    wrong = tuple(f"{r['name']}: {r['from']} to {r['to']}" for r in found if r["to"] and r["to"] < r["from"][: len(r["to"])])
    known = sum(r["source"] == "general knowledge" for r in found)
    cited = sum(bool(r["source"]) for r in found) - known
    counts = {"from the lists": len(found) - known - cited, "from another source": cited, "from general knowledge": known}
    return Finding("office holders", len(found), unexplained=wrong, counts=counts)


def own_tables() -> tuple[Finding, ...]:
    """Every check that needs no other data."""
    return (
        seats_a_year(),
        no_overlaps(),
        lengths_of_terms(),
        groups_a_year(),
        swing_seat(),
        vetoes_are_legal(),
        outcomes_recomputed(),
        office_holders(),
    )
