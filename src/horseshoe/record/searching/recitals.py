"""What the resolutions and drafts in a record recite and renew: the part of a lineage that no shipped table holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from horseshoe.council.citations import recited, renewed
from horseshoe.council.votes_on_record import name_of
from horseshoe.reading.formal.header import SYMBOL, read_header

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from horseshoe.council.citations import Cites
    from horseshoe.record.searching.questions import Questions

HEAD = 2000  # characters in which a text names itself
TEXTS = """
SELECT d.no, d.text, d.kind, d.published, (SELECT min(c.path) FROM copies c WHERE c.document = d.no)
FROM documents d WHERE d.kind IN ('resolution', 'draft_resolution') ORDER BY d.no
"""


@dataclass(frozen=True, slots=True)
class Recital:
    """A text of the record with the resolutions that it recites; `renews` holds those whose measures it renews, with the words.

    `name` is its symbol, else where it was found; `resolution` the number of an adopted text.
    """

    document: int
    name: str
    resolution: int | None
    published: date | None
    cites: tuple[int, ...]
    renews: dict[int, str]


def recitals(connection: Connection | Questions) -> tuple[Recital, ...]:
    """Every resolution and draft resolution of a record, in the order in which they came in."""
    from horseshoe.record.searching.questions import day_of, questions_of

    return tuple(
        _recital(number, text, kind == "resolution", day_of(day), path or "")
        for number, text, kind, day, path in questions_of(connection).each(TEXTS)
    )


def _recital(number: int, text: str, adopted: bool, published: date | None, path: str) -> Recital:
    own, symbol = _adopted(text, path) if adopted else (None, _symbol(text, path))
    return Recital(number, symbol or path, own, published, recited(text, own), renewed(text, own))


def _adopted(text: str, path: str) -> tuple[int | None, str | None]:
    """Number and symbol of a resolution by its head, else by where it was found: `S_RES_2254.txt`."""
    header = read_header(text, min(len(text), HEAD))
    if header.resolution is not None:
        return header.resolution, header.symbol
    name = name_of(Path(path).stem.replace("_", "/"))
    return (int(name.removeprefix("RES/")), f"S/{name}") if name.startswith("RES/") else (None, None)


def _symbol(text: str, path: str) -> str | None:
    found = SYMBOL.fullmatch(path) or SYMBOL.search(text[:HEAD])
    return "".join(found[0].split()) if found else None


def cites_of(found: Iterable[Recital]) -> Cites:
    """What the adopted texts recite, by the number of the resolution."""
    return {r.resolution: r.cites for r in found if r.resolution is not None}


def text_named(found: Iterable[Recital], label: str) -> Recital | None:
    """The text with a symbol in any spelling: `S/RES/2254 (2015)`, `2254`, `S/2015/1022`; None where the record has none."""
    wanted = name_of(label)
    for one in found:
        if wanted in (name_of(one.name), f"RES/{one.resolution}"):
            return one
    return None
