"""Membership and vetoes compared with data sets that others made."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from checks.finding import Finding, rows, sheet
from horseshoe.council.members import is_member, members_on
from horseshoe.council.states import find_state
from horseshoe.council.vetoes import Veto, all_vetoes
from horseshoe.errors import OutsideRecordError

LISTED = {"USSR": "SUN", "Russia": "RUS", "USA": "USA", "UK": "GBR", "France": "FRA", "China": "CHN"}


def membership(path: Path) -> Finding:
    """Members of each year of a sheet with a row a term (country_org, start_year, end_year, seat)."""
    theirs: dict[int, set[str]] = {}
    for row in sheet(path):
        state = find_state(row["country_org"])
        for year in range(int(row["start_year"]), int(row["end_year"]) + 1):
            if year <= 1991 and not is_member(state, date(year, 12, 31)):
                continue
            theirs.setdefault(year, set()).add(state)
    whole = [year for year, states in theirs.items() if len(states) == 15]
    reasons = {(int(r["year"]), r["state"], r["side"]): r["reason"] for r in rows("membership_differences.csv")}
    explained: list[str] = []
    unexplained: list[str] = []
    for year in whole:
        ours = {m.id for m in members_on(date(year, 12, 31))}
        for side, only in (("here", ours - theirs[year]), ("there", theirs[year] - ours)):
            for state in sorted(only):
                reason = reasons.get((year, state, side))
                text = f"{year}: {state} only {side}"
                (explained if reason else unexplained).append(f"{text}: {reason}" if reason else text)
    counts = {"years with fifteen members there": len(whole)}
    return Finding("membership, years", len(theirs), tuple(explained), tuple(unexplained), counts)


def _plain(symbol: str) -> str:
    """A symbol without corrigenda, `as amended` and spaces, for comparing."""
    return re.sub(r"\s*(\(.*?\)|,.*|and .*|/Corr.*|S/3998)", "", symbol).replace(" ", "")


Key = tuple[date, str, tuple[str, ...]]


def _key(veto: Veto) -> Key:
    return veto.date, _plain(veto.symbol or ""), tuple(sorted(veto.vetoed_by))


def veto_list(path: Path) -> Finding:
    """Every row of a list of vetoes (date as month/day/year, draft, member_veto1-3) against the project's, one to one.

    Differences are explained by data/veto_differences.csv; what it does not name is unexplained.
    """
    theirs: Counter[Key] = Counter()
    last = date.min
    for row in sheet(path, "latin-1"):
        day = datetime.strptime(row["date"], "%m/%d/%Y").date()
        last = max(last, day)
        cast = tuple(sorted(LISTED[row[f"member_veto{i}"]] for i in (1, 2, 3) if row[f"member_veto{i}"]))
        theirs[day, _plain(row["draft"]), cast] += 1
    ours = Counter(_key(v) for v in all_vetoes() if v.date <= last)
    reasons = {(r["date"], r["symbol"], r["side"]): r["reason"] for r in rows("veto_differences.csv")}
    explained: list[str] = []
    unexplained: list[str] = []
    for side, only in (("here", ours - theirs), ("there", theirs - ours)):
        for (day, symbol, cast), n in sorted(only.items()):
            reason = reasons.get((day.isoformat(), symbol, side))
            text = f"only {side}: {day} {symbol} {' '.join(cast)}" + (f" ({n} rows)" if n > 1 else "")
            (explained if reason else unexplained).append(f"{text}: {reason}" if reason else text)
    same = sum((ours & theirs).values())
    counts = {"rows equal in date, symbol and members": same}
    return Finding("veto list, rows", sum(theirs.values()), tuple(explained), tuple(unexplained), counts)


def veto_totals(path: Path) -> Finding:
    """Totals by member and decade of the other list and of the project's rows of the kinds it holds."""
    theirs: Counter[tuple[str, int]] = Counter()
    last = date.min
    for row in sheet(path, "latin-1"):
        day = datetime.strptime(row["date"], "%m/%d/%Y").date()
        last = max(last, day)
        for i in (1, 2, 3):
            if row[f"member_veto{i}"]:
                theirs[LISTED[row[f"member_veto{i}"]], day.year // 10 * 10] += 1
    ours: Counter[tuple[str, int]] = Counter()
    for veto in all_vetoes():
        if veto.date <= last and veto.kind in ("draft", "preliminary"):
            ours.update((state, veto.date.year // 10 * 10) for state in veto.vetoed_by)
    explained: list[str] = []
    unexplained: list[str] = []
    reasons = {(r["member"], int(r["decade"])): r["reason"] for r in rows("veto_total_differences.csv")}
    for cell in sorted(set(ours) | set(theirs)):
        if ours[cell] != theirs[cell]:
            text = f"{cell[0]} {cell[1]}s: {ours[cell]} here, {theirs[cell]} there"
            reason = reasons.get(cell)
            (explained if reason else unexplained).append(f"{text}: {reason}" if reason else text)
    cells = len(set(ours) | set(theirs))
    return Finding("veto totals by member and decade, cells", cells, tuple(explained), tuple(unexplained))


def state_or_none(name: str) -> str | None:
    """The id of a state as a sheet spells it, or None where the tables do not know the spelling."""
    try:
        return find_state(name)
    except OutsideRecordError:
        return None
