"""The row of stations: parse once, hand each station what is known so far, build the Reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from horseshoe.documents.layout import Unwrapped, unwrap
from horseshoe.model import Document, Reading
from horseshoe.reading.actors import find_actors
from horseshoe.reading.claims import find_claims
from horseshoe.reading.dates import find_dates
from horseshoe.reading.drafts.station import find_drafts
from horseshoe.reading.events import find_events
from horseshoe.reading.figures import find_figures
from horseshoe.reading.formal import merge_formal
from horseshoe.reading.known import Known
from horseshoe.reading.parse import DEFAULT_MODEL, Parsed, parse, parse_all
from horseshoe.reading.positions import find_positions
from horseshoe.reading.quotes import find_quotes
from horseshoe.reading.settle import settle

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
    """Reads documents with one loaded spaCy model. `read` is deterministic: what was read before changes nothing."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._ahead: dict[str, tuple[Unwrapped | None, Parsed]] = {}  # by the document's own text

    def look_ahead(self, documents: Sequence[Document]) -> None:
        """Parse documents that are read next side by side, which is quicker than one by one. Earlier ones are forgotten."""
        ready = [_plain(document) for document in documents]
        parsed = parse_all([plain for _, plain in ready], self.model)
        self._ahead = {d.text: (unwrapped, p) for d, (unwrapped, _), p in zip(documents, ready, parsed, strict=True)}

    def read(self, document: Document) -> Reading:
        """The Reading of one document. Where lines were wrapped or white space runs on, it is read as if they had not been."""
        if ahead := self._ahead.pop(document.text, None):
            unwrapped, parsed = ahead
            parsed = dataclasses.replace(parsed, document=dataclasses.replace(document, text=parsed.text))
        else:
            unwrapped, plain = _plain(document)
            parsed = parse(plain, self.model)
        made = run_stations(parsed)
        return unwrapped.restored(made, document) if unwrapped else made


def _plain(document: Document) -> tuple[Unwrapped | None, Document]:
    """A document as it is read, and how to get back where that is another text."""
    unwrapped = unwrap(document.text)
    return unwrapped, dataclasses.replace(document, text=unwrapped.text) if unwrapped else document


def run_stations(parsed: Parsed) -> Reading:
    """Run every station over a parsed document."""
    known = Known()
    for name, station in STATIONS:
        known = known.adding(name, station(parsed, known))
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
