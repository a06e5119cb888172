"""Votes on the Council's proceedings, which are none on a draft: its agenda, its meetings, whom it hears, what it puts off.

Provisional rules of procedure (S/96/Rev.7), rules 9 and 33; nobody can veto such a decision (Charter, Article 27(2)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from horseshoe.reading.drafts.votes import Tally, find_tally, pattern
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Run

_CLAUSE = re.compile(r"[,;:–—]\s|\b(?:after|before|while|when|though|although) ")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][”\"’']?(?=\s)|(?=\n)|$)")


def proceedings(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Example: Nine members voted to put Chad on the agenda. Russia and Togo voted against, and Mali abstained.

    The character ranges in which a vote that is told is one on the Council's proceedings.
    """
    return tuple(_ranges(parsed)) if pattern("proceedings").search(parsed.text) else ()


def _ranges(parsed: Parsed) -> Iterator[tuple[int, int]]:
    of_it = False
    for sentence in parsed.sentences():
        text, start = sentence.text, sentence.start_char
        begins, ends = _begins(text), len(text)
        if begins is None and of_it and not _goes_on(sentence):
            ends = _votes_until(text)
        of_it = begins is not None or (of_it and ends > 0)
        if of_it:
            yield start + (begins or 0), start + ends


def _begins(sentence: str) -> int | None:
    """Example: Its call for a delay got only four votes; it opposed the bid to raise the camps at the Council.

    Where in a sentence a request on the proceedings begins: with it, or with the clause that it stands in where a draft is
    named before. None where a draft stands in a clause behind ("after the call for a delay failed, the draft was adopted").
    """
    found = pattern("proceedings").search(sentence)
    if found is None or any(pattern("own").search(clause) for clause in re.split(r"[,;]", sentence[found.end() :])[1:]):
        return None
    if pattern("own").search(sentence, 0, found.start()) is None:
        return 0
    return max((m.start() for m in _CLAUSE.finditer(sentence, 0, found.start())), default=found.start())


def _votes_until(sentence: str) -> int:
    """Where the clauses end in which a sentence tells of votes and names no draft: told behind a vote on the proceedings."""
    ends = 0
    for clause in re.split(r"(?<=[,;])", sentence):
        if pattern("own").search(clause):
            break
        ends += len(clause)
    return ends if pattern("ballot_words").search(sentence, 0, ends) else 0


def _goes_on(sentence: Run) -> bool:
    """Example: The bid to discuss the camps got four votes. It was opposed by eight members, with three abstentions.

    Whether a sentence tells on of what the one before it was on.
    """
    return next((t.lower_ for t in sentence if not t.is_space), "") in ("it", "this", "they")


def vote_on_proceedings(text: str) -> tuple[int, int, Tally] | None:
    """The first sentence of a text that tells a vote on the proceedings: its characters, and the counts it tells."""
    if pattern("proceedings").search(text) is None:
        return None
    for sentence in _SENTENCE.finditer(text):
        if _begins(sentence.group()) is not None and pattern("cast").search(sentence.group()):
            return sentence.start(), sentence.end(), find_tally(sentence.group())
    return None
