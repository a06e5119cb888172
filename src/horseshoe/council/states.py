"""States: ids, the names they bore on a date, regional groups (data/states.csv)."""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from horseshoe.council.tables import day, rows
from horseshoe.errors import OutsideRecordError

GROUPS = {
    "AFR": "African Group",
    "APG": "Asia-Pacific Group",
    "EEG": "Eastern European Group",
    "GRULAC": "Latin American and Caribbean Group",
    "WEOG": "Western European and Others Group",
}
GROUPS_SINCE = date(1963, 12, 17)
_SHORT = {"rep": "republic", "dem": "democratic", "st": "saint", "fed": "federated", "isl": "islamic"}
# A state that ended -> the state that holds its seat or its membership since.
CONTINUED_BY = {"SUN": "RUS", "YMD": "YEM"}
RUSSIA_SEATED = date(1991, 12, 24)
"""First day of the Russian Federation in the Soviet Union's seat (letter of 24 December 1991 to the Secretary-General)."""
CHINA_SEATED = date(1971, 10, 25)
"""First day of the People's Republic in China's seat: General Assembly resolution 2758 (XXVI)."""


@dataclass(frozen=True, slots=True)
class StateName:
    """A name that a state bore from `start` to `end` (inclusive; None is open)."""

    id: str
    name: str
    start: date | None
    end: date | None
    group: str | None
    note: str | None

    def holds_on(self, when: date) -> bool:
        """Whether the state bore this name on a day."""
        return (self.start is None or self.start <= when) and (self.end is None or when <= self.end)


@functools.cache
def state_names() -> tuple[StateName, ...]:
    """Every row of the table of states."""
    return tuple(
        StateName(r["id"], r["name"], day(r["from"]), day(r["to"]), r["group"] or None, r["note"] or None)
        for r in rows("states.csv")
    )


@functools.cache
def names_by_id() -> dict[str, tuple[StateName, ...]]:
    """All names of each state, oldest first."""
    found: dict[str, list[StateName]] = {}
    for row in state_names():
        found.setdefault(row.id, []).append(row)
    return {id_: tuple(names) for id_, names in found.items()}


def name_on(state: str, when: date | None = None) -> str:
    """The name of a state on a day; its last name without a day, the nearest one outside its dates. Ids not known come back."""
    names = names_by_id().get(state)
    if not names:
        return state
    if when is None:
        return names[-1].name
    for row in names:
        if row.holds_on(when):
            return row.name
    return names[0].name if names[0].start and when < names[0].start else names[-1].name


@functools.cache
def _short() -> dict[str, Any]:
    text = files("horseshoe.council").joinpath("data", "short_names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def short_name(state: str, when: date | None = None) -> str | None:
    """What newspapers call a state on a day; None for an id that is no state's."""
    if state not in names_by_id():
        return None
    name, short = name_on(state, when), _short().get(state)
    return name if short is None or len(name) <= len(short) else short  # "Zaire" in 1983, never "DR Congo"


def takes_article(state: str) -> bool:
    """Whether a state's name takes an article inside a sentence: "the United States"."""
    return state in _short()["with_the"]["states"]


@functools.cache
def _missing_article() -> re.Pattern[str]:
    """Where a label lacks an article: at "United States’ draft", "of United States", "on State of Palestine"."""
    starts = "|".join(map(re.escape, _short()["with_the"]["names"]))
    return re.compile(rf"(?:^|(?<=\bof )|(?<=\band )|(?<=\bon )|(?<=, ))(?=(?:{starts})\b)")


def with_articles(label: str) -> str:
    """A label with the articles that names of states take in a sentence: "the draft of the United States on Gaza"."""
    return _missing_article().sub("the ", label)


def many(names: Sequence[str]) -> str:
    """Names joined as in a sentence, with the articles they take: "China and the United States"."""
    plain = [with_articles(f"of {n}").removeprefix("of ") for n in names]
    return "".join(plain) if len(plain) < 2 else f"{', '.join(plain[:-1])} and {plain[-1]}"


def group_of(state: str, when: date | None = None) -> str | None:
    """The regional group of a state (AFR, APG, EEG, GRULAC, WEOG) now or on a day, or None where it is or was in none.

    None for every state before General Assembly resolution 1991 A (XVIII), which shares the Council's seats among them.
    """
    names = names_by_id().get(state)
    if not names or (when and when < GROUPS_SINCE):
        return None
    if when is None:
        return names[-1].group
    return next((row.group for row in names if row.holds_on(when)), names[-1].group)


@functools.lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name for comparing: lower case, no accents, no punctuation, no leading article, "and" for "&"."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("&", " and "))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(w for w in letters.lower().split() if w != "the")


@functools.cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    pairs = [(row.name, row.id) for row in state_names()] + [(r["name"], r["id"]) for r in rows("state_aliases.csv")]
    for name, id_ in pairs:
        known = found.setdefault(fold(name), [])
        if id_ not in known:
            known.append(id_)
    return {name: tuple(ids) for name, ids in found.items()}


def find_state(text: str) -> str:
    """The id of the state that `text` names: an id, a name of any time, an alias. OutsideRecordError unless just one fits."""
    if (id_ := text.strip().upper().replace(".", "")) in names_by_id():
        return id_
    found = next((ids for name in _as_written(text) if (ids := _by_name().get(name))), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise OutsideRecordError(f"{text!r} names more than one state: {', '.join(found)}", fix="use the three-letter id")
    near = [name for name in _spelled_like(text) if len(_by_name()[fold(name)]) == 1]
    fix = "use its English name at the United Nations or its ISO 3166 three-letter code"
    raise OutsideRecordError(
        f"no state called {text!r} in the Council's tables",
        fix=f"did you mean {' or '.join(near)}? Else {fix}" if near else fix,
    )


def _as_written(text: str) -> Iterator[str]:
    """Example: "Korea (Dem. People's Rep. of)" for "Democratic People's Republic of Korea".

    What a name may be in the tables, folded: as it stands, written out, turned round at its comma.
    """
    yield fold(text)
    whole = " ".join(_SHORT.get(w, w) for w in fold(text).split())
    yield whole
    head, _, rest = text.replace("(", ",").partition(",")
    for turned in (f"{rest} {head}", f"{rest} of {head}") if rest else ():
        yield " ".join(_SHORT.get(w, w) for w in fold(turned).split())


def _spelled_like(text: str) -> list[str]:
    """At most two names of the tables that are spelled nearly like `text`."""
    spelled: dict[str, str] = {}
    for name in [row.name for row in state_names()] + [r["name"] for r in rows("state_aliases.csv")]:
        spelled.setdefault(fold(name), name)
    return [spelled[near] for near in difflib.get_close_matches(fold(text), spelled, n=2, cutoff=0.82)]


def state_of(actor: str) -> str:
    """The state's id of an organ ("SYR:authorities" -> "SYR"); any other id comes back."""
    return organ_of(actor)[0]


def organ_of(actor: str) -> tuple[str, str]:
    """A state's id and which of its organs an actor is: "SYR:army" -> ("SYR", "army"); any other id with an empty word."""
    state, _, organ = actor.partition(":")
    return state, organ


def council_seat(actor: str, day: date) -> str:
    """The id under which the Council's tables know an actor's seat on a day: RUS or SUN by date, CHN for both Chinas.

    An organ ("SYR:authorities") has its state's seat.
    """
    state = state_of(actor)
    if state in ("RUS", "SUN"):
        return "RUS" if day >= RUSSIA_SEATED else "SUN"
    return "CHN" if state == "TWN" and day < CHINA_SEATED else state


def seat_ids(state: str) -> tuple[str, ...]:
    """The ids under which one seat is recorded: `RUS` -> ("SUN", "RUS"); a state without a predecessor -> itself."""
    return (*(old for old, new in CONTINUED_BY.items() if new == state), state)
