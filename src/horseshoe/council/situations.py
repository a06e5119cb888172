"""Situations: the matters before the Council (data/situations.toml), how people and agenda items call them."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from horseshoe.council.members import is_permanent
from horseshoe.council.states import find_state, fold, name_on, names_by_id
from horseshoe.council.tables import rows
from horseshoe.errors import OutsideRecordError


@dataclass(frozen=True, slots=True)
class Situation:
    """A matter before the Council: its id, its name, the states it is about, the wider situation it is `within`.

    `words`, `exactly` and `excluded` tell an agenda item that is about it; `region` is where it lies, None if `thematic`.
    """

    id: str
    name: str
    states: tuple[str, ...]
    within: str | None = None
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    exactly: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    region: str | None = None
    thematic: bool = False

    def named_in(self, item: str) -> bool:
        """Whether an agenda item or topic, in lower case, is about it: "the situation in cyprus"."""
        if item in self.exactly:
            return True
        return any(w in item for w in self.words) and not any(w in item for w in self.excluded)


@functools.cache
def situations() -> dict[str, Situation]:
    """The table by id, in the order in which agenda items are tried."""
    text = files("horseshoe.council").joinpath("data", "situations.toml").read_text(encoding="utf-8")
    found = {}
    for r in tomllib.loads(text)["situation"]:
        lists = {k: tuple(r.get(k, ())) for k in ("aliases", "words", "exactly", "states")}
        found[r["id"]] = Situation(
            id=r["id"],
            name=r["name"],
            within=r.get("within"),
            excluded=tuple(r.get("not", ())),
            region=r.get("region"),
            thematic=r.get("thematic", False),
            **lists,
        )
    return found


def situation(id_: str) -> Situation:
    """The situation with an id; a state's id is the situation in that state."""
    return situations().get(id_) or Situation(id_, name_on(id_), (id_,))


def widest(id_: str) -> str:
    """The situation whose past a situation shares: `hormuz` -> `IRN`; most are their own."""
    while (wider := situation(id_).within) is not None:
        id_ = wider
    return id_


@functools.lru_cache(maxsize=16_384)
def touches(situation_id: str, wanted: str, concerns: tuple[str, ...] = ()) -> bool:
    """Whether a situation is the wanted one or is about that state (`ISR-LBN` touches `LBN`), or `concerns` names the state."""
    return situation_id == wanted or wanted in situation(situation_id).states or wanted in concerns


@functools.lru_cache(maxsize=4096)
def named_in(item: str) -> Situation | None:
    """The situation that an agenda item or topic is about by the table's words, or None: "Middle East (Syria)" -> SYR."""
    words = " ".join(item.lower().split())
    return next((s for s in situations().values() if s.named_in(words)), None)


@functools.lru_cache(maxsize=4096)
def of_item(item: str) -> str | None:
    """The id of the situation an agenda item is about: by the table's words, else the one state it names; None for neither.

    A permanent member whose letter brought the matter up is not what it is about: "Letter of 1 May from the USSR".
    """
    found = named_in(item)
    if found:
        return found.id
    names = [(m.group(), id_) for pattern, id_ in _state_patterns() for m in pattern.finditer(item)]
    longest = {id_ for name, id_ in names if not any(name != other and name in other for other, _ in names)}
    if "letter" in item.lower():
        longest = {id_ for id_ in longest if not is_permanent(id_)}
    return longest.pop() if len(longest) == 1 else None


@functools.cache
def _state_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = [(name.name, id_) for id_, all_names in names_by_id().items() for name in all_names]
    names += [(r["name"], r["id"]) for r in rows("state_aliases.csv") if len(r["name"]) > 3]
    return tuple((re.compile(rf"\b{re.escape(name)}\b"), id_) for name, id_ in names)


@functools.cache
def _by_name() -> dict[str, str]:
    """Ids, names and aliases of the table, folded -> id."""
    found: dict[str, str] = {}
    for s in situations().values():
        for name in (s.id, s.name, *s.aliases):
            found.setdefault(fold(name), s.id)
    return found


def find_situation(text: str) -> str:
    """The id of the situation that `text` names: an id, a name, an alias, else a state. OutsideRecordError for none."""
    return _by_name().get(fold(text)) or find_state(text)


def situation_id(text: str) -> str:
    """The situation that is named by id, name or alias, else by the words of an agenda item; else the text itself."""
    try:
        return find_situation(text)
    except OutsideRecordError:
        found = named_in(text)
        return found.id if found else text.strip()
