"""Which resolution recites which: a draft's lineage, the measures it renews, and the last vote on each of its ancestors.

The shipped table (data/citations.csv) holds what the texts at hand recite; `more` in what follows is what others recite, by the
number of the resolution that recites (`record.searching.recitals`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from horseshoe.council.decisions import DraftVote, decisions
from horseshoe.council.tables import rows
from horseshoe.council.votes_on_record import find_draft

TABLE = "citations.csv"
Cites = Mapping[int, tuple[int, ...]]  # by the number of the resolution that recites
NONE: Cites = MappingProxyType({})
LIST = r"(?:\d{1,4} ?\(\d{4}\)(?: of \d{1,2} [A-Z][a-z]+(?: \d{4})?)?(?:, ?|,? and |; | )*)+"
RECITED = re.compile(rf"(?<!Assembly )(?<!Assembly's )(?<!Assembly’s )[Rr]esolutions? ({LIST})")
NUMBER = re.compile(r"(\d{1,4}) ?\((\d{4})\)")
CLAUSES = re.compile(r";|(?<=[.\n])\s*\n?\s*\d{1,3}\.\s")
# "Decides to extend the mandate … as set out in resolution 2542 (2020)"; no "Recalling resolution 2542, which extended …"
RENEWS = re.compile(
    r"(?:^|\n)\W{0,6}(?:\d{1,3}\W{1,3})?(?:(?:Also|Further|And) )?"
    r"(?:(?:[Dd]ecides|[Aa]uthori[sz]es)\b[^;]{0,200}?\b(?:renew|extend|prolong|reauthori[sz]|continue to apply)"
    r"|(?:Renews|Extends|Prolongs|Reauthori[sz]es)\b)"
)


@dataclass(frozen=True, slots=True)
class Lineage:
    """A resolution with those it recites and those that recite it, by number; `read` tells whether its own text was read."""

    resolution: int
    read: bool
    cites: tuple[int, ...]
    cited_by: tuple[int, ...]


@functools.cache
def _cites() -> dict[int, tuple[int, ...]]:
    return {int(r["resolution"]): tuple(map(int, r["cites"].split())) for r in rows(TABLE)}


@functools.cache
def _cited_by() -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for number, cited in _cites().items():
        for earlier in cited:
            found.setdefault(earlier, []).append(number)
    return {number: tuple(sorted(later)) for number, later in found.items()}


def recited(text: str, own: int | None = None) -> tuple[int, ...]:
    """The resolutions that a text recites, by number: "Recalling its resolutions 242 (1967) and 338 (1973)" -> 242, 338.

    A number counts only with its year, where the record has a resolution of both that is older than the text's `own` number.
    """
    text = re.sub(r"\s+", " ", text)
    pairs = [tuple(map(int, found)) for m in RECITED.finditer(text) for found in NUMBER.findall(m[1])]
    return tuple(sorted({n for n, year in pairs if _years().get(n) == year and (own is None or n < own)}))


def renewed(text: str, own: int | None = None) -> dict[int, str]:
    """The resolutions whose measures a text renews, with the words: "Decides to extend … resolution 2542 (2020)"."""
    found: dict[int, str] = {}
    for clause in CLAUSES.split(text):
        if renews := RENEWS.search(clause):
            words = " ".join(clause[renews.start() :].split())
            for number in recited(words, own):
                found.setdefault(number, words)
    return found


@functools.cache
def _years() -> dict[int, int]:
    return {d.resolution: d.date.year for d in decisions() if d.resolution}


def lineage(number: int, more: Cites = NONE) -> Lineage:
    """What a resolution recites and what recites it, as far as texts were read."""
    read = number in _cites() or number in more
    later = {n for n, cited in more.items() if number in cited} | set(_cited_by().get(number, ()))
    return Lineage(number, read, _cited(number, more), tuple(sorted(later)))


def shipped(number: int, cited: int) -> bool:
    """Whether the shipped table has it that a resolution recites another."""
    return cited in _cites().get(number, ())


def _cited(number: int, more: Cites) -> tuple[int, ...]:
    return tuple(sorted({*_cites().get(number, ()), *more.get(number, ())}))


def ancestors(number: int, more: Cites = NONE) -> tuple[int, ...]:
    """All that a resolution goes back to, through what its own citations recite, oldest first."""
    return ancestors_of(_cited(number, more), more)


def ancestors_of(cited: Iterable[int], more: Cites = NONE) -> tuple[int, ...]:
    """Some resolutions and all that they go back to, oldest first."""
    found = set(cited)
    waiting = list(found)
    while waiting:
        new = set(_cited(waiting.pop(), more)) - found
        found |= new
        waiting += new
    return tuple(sorted(found))


def vote_on(number: int) -> DraftVote | None:
    """The vote by which a resolution was adopted, from the record of decisions."""
    return find_draft(str(number))


def graphml(number: int, more: Cites = NONE) -> str:
    """The lineage of a resolution as GraphML: its ancestors and those that recite it, an edge from each to what it recites."""
    nodes = sorted({number, *ancestors(number, more), *lineage(number, more).cited_by})
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += [f'<key id="{k}" for="node" attr.name="{k}" attr.type="string"/>' for k in ("label", "date", "tally", "title")]
    lines.append('<graph edgedefault="directed">')
    for n in nodes:
        vote = vote_on(n)
        cells = {"label": f"S/RES/{n}"}
        if vote:
            cells = {"label": vote.label, "date": str(vote.date), "tally": vote.tally, "title": vote.title}
        data = "".join(f'<data key="{k}">{_text(v)}</data>' for k, v in cells.items() if v)
        lines.append(f'<node id="{n}">{data}</node>')
    lines += [f'<edge source="{n}" target="{c}"/>' for n in nodes for c in _cited(n, more) if c in set(nodes)]
    return "\n".join([*lines, "</graph>", "</graphml>"]) + "\n"


def _text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
