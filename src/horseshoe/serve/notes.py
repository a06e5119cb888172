"""Numbered notes: each source of a page once, in the order in which the page rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from horseshoe.record.item_ref import ItemRef

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import Source


class Notes:
    """The notes of one page."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._numbers: dict[str, int] = {}

    def number(self, source: Source) -> int:
        """The number of a source's note; a new one where the page has not rested on it before."""
        if source.ref not in self._numbers:
            self.sources.append(source)
            self._numbers[source.ref] = len(self.sources)
        return self._numbers[source.ref]


def place(source: Source) -> str:
    """The address of a source's words: the document's page, at the words."""
    ref = ItemRef.parse(source.ref)
    return f"/documents/{source.document}#s-{ref.start}-{ref.stop}"
