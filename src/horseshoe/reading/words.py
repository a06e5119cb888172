"""The parsed text as plain lists, one entry a token: much quicker to walk than token objects."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from horseshoe.model import Span

if TYPE_CHECKING:
    from horseshoe.reading.parse import Parsed

REACH = 300  # tokens; a text without full stops must not make one clause of itself


class Words:
    """Token lists of one parsed text: `text`, `low`, `tag`, `dep`, `head`, `start`, `end`, `sent`, and children by token."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        doc = parsed.doc
        self.text: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.start: list[int] = []
        self.sent: list[int] = []
        sentence = -1
        for i, token in enumerate(doc):
            self.text.append(token.text)
            self.tag.append(token.tag_)
            self.dep.append(token.dep_)
            self.head.append(token.head.i)
            self.start.append(token.idx)
            if i == 0 or token.is_sent_start:
                sentence += 1
            self.sent.append(sentence)
        self.low = [t.lower() for t in self.text]
        self.end = [s + len(t) for s, t in zip(self.start, self.text, strict=True)]
        self.children: list[list[int]] = [[] for _ in self.text]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def sentence_bounds(self) -> list[tuple[int, int]]:
        """First and last-plus-one token of each sentence."""
        bounds: list[tuple[int, int]] = []
        for i, s in enumerate(self.sent):
            if s == len(bounds):
                bounds.append((i, i + 1))
            else:
                bounds[s] = (bounds[s][0], i + 1)
        return bounds

    def lemma(self, i: int) -> str:
        """Dictionary form of token `i`."""
        return self.parsed.lemma(i)

    def at(self, char: int) -> int:
        """The first token that ends after character `char` (the number of tokens where there is none)."""
        return bisect_right(self.end, char)

    def before(self, char: int) -> int:
        """The number of tokens that start before character `char`."""
        return bisect_left(self.start, char)

    def edges(self, i: int) -> tuple[int, int]:
        """First and last token of the subtree of `i`."""
        token = self.parsed.doc[i]
        return token.left_edge.i, token.right_edge.i

    def subtree(self, i: int) -> list[int]:
        """The tokens of the subtree of `i` in order, none further than REACH tokens from it."""
        found, stack = [], [i]
        low, high = i - REACH, i + REACH
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(c for c in self.children[node] if low <= c <= high)
        return sorted(found)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of the relations `deps`."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def is_verb(self, i: int) -> bool:
        """Whether token `i` is tagged as a verb."""
        return self.tag[i][0] == "V"

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` to token `last`, both included."""
        return self.parsed.span(self.start[first], self.end[last])
