"""The parsed text as plain lists, one entry a token: much quicker to walk than token objects."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from horseshoe.model import Span

if TYPE_CHECKING:
    from spacy.strings import StringStore

    from horseshoe.reading.parse import Parsed

COLUMNS: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "IDX"]  # as spaCy calls them
REACH = 300  # tokens; a text without full stops must not make one clause of itself


class Words:
    """Token lists of one parsed text: `text`, `low`, `tag`, `dep`, `head`, `start`, `end`, `sent`, and children by token."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        doc = parsed.doc
        columns = doc.to_array(COLUMNS).astype("int64").T.tolist() if len(doc) else [[]] * len(COLUMNS)
        word, tag, dep, head, opens, start = columns
        self.start: list[int] = start
        strings = _Strings(doc.vocab.strings)
        self.text: list[str] = [strings[w] for w in word]
        self.tag: list[str] = [strings[t] for t in tag]
        self.dep: list[str] = [strings[d] for d in dep]
        self.head: list[int] = [i + away for i, away in enumerate(head)]
        opened = [int(i > 0 and o == 1) for i, o in enumerate(opens)]
        self.sent: list[int] = list(accumulate(opened))
        self.low = [t.lower() for t in self.text]
        self.end: list[int] = [s + len(t) for s, t in zip(self.start, self.text, strict=True)]
        below: dict[int, list[int]] = {}
        for i, h in enumerate(self.head):
            if h != i:
                below.setdefault(h, []).append(i)
        self.children: list[Sequence[int]] = [below.get(i, ()) for i in range(len(doc))]

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
        token = self.parsed.tree[i]
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


class _Strings(dict[int, str]):
    """The strings of a vocabulary by their signed 64-bit keys, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self.strings = strings

    def __missing__(self, key: int) -> str:
        found = self[key] = str(self.strings[key & 0xFFFF_FFFF_FFFF_FFFF])
        return found
