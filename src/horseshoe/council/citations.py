"""Which resolution recites which (data/citations.csv): a draft's lineage, and the last vote on each of its ancestors."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from horseshoe.council.decisions import DraftVote
from horseshoe.council.tables import rows
from horseshoe.council.votes_on_record import find_draft

TABLE = "citations.csv"


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


def lineage(number: int) -> Lineage:
    """What a resolution recites and what recites it, as far as texts were read."""
    return Lineage(number, number in _cites(), _cites().get(number, ()), _cited_by().get(number, ()))


def ancestors(number: int) -> tuple[int, ...]:
    """All that a resolution goes back to, through what its own citations recite, oldest first."""
    found: set[int] = set()
    waiting = [number]
    while waiting:
        new = set(_cites().get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return tuple(sorted(found))


def vote_on(number: int) -> DraftVote | None:
    """The vote by which a resolution was adopted, from the record of decisions."""
    return find_draft(str(number))


def graphml(number: int) -> str:
    """The lineage of a resolution as GraphML: its ancestors and those that recite it, an edge from each to what it recites."""
    nodes = sorted({number, *ancestors(number), *_cited_by().get(number, ())})
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
    lines += [f'<edge source="{n}" target="{c}"/>' for n in nodes for c in _cites().get(n, ()) if c in set(nodes)]
    return "\n".join([*lines, "</graph>", "</graphml>"]) + "\n"


def _text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
