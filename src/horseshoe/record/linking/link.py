"""One draft, one person, many documents: which case of the record a reading's draft belongs to, and which person a name is.

Every link has a score from 0 to 1 and its reason in words; below LINKED a draft opens a case of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.council.votes_on_record import find_draft
from horseshoe.model import Draft
from horseshoe.stances import COURSE, FINAL

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import DraftEntry

LINKED = 0.6
DAYS_APART = 120  # a draft is seldom spoken of as pending for longer
_NAMES = 0.25  # what equal names add
_REVISION = re.compile(r"/Rev\.\d+$")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(slots=True)
class Case:
    """A draft as the record knows it, after any number of documents."""

    no: int
    label: str
    symbol: str | None = None
    situation: str | None = None
    sponsors: tuple[str, ...] = ()
    status: str = "pending"
    status_day: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    new: bool = field(default=False, compare=False)
    changed: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """To which case (or person), how surely, and why."""

    target: str
    score: float
    reason: str


def best_case(draft: Draft, situation: str | None, published: date | None, cases: Iterable[Case]) -> tuple[Case, Link] | None:
    """The case that the draft belongs to, or None when no case scores LINKED or more."""
    scored = [(link, case) for case in cases if (link := draft_link(draft, situation, published, case))]
    if not scored:
        return None
    link, case = max(scored, key=lambda s: (s[0].score, -s[1].no))
    return (case, link) if link.score >= LINKED else None


def draft_link(draft: Draft, situation: str | None, published: date | None, case: Case) -> Link | None:
    """How surely `draft`, read in a document of that day and situation, is `case`; None where they exclude each other."""
    symbol = draft.symbol or draft.matches
    if symbol and case.symbol:
        return Link(str(case.no), 1.0, f"same symbol {symbol}") if symbol == case.symbol else None
    here = draft.situation or situation
    if here and case.situation and here != case.situation:
        return None
    apart = _days_apart(draft, published, case)
    if apart is not None and apart > DAYS_APART:
        return None
    if case.status in FINAL and draft.status in FINAL and draft.status != case.status:
        return None
    return _weigh(draft, here, apart, case)


def _weigh(draft: Draft, here: str | None, apart: int | None, case: Case) -> Link | None:
    if draft.sponsors and case.sponsors and set(draft.sponsors).isdisjoint(case.sponsors):
        return None  # with other sponsors it takes a common symbol
    score, reasons = 0.0, []
    if here and here == case.situation:
        score += 0.35
        reasons.append(f"same situation {here}")
    mine, theirs = set(draft.sponsors), set(case.sponsors)
    if mine and theirs:
        score += 0.3 * len(mine & theirs) / len(mine | theirs)
        reasons.append(f"sponsors {', '.join(sorted(mine & theirs))} in both")
    if apart is not None:
        score += 0.2 * (1 - apart / DAYS_APART)
        reasons.append(f"{apart} days apart")
    if draft.status == case.status:
        score += 0.05
    if score + _NAMES < LINKED:  # however like the names are
        return None
    from rapidfuzz import fuzz  # by those who compare names, not by those who only ask the record

    likeness = fuzz.token_set_ratio(draft.label.lower(), case.label.lower()) / 100
    score += _NAMES * likeness
    if likeness >= 0.7:
        reasons.append(f"like names ({likeness:.2f})")
    return Link(str(case.no), round(max(0.0, min(score, 0.99)), 3), "; ".join(reasons) or "nothing in common but the time")


def _days_apart(draft: Draft, published: date | None, case: Case) -> int | None:
    """Days between what the text says of the draft's time (or its publication) and the case's span of time."""
    start, end = (draft.when.start, draft.when.end) if draft.when else (published, published)
    if start is None or end is None or case.first_day is None or case.last_day is None:
        return None
    return max(0, (case.first_day - end).days, (start - case.last_day).days)


def absorb(case: Case, draft: Draft, situation: str | None, published: date | None) -> None:
    """Add to the case what this draft tells: symbol, sponsors, days, and the status if it is later or more final."""
    case.changed = True
    told = draft.symbol or draft.matches
    if told and not case.symbol and fits_time(told, case.first_day or published, case.last_day or published):
        case.symbol = told
    case.situation = case.situation or draft.situation or situation
    case.sponsors = tuple(dict.fromkeys((*case.sponsors, *draft.sponsors)))
    for day in (draft.when.start, draft.when.end) if draft.when else (published,):
        if day:
            case.first_day = min(case.first_day or day, day)
            case.last_day = max(case.last_day or day, day)
    if COURSE.index(draft.status) > COURSE.index(case.status):
        case.status, case.status_day = draft.status, draft.vote.date or published


def fits_time(symbol: str, first: date | None, last: date | None) -> bool:
    """Whether a symbol can be that of a draft told of from `first` to `last`: S/2024/826 is of 2024."""
    if first is None or last is None:
        return True
    if (voted := find_draft(symbol)) is not None:
        return (first - voted.date).days <= DAYS_APART and (voted.date - last).days <= DAYS_APART
    year = _YEAR.search(symbol)
    return year is None or first.year - 1 <= int(year[1]) <= last.year + 1


def first_version(symbol: str) -> str:
    """The symbol under which a draft was first circulated: S/2024/826 of S/2024/826/Rev.1."""
    return _REVISION.sub("", symbol)


def one_draft(a: DraftEntry, b: DraftEntry) -> bool:
    """Whether two of the record's drafts on a situation are one: the sponsors of one are among the other's, soon after.

    A later document that names more sponsors joins what an earlier one with fewer was told under. Two symbols, two outcomes,
    one document that tells of both, or a silence of half of DAYS_APART keep them apart. A revision is the same draft:
    S/2024/826 and S/2024/826/Rev.1.
    """
    if a.symbol and b.symbol and first_version(a.symbol) == first_version(b.symbol):
        return True
    if not a.sponsors or not b.sponsors or not (set(a.sponsors) <= set(b.sponsors) or set(b.sponsors) <= set(a.sponsors)):
        return False
    if (a.symbol and b.symbol and a.symbol != b.symbol) or (a.status in FINAL and b.status in FINAL and a.status != b.status):
        return False
    if {v.source.document for v in a.versions} & {v.source.document for v in b.versions}:
        return False  # one document that tells of both keeps them apart
    if a.first_day is None or b.first_day is None or a.last_day is None or b.last_day is None:
        return False
    return max((a.first_day - b.last_day).days, (b.first_day - a.last_day).days) <= DAYS_APART // 2


def surname(name: str) -> str:
    """The last word of a person's name, lower case, without accents: the key under which persons are compared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = plain.replace(".", " ").split()
    return words[-1].lower() if words else ""


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of a person."""

    id: str
    name: str
    speaks_for: str | None = None


def same_person(person: Person, known: Sequence[Person]) -> Link | None:
    """The known person of the same surname that this one is, if one fits and no second does as well."""
    scored = sorted((link for k in known if (link := _person_link(person, k))), key=lambda link: -link.score)
    if not scored or (len(scored) > 1 and scored[0].score - scored[1].score < 0.05):
        return None
    return scored[0]


def _person_link(person: Person, known: Person) -> Link | None:
    if person.id == known.id or (person.speaks_for and known.speaks_for and person.speaks_for != known.speaks_for):
        return None
    mine, theirs = _given(person.name), _given(known.name)
    together = f", both for {person.speaks_for}" if person.speaks_for and person.speaks_for == known.speaks_for else ""
    if mine and theirs:
        from rapidfuzz.distance import JaroWinkler

        likeness = JaroWinkler.similarity(mine, theirs)
        if likeness >= 0.9 or (mine[0] == theirs[0] and 1 in (len(mine), len(theirs))):
            score = round(0.6 + 0.2 * likeness + (0.2 if together else 0.0), 3)
            return (
                Link(known.id, score, f"same surname, like given names ({likeness:.2f}){together}") if score >= 0.75 else None
            )
        return None
    if together:
        return Link(known.id, 0.8, f"same surname{together}")
    return None


def _given(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = [w for w in plain.replace(".", " ").split() if w not in ("mr", "mrs", "ms", "dr", "sir", "ambassador")]
    return " ".join(words[:-1])
