"""What people call things, and the ids that stand for them in the record."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from horseshoe.errors import OutsideRecordError
from horseshoe.record.searching.questions import Questions, questions_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SIGNS = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff07"), "'") | dict.fromkeys(
    map(ord, "-_\u2010\u2011\u2012\u2013\u2014\u00ad"), " "
)


def fold(name: str) -> str:
    """Lower case, no accents, single blanks, one kind of apostrophe; hyphens of any kind and low lines are blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_SIGNS)) if not unicodedata.combining(c))
    return " ".join(plain.lower().split())


@functools.cache
def known_names() -> dict[str, str]:
    """Names of states (past, present, other) and of the Council's situations -> id."""
    # Not with this module: a search for words waits for no tables.
    from horseshoe.council.situations import situations
    from horseshoe.council.tables import rows

    found: dict[str, str] = {}
    for known in situations().values():
        for called in (known.name, known.id, *known.aliases):
            found.setdefault(fold(called), known.id)
    for table in ("state_aliases.csv", "states.csv"):
        for row in rows(table):
            found.setdefault(fold(row["name"]), row["id"])
            found.setdefault(fold(row["id"]), row["id"])
    return found


@functools.cache
def _titles() -> dict[str, str]:
    from horseshoe.council.situations import situations
    from horseshoe.council.states import names_by_id

    own = {known.id: known.name for known in situations().values()}
    return {**{id_: names[-1].name for id_, names in names_by_id().items()}, **own}


def title(id_: str) -> str:
    """The English name of a state or situation; an id that is not known comes back."""
    return _titles().get(id_, id_)


def _known(name: str) -> str | None:
    """The id that the tables' own names give, with or without "the", or None."""
    folded = fold(name)
    return known_names().get(folded) or known_names().get(folded.removeprefix("the "))


def id_called(name: str) -> str | None:
    """The state or situation that people call so, in any spelling of the Council's tables, or None."""
    if known := _known(name):
        return known
    from horseshoe.council.states import find_state

    try:
        return find_state(name)
    except OutsideRecordError:
        return None


def situation_id(connection: Connection | Questions, name: str) -> str:
    """The situation that people call so. OutsideRecordError, with what there is, when the record holds nothing on it."""
    questions = questions_of(connection)
    wanted = id_called(name) or name
    forms = {wanted, wanted.upper(), fold(name).replace(" ", "-")}
    found = questions.column("SELECT situation FROM situations WHERE situation IN (:forms) LIMIT 1", forms=sorted(forms))
    if found:
        return str(found[0])
    there = questions.column(
        "SELECT situation FROM documents WHERE situation IS NOT NULL "
        "GROUP BY situation ORDER BY count(*) DESC, situation LIMIT 8"
    )
    names = ", ".join(title(s) for s in there)
    raise OutsideRecordError(
        "the record holds nothing on this situation",
        where=name,
        fix=f"it holds {names}" if names else "ingest documents first",
    )


def spellings(name: str) -> list[str]:
    """A name in lower case as written, and with either kind of apostrophe."""
    straight = re.sub("[\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060]", "'", name.lower())
    return sorted({name.lower(), straight, straight.replace("'", "\u2019")})


def actor_ids(connection: Connection | Questions, name: str) -> Sequence[str]:
    """The ids of the actors that people call so, linked ones included; empty when the record knows none."""
    questions = questions_of(connection)
    folded = fold(name)
    state = _known(name)
    slug = folded.replace(" ", "-")
    exact = {i for i in (name, name.upper(), slug, state) if i}
    found = questions.column(
        "SELECT canonical FROM actors WHERE id IN (:exact) OR lower(name) IN (:called)",
        exact=sorted(exact),
        called=spellings(name),
    )
    if not found and len(folded.split()) == 1:
        found = questions.column("SELECT canonical FROM actors WHERE surname = :surname", surname=folded)
    return sorted(questions.column("SELECT id FROM actors WHERE canonical IN (:same)", same=sorted(set(found))))
