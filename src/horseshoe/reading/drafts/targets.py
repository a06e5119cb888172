"""Which draft a noun, or a vote told without naming one, means."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from horseshoe.model import Span
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

    def focus(self, token: Token, *, vote: bool = False) -> str | None:
        """The draft that a clause is about without naming it: one of its sentence, else the last named before it.

        For a vote, a draft of which a vote is told goes before one still pending.
        """
        sentence = token.sent
        here = [n for n in self.named if sentence.start_char <= n[1].start < sentence.end_char]
        apart = [self._in_other_clause(s, token) or (vote and self._outside(s, token)) for _, s in here]
        aside = [id_ for (id_, _), other in zip(here, apart, strict=True) if other]
        here_ids = [id_ for (id_, _), other in zip(here, apart, strict=True) if not other]
        before = [id_ for id_, s in self.named if s.start < sentence.start_char]
        after = [id_ for id_, s in self.named if s.start >= sentence.end_char]
        order = [*here_ids, *reversed(before), *aside, *after]
        if vote:  # no single vote is taken on "six resolutions"
            order = [id_ for id_ in order if id_ not in self.several] or order
            here_ids = [id_ for id_ in here_ids if id_ not in self.several]
        if vote and self.voted and not here_ids:
            for id_ in order:
                if id_ in self.voted:
                    return id_
        return order[0] if order else None

    def _in_other_clause(self, span: Span, token: Token) -> bool:
        """Example: Japan, which had abstained on an earlier text, voted yes."""
        found = self.parsed.tree.covering(span.start, span.end)
        t = found.root if found is not None else token
        while t.head != t:
            if t.dep_ == "relcl" and token not in t.subtree:
                return True
            t = t.head
        return False

    def _outside(self, span: Span, token: Token) -> bool:
        """Example: Russia vetoed the draft. France, which voted yes, is working on its own draft.

        Whether a vote told in a relative clause is told of another draft than the one named outside it.
        """
        for t in (token, *token.ancestors):
            if t.dep_ == "relcl":
                return not any(span.start <= x.idx < span.end for x in (t.head, *t.subtree))
        return False
