"""Which reader reads: the rules by default, a language model on request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from horseshoe.errors import UsageError
from horseshoe.model import Document, Reading
from horseshoe.reading.parse import DEFAULT_MODEL

READERS = ("rules", "llm")


class ReadsDocuments(Protocol):
    """Anything that turns a document into its reading."""

    def read(self, document: Document) -> Reading:
        """The Reading of one document."""
        ...


@runtime_checkable
class LooksAhead(Protocol):
    """A reader that is quicker when it is told what it will be given next."""

    def look_ahead(self, documents: Sequence[Document]) -> None:
        """Make ready for documents that are read next; what they read as does not change."""
        ...


def choose_reader(name: str = "rules", model: str | None = None) -> ReadsDocuments:
    """The reader called `name`; UsageError for an unknown one, or for llm without settings."""
    if name == "rules":
        from horseshoe.reading.reader import Reader

        return Reader(model or DEFAULT_MODEL)
    if name == "llm":
        from horseshoe.reading.llm import LlmReader, load_settings

        return LlmReader(load_settings(), model or DEFAULT_MODEL)
    raise UsageError(f"unknown reader {name!r}", where="--reader", fix="use rules or llm")
