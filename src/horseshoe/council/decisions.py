"""Every decision the Council put to the vote or adopted without one, since 1946 (data/decisions.csv), loaded when first asked.

The table keeps members by exception: who is not listed against, abstaining or not voting voted in favour. What no source gives
for certain is empty in it and None here.
"""

from __future__ import annotations

import csv
import functools
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

from horseshoe.council.members import is_member, is_permanent, members_on
from horseshoe.council.rule import Result, seats_on
from horseshoe.council.tables import data_folder, directives

Kind = Literal["draft", "procedural", "amendment", "paragraph", "preliminary", "appointment"]
DraftOutcome = Result
Modality = Literal["vote", "without_vote"]
TABLE = "decisions.csv"
OVERLAY = "HORSESHOE_OVERLAY"
MONTH = 365.2425 / 12  # days
COLUMNS = (
    *("date", "resolution", "symbol", "meeting", "kind", "situation", "concerns", "agenda", "title", "sponsors"),
    *("yes", "no", "abstain", "against", "abstaining", "not_voting", "outcome", "modality", "source", "note"),
)


@dataclass(frozen=True, slots=True)
class VotesCast:
    """How each member voted: ids in the English order of the date."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstain: tuple[str, ...]
    absent: tuple[str, ...]

    def of(self, state: str) -> str | None:
        """`yes`, `no`, `abstain`, `absent`, or None for a state that was no member."""
        return next((kind for kind in ("yes", "no", "abstain", "absent") if state in getattr(self, kind)), None)


class DraftVote(NamedTuple):
    """One decision (a named tuple: three thousand of them are made in a moment). Counts are None where not known.

    Sponsors are empty where not known; `against`, `abstaining`, `not_voting` are ids as far as known; `modality` is
    `without_vote` where nobody was asked to vote; `title` falls back to the agenda item; `source` is the symbol of the
    document that says so; `situation` is "" where not known.
    """

    date: date
    symbol: str | None
    resolution: int | None
    meeting: str | None
    situation: str
    title: str
    sponsors: tuple[str, ...]
    outcome: DraftOutcome
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    not_voting: tuple[str, ...] = ()
    kind: Kind = "draft"
    modality: Modality = "vote"
    agenda: str = ""
    source: str = ""
    note: str | None = None
    concerns: tuple[str, ...] = ()  # states beside the situation's own

    @property
    def label(self) -> str:
        """`S/RES/1973 (2011)` for a resolution, else the draft's symbol."""
        if self.resolution:
            return f"S/RES/{self.resolution} ({self.date.year})"
        return self.symbol or f"draft of {self.date}"

    @property
    def tally(self) -> str:
        """The tally as the Council prints it, `13-0-2`; a number that is not known is a question mark, "" without any."""
        counts = (self.yes, self.no, self.abstain)
        return "-".join("?" if c is None else str(c) for c in counts) if counts != (None, None, None) else ""

    @property
    def procedural(self) -> bool:
        """Whether Article 27(2) applied: the votes of any nine (seven) members, no veto."""
        return self.kind == "procedural"

    @property
    def vetoed_by(self) -> tuple[str, ...]:
        """The permanent members whose votes against a vetoed proposal blocked it."""
        return tuple(s for s in self.against if is_permanent(s, self.date)) if self.outcome == "vetoed" else ()

    @property
    def absent(self) -> int | None:
        """How many members cast no vote, or None where the tally is not known."""
        if self.yes is None or self.no is None or self.abstain is None:
            return None
        return seats_on(self.date) - self.yes - self.no - self.abstain

    @property
    def members_known(self) -> bool:
        """Whether the lists account for the whole tally, so that every member's vote is known."""
        lists = (len(self.against), len(self.abstaining), len(self.not_voting))
        return self.absent is not None and lists == (self.no, self.abstain, self.absent)

    @property
    def votes(self) -> VotesCast | None:
        """Each member's vote, or None where not known."""
        return votes_cast(self.date, self.against, self.abstaining, self.not_voting) if self.members_known else None

    def vote_of(self, state: str) -> str | None:
        """`yes`, `no`, `abstain`, `absent`, or None for a state that was no member or whose vote is not known."""
        for word, states in (("no", self.against), ("abstain", self.abstaining), ("absent", self.not_voting)):
            if state in states:
                return word
        return "yes" if self.members_known and is_member(state, self.date) else None


def votes_cast(when: date, no: Iterable[str], abstain: Iterable[str], absent: Iterable[str]) -> VotesCast:
    """The four lists of a vote from the three short ones: every other member of that day voted in favour."""
    lists = {"no": set(no), "abstain": set(abstain), "absent": set(absent)}
    members = [m.id for m in members_on(when)]
    others = set().union(*lists.values())
    return VotesCast(
        yes=tuple(m for m in members if m not in others),
        no=tuple(m for m in members if m in lists["no"]),
        abstain=tuple(m for m in members if m in lists["abstain"]),
        absent=tuple(m for m in members if m in lists["absent"]),
    )


@functools.cache
def decisions() -> tuple[DraftVote, ...]:
    """The whole table with the user's overlay (`horseshoe update`), oldest first."""
    if overlay_path().exists():
        return tuple(sorted((decision(row) for row in table_rows()), key=lambda d: d.date))
    reader = csv.reader(_lines(), strict=True)
    next(reader)
    return tuple(_decision(*row) for row in reader)


def table_rows() -> list[dict[str, str]]:
    """The rows of the shipped table; those of the user's overlay stand in for theirs."""
    rows = list(csv.DictReader(_lines(), strict=True))
    path = overlay_path()
    if not path.exists():
        return rows
    lines = path.read_text(encoding="utf-8").splitlines()
    newer = {identity(r): r for r in csv.DictReader(line for line in lines if not line.startswith("#"))}
    return [newer.pop(identity(r), r) for r in rows] + list(newer.values())


def identity(row: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a decision from the others: a resolution's number, else day, symbol, kind, what it concerns and its tally."""
    if row["resolution"]:
        return ("resolution", row["resolution"])
    return tuple(row[c] for c in ("date", "symbol", "kind", "concerns", "agenda", "yes", "outcome"))


def overlay_path() -> Path:
    """Where `horseshoe update` keeps what is newer than the package: $HORSESHOE_OVERLAY, else the user's data folder."""
    return Path(os.environ.get(OVERLAY) or data_folder() / "decisions.csv")


def forget() -> None:
    """Read the table anew the next time it is asked for; what else was made of it is kept until the program ends."""
    decisions.cache_clear()
    complete_through.cache_clear()


def _lines() -> list[str]:
    text = files("horseshoe.council").joinpath("data", TABLE).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def decision(row: Mapping[str, str]) -> DraftVote:
    """A row of the table, or of another in its columns."""
    return _decision(*(row[c] for c in COLUMNS))


def _decision(*cells: Any) -> DraftVote:
    day, number, symbol, meeting, kind, situation, concerns, agenda, title, sponsors, yes, no, abstain, *rest = cells
    against, abstaining, not_voting, outcome, modality, source, note = rest
    return DraftVote(
        date.fromisoformat(day),
        symbol or None,
        int(number) if number else None,
        meeting or None,
        situation,
        title or agenda,
        tuple(sponsors.split()) if sponsors else (),
        outcome,
        int(yes) if yes else None,
        int(no) if no else None,
        int(abstain) if abstain else None,
        tuple(against.split()) if against else (),
        tuple(abstaining.split()) if abstaining else (),
        tuple(not_voting.split()) if not_voting else (),
        kind,
        modality or "vote",
        agenda,
        source,
        note or None,
        tuple(concerns.split()) if concerns else (),
    )


def age(through: date, today: date | None = None) -> str:
    """Up to which day a record reaches and how old that is: "to 31 December 2025, 11 months old"."""
    today = today or date.today()
    months = round((today - through).days / MONTH)
    words = f"to {through.day} {through:%B %Y}"
    return f"{words}, {months} month{'s' * (months != 1)} old" if months > 0 else words


@functools.cache
def complete_through(what: str = "decisions") -> date:
    """The last day for which `decisions` (resolutions and drafts) or `vetoes` are on record without a gap that is known."""
    key = f"{what}_complete_through"
    shipped = date.fromisoformat(directives(TABLE)[key])
    if not (path := overlay_path()).exists():
        return shipped
    newer = re.search(rf"^# {key}: (\S+)", path.read_text(encoding="utf-8"), re.M)
    return max(shipped, date.fromisoformat(newer[1])) if newer else shipped
