"""`--reader llm`: dates, actors and figures are found here; a language model proposes the rest, which the text must prove."""

from __future__ import annotations

import dataclasses

from horseshoe.model import Document, Reading
from horseshoe.reading.actors import find_actors
from horseshoe.reading.dates import find_dates
from horseshoe.reading.figures import find_figures
from horseshoe.reading.formal import merge_formal
from horseshoe.reading.known import Known
from horseshoe.reading.llm.client import ask
from horseshoe.reading.llm.items import Collector
from horseshoe.reading.llm.prompt import SYSTEM, pieces, question
from horseshoe.reading.llm.settings import LlmSettings
from horseshoe.reading.parse import DEFAULT_MODEL, parse


class LlmReader:
    """Reads documents with a language model behind an OpenAI-compatible server; `model` is spaCy's, for the local part."""

    def __init__(self, settings: LlmSettings, model: str = DEFAULT_MODEL) -> None:
        self.settings = settings
        self.model = model

    def read(self, document: Document) -> Reading:
        """The Reading of one document. StoreError where the server fails; items that the text does not bear out are counted."""
        parsed = parse(document, self.model)
        known = Known(dates=find_dates(parsed, Known()))
        known = dataclasses.replace(known, actors=find_actors(parsed, known))
        known = dataclasses.replace(known, figures=find_figures(parsed, known))
        collector = Collector(document.text, known)
        for start, end in pieces(document.text):
            collector.take(ask(self.settings, SYSTEM, question(document.text[start:end])), start, end)
        found = Known(
            actors=tuple(collector.actors.values()),
            dates=known.dates,
            figures=known.figures,
            quotes=tuple(sorted(collector.quotes, key=lambda q: q.span)),
            drafts=tuple(collector.drafts.values()),
            positions=tuple(collector.positions),
            events=tuple(collector.events),
            claims=tuple(collector.claims),
        )
        found = merge_formal(document, found)
        items = {f.name: getattr(found, f.name) for f in dataclasses.fields(found)}
        items["warnings"] = (*document.warnings, *collector.warnings(), *found.warnings)
        return Reading(document=document, **items)
