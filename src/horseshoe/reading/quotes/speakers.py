"""From the head token of a source to a Speaker: the words that name him, and the actor behind them."""

from __future__ import annotations

from horseshoe.model import Actor, Span, Speaker
from horseshoe.reading.known import Known
from horseshoe.reading.quotes.words import Words

NAME_TAGS = ("NNP", "NNPS")


def name_span(words: Words, head: int) -> Span:
    """The words that name a source, without apposition and relative clause: "Jose Luis Diaz", "a Western diplomat", "he"."""
    if words.tag[head] in ("PRP", "WP", "WDT", "DT", "WP$", "PRP$"):
        return words.span(head, head)
    first = last = head
    if words.tag[head] in NAME_TAGS:
        while last + 1 < len(words) and words.tag[last + 1] in NAME_TAGS and words.head[last + 1] in (head, last):
            last += 1
        low = words.edges(head)[0]
        while first - 1 >= low and _in_name(words, first - 1):
            first -= 1
        return words.span(first, last)
    first = max(words.edges(head)[0], head - 12)
    while (first < head and words.text[first] in ",;:“”\"‘’'—–-") or words.text[first].isspace():
        first += 1
    return words.span(min(first, head), head)


def _in_name(words: Words, i: int) -> bool:
    if words.tag[i] in NAME_TAGS:
        return True
    return words.text[i] == "-" and words.tag[i - 1] in NAME_TAGS if i else False


def speaker_of(words: Words, head: int | None, known: Known) -> Speaker | None:
    """The Speaker behind a source token; None where there is no source."""
    if head is None:
        return None
    span = name_span(words, head)
    actor = actor_at(words, head, span, known)
    if actor is None:
        named = words.tag[head] in NAME_TAGS
        return Speaker(
            span, name=span.text if named else None, role=None if named or words.tag[head][:2] in ("PR", "WP") else span.text
        )
    return Speaker(span, actor.id, actor.name, actor.role, actor.speaks_for)


def actor_at(words: Words, head: int, span: Span, known: Known) -> Actor | None:
    """The actor that a mention at or around the source names; persons come before the bodies they speak for."""
    at = words.start[head]
    hits = [a for m, a in known.mentions if m.span.start <= at < m.span.end]
    return min(hits, key=lambda a: a.type != "person") if hits else None
