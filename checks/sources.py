"""Reads what the table of decisions is filled from: closing lines of resolutions, sheets of meetings and of members' votes.

Every reader gives `Told` rows: what one source says of one vote, None where it says nothing.
"""

from __future__ import annotations

import ast
import calendar
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from horseshoe.council.members import is_permanent, members_on
from horseshoe.council.states import find_state
from horseshoe.errors import OutsideRecordError
from horseshoe.votes.repairs import in_order, sponsors_of

Lists = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
WORDS = {"none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "i": 1, "l": 1}
MISPRINTED = {"S/25977": "S/25997"}
SPELLED = {"Ethipia": "ETH", "Democratic Yemen": "YMD", "China (Republic of)": "CHN", "USSR": "SUN"}


@dataclass(frozen=True)
class Told:
    """What one source tells of one vote; `lists` are ids against, abstaining, not voting."""

    origin: str
    day: date | None = None
    resolution: int | None = None
    symbol: str = ""
    meeting: str = ""
    agenda: str = ""
    tally: tuple[int, int, int] | None = None
    lists: Lists | None = None
    outcome: str = ""
    without_vote: bool = False
    sponsors: tuple[str, ...] = ()
    vetoed_by: tuple[str, ...] = ()
    text: str = ""


def state(name: str, day: date) -> str | None:
    """The id of the member of a day that a sheet or a closing line calls so; Russia before 1992 is the Soviet Union."""
    plain = re.sub(r"\s+", " ", re.sub(r"(\w)- (\w)", r"\1\2", name)).strip(" .,;")
    plain = re.sub(r"^and ", "", plain)
    sitting = {m.id for m in members_on(day)}
    try:
        found = SPELLED.get(plain) or find_state(plain)
    except OutsideRecordError:
        found = None
    for other in {"RUS": ("SUN",), "SUN": ("RUS",), "YEM": ("YMD",), "KOR": ("PRK",)}.get(found or "", ()):
        found = found if found in sitting else other
    return found if found in sitting else None


# ---- closing lines of resolutions ----

SCANNED = (  # misreadings of the scans: pattern -> what was printed
    (r"\bI(\d)\b", r"1\1"),
    (r"\bwith [I\]l] abst", "with 1 abst"),
    (r"votes 10 none", "votes to none"),
    (r"S0viet", "Soviet"),
    (r"Union of Soviet Republics", "Union of Soviet Socialist Republics"),
    (r"(\d)abstentions", r"\1 abstentions"),
    (r"Adopted ut ", "Adopted at "),
    (r"none[.s](?= with| \d)", "none"),
    (r"Adapted", "Adopted"),
    (r"unanimous at", "unanimously at"),
    (r"Germany, Federal Republic of", "Federal Republic of Germany"),
    (r"Republics}", "Republics)"),
    (r"votes to 1 against", "votes to 1"),
    (r"(\w)- (meet|para|ing)", r"\1\2"),
    (r"meeting (?=by|\d)", "meeting "),
)
ADOPTED = re.compile(r"(?:Adopted|Approved) (?:unanimously|without (?:a )?vote|[^.]{0,20}?at|by acclamation).{0,420}", re.S)
TALLY = re.compile(
    r"by (?P<yes>\w+) (?:votes? )?(?:to|io) (?P<no>\w+)\s*(?:\((?P<against>[^)]*)\))?,?\s*"
    r"(?:(?:with|and)\s+(?P<abstain>\w+) abst\w+\s*(?:\((?P<abstaining>[^)]*)\)?)?)?"
)
AWAY = re.compile(r"\b\w+ members? \((?P<who>[^)]*)\) (?:did not participate|was absent|were absent|was not present)")
MONTHS = "|".join(calendar.month_name[1:])
HEADED = re.compile(rf"\b(?:of|on) (\d{{1,2}} (?:{MONTHS}) (?:19|20)\d\d)\b")
MEETING = re.compile(r"at (?:the|its) (?P<number>\d+)\s*(?:st|nd|rd|th)?_? ?(?:meet|closed|meting|private)")
NO_VOTE = re.compile(
    r"without (?:a )?vote|by consensus|absence of (?:any )?objection|by acclamation|No vote was taken on the text"
)


def closing_lines(folder: Path, days: dict[int, date]) -> Iterator[Told]:
    """What the texts of resolutions say of their own adoption: "Adopted at the 10th meeting by 9 votes to none"."""
    for path in sorted(folder.glob("S_RES_*.txt")):
        number, year = int(path.stem[6:10]), int(path.stem[11:15])
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        for scanned, printed in SCANNED:
            text = re.sub(scanned, printed, text)
        day = days.get(number) or date(year, 7, 1)
        found = [m for m in ADOPTED.finditer(text) if "meeting" in m.group() or "vote" in m.group() or "unanim" in m.group()]
        meeting = MEETING.search(text)
        told = Told(
            "text", resolution=number, outcome="adopted", meeting=f"S/PV.{meeting['number']}" if meeting else "", text=text
        )
        if headed := HEADED.search(text[:600]):
            told = replace(told, day=datetime.strptime(headed[1].replace("O1", "01"), "%d %B %Y").date())
        if symbol := re.search(r"\[ ?(S/\d+(?:/Rev\.\d+)?) ?\]", text[:300]):
            told = replace(told, symbol=symbol[1])
        yield _closing(told, found[-1] if found else None, day)


def _closing(told: Told, match: re.Match[str] | None, day: date) -> Told:
    if match is None:
        return told
    line = match.group()
    meeting = MEETING.search(line)
    if meeting:
        told = replace(told, meeting=f"S/PV.{meeting['number']}")
    groups = [_names(m["who"], day) for m in AWAY.finditer(line)]
    absent = None if None in groups else tuple(s for g in groups for s in g or ())
    if tally := TALLY.search(line):
        numbers = [_number(tally[k] or "none") for k in ("yes", "no", "abstain")]
        if None in numbers or absent is None:
            return told
        yes, no, abstain = (n or 0 for n in numbers)
        against, abstaining = _names(tally["against"] or "", day), _names(tally["abstaining"] or "", day)
        lists = None if None in (against, abstaining) else (against, abstaining, absent)
        return replace(told, tally=(yes, no, abstain), lists=lists)  # type: ignore[arg-type]
    if NO_VOTE.search(line) and "unanimously by" not in line:
        return replace(told, without_vote=True)
    if "unanimously" in line[:60]:
        seats = len(members_on(day)) - len(absent or ())
        return replace(told, tally=(seats, 0, 0), lists=((), (), absent or ()))
    return told


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else WORDS.get(word.lower())


def _names(text: str, day: date) -> tuple[str, ...] | None:
    """The ids of the members in a bracket, or None where one is not read."""
    if not text.strip():
        return ()
    text = re.sub(r"(\w)- (\w)", r"\1\2", text).replace(" ;", ",").replace(";", ",")
    parts = re.split(r",\s*(?:and )?|\s+and\s+(?!Northern|Tobago|Herzegovina|Grenadines|Principe)", text)
    found = [state(p, day) for p in parts if p.strip()]
    return tuple(s for s in found if s) if all(found) else None


# ---- sheet of meetings ----

ITEM = re.compile(
    r"S/RES/ ?(\d+)|[Dd]raft [Rr]esolutions? ?(?=S/)|(?<![/\w])(?<!olution )(?<!olutions )(?=S/\d+(?:/\d+)? not adopted)"
)
COUNTS = re.compile(r"(\d{1,2}) ?- ?(\d{1,2}) ?- ?(\d{1,2})")
SYMBOL = re.compile(r"S/(?:PV\.)?\d+(?:/\d+)?(?:/Rev\.\d+)?(?:/Corr\.\d+)?(?:(?:,| &| and) ?(?:Add|Corr)\. ?\d+)*")


def meetings(path: Path) -> Iterator[Told]:
    """Resolutions and drafts of the sheet of meetings (year, date, topics, result), one for each result of a cell."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            text = re.sub(r"\s+", " ", row["result"])
            topics = re.sub(r"\s+", " ", row["topics"]).strip()
            try:
                day = datetime.strptime(f"{row['date'].strip()} {row['year']}", "%d %B %Y").date()
            except ValueError:
                day = None
            starts = list(ITEM.finditer(text))
            for m, end in zip(starts, [*(s.start() for s in starts[1:]), len(text)], strict=False):
                yield _result(m, text[m.start() : end], day, topics)


def _result(match: re.Match[str], words: str, day: date | None, topics: str) -> Told:
    number = int(match[1]) if match[1] else None
    symbol = "" if number else (SYMBOL.search(words) or [""])[0]
    symbol = MISPRINTED.get(symbol, symbol)
    words_after = re.sub(r"^S/RES/ ?\d+ ?\(\d+\)", "", words) if number else words.replace(symbol, " ", 1)
    counts = COUNTS.search(words_after)
    tally = (int(counts[1]), int(counts[2]), int(counts[3])) if counts else None
    if tally is None and day and re.search("unanimous", words, re.I):
        tally = (len(members_on(day)), 0, 0)
    outcome = "adopted" if number else "vetoed" if "vetoed" in words else "failed"
    return Told(
        "meetings",
        day,
        number,
        symbol,
        agenda=topics,
        tally=tally,
        outcome=outcome,
        without_vote=bool(number and re.search("without", words, re.I)),
    )


# ---- sheets with a row a member's vote ----


def member_sheet(path: Path, days: dict[int, date]) -> Iterator[Told]:
    """The drafts of a sheet with a row a member's vote; the days of resolutions in `days` go before the sheet's own."""
    groups: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            row = {(k or "").strip(" ,"): (v or "").replace("\xa0", " ").strip() for k, v in row.items()}
            if row["ID"] and row["Year"]:
                groups.setdefault(row["ID"], []).append(row)
    own = _days([g[0] for g in groups.values()])
    for (key, group), day in zip(groups.items(), own, strict=True):
        yield _member_votes(key, group, day, days)


def _days(rows: Sequence[dict[str, str]]) -> list[date]:
    """Each vote's day; day and month exchanged back where the order of meetings (of written votes, V001) asks for it."""
    found: dict[int, date] = {}
    series: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for i, r in enumerate(rows):
        if number := _meeting(r["Meeting"]) or _written(r["Meeting"]):
            series.setdefault((r["Year"], _written(r["Meeting"]) is not None), []).append((number, i))
    for numbered in series.values():
        numbered.sort()
        for (_, i), day in zip(numbered, in_order([_readings(rows[i]["Date"]) for _, i in numbered]), strict=True):
            found[i] = day
    return [found.get(i) or _readings(r["Date"])[0] for i, r in enumerate(rows)]


def _written(text: str) -> int | None:
    match = re.fullmatch(r"V(\d+)", text.strip())
    return int(match[1]) if match else None


def _readings(text: str) -> list[date]:
    day = date.fromisoformat(text[:10])
    return [day] if day.day > 12 or day.day == day.month else [day, date(day.year, day.day, day.month)]


def _meeting(text: str) -> int | None:
    match = re.fullmatch(r"(?:S/)?(?:PV)?\.?(\d+)", text.strip())
    return int(match[1]) if match else None


VOTES = {"yes": 0, "no": 1, "abstain": 2}


def _member_votes(key: str, group: list[dict[str, str]], day: date, days: dict[int, date]) -> Told:
    first = group[0]
    draft, resolution = first["Draft"], first["Resolution"]
    if draft.startswith("S/RES/") and not resolution.startswith("S/RES"):
        draft, resolution = resolution, draft
    number = re.search(r"(?:S/RES/)?(\d{3,4})\s*[(/]\s*\d{4}", resolution.replace("Resolution", ""))
    res = int(number[1]) if number else None
    if res and res < 890:
        res += 1000  # typed without its first digit: the sheets begin with resolution 893
    day = days.get(res or 0, day)
    words = first["Outcome results"].lower()
    outcome = "vetoed" if "veto" in words else "failed" if "not adopted" in words else "adopted"
    sitting = [m.id for m in members_on(day)]
    cast: dict[str, int] = {}
    for row in group:
        member = state(row["Member State"], day)
        if member and (kind := VOTES.get(row["Vote"].lower().rstrip("."))) is not None:
            cast[member] = kind if cast.get(member, kind) == kind else 9
    told = tuple(tuple(s for s in sitting if cast.get(s, 3) == k) for k in range(4))
    good = len(cast) >= len(sitting) - 1 and 9 not in cast.values() and len(group) <= len(sitting) and len(group) == len(cast)
    if outcome == "adopted" and any(is_permanent(s, day) for s in told[1]):
        good = False
    if "unanimous" in words:
        tally, lists = (len(sitting), 0, 0), ((), (), ())
        if good and (told[1] or told[2]):
            tally = lists = None  # type: ignore[assignment]
    else:
        tally = (len(told[0]), len(told[1]), len(told[2])) if good else None  # type: ignore[assignment]
        lists = (told[1], told[2], told[3]) if good else None  # type: ignore[assignment]
    sponsors, _ = sponsors_of(first["Submitted by"])
    meeting = _meeting(first["Meeting"])
    symbol = re.match(r"[Ss]/\d{4}/\d+(?:/Rev\.\d+)?", draft)
    return Told(
        f"sheet {key}",
        day,
        res,
        symbol[0].upper().replace("REV", "Rev") if symbol else "",
        meeting=f"S/PV.{meeting}" if meeting else "",
        agenda=first["Agenda item"],
        tally=tally,
        lists=lists,
        outcome=outcome,
        without_vote="consensus" in words or "acclamation" in words,
        sponsors=tuple("SUN" if s == "RUS" and "SUN" in sitting else s for s in sponsors),
        text=f"{first['Topic']}|{first['Region']}|{draft}",
    )


# ---- drafts that were not adopted ----


def failed_drafts(path: Path, held: dict[str, date]) -> Iterator[Told]:
    """Drafts not adopted with lists of members (Meeting Number, Voting On, Year, In Favor, Abstain, Against, Note).

    The sheet has no days: `held` gives those of meetings that other sources tell.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            day = date(int(row["Year"]), 7, 1)
            groups = [[state(n, day) for n in ast.literal_eval(row[c])] for c in ("In Favor", "Against", "Abstain")]
            if any(s is None for g in groups for s in g):
                continue
            rest = tuple(m.id for m in members_on(day) if not any(m.id in g for g in groups))
            lists = (tuple(groups[1]), tuple(groups[2]), rest)
            symbol = re.search(r"S/(?:\d{4}/)?\d+(?:/Rev\.\d+)?", row["Voting On"])
            tally = tuple(len(g) for g in groups)
            when = held.get(f"S/PV.{row['Meeting Number']}")
            yield Told(
                f"failed {row['Voting On'].strip()}",
                when,
                None,
                symbol[0] if symbol else "",
                meeting=f"S/PV.{row['Meeting Number']}",
                tally=tally,
                lists=lists,  # type: ignore[arg-type]
                outcome="failed",
                text=f"{row['Year']}|{row['Note']}",
            )


def read(votes: Path, resolutions: Path, rows: Iterable[Mapping[str, str]]) -> list[Told]:
    """Everything the sources tell; `rows` of the table of decisions give the days of what is on record."""
    rows = list(rows)
    found = list(meetings(votes / "meetings_1946_2019.csv"))
    days = {t.resolution: t.day for t in found if t.resolution and t.day}
    days |= {int(r["resolution"]): date.fromisoformat(r["date"]) for r in rows if r["resolution"]}
    found += closing_lines(resolutions, days)
    for name in ("sc_member_votes_1994_2021.csv", "sc_member_votes_2022_2025.csv"):
        found += member_sheet(votes / name, days)
    held = {t.meeting: day for t in found if t.meeting and (day := t.day or days.get(t.resolution or 0))}
    held |= {r["meeting"]: date.fromisoformat(r["date"]) for r in rows if r["meeting"]}
    found += failed_drafts(votes / "failed_drafts_member_votes.csv", held)
    return found
