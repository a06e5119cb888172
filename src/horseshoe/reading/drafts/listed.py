"""Members named in a list behind a count: "two abstentions (China and Russia)", "two against: Cuba and Yemen"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from horseshoe.model import Stance
from horseshoe.reading.drafts.numbers import number_pattern, value
from horseshoe.reading.drafts.outcomes import Stand
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.votes import taken
from horseshoe.reading.drafts.who import Who
from horseshoe.reading.drafts.words import is_state
from horseshoe.reading.parse import Parsed

_JOINT = re.compile(r"(?:\s|,|\band\b|\bthe\b|\bas well as\b|&)*", re.IGNORECASE)
STANCES: tuple[tuple[str, Stance, str], ...] = (
    ("abst", "abstained", "abstain"),
    ("against", "voted_against", "against"),
    ("oppos", "voted_against", "against"),
    ("no", "voted_against", "against"),
    ("negative", "voted_against", "against"),
    ("in fav", "voted_for", "for"),
)


@functools.cache
def _count() -> re.Pattern[str]:
    number = rf"(?P<n>\d{{1,2}}|{number_pattern()})"
    what = r"abstentions?|abstain(?:ed|ing)|(?:votes? )?against|opposed|no votes?|negative votes?|(?:votes? )?in favou?r"
    return re.compile(
        rf"\b{number} (?:(?:members?|countries|states|nations) )?(?P<what>{what})\s*(?:\(|:|[-–—]+\s|, from )\s*", re.I
    )


def listed(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Stand]:
    """Example: The text got ten votes in favour, two against (Cuba and Yemen) and two abstentions: Ghana and Mali.

    The votes of states listed behind a count, where no more are listed than are counted.
    """
    for sentence in parsed.sentences():
        text = sentence.text
        for match in _count().finditer(text):
            found = list(_states(who, parsed.text, sentence.start_char + match.end(), sentence.end_char))
            counted = value(match["n"])
            if not found or counted is None or len(found) > counted or not taken(text, match):
                continue
            stance, family = next((s, f) for start, s, f in STANCES if start in match["what"].lower())
            word = parsed.tree[parsed.words.at(sentence.start_char + match.start("what"))]
            draft = targets.focus(word, vote=True)
            for actor in found:
                yield Stand(actor, stance, word, draft, "asserted", family)


def _states(who: Who, text: str, at: int, end: int) -> Iterator[str]:
    """The states named one after the other from `at` on, with nothing but commas and "and" between them."""
    for mention, actor in who.known.actors_in(at, end):
        if not is_state(actor.id) or not _JOINT.fullmatch(text[at : mention.span.start]):
            return
        yield actor.id
        at = mention.span.end
