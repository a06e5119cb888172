"""What a text tells of a draft apart from its name: who put it forward with others, and when a vote on it is to be held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from horseshoe.model import DateRange
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.votes import pattern
from horseshoe.reading.factuality.reality import reality
from horseshoe.reading.grammar import children, is_verb, modal, negated, verb_over
from horseshoe.reading.lexicon import is_state, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.runs import states_after, states_before
from horseshoe.reading.tree import Run, Token
from horseshoe.reading.who import Who

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", re.IGNORECASE)


def cosponsors(parsed: Parsed, who: Who, targets: Targets) -> Iterator[tuple[str, list[str]]]:
    """Example: France tabled the draft resolution. Togo, Gabon and Mali were co-sponsors.

    Each draft with the states that a sentence lists as its sponsors, before the word or behind it.
    """
    yield from _one_each(parsed, who, targets)
    if pattern("sponsor_word").search(parsed.text) is None:
        return
    for sentence in parsed.sentences():
        for match, states in _listed(parsed, who, sentence):
            word = parsed.tree[parsed.words.at(sentence.start_char + match.end() - 1)]
            draft = targets.focus(word)
            if draft is not None and (named := [s for s in states if is_state(s)]):
                yield draft, named


def _one_each(parsed: Parsed, who: Who, targets: Targets) -> Iterator[tuple[str, list[str]]]:
    """Example: Two rival draft resolutions on Chad are before it. One was put forward by Togo, the other by Mali.

    Drafts told together, with the states that are told to have put forward one each.
    """
    for match in pattern("one_each").finditer(parsed.text) if targets.several else ():
        word = parsed.tree[parsed.words.at(match.start())]
        draft = targets.focus(word)
        states = states_after(who.known, parsed.text, match.start("first"), match.end("first"))
        states += states_after(who.known, parsed.text, match.end(), word.sent.end_char)[:1]
        if draft in targets.several and len(states) > 1:
            yield str(draft), states


def with_others(parsed: Parsed, targets: Targets) -> set[str]:
    """Example: Mali, one of nine countries that sponsored the draft resolution, regretted the Russian veto.

    The drafts that are told to have more sponsors than are named.
    """
    found: set[str] = set()
    for sentence in parsed.sentences():
        text = sentence.text
        if (match := pattern("more_sponsors").search(text)) is None or not pattern("puts_forward").search(text):
            continue
        word = parsed.tree[parsed.words.at(sentence.start_char + match.start())]
        if (draft := targets.focus(word)) is not None:
            found.add(draft)
    return found


def _listed(parsed: Parsed, who: Who, sentence: Run) -> Iterator[tuple[re.Match[str], list[str]]]:
    text, start, end = sentence.text, sentence.start_char, sentence.end_char
    if pattern("sponsor_word").search(text) is None:
        return
    doubt = pattern("sponsors_unsure").search(text)
    sure = doubt.start() if doubt is not None else end  # up to there, in characters
    for match in pattern("sponsors_before").finditer(text):
        if match.end() < sure:
            yield match, states_before(who.known, parsed.text, start, start + match.start())[0]
    for match in pattern("sponsors_behind").finditer(text):
        if match.end() < sure:
            yield match, states_after(who.known, parsed.text, start + match.end(), end)


def coming_votes(parsed: Parsed, who: Who, targets: Targets) -> dict[str, DateRange]:
    """Example: A vote on the draft resolution is scheduled for 9 February, but the Council may vote on it sooner.

    For each draft the day that its vote is told to be held on, not before publication: the first
    one told.
    """
    published = parsed.document.published
    found: dict[str, DateRange] = {}
    if published is None:
        return found
    for vote in parsed.tree.having(["vote"]):
        if (clause := _clause(vote)) is None:
            continue
        days = [d for d in _days(clause, who, published) if d.end >= published]
        if days and (draft := _draft(clause, vote, targets)) is not None:
            found.setdefault(draft, days[0])
    return found


def _clause(vote: Token) -> Token | None:
    """Example: The Council is to vote on it on Friday, and a vote is expected on Friday.

    The verb whose clause tells of a vote still to come; None where the vote was held, denied or is
    only asked for.
    """
    verb = vote if is_verb(vote) else verb_over(vote)
    if verb is None or negated(verb):
        return None
    how = reality(verb)
    put_off = verb.lemma_ == "put" and any(c.lower_ == "off" for c in verb.children)
    if verb is not vote and (put_off or verb.lemma_ in words("drafts", "schedule.sets")) and how == "done":
        return verb
    return verb if how in ("foretold", "intended") else None


def _days(verb: Token, who: Who, published: date) -> Iterator[DateRange]:
    """Example: The vote on the draft resolution was put off until Friday.

    The days named in the words that hang on a verb or stand over it as an infinitive. A weekday is
    one of the next days: in "until Friday" behind a past tense too; what falls a week off was the
    day before.
    """
    top = verb
    while top.dep_ in ("xcomp", "acomp") and top.head is not top:
        top = top.head
    if any(c.lower_ == "had" for c in children(top, "aux")):
        return  # "had been due to vote on Thursday"
    tokens = list(top.subtree)
    ahead = reality(verb) in ("foretold", "intended") and (top.tag_ in ("VBZ", "VBP") or modal(top) == "will")
    for d in who.known.dates_in(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)):
        if d.range is None or d.range.start != d.range.end:
            continue
        day = d.range
        if _WEEKDAY.search(d.span.text):
            until = who.parsed.text[: d.span.start].split()[-1:] in (["until"], ["till"], ["to"])
            if (ahead or until) and timedelta(0) < published - day.start < WEEK:
                day = DateRange(day.start + WEEK, day.end + WEEK)
            elif not ahead and day.start - published >= WEEK - DAY:
                continue
        yield day


def _draft(verb: Token, vote: Token, targets: Targets) -> str | None:
    named = (d for t in (*vote.subtree, *verb.subtree) if (d := targets.at(t)) is not None)
    return next(named, None) or targets.focus(vote)
