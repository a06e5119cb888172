"""The row of stations: parse once, hand each station what is known so far, build the Reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from horseshoe.model import Document, Reading
from horseshoe.reading.actors import find_actors
from horseshoe.reading.claims import find_claims
from horseshoe.reading.dates import find_dates
from horseshoe.reading.drafts import find_drafts
from horseshoe.reading.events import find_events
from horseshoe.reading.figures import find_figures
from horseshoe.reading.formal import merge_formal
from horseshoe.reading.known import Known
from horseshoe.reading.parse import DEFAULT_MODEL, Parsed, parse
from horseshoe.reading.positions import find_positions
from horseshoe.reading.quotes import find_quotes
from horseshoe.reading.settle import settle
from horseshoe.reading.unwrap import unwrap

Station = Callable[[Parsed, Known], tuple[Any, ...]]

# field of Known and Reading -> station, in running order
STATIONS: tuple[tuple[str, Station], ...] = (
    ("dates", find_dates),
    ("actors", find_actors),
    ("figures", find_figures),
    ("quotes", find_quotes),
    ("drafts", find_drafts),
    ("positions", find_positions),
    ("claims", find_claims),
    ("events", find_events),
)


class Reader:
    """Reads documents with one loaded spaCy model. `read` is deterministic and keeps no state between documents."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model

    def read(self, document: Document) -> Reading:
        """The Reading of one document. Where lines were wrapped or white space runs on, it is read as if they had not been."""
        plain = unwrap(document.text)
        if plain is None:
            return run_stations(parse(document, self.model))
        made = run_stations(parse(dataclasses.replace(document, text=plain.text), self.model))
        return plain.restored(made, document)


def run_stations(parsed: Parsed) -> Reading:
    """Run every station over a parsed document."""
    known = Known()
    for name, station in STATIONS:
        known = dataclasses.replace(known, **{name: station(parsed, known)})
        if name == "positions":
            known = merge_formal(parsed.document, known)
            drafts, positions = settle(known.drafts, known.positions, parsed.document.published)
            known = dataclasses.replace(known, drafts=drafts, positions=positions)
    items = {f.name: getattr(known, f.name) for f in dataclasses.fields(known)}
    items["warnings"] = (*parsed.document.warnings, *known.warnings)
    return Reading(document=parsed.document, **items)


def read_document(document: Document, model: str = DEFAULT_MODEL) -> Reading:
    """Read one document with the model called `model`."""
    return Reader(model).read(document)
