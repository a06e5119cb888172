"""What an article foretells of a draft's fate: pass, fail, be vetoed; whether nine votes are there; a bargain struck."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from horseshoe.council.states import state_of
from horseshoe.forecast.knowledge import table
from horseshoe.model import Draft, Reading, Span

Triple = tuple[float, float, float]
"""Of adopted, vetoed, failed."""
TEXTS = 256  # of which it is remembered which sentences tell something: a forecast over time asks it for every day
PAST = 180  # days after which what a sentence tells is the fate of another text
SENTENCE_END = re.compile(r"(?<=[.!?:;][\"”’'])\s+|(?<=[.!?])\s+(?=[\"“‘'(]?[A-Z0-9])|\n+")
ABBREVIATED = re.compile(r"(?:\b[A-Z]|U\.N|U\.S|Mr|Ms|Mrs|Dr|St|Gen|Sen|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No)\.$")


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing foretold of the draft: `kind` is a signal of data/foretold.toml, `span` the sentence that says so."""

    kind: str
    span: Span

    def likelihood(self) -> Triple:
        """Relative likelihood of such words before a draft that will be adopted, vetoed, failed."""
        stated = table("foretold")["signal"][self.kind]["likelihood"]
        return float(stated["adopted"]), float(stated["vetoed"]), float(stated["failed"])

    @property
    def words(self) -> str:
        """What was said, in the project's words."""
        return str(table("foretold")["signal"][self.kind]["says"])


def likelihood(signals: Sequence[Signal]) -> Triple:
    """The likelihoods of the signals multiplied, each kind once: several sentences of one article say one thing.

    A kind that says less than another (`less_than`) counts nothing beside it.
    """
    found, kinds = (1.0, 1.0, 1.0), dict.fromkeys(s.kind for s in signals)
    for kind in (k for k in kinds if table("foretold")["signal"][k].get("less_than") not in kinds):
        a = next(s for s in signals if s.kind == kind).likelihood()
        found = (found[0] * a[0], found[1] * a[1], found[2] * a[2])
    return found


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, as far as marks tell; an initial or an abbreviation ends none."""
    start = 0
    for match in (*SENTENCE_END.finditer(text), None):
        end = match.start() if match else len(text)
        if match and "\n" not in match.group() and ABBREVIATED.search(text[max(0, end - 8) : end]):
            continue
        words = text[start:end].strip()
        if words:
            at = text.index(words, start)
            yield Span(at, at + len(words), words)
        start = match.end() if match else end


def sentence_at(text: str, span: Span) -> str:
    """The sentence that a span stands in, as far as full stops tell."""
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n", "? ", "! "))
    ends = [e for mark in (". ", "\n") if (e := text.find(mark, span.end - 1)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def foretold(reading: Reading, draft: Draft) -> tuple[Signal, ...]:
    """The signals on a draft: the first sentence of each kind that is about it and not about another draft."""
    found: dict[str, Signal] = {}
    for sentence, kinds in _signalling(reading.document.text):
        if _about(sentence, draft, reading) and not _of_years_ago(sentence, reading):
            for kind in kinds:
                found.setdefault(kind, Signal(kind, sentence))
    return tuple(found.values())


@functools.lru_cache(maxsize=TEXTS)
def _signalling(text: str) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """The sentences of a text that give signals, with their kinds."""
    return tuple((s, kinds) for s in sentences(text) if (kinds := signals_in(s.text)))


def _of_years_ago(sentence: Span, reading: Reading) -> bool:
    """Example: In 2009 a text on Mali won 13 votes. Whether all days that a sentence names lie long before publication."""
    published = reading.document.published
    days = [d.range for d in reading.dates if d.range is not None and d.span.overlaps(sentence)]
    return published is not None and bool(days) and all((published - day.end).days > PAST for day in days)


def signals_in(sentence: str) -> tuple[str, ...]:
    """The kinds of signal that a sentence gives: "Both texts are expected to fail, diplomats said." -> ("fails",)."""
    stated = table("foretold")
    words = " ".join(sentence.lower().replace("’", "'").replace("“", '"').replace("”", '"').split()) + " "
    if any(r in words for r in stated["rule"]) or not any(s in words for s in stated["subject"]):
        return ()
    return tuple(
        kind for kind, row in stated["signal"].items() if any(_holds(words, c, stated["reach"]) for c in row["construction"])
    )


def _holds(words: str, construction: dict[str, Any], far: int) -> bool:
    """Whether a sentence holds one of the first words, one of the second not far behind, and none that denies it before."""
    reach = construction.get("reach", far)
    for first in construction["first"]:
        if first.partition("{}")[0] not in words:
            continue
        for match in _places(first).finditer(words):
            after = words[match.end() - 1 : match.end() + reach]
            if not any(then in after for then in construction["then"]):
                continue
            before = words[max(0, match.start() - far) : match.end()]
            if not any(b in before and b not in first for b in construction.get("before", ())):
                return True
    return False


@functools.lru_cache(maxsize=1024)
def _places(words: str) -> re.Pattern[str]:
    return re.compile(r"\b" + re.escape(words).replace(r"\{\}", r"(?:[\w'.-]+ ){0,2}"))


def _about(sentence: Span, draft: Draft, reading: Reading) -> bool:
    """Whether a sentence is about a draft: it names it, names none after a mention of it, or speaks of both texts."""
    others = [d for d in reading.drafts if d.id != draft.id and not d.background]
    if not others or re.search(r"\b(?:both|neither|either)\b", sentence.text.lower()):
        return True
    told = [(m, d.id) for d in (draft, *others) for m in d.mentions]
    if here := {id_ for m, id_ in told if m.overlaps(sentence)}:
        return draft.id in here
    last = max(((m.start, id_) for m, id_ in told if m.start < sentence.start), default=None)
    return last is None or last[1] == draft.id


def members_left_open(reading: Reading, draft: Draft, members: Sequence[str]) -> tuple[tuple[str, Span], ...]:
    """The members whose vote a sentence leaves open ("the position of Russia remained less clear"), with the sentence."""
    found: dict[str, Span] = {}
    for sentence in _leaving_open(reading.document.text):
        if _about(sentence, draft, reading):
            for state in members_in(reading, sentence, members):
                found.setdefault(state, sentence)
    return tuple(found.items())


@functools.lru_cache(maxsize=TEXTS)
def _leaving_open(text: str) -> tuple[Span, ...]:
    """The sentences of a text that leave something open of a vote."""
    stated = table("foretold")["open"]

    def leaves(words: str) -> bool:
        return any(w in words for w in stated["words"]) and any(t in words for t in stated["then"])

    return tuple(s for s in sentences(text) if leaves(s.text.lower()))


def members_in(reading: Reading, sentence: Span, members: Sequence[str]) -> tuple[str, ...]:
    """The members that a sentence names."""
    states = ((state_of(a.id), a) for a in reading.actors)
    return tuple(dict.fromkeys(s for s, a in states if s in members and any(m.span.overlaps(sentence) for m in a.mentions)))
