"""Keeps the record current: what the United Nations publishes since, as a dated overlay in the user's data folder.

The shipped table stays as it is. A published file fills cells that are empty and adds decisions; where it says otherwise than a
cell that holds something, the cell stays and the difference is told. The overlay is written whole or not at all, and the one
before it is kept for `undo`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from horseshoe.council.decisions import (
    COLUMNS,
    complete_through,
    decision,
    forget,
    identity,
    overlay_path,
    table_rows,
)
from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, is_member, members_on
from horseshoe.council.rule import seats_on, tally
from horseshoe.council.situations import of_item
from horseshoe.council.states import council_seat, find_state
from horseshoe.errors import InputError, OutsideRecordError
from horseshoe.model import Draft, Reading
from horseshoe.stances import CAST_AGAINST, DECIDED
from horseshoe.votes.columns import modality_of, plain, undl_columns

Row = dict[str, str]
PERMANENT = {"china": "CHN", "france": "FRA", "russia": "RUS", "russianfederation": "RUS", "ussr": "SUN", "usa": "USA"}
PERMANENT |= {"unitedstates": "USA", "uk": "GBR", "unitedkingdom": "GBR", "us": "USA"}
NUMBERED = re.compile(r"(?:S/RES/|\b[Rr]esolution )(\d{1,4})\b")
CELL = {"N": "against", "A": "abstaining", "X": "not_voting"}
DATE_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `kind` is added, filled or differs (the record's cell stays); `label` the decision, `cell` the column."""

    kind: str
    label: str
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Update:
    """What a published file would change, its rows for the overlay, what forbids it, and how far the record then reaches.

    `read`: the rows were read from a text by horseshoe, so that a person confirms each.
    """

    form: str
    changes: tuple[Change, ...]
    rows: tuple[Row, ...]
    problems: tuple[str, ...]
    reaches: Mapping[str, date]
    read: bool = False


def read_published(data: bytes, where: str) -> tuple[str, list[Row], dict[str, date]]:
    """The form of a published file, its decisions as rows of the table, and the days up to which it says to be complete.

    Known are the Digital Library's voting exports of the Council, its list of vetoes, and the Corpus of Resolutions CR-UNSC.
    InputError for another file.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    reader = csv.DictReader(io.StringIO(text))
    header = list(reader.fieldnames or ())
    names = {plain(h).replace("#", ""): h for h in header}
    sheet = [{k: (v or "").strip() for k, v in row.items() if k is not None} for row in reader]
    if {"msvote", "msvotes"} & set(names):
        return "voting export", list(_export(sheet, header, where)), {}
    if "draftres" in names and set(names) & set(PERMANENT):
        return "list of vetoes", list(_vetoes(sheet, names)), _last_update(sheet, names)
    if {"resno", "votedetail"} <= set(names):
        return "corpus of resolutions", list(_corpus(sheet, names)), {}
    raise InputError(
        "is no file that the record can be updated from",
        where=where,
        fix="give a voting export, the list of vetoes as CSV, CR-UNSC, or a press release or meeting record",
    )


def _export(sheet: list[Row], header: list[str], where: str) -> Iterator[Row]:
    columns = undl_columns(header, where)
    if columns.body == "GA":
        raise InputError("holds votes of the General Assembly", where=where, fix="load it: horseshoe votes load FILE")
    groups: dict[str, list[Row]] = {}
    for row in sheet:
        if row[columns.of["key"]]:
            groups.setdefault(row[columns.of["key"]], []).append(row)
    for group in groups.values():
        cells = {f: group[0].get(column, "") for f, column in columns.of.items()}
        votes = [
            (row.get(columns.of.get("code", ""), "") or row.get(columns.of.get("name", ""), ""), row[columns.of["vote"]])
            for row in group
        ]
        yield _adopted(cells, [(name, columns.votes.get(vote, "X")) for name, vote in votes])


def _corpus(sheet: list[Row], names: Mapping[str, str]) -> Iterator[Row]:
    for row in sheet:
        get = {key: row.get(column, "") for key, column in names.items()}
        cells = {
            "date": get.get("date", ""),
            "resolution": f"S/RES/{get['resno']}",
            "draft": get.get("draft", ""),
            "meeting": get.get("meetingrecord", ""),
            "agenda": get.get("agendainformation", ""),
            "modality": get.get("votesummary", ""),
        }
        found = re.findall(r"(?:^|[|;\n])\s*([YNAX])?\s*([A-Z][^|;\n]+)", get["votedetail"])
        yield _adopted(cells, [(name.strip(), vote or "X") for vote, name in found])


def _adopted(cells: Mapping[str, str], votes: list[tuple[str, str]]) -> Row:
    """A resolution's row: "S/RES/2790(2025)" of a day with (member, Y, N, A or X)."""
    number = re.search(r"S/RES/(\d+)", cells.get("resolution", ""))
    day = _day(cells.get("date", ""))
    row = _row(day, resolution=number[1] if number else "", outcome="adopted")
    row["symbol"], row["meeting"] = cells.get("draft", ""), cells.get("meeting", "").replace(" ", "")
    row["agenda"] = cells.get("agenda", "")
    if modality_of(cells.get("modality", "")) == "without_vote":
        row["modality"] = "without_vote"
        return row
    ids = [(_member(name, day), vote) for name, vote in votes]
    if day is None or None in {s for s, _ in ids} or len(ids) != seats_on(day) or {v for _, v in ids} == {"X"}:
        return row
    for vote, cell in CELL.items():
        row[cell] = " ".join(m.id for m in members_on(day) if (m.id, vote) in ids)
    row["yes"], row["no"], row["abstain"] = (str(sum(v == vote for _, v in ids)) for vote in "YNA")
    return row


def _vetoes(sheet: list[Row], names: Mapping[str, str]) -> Iterator[Row]:
    for row in sheet:
        day = _day(row.get(names.get("date", ""), ""))
        cast = [state for key, state in PERMANENT.items() if row.get(names.get(key, ""), "") not in ("", "0")]
        known = [s for s in cast if day is None or not FIRST_MEETING <= day <= COMPLETE_THROUGH or is_member(s, day)]
        if not known:
            continue
        found = _row(day, outcome="vetoed")
        found["symbol"] = row[names["draftres"]]
        found["meeting"] = row.get(names.get("record", ""), "").split("\n")[0]
        found["agenda"] = row.get(names.get("agendaitem", names.get("agenda", "")), "")
        found["against"] = " ".join(sorted(known))
        yield found


def _last_update(sheet: list[Row], names: Mapping[str, str]) -> dict[str, date]:
    days = [d for row in sheet if (d := _day(row.get(names.get("lastupdate", ""), "")))]
    return {"vetoes": max(days)} if days else {}


def _row(day: date | None, **cells: str) -> Row:
    return dict.fromkeys(COLUMNS, "") | {"date": str(day or ""), "kind": "draft", **cells}


def _day(text: str) -> date | None:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def _member(name: str, day: date | None) -> str | None:
    try:
        found = find_state(name)
    except OutsideRecordError:
        return None
    if day is None or not FIRST_MEETING <= day <= COMPLETE_THROUGH:
        return None
    return next((s for s in (found, {"RUS": "SUN"}.get(found, found)) if is_member(s, day)), None)


def compare(data: bytes, where: str) -> Update:
    """What a published file adds to the record as it stands, overlay included, and what forbids it."""
    return _compared(*read_published(data, where))


def is_table(data: bytes) -> bool:
    """Whether a file holds comma-separated rows, not a text to be read."""
    head = data[:4096].decode("utf-8-sig", errors="replace")
    first = next((line for line in head.splitlines() if line.strip()), "")
    return first.count(",") > 2 and not data.startswith((b"%PDF", b"PK"))


def compare_reading(reading: Reading) -> Update:
    """What a press release or a meeting record, as read, would add: rows proposed to a person.

    InputError where no vote of the Council's that was held is told with its tally or its number.
    """
    rows = [row for d in reading.drafts if (row := _told(d, reading))]
    if not rows:
        raise InputError(
            "tells of no vote that was held, with its tally or its number",
            where=reading.document.path,
            fix="give a press release or a meeting record",
        )
    return replace(_compared("text", rows, {}), read=True)


def _told(draft: Draft, reading: Reading) -> Row | None:
    """A row of a draft that a text tells was voted on: "adopted by 9 votes in favour, with 6 abstentions"."""
    day = draft.vote.date or (draft.when.start if draft.when else reading.document.published)
    number = NUMBERED.search(f"{draft.symbol} {draft.label}")
    tally = (draft.vote.yes, draft.vote.no, draft.vote.abstain)
    if draft.status not in DECIDED or draft.background or draft.several or not day:
        return None
    if not number and None in tally:
        return None
    row = _row(day, resolution=number[1] if number else "", outcome=draft.status, kind=draft.kind)
    row["symbol"] = "" if number else draft.symbol or ""
    row["situation"] = draft.situation or ""
    named = re.search(r"\bSC/\d{4,5}\b|\bS/PV\.\s?\d+", reading.document.text)
    row["source"] = named[0].replace(" ", "") if named else _label(row)
    return row if None in tally else row | _cast(draft, reading, day)


def _cast(draft: Draft, reading: Reading, day: date) -> Row:
    """The tally that a text tells, with the members against and abstaining where it names as many."""
    said = [p for p in reading.positions if p.target == draft.id and p.asserted]
    counts = {"yes": draft.vote.yes, "no": draft.vote.no, "abstain": draft.vote.abstain}
    row = {cell: str(count) for cell, count in counts.items()}
    for cell, count, stances in (
        ("against", draft.vote.no, CAST_AGAINST),
        ("abstaining", draft.vote.abstain, ("abstained",)),
    ):
        voters = {council_seat(p.actor, day) for p in said if p.stance in stances}
        row[cell] = " ".join(sorted(voters)) if len(voters) == count else ""
    return row


def _compared(form: str, published: Iterable[Row], reaches: Mapping[str, date]) -> Update:
    rows = {identity(r): r for r in table_rows()}
    by_resolution = {r["resolution"]: key for key, r in rows.items() if r["resolution"]}
    by_symbol = {r["symbol"].replace(" ", ""): key for key, r in rows.items() if r["symbol"] and not r["resolution"]}
    changes: list[Change] = []
    touched: dict[tuple[str, ...], Row] = {}
    for told in published:
        key = by_resolution.get(told["resolution"]) if told["resolution"] else by_symbol.get(told["symbol"].replace(" ", ""))
        row = dict(rows[key]) if key else dict(told)
        found = list(_differences(row, told)) if key else [Change("added", _label(told), "", "", told["date"])]
        changes += found
        if any(c.kind != "differs" for c in found):
            row["situation"] = row["situation"] or of_item(row["agenda"]) or ""
            row["source"] = row["source"] or row["meeting"] or _label(row)
            touched[identity(row)] = row
    problems = [p for row in touched.values() for p in _problems(row)]
    return Update(form, tuple(changes), tuple(touched.values()), tuple(problems), reaches or _reaches(rows, touched))


def _differences(row: Row, told: Row) -> Iterator[Change]:
    """Fill a row's empty cells in place; the lists go with the tally they belong to."""
    for cell in ("symbol", "meeting", "agenda", "yes", "no", "abstain", *CELL.values(), "modality"):
        before, after = row[cell], told[cell]
        if not after or before == after:
            continue
        if before:
            if cell not in ("agenda", "symbol") and set(before.split()) != set(after.split()):
                yield Change("differs", _label(row), cell, before, after)
        elif cell in CELL.values() and (row["yes"], row["no"], row["abstain"]) != (told["yes"], told["no"], told["abstain"]):
            yield Change("differs", _label(row), cell, before, after)
        else:
            row[cell] = after
            yield Change("filled", _label(row), cell, before, after)


def _label(row: Mapping[str, str]) -> str:
    return f"S/RES/{row['resolution']} ({row['date'][:4]})" if row["resolution"] else row["symbol"] or f"draft of {row['date']}"


def _problems(row: Row) -> Iterator[str]:
    """What the rule says against a row: no day, voters that were no members, an outcome that its votes do not give."""
    if not row["date"]:
        yield f"{_label(row)}: no day that can be read"
        return
    d = decision(row)
    if not FIRST_MEETING <= d.date <= COMPLETE_THROUGH:
        yield f"{d.label}: {d.date} lies outside the membership on record"
        return
    if strangers := [s for s in (*d.against, *d.abstaining, *d.not_voting) if not is_member(s, d.date)]:
        yield f"{d.label}: {' '.join(strangers)} was no member on {d.date}"
    elif d.absent is not None and d.absent < 0:
        yield f"{d.label}: more votes than members"
    elif d.votes and d.modality == "vote":
        result = tally(d.date, d.votes.yes, d.votes.no, d.votes.abstain, d.votes.absent, procedural=d.procedural)
        if result.outcome != d.outcome:
            yield f"{d.label}: {d.outcome} there, {result.outcome} by Article 27"


def _reaches(rows: Mapping[tuple[str, ...], Row], touched: Mapping[tuple[str, ...], Row]) -> dict[str, date]:
    """The day up to which the resolutions are numbered without a hole, where the file moves it on."""
    after = {int(r["resolution"]): r["date"] for r in (*rows.values(), *touched.values()) if r["resolution"] and r["date"]}
    last = max((n for n, day in after.items() if date.fromisoformat(day) <= complete_through()), default=0)
    while last + 1 in after:
        last += 1
    day = date.fromisoformat(after[last])
    return {"decisions": day} if day > complete_through() else {}


def write(update: Update, today: date) -> Path:
    """Write the overlay with an update's rows, whole or not at all; the one before is kept beside it. The path."""
    path = overlay_path()
    before = _overlay_rows(path)
    rows = {identity(r): r for r in (*before, *update.rows)}
    through = {w: max(d, complete_through(w)) for w, d in update.reaches.items()}
    head = [f"# Overlay of the record of decisions, written on {today} from a {update.form}."]
    head += [f"# {what}_complete_through: {day}" for what, day in {**_kept(), **through}.items()]
    out = io.StringIO()
    out.write("\n".join(head) + "\n")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(out.getvalue(), encoding="utf-8")
        _previous(path).write_text(path.read_text(encoding="utf-8") if path.exists() else "", encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    forget()
    return path


def undo() -> str:
    """Take the last update back: the overlay before it returns, or none. InputError where there is nothing to take back."""
    path = overlay_path()
    previous = _previous(path)
    if not previous.exists():
        raise InputError("no update to take back", where=str(path), fix="one step is kept")
    text = previous.read_text(encoding="utf-8")
    if text:
        previous.replace(path)
    else:
        path.unlink(missing_ok=True)
        previous.unlink()
    forget()
    return "the overlay before it is in force again" if text else "the shipped record stands alone again"


def _previous(path: Path) -> Path:
    return path.with_name(path.name + ".before")


def _overlay_rows(path: Path) -> Iterable[Row]:
    if not path.exists():
        return ()
    return csv.DictReader(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


def _kept() -> dict[str, date]:
    return {what: complete_through(what) for what in ("decisions", "vetoes")}
