"""What a delegate says in the first person of a draft: "we voted in favour", "my delegation cannot support this text"."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from horseshoe.council.states import names_by_id
from horseshoe.model import DateRange, Position, Span, Stance
from horseshoe.reading.formal.turns import Turn

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]?")
WE = r"(?:we|I|(?:my|our|his|her|its)\s+(?:delegation|country|Government)|the\s+delegation\s+of\s+\w+)"


@functools.cache
def _stances() -> tuple[tuple[Stance, str], ...]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_stances.toml").read_text(encoding="utf-8")
    return tuple((row["stance"], pattern) for row in tomllib.loads(text)["stance"] for pattern in row["patterns"])


@functools.lru_cache(maxsize=256)
def _patterns(state: str) -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    names = sorted({row.name for row in names_by_id().get(state, ())}, key=len, reverse=True)
    who = "|".join([WE, *(rf"(?:the\s+)?{re.escape(n)}" for n in names)])
    return tuple(
        (stance, re.compile(r"\b" + pattern.replace("we ", rf"(?:{who})\s+", 1).replace(" ", r"\s+"), re.IGNORECASE))
        for stance, pattern in _stances()
    )


def positions_in(text: str, turn: Turn, target: str | None, said_on: DateRange | None) -> Iterator[Position]:
    """The stances a delegate takes in a turn on the draft `target`, each once; none for one who speaks for no state."""
    if turn.state is None or turn.state == "united-nations":
        return
    seen: set[Stance] = set()
    for sentence in SENTENCE.finditer(text, turn.start, turn.end):
        for stance, pattern in _patterns(turn.state):
            if stance not in seen and pattern.search(sentence[0]):
                seen.add(stance)
                left = len(sentence[0]) - len(sentence[0].lstrip())
                span = Span.of(text, sentence.start() + left, sentence.start() + len(sentence[0].rstrip()))
                yield Position(turn.state, stance, span, target=target, said_on=said_on)
                break
