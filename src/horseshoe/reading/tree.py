"""The parse as plain objects: tokens that know their head and children, and the sentences they stand in.

spaCy makes a new object each time a token is asked for; walking a tree of those cost more than the parse itself in events.
The names are spaCy's (`tag_`, `dep_`, `lower_`, `idx`), so that a rule reads as one on a spaCy token would.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from horseshoe.reading.parser.lemmas import dictionary_form

if TYPE_CHECKING:
    from horseshoe.reading.words import Words


class Token:
    """One token: `i` counts tokens, `idx` characters; `head` of a root is the root itself; `children` are in text order.

    `lemma_` is the dictionary form, lower case, by the Penn tag.
    """

    __slots__ = ("children", "dep_", "head", "i", "idx", "lemma_", "lower_", "tag_", "text", "tree")

    tree: Tree
    head: Token
    children: Sequence[Token]

    def __init__(self, i: int, idx: int, text: str, lower: str, tag: str, dep: str) -> None:
        self.i, self.idx, self.text, self.lower_, self.tag_, self.dep_ = i, idx, text, lower, tag, dep
        self.lemma_ = dictionary_form(lower, tag)

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> list[Token]:
        """The token and all that hangs from it, in text order."""
        return sorted(self._below(), key=_number)

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return min(self._below(), key=_number)

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return max(self._below(), key=_number)

    def _below(self) -> list[Token]:
        found = [self]
        for token in found:  # grows while it is walked
            found += token.children
        return found

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above this one, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def sent(self) -> Run:
        """The sentence the token stands in."""
        return self.tree.sentences[self.tree.words.sent[self.i]]

    def nbor(self, distance: int = 1) -> Token:
        """The token `distance` further on; IndexError beyond either end."""
        at = self.i + distance
        if at < 0:
            raise IndexError(at)
        return self.tree.tokens[at]

    @property
    def is_alpha(self) -> bool:
        """Whether the token is made of letters."""
        return self.text.isalpha()

    @property
    def is_space(self) -> bool:
        """Whether the token is white space."""
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Whether every character is punctuation (Unicode class P)."""
        return all(unicodedata.category(c).startswith("P") for c in self.text)


class Run:
    """Tokens `[start, end)` of a tree, such as a sentence; `start_char` and `end_char` bound their characters."""

    __slots__ = ("end", "end_char", "start", "start_char", "tree")

    def __init__(self, tree: Tree, start: int, end: int) -> None:
        self.tree, self.start, self.end = tree, start, end
        self.start_char, self.end_char = tree.words.start[start], tree.words.end[end - 1]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tree.tokens[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def text(self) -> str:
        """The characters of the run."""
        return self.tree.text_of(self.start, self.end)

    @property
    def root(self) -> Token:
        """The first root of a sentence in the run; where there is none, the token nearest to one, the first of several."""
        for token in self:
            if token.head is token:
                return token
        outside = [t for t in self if not self.start <= t.head.i < self.end]
        return min(outside, key=lambda t: sum(1 for _ in t.ancestors), default=self.tree.tokens[self.start])


class Tree:
    """All tokens of a text in order, and its sentences; `kept` is for what stations work out once a text."""

    def __init__(self, words: Words, text: str) -> None:
        self.words, self.text = words, text
        self.kept: dict[str, Any] = {}
        columns = zip(words.start, words.text, words.low, words.tag, words.dep, strict=True)
        self.tokens = [Token(i, *row) for i, row in enumerate(columns)]
        every = self.tokens
        for token, head, below in zip(every, words.head, words.children, strict=True):
            token.tree, token.head = self, every[head]
            token.children = [every[c] for c in below] if below else ()
        self.sentences = [Run(self, start, end) for start, end in words.sentence_bounds]
        self.sentence_starts = [s.start_char for s in self.sentences]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        return self.tokens[at]

    def having(self, lemmas: Iterable[str], forms: Iterable[str] = ()) -> list[Token]:
        """The tokens with one of these dictionary forms, or that are one of these forms in lower case, in text order.

        A rule that waits for few words asks for them alone.
        """
        found = {i for lemma in lemmas for i in self._by_lemma.get(lemma, ())}
        found.update(i for form in forms for i in self._by_form.get(form, ()))
        return [self.tokens[i] for i in sorted(found)]

    @cached_property
    def _by_lemma(self) -> dict[str, list[int]]:
        return _places(t.lemma_ for t in self.tokens)

    @cached_property
    def _by_form(self) -> dict[str, list[int]]:
        return _places(self.words.low)

    def text_of(self, start: int, end: int) -> str:
        """The characters from token `start` to the one before token `end`; none where `end` is not beyond `start`."""
        return self.text[self.words.start[start] : self.words.end[end - 1]] if start < end else ""

    def covering(self, start: int, end: int) -> Run | None:
        """The tokens that hold a character of `[start, end)`; None where there are none."""
        first, stop = bisect_right(self.words.end, start), bisect_left(self.words.start, end)
        return Run(self, first, stop) if first < stop else None


def _places(names: Iterable[str]) -> dict[str, list[int]]:
    """Where each of some names stands."""
    found: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        found.setdefault(name, []).append(i)
    return found


def _number(token: Token) -> int:
    return token.i
