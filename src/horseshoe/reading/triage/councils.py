"""Which council a text means by "the Security Council" and "the Council": the United Nations' or another's.

Russia, the United States, Israel, Iran and many others have a security council of their own, and so have software projects.
Nothing here needs a parse.
"""

from __future__ import annotations

import csv
import functools
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from importlib import resources

from horseshoe.reading.known import Overlaps
from horseshoe.reading.lexicon import lexicon, words

UNITED_NATIONS = re.compile(r"\bUnited\s+Nations\b|\bU\.?N\.?\b")
SYMBOL = re.compile(r"\bUNSC\b|\bS/(?:RES|PV|PRST)[/.]\d|\bS/(?:19|20)\d\d/\d+|\bSC/\d{4,6}\b")
NAME = re.compile(r"\bSecurity\s+Council(s?)\b", re.IGNORECASE)
BUSINESS = re.compile(r"\b(?:veto\w*|(?:draft\s+)?resolutions?|abst(?:ain|ention)\w*|sanctions|ambassadors?|envoys?|Charter)\b")
_WORD = r"[\w.&’'-]+"
_BEFORE = re.compile(rf"((?:{_WORD}[ \t\n]){{0,4}})$")
_AFTER = re.compile(rf"\s*((?:[’']s\b)?)\s*((?:{_WORD}\s*){{0,5}})")
_SIZE = re.compile(r"(?:\d\d|fifteen|eleven)[-\s]?(?:member|nation|strong|seat)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")
_COUNCIL = re.compile(r"\bCOUNCIL\b|\b[Cc]ouncil\b")
BESIDE = 400  # characters
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+|\n")


@dataclass(frozen=True, slots=True)
class Named:
    """A council named at `[start, end)`; `un` is None where nothing beside the name says whose it is."""

    start: int
    end: int
    un: bool | None


@functools.lru_cache(maxsize=8)
def security_councils(text: str) -> tuple[Named, ...]:
    """Every "Security Council" of a text, in order, each settled as the United Nations' or another's."""
    found = [Named(m.start(), m.end(), _owner(text, m)) for m in NAME.finditer(text)]
    found += [Named(m.start(), m.end(), True) for m in SYMBOL.finditer(text)]
    found.sort(key=lambda n: n.start)
    if all(n.un is not None for n in found):
        return tuple(found)
    sure = [n for n in found if n.un is not None]
    return tuple(n if n.un is not None else replace(n, un=_settled(text, n, sure)) for n in found)


def un_councils(text: str) -> tuple[Named, ...]:
    """The mentions of the United Nations Security Council by its name or its symbols."""
    return tuple(n for n in security_councils(text) if n.un)


def is_others(text: str, start: int, end: int) -> bool:
    """Whether a "Security Council" within `[start, end)` is not the United Nations'."""
    return not all(_by_place(text).on(start, end))


@functools.lru_cache(maxsize=8)
def _by_place(text: str) -> Overlaps[bool]:
    """Of each "Security Council", by where it stands, whether it is the United Nations'."""
    return Overlaps((n.start, n.end, bool(n.un)) for n in security_councils(text))


def other_bodies(text: str) -> tuple[Named, ...]:
    """The other councils, assemblies and parliaments that a text names."""
    found = [Named(m.start(), m.end(), False) for m in _others().finditer(text)]
    return tuple(sorted((*found, *(n for n in security_councils(text) if not n.un)), key=lambda n: n.start))


def unnamed_councils(text: str) -> tuple[Named, ...]:
    """Each "the Council" that is no part of a name, as that of the council named last before it; `un` None where none is.

    Another council speaks for "the council" only as long as a text stays with it (BESIDE).
    """
    ours, others = un_councils(text), other_bodies(text)
    councils = (n for n in others if "ouncil" in text[n.start : n.end])
    named = sorted((*ours, *councils), key=lambda n: n.start)
    by_place = Overlaps((n.start, n.end, n) for n in named)
    found = []
    for m in _COUNCIL.finditer(text):
        if not by_place.on(m.start(), m.start() + 1):
            before = _last_before(m.start(), named, bool(ours))
            found.append(Named(m.start(), m.end(), before.un if before else None))
    return tuple(found)


def _last_before(place: int, named: list[Named], has_ours: bool) -> Named | None:
    """The last of the councils named before a place; where ours is among them, another only if it ends close by."""
    at = bisect_left(named, place, key=lambda n: n.start) - 1
    while at >= 0:
        n = named[at]
        if n.end <= place and (n.un or not has_ours or place - n.end < BESIDE):
            return n
        at -= 1
    return None


def _owner(text: str, m: re.Match[str]) -> bool | None:
    """Examples: the UN Security Council; Russia's Security Council; the Security Council of Iraq; its secretary."""
    before = _words_before(text, m.start())
    possessive, after = _words_after(text, m.end())
    last = _bare(before[-1]) if before else ""
    if last in words("councils", "security.un") or _SIZE.search(" ".join(before[-2:])):
        return True
    if m[1] or last in words("councils", "security.other"):
        return False
    if after[:1] == ["of"] and (of := _of(after[1:])) is not None:
        return of
    follows = "'s" if possessive else after[0].lower().strip(".,") if after else ""
    return False if _is_owned(before, follows) or _has_officer(before, follows) else None


def _is_owned(before: list[str], follows: str) -> bool:
    """Whether a state or a project stands before it, and no business of the United Nations' Council behind it."""
    return bool(before) and follows not in words("councils", "security.matters") and _is_owner(before)


def _words_before(text: str, start: int) -> list[str]:
    """Up to four words before an offset, in the same sentence."""
    found = _BEFORE.search(text, max(0, start - 80), start)
    row = found[1].split() if found else []
    for i in range(len(row) - 1, -1, -1):
        if row[i][-1] in ".,;:" and not re.fullmatch(r"(?:[A-Z]\.)+", row[i]):
            return row[i + 1 :]
    return row


def _words_after(text: str, end: int) -> tuple[bool, list[str]]:
    found = _AFTER.match(text, end)
    return (bool(found[1]), found[2].split()) if found else (False, [])


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word).rstrip(".").lower()


def _is_owner(before: list[str]) -> bool:
    """A state by its adjective or possessive ("Russian", "Russia's", "Sri Lanka's"), or "the Arbitrum"."""
    names, adjectives = _state_words()
    last = before[-1]
    owns = bool(_POSSESSIVE.search(last))
    for size in (1, 2, 3):
        phrase = " ".join(before[-size:])
        plain = _POSSESSIVE.sub("", phrase)
        if phrase in adjectives or (owns and (plain in names or plain in adjectives)):
            return True
    if len(before) < 2 or not last[:1].isupper() or _bare(last) in words("councils", "security.days"):
        return False
    return before[-2].lower() == "the" and last not in names and "-" not in last and not owns


def _of(after: list[str]) -> bool | None:
    """Examples: of the Russian Federation; of Iraq; of the United Nations."""
    row = after[1:] if after[:1] == ["the"] else after
    names, adjectives = _state_words()
    if " ".join(row[:2]).startswith("United Nations") or (row and _bare(row[0].strip(",")) in ("un", "u.n")):
        return True
    if row[:2] and row[0] in ("Republic", "Kingdom", "State", "Kurdistan"):
        return False
    if row and row[0] in adjectives and row[1:2]:
        return False
    return False if any(_POSSESSIVE.sub("", " ".join(row[:n]).rstrip(".,;")) in names for n in (1, 2, 3)) else None


def _has_officer(before: list[str], follows: str) -> bool:
    """Examples: deputy chair of the Security Council; Security Council secretary."""
    officers = words("councils", "security.officers")
    if follows in officers:
        return True
    row = [_bare(w) for w in before]
    row = row[:-1] if row[-1:] == ["the"] else row
    of_officer = row[-1:] == ["of"] and bool(set(row[-2:-1]) & (officers | {"head"}))
    return of_officer and follows != "'s" and row[-3:-2] != ["general"]


@functools.cache
def _state_words() -> tuple[frozenset[str], frozenset[str]]:
    """Names (capitals and seats too) and adjectives of all states."""
    source = resources.files("horseshoe.reading") / "actors" / "lexicon" / "states.csv"
    rows = list(csv.DictReader(x for x in source.read_text("utf-8").splitlines() if x and not x.startswith("#")))
    names = {n for r in rows for key in ("names", "capitals", "seats") for n in r[key].split(";") if n}
    return frozenset(names), frozenset(a for r in rows for a in r["adjectives"].split(";") if a)


def _settled(text: str, bare: Named, sure: list[Named]) -> bool:
    """A name without an owner: the one named last before it, else the next, else the UN's."""
    named_un = UNITED_NATIONS.search(text) is not None or any(n.un for n in sure)
    if named_un and BUSINESS.search(_sentence_around(text, bare)):
        return True
    before = [n for n in sure if n.start < bare.start]
    if sure:
        return bool((before[-1] if before else sure[0]).un)
    return True


def _sentence_around(text: str, n: Named) -> str:
    starts = [m.end() for m in _SENTENCE.finditer(text, max(0, n.start - 600), n.start)]
    end = _SENTENCE.search(text, n.end)
    return text[starts[-1] if starts else max(0, n.start - 600) : end.start() if end else len(text)]


def speaks_of_states(text: str) -> bool:
    """Whether a text names the United Nations or a state."""
    names, adjectives = _state_words()
    known = names | adjectives
    return any(p.search(text) for p in (UNITED_NATIONS, SYMBOL, _SIZE)) or any(
        w in known for w in re.findall(r"[A-Z]\w+", text)
    )


@functools.cache
def _others() -> re.Pattern[str]:
    """The other bodies by name, and councils of a kind: "the city council", "the National Transitional Council"."""
    listed = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in lexicon("councils")["others"]["names"])
    kinds = "|".join(f"[{k[0].upper()}{k[0]}]{k[1:]}" for k in lexicon("councils")["others"]["kinds"])
    return re.compile(rf"\b(?:{listed})\b|\b(?:{kinds})\s+[Cc]ouncil(?:s|\b)")
