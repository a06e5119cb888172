"""Counts without their noun: "killed 30", "5,400 killed", "a toll of 300", "640 from Scandinavia", "including 40 since May"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from horseshoe.model import Figure
from horseshoe.reading.figures.numbers import Quantity, words
from horseshoe.reading.figures.what import event, phrase_behind, what_of
from horseshoe.reading.lexing import Grid, Lexed

Found = tuple[int, int, str, Any]  # first word, index after the last, unit, the token that tells what happened or None
_AT = ("at", "to", "of", "as", "reached", "passed", "exceeded", "topped", "is", "was", "by")
_NEARLY_ALWAYS_PEOPLE = 100_000  # "more than 7 million did not know": so many that do something


@dataclass(frozen=True)
class Bare:
    """A count with the words around it: `before` those of its clause, `last` the figure before it in the text."""

    lexed: Lexed
    grid: Grid
    q: Quantity
    last: Figure | None
    before: tuple[str, ...]
    is_toll: bool

    @property
    def after(self) -> tuple[str, ...]:
        """The five words behind the count."""
        return self.lexed.lower[self.q.stop : self.q.stop + 5]

    @property
    def near(self) -> str:
        """The word right before the count and its bound."""
        return self.lexed.lower[self.q.first - 1] if self.q.first else ""

    def token(self, i: int) -> Any:
        """The token at word `i`."""
        return self.grid.token(self.lexed.starts[i])

    def people(self, *, token: Any = None, more: int = 0) -> Found:
        """The count as one of people, its span `more` words longer."""
        return self.q.first, self.q.stop + more, "people", token

    def same_sentence(self) -> bool:
        """Whether the figure before stands in the same sentence."""
        start, _ = self.grid.sentence(self.lexed.starts[self.q.core])
        return self.last is not None and self.last.span.start >= start

    def sentence_before(self) -> bool:
        """Whether the figure before stands in the same sentence or the one before it."""
        start, _ = self.grid.sentence(self.lexed.starts[self.q.core])
        floor, _ = self.grid.sentence(start - 1) if start else (0, 0)
        return self.last is not None and self.last.span.start >= floor


def bare_count(bare: Bare) -> Found | None:
    """The count's reading by the first rule that fits; None where no rule does."""
    if bare.q.value == 1 and bare.q.in_words:
        return None
    return next((found for rule in _RULES if (found := rule(bare)) is not None), None)


def _others(b: Bare) -> Found | None:
    """Example: the raid wounded 30 others."""
    if b.after and b.after[0] == "others" and b.q.first and event(b.near):
        return b.people(token=b.token(b.q.first - 1), more=1)
    return None


def _of_those(b: Bare) -> Found | None:
    """Example: 30 of those killed; 14 of whom were driven from their homes; 180,000 of them."""
    if b.after[:2] == ("of", "those") and len(b.after) > 2 and event(b.after[2]):
        return b.people(token=b.token(b.q.stop + 2))
    if b.after[:2] == ("of", "whom") and phrase_behind(b.lexed, b.q.stop + 2, at_once=True):
        return b.people(token=b.token(b.q.core))
    if b.after[:2] in (("of", "them"), ("of", "whom"), ("of", "those")) and b.sentence_before() and b.last:
        return b.q.first, b.q.stop, b.last.unit, None
    return None


def _phrase(b: Bare) -> Found | None:
    """Example: 40,000 have been driven from their homes."""
    if b.after and b.after[0] in words()["units"]["ignored"] and b.after[0] != "others":
        return None
    return b.people(token=b.token(b.q.core)) if phrase_behind(b.lexed, b.q.stop, at_once=True) else None


def _verb_behind(b: Bare) -> Found | None:
    """Example: 253 others had been taken hostage and five severely wounded."""
    between = words()["units"]["between"]
    verb = next((w for w in b.after if w not in between), "")
    if not event(verb) or not (b.after[0] == verb or b.after[0] in between):
        return None
    at = b.after.index(verb)
    if at and b.after[0] not in ("others", "more") and b.token(b.q.stop + at).tag_ not in ("VBN", "VBD", "VBG", "JJ"):
        return None
    own = at == 0 and verb in ("dead", "wounded", "injured", "missing", "killed")
    return b.people(token=b.token(b.q.stop + at), more=int(own))


def _counted(b: Bare) -> Found | None:
    """Example: Estimates of the dead differ: it counted at least 20,000."""
    if b.near not in words()["sources"]["counted"]:
        return None
    if b.after and b.after[0] not in (".", ",", ";", "in", "and", "while", "since"):
        return None
    start, _ = b.grid.sentence(b.lexed.starts[b.q.core])
    told = any(event(b.lexed.lower[i]) for i in b.lexed.within(start, b.lexed.starts[b.q.core]))
    if told and b.last is not None and b.same_sentence():
        return b.q.first, b.q.stop, b.last.unit, None  # "30 died, while the army counts 12"
    return b.people() if told else None


def _toll(b: Bare) -> Found | None:
    """Example: The toll stood at 300."""
    if not b.is_toll or b.near not in (*_AT, *words()["passing"]):
        return None
    kind = next((w for w in reversed(b.before) if what_of().get(w)), "")
    new = any(w in words()["sources"]["gathered"] for w in b.before)  # a crowd goes on with nothing told before
    unit = b.last.unit if b.last and not kind and not new else "people"
    return b.q.first, b.q.stop, unit, None if not kind and not new else b.token(b.q.core)


def _moved(b: Bare) -> Found | None:
    """Example: Displacement grew from 70,000 to 750,000 in a year."""
    if b.near != "to" or "from" not in b.before or not any(w in words()["moves"] for w in b.before):
        return None
    at = max(i for i, w in enumerate(b.before) if w == "from")
    kind = any(event(w) for w in b.before[:at])
    return b.people(token=b.token(b.q.core)) if kind and any(w[0].isdigit() for w in b.before[at:]) else None


def _number_of(b: Bare) -> Found | None:
    """Example: The number of staff members working in the camps has reached 35."""
    moved = (*words()["passing"], "reached", "to", "at")
    if "number" not in b.before or b.near not in moved:
        return None
    at = len(b.before) - 1 - b.before[::-1].index("number")
    if b.before[at + 1 : at + 2] != ("of",) or "from" in b.before[at:]:
        return None
    noun = next((w for w in b.before[at + 2 :] if w in words()["units"]["persons"]), None)
    return (b.q.first, b.q.stop, noun, b.token(b.q.core)) if noun else None


def _goes_on(b: Bare) -> Found | None:
    """Example: It has 360 troops from Brazil, 640 from Scandinavia and 50 from Chile; 9,000 fled, including 200 since May."""
    if not b.sentence_before() or b.last is None or not b.after:
        return None
    if b.last.unit.split()[-1] not in (*words()["units"]["persons"], *words()["units"]["things"]):
        return None
    name = b.q.stop + 1 < len(b.lexed.words) and b.token(b.q.stop + 1).tag_[:3] == "NNP"
    elsewhere = b.after[0] in ("to", "from") and name and b.near in (",", "and", "with", "including")
    part = b.near == "including" and b.same_sentence() and b.after[0] in ("since", "in", "on", "from", "during", ")")
    part = part or (b.near == "including" and b.after[0] in words()["sources"]["counted"])
    return (b.q.first, b.q.stop, b.last.unit, None) if elsewhere or part else None


def _doers(b: Bare) -> Found | None:
    """Example: Some 9 million people need food, and 7 million do not know where their next meal will come from."""
    if b.q.value < _NEARLY_ALWAYS_PEOPLE or not b.sentence_before() or b.last is None or not b.after:
        return None
    if b.last.unit.split()[-1] not in words()["units"]["persons"] and b.last.unit != "percent":
        return None
    at = b.q.stop + (b.after[0] in ("more", "others"))
    token = b.token(at) if at < len(b.lexed.words) else None
    return b.people() if token is not None and token.tag_ in ("VBP", "VBD", "MD") else None


def _verb_before(b: Bare) -> Found | None:
    """Example: Guards killed 30 on Monday."""
    ends = not b.after or b.after[0] in words()["units"]["ends"]
    if event(b.near) not in (None, "in need") and b.near != "toll" and ends:  # "it needed nine": votes, not people
        return b.people(token=b.token(b.q.first - 1))
    return None


_RULES: tuple[Callable[[Bare], Found | None], ...] = (
    _others,
    _of_those,
    _phrase,
    _verb_behind,
    _counted,
    _toll,
    _moved,
    _number_of,
    _goes_on,
    _doers,
    _verb_before,
)
