"""The language of `horseshoe search`: words, "phrases", -without, and fields such as `actor:RUS stance:threatens_veto`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from horseshoe.errors import UsageError
from horseshoe.model import DOCUMENT_KINDS, STANCES

ITEM_KINDS = ("actor", "quote", "position", "draft", "provision", "figure", "event", "claim")
FIELDS = {
    "actor": "who acts, speaks, holds a position or is named: an id (RUS) or a name",
    "speaker": "who is quoted: an id or a name",
    "stance": "a position: " + ", ".join(STANCES),
    "draft": "a draft: its symbol, number in the record, or words of its name",
    "situation": "a situation: an id (SYR) or a name",
    "source": "the publisher",
    "kind": "a kind of document: " + ", ".join(DOCUMENT_KINDS),
    "has": "a kind of statement: " + ", ".join(ITEM_KINDS),
    "after": "published on that day or later",
    "before": "published before that day",
    "on": "published on that day, in that month or year",
}
_TOKEN = re.compile(r'\s*(?P<not>-)?(?:(?P<field>[A-Za-z_]+):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+)|(?<=:)(?P<none>))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(slots=True)
class Query:
    """A parsed query. Words and phrases are asked of the text; the rest of the tables."""

    words: list[list[str]] = field(default_factory=list)  # words or phrases; of those in one list any will do
    without: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    stances: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    situations: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    has: list[str] = field(default_factory=list)
    start: date | None = None  # first day of publication
    stop: date | None = None  # the day after the last


def parse_query(text: str) -> Query:
    """Parse a query.

    UsageError, one line with the fix, for an empty query, an unknown field or value, a wrong date, an open quotation mark.
    """
    if text.count('"') % 2:
        raise UsageError("a quotation mark is not closed", where="query", fix='write phrases as "like this"')
    query, either = Query(), False  # either: an OR waits for its second word
    for m in _tokens(text.replace("\x00", " ").strip()):
        value = m["quoted"] if m["quoted"] is not None else m["plain"] or ""
        field_ = bool(m["field"]) and not (m["plain"] or "").startswith("//")
        is_or = value == "OR" and bool(m["plain"]) and not m["field"] and not m["not"]
        words = "" if field_ or is_or else _words(value)
        if (is_or and not query.words) or (either and not words):
            raise _lonely_or()
        if field_:
            _take_field(query, m["field"].lower(), value.strip(), bool(m["not"]))
        elif words:
            _take_words(query, words, without=bool(m["not"]), either=either)
        either = is_or
    if either:
        raise _lonely_or()
    if query == Query():
        raise UsageError("nothing is asked", where="query", fix="give words, or fields such as actor:RUS stance:threatens_veto")
    if query.without and not (query.words or _has_field(query)):
        raise UsageError("a query cannot only leave out", where="query", fix="add a word or a field to look for")
    return query


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        m = _TOKEN.match(text, position)
        if not m or m.end() == position:
            raise UsageError(f"cannot be understood at {text[position : position + 20]!r}", where="query")
        position = m.end()
        yield m


def _lonely_or() -> UsageError:
    return UsageError("OR stands between two words", where="query", fix="write: veto OR abstain")


def _take_words(query: Query, words: str, *, without: bool, either: bool) -> None:
    if without:
        query.without.append(words)
    elif either:
        query.words[-1].append(words)
    else:
        query.words.append([words])


def _words(value: str) -> str:
    """The letters and digits of a word or phrase: no sign of the databases' own query languages gets through."""
    return " ".join(re.findall(r"[^\W_]+", value))


def _has_field(query: Query) -> bool:
    return any((query.actors, query.speakers, query.stances, query.drafts, query.situations, query.sources, query.kinds,
                query.has, query.start, query.stop))  # fmt: skip


def _take_field(query: Query, name: str, value: str, negated: bool) -> None:
    if name.rstrip("s") not in FIELDS and name not in FIELDS:
        near = difflib.get_close_matches(name, FIELDS, 1)
        raise UsageError(
            f"unknown field {name!r}", where="query", fix=f"did you mean {near[0]}:?" if near else "use " + ", ".join(FIELDS)
        )
    name = name if name in FIELDS else name.rstrip("s")
    if negated:
        raise UsageError(f"-{name}: cannot be left out", where="query", fix="only words can: -sanctions")
    if not value:
        raise UsageError(f"{name}: has no value", where="query", fix=f"{name}: takes {FIELDS[name]}")
    if name in ("after", "before", "on"):
        _take_date(query, name, value)
        return
    allowed = {"stance": STANCES, "kind": DOCUMENT_KINDS, "has": ITEM_KINDS}.get(name)
    if allowed and (value := value.lower().replace(" ", "_").replace("-", "_")) not in allowed:
        near = difflib.get_close_matches(value, allowed, 1)
        fix = f"did you mean {name}:{near[0]}?" if near else "use " + ", ".join(allowed)
        raise UsageError(f"unknown {name} {value!r}", where="query", fix=fix)
    target = {
        "actor": query.actors, "speaker": query.speakers, "stance": query.stances, "draft": query.drafts,
        "situation": query.situations, "source": query.sources, "kind": query.kinds, "has": query.has,
    }[name]  # fmt: skip
    target.append(value)


def _take_date(query: Query, name: str, value: str) -> None:
    first, after = _period(value, name)
    if name != "before":
        query.start = max(query.start or first, first)
    if name != "after":
        end = first if name == "before" else after
        query.stop = min(query.stop or end, end)
    if query.start and query.stop and query.start >= query.stop:
        raise UsageError("no day lies between these dates", where="query", fix="put after: before before:")


def _period(value: str, name: str) -> tuple[date, date]:
    """First day of a day, month or year, and the day after its last."""
    m = _DATE.fullmatch(value)
    try:
        if m:
            year, month, day = int(m[1]), int(m[2] or 1), int(m[3] or 1)
            first = date(year, month, day)
            if m[3]:
                return first, first + timedelta(days=1)
            return first, date(year + 1, 1, 1) if not m[2] else date(year + month // 12, month % 12 + 1, 1)
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"{value!r} is not a date", where=f"{name}:", fix="write it as 2012-02-01, 2012-02 or 2012")
