"""From a dossier of the record to a Page: the newest of each list that an editor would print, every line with its source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.brief.drawing.horseshoe import phrase
from horseshoe.brief.model import Line, Note, Page, Section
from horseshoe.brief.situation.standing import Standing, decided_words, draft_name, fate, standing
from horseshoe.brief.situation.table import namer
from horseshoe.brief.situation.timeline import by_day
from horseshoe.brief.wording import BOUNDS, quoted
from horseshoe.brief.words import capital, counted, long_day, percent, status_word, told_chances

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import Dossier, PositionEntry, Source
    from horseshoe.record.record import Record

Name = Callable[[str | None], str]
SHOWN = {"drafts": 4, "council": 13, "figures": 7, "quotes": 4, "claims": 3, "timeline": 10, "precedents": 4}  # lines


def _told(text: str, source: Source) -> Line:
    """A line that rests on words of one document; what is new, and what a person judged, says so."""
    judged = f" ({source.judgement} by a person)" if source.judgement else ""
    return Line(f"{text}{judged}{' (new)' if source.new else ''}", notes=(note(source),))


def dossier_page(record: Record, dossier: Dossier, full: bool = False) -> Page:
    """The page of a dossier: the answer first, then the newest of each list (`full`: all of it)."""
    name = namer(record, dossier, dossier.as_of or newest(dossier))
    st = standing(record, dossier, name=name)

    def most(key: str) -> int | None:
        return None if full else SHOWN[key]

    sections = (
        Section("forecast", "Forecast", _forecast(st, name), "forecast"),
        Section("council", f"Positions on {st.title}" if st.draft else "Positions", _positions(st, name)[: most("council")]),
        Section("versions", "Corrected and updated", _text_versions(dossier)),
        Section("positions", "Positions over time", _over_time(dossier, name) if full else ()),
        Section("drafts", "Drafts", _drafts(dossier, name, most("drafts"))),
        Section("figures", "Figures by source", _figures(dossier, name)[: most("figures")]),
        Section("quotes", "Said word for word", _quotes(dossier, name)[: most("quotes")]),
        Section("claims", "Claims and who makes them", _claims(dossier, name)[: most("claims")]),
        Section("timeline", "Timeline, the newest first", _timeline(dossier, name, most("timeline"))),
        Section("precedents", "What the Council did before", _precedents(st)[: most("precedents")], "record"),
    )
    kept = tuple(s for s in sections if s.lines)
    lead = (note(st.draft.versions[-1].source),) if st.draft else ()
    vote = st.outcome.vote if st.outcome else None
    known = (vote.label,) if vote else () if lead else (_dates(dossier),)
    headline = Line(st.headline(name), notes=lead, record=known)
    return Page(capital(name(dossier.situation)), _dates(dossier), headline, st.seats, kept)


def newest(dossier: Dossier) -> date | None:
    """The day of the newest document."""
    return dossier.episodes[0].end if dossier.episodes else None


def _dates(dossier: Dossier) -> str:
    day = newest(dossier)
    text = f"{counted(dossier.sources, 'document')}, the newest of {long_day(day) if day else 'no known date'}"
    text += f"; {counted(dossier.copies, 'near-copy', 'near-copies')}" if dossier.copies else ""
    if dossier.undated:
        text += f"; {counted(dossier.undated, 'document')} without a date {'left out' if dossier.as_of else 'last'}"
    if dossier.since:
        new = ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in dossier.new.items()) or "nothing"
        text += f"; new since {long_day(dossier.since)}: {new}"
    return f"as of {long_day(dossier.as_of)}; {text}" if dossier.as_of else text


def note(source: Source) -> Note:
    """Publisher, day and words of a source, and the reference to look it up and to correct it by."""
    where = ", ".join(p for p in (source.publisher, long_day(source.published)) if p)
    return Note(where, source.text, source.ref)


def _drafts(dossier: Dossier, name: Name, most: int | None) -> tuple[Line, ...]:
    found = []
    for d in dossier.drafts[:most]:
        sponsors = f"; sponsors: {', '.join(name(s) for s in d.sponsors)}" if d.sponsors else ""
        symbol = f" ({d.symbol})" if d.symbol else ""
        until = f" to {long_day(d.last_day)}" if d.last_day != d.first_day else ""
        days = f"; told of from {long_day(d.first_day)}{until}" if d.first_day and until else ""
        outcome = fate(d, dossier.situation, dossier.as_of)
        title = draft_name(d, dossier.situation, name)
        told = decided_words(title, outcome, name) if outcome else f"{title}{symbol}: {status_word(d.status)}"
        text = capital(f"{told}{sponsors}{days}")
        found.append(_told(text, d.versions[-1].source))
        provisions = {p: v.source for v in d.versions for p in v.provisions}
        found += [Line(quoted(words), (), (), 1, (note(source),)) for words, source in list(provisions.items())[-3:]]
    return tuple(found)


def stance(entry: PositionEntry, name: Name, to_come: bool) -> str:
    """A position in words."""
    text = phrase(entry.stance, negated=entry.negated, to_come=to_come)
    text += f" {name(entry.addressee)}" if entry.addressee else ""
    text += f", condition: “{entry.condition}”" if entry.condition else ""
    text += f", according to {name(entry.reported_by)}" if entry.reported_by else ""
    text += f", taken back on {long_day(entry.taken_back.published)}" if entry.taken_back else ""
    return ("changed sides: " if entry.reversal else "") + text


def _positions(st: Standing, name: Name) -> tuple[Line, ...]:
    entries = sorted(st.said.items(), key=lambda item: (item[1].stance != "threatens_veto", name(item[0])))
    return tuple(
        _told(f"{capital(name(a))}: {stance(e, name, st.outcome is None)} ({long_day(e.day)})", e.source) for a, e in entries
    )


def _text_versions(dossier: Dossier) -> tuple[Line, ...]:
    """Texts that correct, deny or update another, with what changed."""
    found = []
    for v in dossier.text_versions:
        words = f"{long_day(v.published)}: a later text tells otherwise: {'; '.join(v.changed)}"
        found.append(Line(words, (), (v.document[:8], v.of[:8])))
    return tuple(found)


def _over_time(dossier: Dossier, name: Name) -> tuple[Line, ...]:
    """All that each actor said, oldest first."""
    return tuple(
        _told(f"{capital(name(actor))}, {long_day(e.day)}: {stance(e, name, to_come=False)}", e.source)
        for actor, entries in dossier.positions.items()
        for e in entries
    )


def _forecast(st: Standing, name: Name) -> tuple[Line, ...]:
    if st.outcome is not None:
        return ()  # what is decided is told by the headline
    if st.forecast is None:
        return (Line(f"None: {st.no_forecast}.", (), ("the record's documents",)),)
    s = st.forecast.shares
    by = ", ".join(f"{name(m)} {percent(p)}" for m, p in st.forecast.vetoed_by.items() if p > 0.02)
    vetoes = f"; a veto by {by}" if by else ""
    text = f"If {st.title} is put to the vote, as of {long_day(st.forecast.as_of)}: {told_chances(s)}{vetoes}"
    first = Line(text, (), (f"fitted on votes before {st.forecast.fitted_before}",))
    return (first, *(Line(capital(r.text), (), (r.source.text,), 1) for r in st.forecast.reasons))


def _figures(dossier: Dossier, name: Name) -> tuple[Line, ...]:
    found = []
    for series in dossier.figures:
        p = series.points[-1]
        count = f"{BOUNDS.get(p.bound, '')}{p.value:,.10g}" + (f" to {p.upper:,.10g}" if p.upper is not None else "")
        what = series.unit if series.unit == series.what else f"{series.unit} {series.what}"
        by = name(series.by) if series.by else "source not named"
        found.append((p.day, _told(f"{capital(by)}: {count} {what} ({long_day(p.day)})", p.source)))
    found.sort(key=lambda pair: str(pair[0] or ""), reverse=True)
    return tuple(line for _, line in found)


def _quotes(dossier: Dossier, name: Name) -> tuple[Line, ...]:
    direct = [q for q in dossier.quotes if q.kind != "indirect"]
    who = [", ".join(p for p in (q.name or name(q.speaker), q.role) if p) for q in direct]
    return tuple(_told(f"{w}: {quoted(q.source.text)}", q.source) for w, q in zip(who, direct, strict=True))


def _claims(dossier: Dossier, name: Name) -> tuple[Line, ...]:
    found = []
    for c in dossier.claims:
        about = f" ({name(c.about)})" if c.about else ""
        denied = f", denied by {name(c.denied_by)}" if c.denied_by else ""
        found.append(_told(f"{capital(name(c.actor))}, {c.kind}{about}{denied}: {quoted(c.source.text)}", c.source))
    return tuple(found)


def _timeline(dossier: Dossier, name: Name, most: int | None) -> tuple[Line, ...]:
    def draft(number: int) -> str:
        entry = next((d for d in dossier.drafts if number in d.numbers), None)
        return draft_name(entry, dossier.situation, name) if entry else "the draft"

    found = []
    for day, entries in by_day(dossier, name, draft):
        found += [_told(f"{long_day(day)}: {quoted(e.text) if e.quoted else e.text}", e.source) for e in entries]
    return tuple(found[:most])


def _precedents(st: Standing) -> tuple[Line, ...]:
    found = []
    for p in st.precedents:
        by = f" by {p.by}" if p.by else ""
        tally = f" ({p.tally})" if p.tally else ""
        found.append(Line(f"{long_day(p.day)}: {p.title}, {status_word(p.outcome)}{by}{tally}", (), (p.label,)))
    return tuple(found)
