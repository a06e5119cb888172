"""Fills the empty cells of the table of decisions from what the sources tell, and notes where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from checks.sources import Told
from horseshoe.council.decisions import COLUMNS
from horseshoe.council.members import members_on
from horseshoe.council.rule import majority_needed, seats_on
from horseshoe.council.situations import of_item

Row = dict[str, str]
SHIFTED = (date(2022, 6, 29), date(2022, 12, 22))  # days in which the sheet's sponsors sit one draft too low
TEXT_TELLS = (("Disengagement Observer", "ISR-SYR"), ("Lebanon", "LBN"), ("Yemen", "YEM"))


def fill_all(rows: list[Row], told: Sequence[Told]) -> list[str]:
    """Fill and sort the rows in place; every difference between a cell and a source, and between sources, as a line."""
    notes: list[str] = []
    fill_resolutions(rows, told, notes)
    drop_shared_symbols(rows, told, notes)
    fill_drafts(rows, told, notes)
    for row in rows:
        own = f"S/RES/{row['resolution']} ({row['date'][:4]})" if row["resolution"] else row["symbol"]
        row["source"] = row["source"] or row["meeting"] or own
    rows.sort(key=lambda r: (r["date"], meeting_number(r), int(r["resolution"] or 99_999), r["symbol"]))
    return notes


def fill_resolutions(rows: list[Row], told: Sequence[Told], notes: list[str]) -> None:
    """One row for each resolution that any source tells of."""
    by_number: dict[int, list[Told]] = defaultdict(list)
    for t in told:
        if t.resolution and t.outcome == "adopted":
            by_number[t.resolution].append(t)
    known = {int(r["resolution"]): r for r in rows if r["resolution"]}
    for number, group in sorted(by_number.items()):
        day = next((t.day for t in group if t.day), None)
        row = known.get(number)
        if row is None and day is None:
            notes.append(f"no day: resolution {number}")
            continue
        if row is None:
            row = dict.fromkeys(COLUMNS, "") | {
                "date": str(day),
                "resolution": str(number),
                "kind": "draft",
                "outcome": "adopted",
            }
            rows.append(row)
        elif day and str(day) != row["date"]:
            notes.append(f"day differs: resolution {number}: {row['date']} here, {day} in {group[0].origin}")
        fill(row, group, notes)


def drop_shared_symbols(rows: list[Row], told: Sequence[Told], notes: list[str]) -> None:
    """A draft's symbol that a sheet gives to two resolutions is neither's for certain, and is taken out again."""
    symbols = {(t.symbol, t.resolution) for t in told if t.symbol and t.resolution and t.origin != "meetings"}
    shared = {s for s, n in Counter(s for s, _ in symbols).items() if n > 1}
    for row in rows:
        if row["resolution"] and row["symbol"] in shared:
            notes.append(f"symbol shared: {row['symbol']} resolution {row['resolution']}")
            row["symbol"] = ""


def fill_drafts(rows: list[Row], told: Sequence[Told], notes: list[str]) -> None:
    """One row for each draft not adopted; one without a symbol of its own is told from others of its meeting by its tally."""
    used: set[int] = set()
    for t in told:
        if t.resolution or t.outcome == "adopted":
            continue
        row = _same_draft(rows, t, used)
        if row is None and (t.outcome == "vetoed" or t.day is None):
            notes.append(f"not on record: {t.outcome} {t.day} {t.symbol} {t.tally} {t.origin} {t.text[:80]}")
            continue
        if row is None:
            kind = "amendment" if "mendment" in t.text else "paragraph" if "para" in t.text else "draft"
            row = dict.fromkeys(COLUMNS, "") | {"date": str(t.day), "symbol": t.symbol, "kind": kind, "outcome": "failed"}
            rows.append(row)
        used.add(id(row)) if t.symbol.startswith("S/PV") and t.origin == "meetings" else None
        fill(row, [t], notes)


def _same_draft(rows: list[Row], t: Told, used: set[int]) -> Row | None:
    plain = _plain(t.symbol)
    found = []
    for r in rows:
        if r["resolution"] or id(r) in used:
            continue
        same_day = t.day is not None and r["date"] == str(t.day)
        if t.symbol.startswith("S/PV") or not plain:
            if same_day and r["symbol"] == t.symbol and (not r["yes"] or t.tally is None or tally_of(r) == t.tally):
                found.append(r)
        elif _plain(r["symbol"]) == plain and (t.day is None or same_day):
            found.append(r)
    same = [r for r in found if t.tally and tally_of(r) == t.tally] or found
    return same[0] if same else None


def _plain(symbol: str) -> str:
    return symbol.replace(" ", "").split("and")[0].split("&")[0].split("/Corr")[0].split("/Add")[0].upper()


def tally_of(row: Row) -> tuple[int, int, int] | None:
    """A row's tally, or None."""
    return (int(row["yes"]), int(row["no"]), int(row["abstain"])) if row["yes"] and row["no"] and row["abstain"] else None


def fill(row: Row, group: Iterable[Told], notes: list[str]) -> None:
    """Fill a row's empty cells from what several sources tell of the same vote."""
    group = list(group)
    name = f"{row['date']} {row['resolution'] or row['symbol']}"
    day = date.fromisoformat(row["date"])
    for cell in ("symbol", "meeting", "agenda"):
        _put(row, cell, [getattr(t, cell) for t in group if getattr(t, cell)], notes if cell == "meeting" else None, name)
    if not row["sponsors"] and not SHIFTED[0] <= day <= SHIFTED[1]:
        row["sponsors"] = next((" ".join(t.sponsors) for t in group if t.sponsors), "")
    if not row["situation"]:
        row["situation"] = situation_in(row, group)
    if any(t.without_vote for t in group) and not row["yes"]:
        row["modality"] = "without_vote"
    elif row["modality"] != "without_vote":
        fill_votes(row, group, day, notes, name)


def _put(row: Row, cell: str, values: list[str], notes: list[str] | None, name: str) -> None:
    if not row[cell] and values:
        row[cell] = values[0]
    elif notes is not None and values and values[0] != row[cell] and "PV" in row[cell]:
        notes.append(f"{cell} differs: {name}: {row[cell]} here, {values[0]} told")


def situation_in(row: Row, group: Iterable[Told]) -> str:
    """The situation by the agenda item; "the Middle East" is told apart by the sheet's topic or the resolution's own words."""
    found = of_item(row["agenda"]) if row["agenda"] else None
    if found == "middle-east":
        for t in group:
            topic, _, rest = t.text.partition("|")
            if rest.startswith("Middle East|"):
                found = of_item(topic) or found
            elif t.origin == "text":
                found = next((id_ for words, id_ in TEXT_TELLS if words in t.text), found)
    return found or ""


def fill_votes(row: Row, group: list[Told], day: date, notes: list[str], name: str) -> None:
    """Tally and lists: of legal tallies that differ, the one that the members' lists bear out; else the cells stay empty."""
    own = tally_of(row)
    told = [t for t in group if t.tally and legal(t.tally, row["outcome"], day)]
    for t in told:
        if own and t.tally != own:
            notes.append(f"tally differs: {name}: {own} here, {t.tally} in {t.origin}")
    choices = {t.tally for t in told} if own is None else {own}
    if len(choices) > 1:
        borne = {t.tally for t in told if t.lists and borne_out(t.tally, t.lists, day)}
        notes.append(f"sources differ: {name}: " + "; ".join(f"{t.tally} {t.origin}" for t in told) + f" -> {borne or 'empty'}")
        choices = borne
    if len(choices) != 1:
        return
    tally = next(iter(choices))
    assert tally
    if own is None:
        row["yes"], row["no"], row["abstain"] = map(str, tally)
    lists = [t.lists for t in group if t.lists and borne_out(tally, t.lists, day)]
    if not any(row[c] for c in ("abstaining", "not_voting")) and len(row["against"].split()) <= tally[1]:
        fitting = [x for x in lists if set(row["against"].split()) <= set(x[0])]
        if len(set(fitting)) > 1:
            notes.append(f"lists differ: {name}: {fitting}")
        elif fitting:
            row["against"], row["abstaining"], row["not_voting"] = map(" ".join, fitting[0])
    for given in lists:
        if tuple(set(row[c].split()) for c in ("against", "abstaining", "not_voting")) != tuple(map(set, given)):
            notes.append(f"members differ: {name}: {row['against']}|{row['abstaining']}|{row['not_voting']} here, {given} told")


def legal(tally: tuple[int, int, int], outcome: str, day: date) -> bool:
    """Whether a tally can be a vote of that day with that outcome."""
    enough = tally[0] >= majority_needed(day)
    return sum(tally) <= seats_on(day) and (enough if outcome != "failed" else not enough)


def borne_out(tally: tuple[int, int, int] | None, lists: Any, day: date) -> bool:
    """Whether lists against, abstaining, not voting account for a tally."""
    return tally is not None and tuple(map(len, lists)) == (tally[1], tally[2], len(members_on(day)) - sum(tally))


def meeting_number(row: Row) -> int:
    """The number of a row's meeting for sorting, 0 where not known."""
    tail = row["meeting"].removeprefix("S/PV.").split(" ")[0]
    return int(tail) if tail.isdigit() else 0
