"""Which draft a noun, or a vote told without naming one, means."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from horseshoe.model import Span
from horseshoe.reading.drafts.votes import on_others_texts, proceedings
from horseshoe.reading.grammar import antecedent, first_conjunct
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token

LONGEST = 200  # characters of the longest mention


class Targets:
    """Mentions of drafts by place; `voted` are the ids of drafts of which a vote is told, `several` those told together."""

    def __init__(
        self, parsed: Parsed, named: Iterable[tuple[str, Span]], voted: Iterable[str] = (), several: Iterable[str] = ()
    ) -> None:
        self.parsed = parsed
        self.several = frozenset(several)
        self.named = sorted(named, key=lambda n: n[1])
        self.voted = frozenset(voted)
        self._starts = [s.start for _, s in self.named]
        self._proceedings = [*proceedings(parsed), *on_others_texts(parsed)]
        ids = [id_ for id_, _ in self.named]
        self._all = list(range(len(ids)))
        self._single = [at for at in self._all if ids[at] not in self.several]
        self._all_voted = [at for at in self._all if ids[at] in self.voted]
        self._single_voted = [at for at in self._single if ids[at] in self.voted]

    def at(self, token: Token) -> str | None:
        """The draft that a noun or pronoun names, or None. A relative pronoun stands for its noun."""
        for t in (token, antecedent(token), first_conjunct(token)):
            i = bisect.bisect_right(self._starts, t.idx) - 1
            while i >= 0 and t.idx - self._starts[i] <= LONGEST:
                id_, span = self.named[i]
                inside = t.idx + len(t.text) <= span.end
                if inside and (t == token or t != first_conjunct(token) or span.end == t.idx + len(t.text)):
                    return id_
                i -= 1
        return None

    def first(self, tokens: Iterable[Token]) -> str | None:
        """The draft that the first of some tokens to name one names, or None."""
        return next((draft for t in tokens if (draft := self.at(t)) is not None), None)

    def on_proceedings(self, token: Token) -> bool:
        """Whether a vote told at a token is one on the Council's proceedings, or on another body's text."""
        return any(start <= token.idx < end for start, end in self._proceedings)

    def focus(self, token: Token, *, vote: bool = False) -> str | None:
        """The draft that a clause is about without naming it: one of its sentence, else the last named before it.

        For a vote, a draft of which a vote is told takes precedence over one still pending.
        """
        sentence = token.sent
        low = bisect.bisect_left(self._starts, sentence.start_char)
        high = bisect.bisect_left(self._starts, sentence.end_char)
        here: list[int] = []
        aside: list[int] = []
        for at in range(low, high):
            span = self.named[at][1]
            other = self._in_other_clause(span, token) or (vote and self._outside(span, token))
            (aside if other else here).append(at)
        places = self._single if vote and self._single else self._all  # no single vote is taken on "six resolutions"
        if vote and self.voted and not any(self.named[at][0] not in self.several for at in here):
            voted = self._single_voted if places is self._single else self._all_voted
            if (first := _first(voted, here, low, aside, high)) is not None:
                return self.named[first][0]
        first = _first(places, here, low, aside, high)
        return None if first is None else self.named[first][0]

    def _in_other_clause(self, span: Span, token: Token) -> bool:
        """Example: Japan, which had abstained on an earlier text, voted yes."""
        found = self.parsed.tree.covering(span.start, span.end)
        t = found.root if found is not None else token
        while t.head != t:
            timed = any(c.lower_ == "when" for c in t.children)  # "in March, when a draft was tabled"
            if t.dep_ == "relcl" and token not in t.subtree and not timed:
                return True
            t = t.head
        return False

    def _outside(self, span: Span, token: Token) -> bool:
        """Example: Russia vetoed the draft. France, which voted yes, is working on its own draft.

        Whether a vote told in a relative clause is told of another draft than the one named outside
        it.
        """
        named = self.parsed.tree.covering(span.start, span.end)
        for t in (token, *token.ancestors):
            if t.dep_ == "relcl":
                if named is not None and t.head in named.root.subtree:
                    return False  # "a text put forward by Brazil that would have called for ..., due to a veto"
                return not any(span.start <= x.idx < span.end for x in (t.head, *t.subtree))
        return False


def _first(places: list[int], here: list[int], low: int, aside: list[int], high: int) -> int | None:
    """Of places in order, the one that goes first: one named here, the last before `low`, one aside, one from `high` on."""
    before = bisect.bisect_left(places, low)
    after = bisect.bisect_left(places, high)
    inside = set(places[before:after])
    order = [at for at in here if at in inside]
    order += places[before - 1 : before] if before else []
    order += [at for at in aside if at in inside]
    order += places[after : after + 1]
    return order[0] if order else None
