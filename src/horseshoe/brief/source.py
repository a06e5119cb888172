"""A source text with every item marked, and links between lines and words."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from horseshoe.brief.model import Line, Page
from horseshoe.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two cuts: anchors that start here, spans that cover it, lines to go back to at its end."""

    text: str
    anchors: tuple[str, ...]
    keys: tuple[str, ...]
    back: tuple[int, ...]


def key(span: Span) -> str:
    """A span's name in links: `START-END`."""
    return f"{span.start}-{span.end}"


class SourceText:
    """A text cut into pieces by the spans that numbered lines rest on."""

    def __init__(self, text: str, rests: Iterable[tuple[int, Span]]) -> None:
        self.text = text
        self.used: dict[Span, list[int]] = defaultdict(list)
        for number, span in rests:
            self.used[span].append(number)

    def pieces(self) -> list[Piece]:
        """The text cut at every end of a span, in order."""
        cuts = sorted({0, len(self.text), *(p for s in self.used for p in (s.start, s.end))})
        starts: dict[int, list[Span]] = defaultdict(list)
        ends: dict[int, list[Span]] = defaultdict(list)
        for span in self.used:
            starts[span.start].append(span)
            ends[span.end].append(span)
        found: list[Piece] = []
        covering: list[Span] = []
        for left, right in itertools.pairwise(cuts):
            covering = [s for s in covering if s.end > left] + starts[left]
            back = tuple(dict.fromkeys(n for s in ends[right] for n in self.used[s]))
            anchors = tuple(f"s-{key(s)}" for s in starts[left])
            found.append(Piece(self.text[left:right], anchors, tuple(key(s) for s in covering), back))
        return found


class BriefSource(SourceText):
    """The source text of a briefing, with the number of each of its lines, from 1."""

    def __init__(self, page: Page) -> None:
        if page.document is None:
            raise ValueError("a dossier has no one source text")
        lines = page.lines()
        self.numbers = {id(line): n for n, line in enumerate(lines, 1)}
        super().__init__(page.document.text, [(n, span) for n, line in enumerate(lines, 1) for span in line.spans])

    def number(self, line: Line) -> int:
        """The line's number in the briefing, from 1."""
        return self.numbers[id(line)]
