"""Positions of those who put a draft forward."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from horseshoe.council.states import state_of
from horseshoe.model import Position, Span
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def sponsorships(known: Known, parsed: Parsed) -> Iterator[Position]:
    """One Position for each sponsor of a draft; its span is the sentence of the mention next to the sponsor's name."""
    named: dict[str, list[int]] = {}
    for mention, actor in known.mentions:
        for called in {state_of(actor.speaks_for or actor.id), actor.id}:
            named.setdefault(called, []).append(mention.span.start)
    for draft in known.drafts:
        for sponsor in draft.sponsors:
            nearest = _nearest(draft.mentions, named.get(sponsor, []))
            yield Position(sponsor, "sponsors", _sentence(parsed, nearest), target=draft.id)


def _nearest(mentions: tuple[Span, ...], named: list[int]) -> Span:
    """The mention of a draft that stands closest to the sponsor's name, which begins at one of `named`, in order."""
    if not named:
        return mentions[0]

    def distance(mention: Span) -> int:
        at = bisect_left(named, mention.start)
        return min(abs(mention.start - start) for start in named[max(0, at - 1) : at + 1])

    return min(mentions, key=distance)


def _sentence(parsed: Parsed, mention: Span) -> Span:
    at = bisect_right(parsed.tree.sentence_starts, mention.start) - 1
    if at < 0 or mention.start >= parsed.sentences()[at].end_char:
        return mention
    sentence = parsed.sentences()[at]
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return parsed.span(start, start + len(text.strip()))
