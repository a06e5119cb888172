"""When a position was stated, by whose account, and under what condition."""

from __future__ import annotations

import functools
import re

from horseshoe.council.states import state_of
from horseshoe.model import DateRange, Span
from horseshoe.reading.grammar import children, is_verb, lefts, mark, rights, subjects
from horseshoe.reading.lexicon import lexicon, words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

REPORT = frozenset(["say", "tell", "report", "note", "add", "claim", "accord"])
OPENERS = ("if", "unless", "until", "provided", "as long as", "without")


def evidence(word: Token, who: Who) -> Span:
    """The sentence that tells a position, without blank ends and the quotation marks around it."""
    sentence = word.sent
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    end = sentence.end_char - (len(text) - len(text.rstrip()))
    return who.parsed.span(start, end)


def said_on(word: Token, who: Who) -> DateRange | None:
    """Example: Russia indicated on Monday that it would veto the draft put forward in June.

    The date of the clause that tells a stance: one that hangs on its own verb or, better, on a verb
    of saying above it.
    """
    chain = [word]
    while chain[-1].head != chain[-1] and len(chain) < 8:
        chain.append(chain[-1].head)
    for verb in reversed(chain):
        for c in verb.children:
            if c.dep_ not in ("npadvmod", "prep", "advmod", "tmod", "nmod") or is_verb(c):
                continue
            start, end = c.left_edge.idx, c.right_edge.idx + len(c.right_edge.text)
            for d in who.known.dates_in(start, end):
                if d.range is not None:
                    return d.range
            for d in who.known.dates_by_place.on(c.idx, c.idx + len(c.text)):
                if d.range is not None and d.span.start <= c.idx and c.idx + len(c.text) <= d.span.end:
                    return d.range
    return None


def reported_by(word: Token, actor: str, who: Who) -> str | None:
    """Example: Russia would veto the draft, a Western diplomat said.

    Whose account it is, where the actor does not say it itself: an actor's id, or the words
    "western diplomat" as a slug.
    """
    token = word
    while token.head != token:
        below, token = token, token.head
        if below.dep_ == "relcl":
            break
        if is_verb(token) and token.lemma_ in REPORT | words("positions", "intent.threat") | words("positions", "intent.doubt"):
            told = (_teller(s, word, actor, who) for s in subjects(token))
            if by := next((t for t in told if t is not None), None):
                return by
    quote = who.quote_of(word)
    if quote is not None and quote.speaker is not None and quote.kind != "indirect":  # the tree has told indirect speech
        by = quote.speaker.speaks_for or quote.speaker.actor
        if by and state_of(by) != actor:
            return by
    return _according_to(word, actor, who)


def _teller(subject: Token, word: Token, actor: str, who: Who) -> str | None:
    """Another than the actor who is the subject of a verb of report; None for the actor itself, "his envoy" and a draft."""
    if subject.i == word.i or subject in subjects(word) or any(c.tag_ == "PRP$" for c in lefts(subject)):
        return None
    if subject.lemma_ in words("drafts", "heads.strong") | words("drafts", "heads.weak"):
        return None  # "the text seems likely to be vetoed by Togo"
    named = who.several(subject)
    if named and not _of_the_house(subject, named):
        return named[0] if actor not in named else None
    return _slug(subject) if subject.tag_[:2] == "NN" and subject not in word.subtree else None


def _of_the_house(subject: Token, named: list[str]) -> bool:
    """Example: Russia will veto the draft resolution, Council diplomats said.

    Whether those who tell are diplomats at the Council or the United Nations, and not these themselves.
    """
    person = subject.lemma_ in words("positions", "persons") and subject.tag_ in ("NN", "NNS")
    return person and not {"united-nations", "security-council"}.isdisjoint(named)


def _according_to(word: Token, actor: str, who: Who) -> str | None:
    for t in word.sent:
        if t.lower_ == "according":
            for p in children(t, "prep"):
                for o in children(p, "pobj"):
                    named = who.several(o)
                    if actor in named:
                        return None
                    return named[0] if named else _slug(o)
    return None


def _slug(noun: Token) -> str:
    near = [c.text for c in lefts(noun) if c.dep_ in ("amod", "compound")] + [noun.text]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(near).lower()).strip("-")


def condition(word: Token, who: Who) -> str | None:
    """Example: Russia will veto any resolution that it finds unacceptable unless the vote is put off.

    The words of the condition that a stance stands under, or None.
    """
    above = (word.head.head,) if word.head.dep_ == "acomp" else ()  # "is reluctant to support it unless"
    for t in (word, word.head, *above):
        for c in t.children:
            if c.dep_ in ("advcl", "prep", "ccomp") and (opener := mark(c) or c.lower_) in OPENERS and c != word:
                if (c.dep_ == "prep" and not _lacking(c, opener)) or _even(c):
                    continue
                return _text(c, who)
    for o in children(word, "dobj", "nsubjpass", "pobj"):
        near = {c.lower_ for c in lefts(o)}
        if "any" in near and any(c.dep_ in ("relcl", "acl", "prep") for c in rights(o)):
            return _text(o, who)
    sentence = word.sent
    after = who.parsed.text[word.idx : sentence.end_char]
    if match := _forms().search(after):
        return match.group()
    if match := re.search(r"\b(should (?:it|he|she|they|the \w+|[A-Z]\w+) \w+[^.;,”\"]*)", after):
        return match.group(1).strip() if "“" not in match.group(1) else None
    return None


@functools.cache
def _forms() -> re.Pattern[str]:
    """Example: Russia will veto the draft resolution as it stands, and China opposes it in its current form."""
    return re.compile(r"\b(?:" + "|".join(lexicon("positions")["condition"]["forms"]) + r")\b", re.IGNORECASE)


def _lacking(prep: Token, opener: str) -> bool:
    """Example: Togo will oppose the draft resolution without changes, and Chad said, without proof, that it would back it.

    Whether a preposition tells what a stance hangs on.
    """
    changed = any(o.lemma_ in words("positions", "condition.without") for o in children(prep, "pobj"))
    return opener == "unless" or (opener == "without" and changed)


def _even(clause: Token) -> bool:
    """Example: France will support the draft resolution even if it does not sponsor the text."""
    first = min((t.i for t in clause.subtree), default=clause.i)
    return clause.tree[first].lower_ == "even" or (first > 0 and clause.tree[first - 1].lower_ == "even")


def _text(token: Token, who: Who) -> str:
    tokens = list(token.subtree)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].is_space):
        tokens.pop(0)
    return who.parsed.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1].text)]
