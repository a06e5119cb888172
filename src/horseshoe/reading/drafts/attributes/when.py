"""When what is told of a draft was done."""

from __future__ import annotations

from datetime import timedelta

from horseshoe.model import DateRange, Span
from horseshoe.reading.grammar import mark
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def when_of(verb: Token, who: Who) -> DateRange | None:
    """Example: On 3 January 2012 the Security Council adopted a resolution that extends the mandate until 31 January 2013.

    The first resolved date in the words that hang on a verb, what a relative clause tells of a noun
    apart, and what was "since" or "until" then; a day to come is one of what was decided.
    """
    tokens = list(verb.subtree)
    if not tokens:
        return None
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    told_of_a_noun = (c for c in tokens if c.dep_ == "relcl" and verb.i not in (c.i, c.head.i))
    of_another_time = (c for c in tokens if c is not verb and mark(c) in words("drafts", "asides.times"))
    aside = {t.i for c in (*told_of_a_noun, *of_another_time) for t in c.subtree if t is not verb}
    begins = {t.idx: t.i for t in tokens}
    dates = [d for d in who.known.dates_in(start, end) if d.range is not None]
    told = [d for d in dates if not (_names(who, d.span) or _a_term(who, d.span.start, verb))]
    near = [d for d in told if begins.get(d.span.start) not in aside]
    own = [d.range for d in near if d.range is not None]
    published = who.parsed.document.published
    held = [r for r in own if published is None or (r.start <= published + DAY and r.end <= published + WEEK)]
    return held[0] if held else None


def _names(who: Who, day: Span) -> bool:
    """Example: The Security Council lifted the sanctions imposed on Chad after the 1988 bombing, by 13 votes to none.

    Whether a date stands before a noun that it is part of: a year in a name is no day of what was
    decided.
    """
    word = who.parsed.tree[who.parsed.words.at(day.start)]
    return word.tag_ == "CD" and word.head.tag_[:2] == "NN" and word.head.idx >= day.end


def _a_term(who: Who, at: int, verb: Token) -> bool:
    """Example: The Security Council voted for an extension of the mission in Chad until the end of January.

    Whether a date says how long something is to last.
    """
    for t in who.parsed.tree[who.parsed.words.at(at)].ancestors:
        if t is verb:
            return False
        if t.lower_ in ("until", "till", "through") and t.dep_ in ("prep", "mark"):
            return True
    return False
