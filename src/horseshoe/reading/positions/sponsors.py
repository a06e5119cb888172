"""Positions of those who put a draft forward."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import Position, Span
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def sponsorships(known: Known, parsed: Parsed) -> Iterator[Position]:
    """One Position for each sponsor of a draft; its span is the sentence of the mention next to the sponsor's name."""
    for draft in known.drafts:
        for sponsor in draft.sponsors:
            named = [m.span for m, a in known.mentions if (a.speaks_for or a.id).split(":")[0] == sponsor or a.id == sponsor]
            yield Position(sponsor, "sponsors", _sentence(parsed, _nearest(draft.mentions, named)), target=draft.id)


def _nearest(mentions: tuple[Span, ...], named: list[Span]) -> Span:
    """The mention of a draft that stands closest to the sponsor's name."""
    if not named:
        return mentions[0]
    return min(mentions, key=lambda m: min(abs(m.start - n.start) for n in named))


def _sentence(parsed: Parsed, mention: Span) -> Span:
    for sentence in parsed.sentences():
        if sentence.start_char <= mention.start < sentence.end_char:
            text = sentence.text
            start = sentence.start_char + len(text) - len(text.lstrip())
            return parsed.span(start, start + len(text.strip()))
    return mention
