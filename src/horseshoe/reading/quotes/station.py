"""The station itself: attributions become Quotes, with exact spans and the actors behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from horseshoe.model import Actor, Quote, QuoteKind, Span
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed
from horseshoe.reading.quotes.assemble import find_attributions, words_outside
from horseshoe.reading.quotes.attribution import Attribution, touched
from horseshoe.reading.quotes.coreference import resolve
from horseshoe.reading.quotes.marks import Stretch, find_stretches, speech_stretches
from horseshoe.reading.quotes.speakers import addressee_of, reporters, speaker_of
from horseshoe.reading.words import Words


def find_quotes(parsed: Parsed, known: Known) -> tuple[Quote, ...]:
    """Every attribution of a text, in text order: direct, indirect and mixed speech, thoughts, wishes and judgements.

    `known.actors` names the speakers. `Quote.act` tells speech (say, ask) from what else is attributed.
    """
    words = parsed.words
    stretches = speech_stretches(find_stretches(parsed.text, parsed.paragraphs))
    found = find_attributions(words, stretches)
    actors = resolve(words, found, stretches, known)
    quotes = [_quote(words, a, stretches, known, actors.get(a.source) if a.source is not None else None) for a in found]
    quotes.sort(key=lambda q: (q.span.start, -q.span.end))
    reported = reporters(quotes)
    return tuple(replace(q, reported_by=reported[n]) if n in reported else q for n, q in enumerate(quotes))


def _quote(words: Words, a: Attribution, stretches: Sequence[Stretch], known: Known, actor: Actor | None) -> Quote:
    parsed = words.parsed
    parts = tuple(parsed.span(start, end) for start, end in a.parts)
    return Quote(
        span=parsed.span(parts[0].start, parts[-1].end),
        parts=parts,
        kind=_kind(a, parts, stretches, parsed.text),
        speaker=speaker_of(words, a.source, actor, known),
        cue=words.span(*a.cue) if a.frame != "follow" else None,
        addressee=addressee_of(words, a, known),
        act=a.act,
    )


def _kind(a: Attribution, parts: Sequence[Span], stretches: Sequence[Stretch], text: str) -> QuoteKind:
    quoted = [s for p in parts for s in touched(stretches, p.start, p.end)]
    if not quoted:
        return "indirect"
    return "direct" if a.direct or words_outside(a, quoted, text) == 0 else "mixed"
