"""The dossier of a situation: what the record's documents say of it, by day, draft, member, figure and speaker.

An answer as of a day rests only on documents published by then; documents without a date are then left out and counted.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Integer, Select, and_, bindparam, case, func, select

from horseshoe.record.dossiers.dossier_types import (
    ClaimEntry,
    Dossier,
    DraftEntry,
    DraftVersion,
    Episode,
    FigurePoint,
    FigureSeries,
    PositionEntry,
    QuoteEntry,
    Source,
    TextVersion,
    TimelineEntry,
)
from horseshoe.record.item_ref import ItemRef
from horseshoe.record.linking.link import fits_time, one_draft
from horseshoe.record.names import situation_id, title
from horseshoe.record.schema import actors, copies, documents, drafts, items, situations
from horseshoe.stances import COURSE, row_of

AROUND = 300  # characters on either side of a draft's name in which its sentence is looked for
_STOP = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z\"“‘'])|\n\s*\n")
EPISODE_GAP = timedelta(days=180)  # a silence that long begins a new chapter


def build(
    connection: Connection,
    situation: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    limit: int | None = 50,
) -> Dossier:
    """The dossier of a situation, by id (`SYR`) or name (`syria`).

    `as_of` leaves out what was published later, `since` marks and counts what was published from that day on, `limit` bounds
    each list to its newest entries (None: all). OutsideRecordError when the record holds nothing on the situation.
    """
    id_ = situation_id(connection, situation)
    builder = _Builder(connection, id_, as_of, since, limit)
    dossier = Dossier(id_, title(id_), as_of, since)
    builder.count(dossier)
    dossier.episodes = builder.episodes()
    dossier.drafts = builder.drafts()
    dossier.positions = builder.positions()
    dossier.figures = builder.figures()
    dossier.quotes = builder.quotes()
    dossier.claims = builder.claims()
    dossier.text_versions = builder.text_versions()
    dossier.timeline = builder.timeline(dossier)
    return dossier


_Held = tuple[str, str, int | None]  # actor, stance and draft


class _Builder:
    """Asks the record for the parts of one dossier."""

    def __init__(
        self, connection: Connection, situation: str, as_of: date | None, since: date | None, limit: int | None
    ) -> None:
        self.connection, self.situation, self.limit = connection, situation, limit
        self.as_of, self.since = as_of, since
        self.one: dict[int, int] = {}  # numbers of drafts -> the number of the card they share
        linked = select(actors.c.id, actors.c.canonical).where(actors.c.id != actors.c.canonical)
        self.canonical: dict[str, str] = {row.id: row.canonical for row in connection.execute(linked)}

    def count(self, dossier: Dossier) -> None:
        """Numbers of documents and statements."""
        here: ColumnElement[bool] = situations.c.situation == self.situation
        undated = select(func.count()).where(here, situations.c.published.is_(None))
        dossier.undated = self.connection.execute(undated).scalar_one()
        if self.as_of:
            here = and_(here, situations.c.published <= self.as_of)
        dossier.sources = self.connection.execute(select(func.count()).where(here)).scalar_one()
        counted = select(situations.c.document).where(here)
        places = self.connection.execute(select(func.count()).where(copies.c.document.in_(counted))).scalar_one()
        near = self.connection.execute(select(func.count()).where(documents.c.lead.in_(counted))).scalar_one()
        dossier.copies = places - dossier.sources + near
        kinds = select(items.c.kind, func.count()).where(items.c.situation == self.situation).group_by(items.c.kind)
        if self.as_of:
            kinds = kinds.where(items.c.published <= self.as_of)
        dossier.totals = dict(sorted((kind, count) for kind, count in self.connection.execute(kinds)))
        if self.since:
            fresh = kinds.where(items.c.published >= self.since)
            dossier.new = dict(sorted((kind, count) for kind, count in self.connection.execute(fresh)))
            new = select(func.count()).where(here, situations.c.published >= self.since)
            dossier.new["document"] = self.connection.execute(new).scalar_one()

    def episodes(self) -> tuple[Episode, ...]:
        """Stretches of time with documents, newest first, parted by silences."""
        query = (
            select(situations.c.published, func.count())
            .where(situations.c.situation == self.situation, situations.c.published.is_not(None))
            .group_by(situations.c.published)
            .order_by(situations.c.published)
        )
        if self.as_of:
            query = query.where(situations.c.published <= self.as_of)
        found: list[Episode] = []
        for day, count in self.connection.execute(query):
            if found and day - found[-1].end <= EPISODE_GAP:
                found[-1] = Episode(found[-1].start, day, found[-1].documents + count)
            else:
                found.append(Episode(day, day, count))
        return tuple(reversed(found))

    def drafts(self) -> tuple[DraftEntry, ...]:
        """The drafts, each with what the documents say of it in order of time; the latest spoken of first."""
        rows = self._rows("draft")
        cases = {row.no: row for row in self._cases({r.draft for r in rows})}
        provisions: dict[tuple[int, int], list[str]] = {}
        for p in reversed(self._rows("provision", limit=4 * self.limit if self.limit else None)):
            provisions.setdefault((p.document, p.draft), []).append(_one_line(p.words))
        by_case: dict[int, list[Any]] = {}
        for row in reversed(rows):
            by_case.setdefault(row.draft, []).append(row)
        entries = _joined(self._draft(cases[no], found, provisions) for no, found in by_case.items())
        self.one = {no: entry.no for entry in entries for no in entry.numbers}
        return tuple(sorted(entries, key=lambda e: (e.last_day or date.min, e.no), reverse=True))

    def _cases(self, numbers: set[int]) -> list[Any]:
        return list(self.connection.execute(select(drafts).where(drafts.c.no.in_(sorted(numbers)))))

    def _draft(self, case: Any, rows: list[Any], provisions: dict[tuple[int, int], list[str]]) -> DraftEntry:
        versions, sponsors, symbols = [], dict[str, None](), list[str]()
        days = [day for row in rows for day in (row.day_from or row.published, row.day_to or row.published) if day]
        for row in rows:
            extra = json.loads(row.extra or "{}")
            symbols += [s for s in (extra.get("symbol"), extra.get("matches")) if s]
            sponsors.update(dict.fromkeys(extra.get("sponsors", ())))
            said = tuple(provisions.get((row.document, case.no), ()))
            versions.append(
                DraftVersion(
                    row.label,
                    extra.get("label", case.label),
                    tuple(extra.get("sponsors", ())),
                    said,
                    extra.get("link", {}),
                    self._source(row),
                    row.day_to if row.day_from == row.day_to else None,
                    extra.get("background", False),
                    tuple(extra.get("vote", ())),
                    tuple(extra.get("vetoed_by", ())),
                )
            )
        status = max((row.label for row in rows), key=_course)
        first, last = min(days, default=None), max(days, default=None)
        symbol = next((s for s in symbols if fits_time(s, first, last)), None)
        return DraftEntry(
            case.no, versions[0].label, symbol, tuple(sponsors), status, first, last, tuple(versions),
            new=bool(self.since and all(row.published and row.published >= self.since for row in rows)),
        )  # fmt: skip

    def positions(self) -> dict[str, tuple[PositionEntry, ...]]:
        """Each actor's stances, oldest first, with reversals and what was taken back marked."""
        found: dict[str, list[PositionEntry]] = {}
        denials: dict[_Held, list[Source]] = {}
        for row in self._rows("position"):
            extra = json.loads(row.extra or "{}")
            negated = bool(extra.get("negated"))
            if extra.get("certainty"):
                continue
            who, draft = self._who(row.actor) or "?", self.one.get(row.draft, row.draft)
            if negated:
                denials.setdefault((who, row.label, draft), []).append(self._source(row))
                if row.label != "threatens_veto":
                    continue
            found.setdefault(who, []).append(
                PositionEntry(
                    who,
                    row.label,
                    draft,
                    _said_by(row.day_to, row.published),
                    self._source(row),
                    extra.get("condition"),
                    row.target,
                    row.reported_by,
                    negated=negated,
                )
            )
        return {who: with_reversals(_taken_back(e, denials) for e in entries) for who, entries in sorted(found.items())}

    def figures(self) -> tuple[FigureSeries, ...]:
        """What each source counts, as series; rival series of one thing stand side by side."""
        found: dict[tuple[str, str | None, str, str | None], list[FigurePoint]] = {}
        for row in self._rows("figure"):
            extra = json.loads(row.extra or "{}")
            key = (row.label, row.target, extra.get("unit", ""), self._who(row.actor))
            point = FigurePoint(row.published, row.value, row.upper, extra.get("bound", "exact"), self._source(row))
            found.setdefault(key, []).append(point)
        ranked = sorted(found.items(), key=lambda kv: (kv[0][0], kv[0][1] or "", kv[0][3] or ""))
        return tuple(FigureSeries(*key, tuple(reversed(points))) for key, points in ranked)

    def quotes(self) -> tuple[QuoteEntry, ...]:
        """Quotations, newest first."""
        found = []
        for row in self._rows("quote"):
            extra = json.loads(row.extra or "{}")
            found.append(QuoteEntry(self._who(row.actor), extra.get("name"), extra.get("role"), row.label, self._source(row)))
        return tuple(found)

    def claims(self) -> tuple[ClaimEntry, ...]:
        """Claims and denials, newest first."""
        return tuple(
            ClaimEntry(
                row.label, self._who(row.actor), row.target, json.loads(row.extra or "{}").get("denied_by"), self._source(row)
            )
            for row in self._rows("claim")
        )

    def text_versions(self) -> tuple[TextVersion, ...]:
        """Texts that correct or update another one, newest first."""
        story = documents.alias()
        query = (
            select(documents, story.c.id.label("of"))
            .join(situations, situations.c.document == documents.c.no)
            .join(story, story.c.no == documents.c.version_of)
            .where(situations.c.situation == self.situation)
            .order_by(documents.c.published.desc(), documents.c.no.desc())
            .limit(self.limit)
        )
        if self.as_of:
            query = query.where(documents.c.published <= self.as_of)
        return tuple(
            TextVersion(r.id, r.of, r.published, r.publisher, tuple(json.loads(r.changed or "[]")))
            for r in self.connection.execute(query)
        )

    def timeline(self, dossier: Dossier) -> tuple[TimelineEntry, ...]:
        """Drafts, positions and dated events in order of time, the newest last."""
        entries = [
            TimelineEntry(v.source.published, "draft", f"{v.label}: {v.status.replace('_', ' ')}", v.source)
            for d in dossier.drafts
            for v in _changes(d.versions)
            if v.source.published
        ]
        entries += [
            TimelineEntry(p.day, "position", f"{p.actor} {p.stance.replace('_', ' ')}", p.source)
            for ps in dossier.positions.values()
            for p in ps
            if p.day
        ]
        seen: set[tuple[int, int]] = set()
        for row in self._rows("event"):
            if (place := (row.document, row.start)) not in seen:
                seen.add(place)
                entries.append(TimelineEntry(row.day_to, "event", _one_line(row.words), self._source(row)))
        entries.sort(key=lambda e: (e.day, e.what, e.text))
        return tuple(entries[-self.limit :] if self.limit else entries)

    def _rows(self, kind: str, limit: int | None = None) -> list[Any]:
        """Items of a kind with their words and origin, newest first."""
        bound = limit or self.limit
        asked = {"situation": self.situation, "kind": kind, "as_of": self.as_of, "bound": bound}
        query = _query(kind, dated=self.as_of is not None, bounded=bound is not None)
        return list(self.connection.execute(query, {k: v for k, v in asked.items() if v is not None}))

    def _source(self, row: Any) -> Source:
        ref, words = ItemRef.of(row.id, row), row.words
        if row.kind == "draft":
            inside = min(row.start, AROUND)
            words = sentence(row.words, inside, inside + row.stop - row.start)
        new = bool(self.since and row.published and row.published >= self.since)
        return Source(str(ref), row.id, row.published, row.publisher, _one_line(words), row.judgement, new)

    def _who(self, actor: str | None) -> str | None:
        return self.canonical.get(actor, actor) if actor else None


@functools.cache
def _query(kind: str, *, dated: bool, bounded: bool) -> Select[Any]:
    """The question for a situation's items of a kind, newest first: linked drafts, dated events. Made once, since that is slow.

    It asks for `situation` and `kind`, `as_of` where `dated`, and `bound` where `bounded`.
    """
    chosen = select(items).where(items.c.situation == bindparam("situation"), items.c.kind == bindparam("kind"))
    if kind == "draft":
        chosen = chosen.where(items.c.draft.is_not(None))
    if kind == "event":
        chosen = chosen.where(items.c.day_to.is_not(None))
    if dated:
        chosen = chosen.where(items.c.published <= bindparam("as_of", type_=Date))
    chosen = chosen.order_by(items.c.published.desc(), items.c.no.desc())
    if bounded:
        chosen = chosen.limit(bindparam("bound", type_=Integer))
    row = chosen.subquery()
    words = func.substr(documents.c.text, row.c.start + 1, row.c.stop - row.c.start).label("words")
    if kind == "draft":  # its name says little: the sentence that holds it is its evidence
        begin = case((row.c.start > AROUND, row.c.start - AROUND), else_=0)
        words = func.substr(documents.c.text, begin + 1, row.c.stop + AROUND - begin).label("words")
    return (
        select(row, documents.c.id, documents.c.publisher, words)
        .join(documents, documents.c.no == row.c.document)
        .order_by(row.c.published.desc(), row.c.no.desc())
    )


def _taken_back(entry: PositionEntry, denials: Mapping[_Held, list[Source]]) -> PositionEntry:
    """The entry with the first later text that says that it does not hold, where there is one."""
    since = entry.source.published if not entry.negated else None
    denied = denials.get((entry.actor, entry.stance, entry.draft), [])
    later = [d for d in denied if since and d.published and d.published > since]
    first = min(later, key=lambda d: d.published or date.max, default=None)
    return replace(entry, taken_back=first) if first else entry


def with_reversals(entries: Iterable[PositionEntry]) -> tuple[PositionEntry, ...]:
    """One actor's entries, oldest first, with `reversal` set where the side on a draft differs from the side before."""
    ordered = sorted(entries, key=lambda e: (e.day or date.min, e.source.published or date.min, e.source.ref))
    sides: dict[int | None, int] = {}
    found = []
    for entry in ordered:
        side = None if entry.negated else row_of(entry.stance).side
        before = sides.get(entry.draft)
        if side is not None:
            sides[entry.draft] = side
        turned = side is not None and before is not None and side != before
        found.append(entry.turned() if turned else entry)
    return tuple(found)


def _said_by(day: date | None, published: date | None) -> date | None:
    """The day of a stance: as told, but nobody takes one after the document that tells of it."""
    return min(day, published) if day and published else day or published


def _course(status: str) -> int:
    return COURSE.index(status) if status in COURSE else 0


def _joined(entries: Iterable[DraftEntry]) -> list[DraftEntry]:
    """Drafts that are one as one entry, with all that either's documents tell, in order of time."""
    found: list[DraftEntry] = []
    for entry in sorted(entries, key=lambda e: e.no):
        twin = next((n for n, other in enumerate(found) if one_draft(other, entry)), None)
        if twin is None:
            found.append(entry)
        else:
            found[twin] = _with(found[twin], entry)
    return found


def _with(one: DraftEntry, other: DraftEntry) -> DraftEntry:
    versions = sorted((*one.versions, *other.versions), key=lambda v: v.source.published or date.min)
    return replace(
        one,
        symbol=max((s for s in (one.symbol, other.symbol) if s), default=None, key=lambda s: (len(s), s)),  # the newest
        sponsors=tuple(dict.fromkeys((*one.sponsors, *other.sponsors))),
        status=max((one.status, other.status), key=_course),
        first_day=min(d for d in (one.first_day, other.first_day) if d),
        last_day=max(d for d in (one.last_day, other.last_day) if d),
        versions=tuple(versions),
        new=one.new and other.new,
        also=(*one.also, *other.numbers),
    )


def _changes(versions: Iterable[DraftVersion]) -> list[DraftVersion]:
    """The first version, and each one in which the status is another than before."""
    found: list[DraftVersion] = []
    for version in versions:
        if not found or version.status != found[-1].status:
            found.append(version)
    return found


def sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text that holds `[start, end)`, as far as marks at the end of sentences and paragraphs tell it."""
    before = max((m.end() for m in _STOP.finditer(text, 0, start)), default=0)
    after = _STOP.search(text, end)
    return text[before : after.start() + 1 if after else len(text)].strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
