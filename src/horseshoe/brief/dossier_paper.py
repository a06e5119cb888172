"""A dossier on paper: one or two pages that a desk officer would print, every line with its source as a footnote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from horseshoe.brief.dossier_table import namer
from horseshoe.brief.horseshoe import phrase
from horseshoe.brief.model import Seat
from horseshoe.brief.standing import Standing, decided_words, draft_name, fate, standing
from horseshoe.brief.svg import PRINT_COLOURS, STYLE, draw_svg
from horseshoe.brief.terminal import visible
from horseshoe.brief.words import capital, long_day, percent, status_word, told_chances

if TYPE_CHECKING:
    from horseshoe.record.dossier_types import Dossier, PositionEntry, Source
    from horseshoe.record.store import Record

Name = Callable[[str | None], str]
LONGEST_NOTE = 160  # characters of a source's words that a footnote shows
DRAFTS, POSITIONS, FIGURES, QUOTES, CLAIMS, TIMELINE, PRECEDENTS = 4, 13, 7, 4, 3, 8, 4  # lines, so that it stays short


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line and what it rests on."""

    text: str
    note: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Lines under one title; `table` where the drawing of the Council's table belongs above them."""

    title: str
    rests: str
    lines: tuple[PaperLine, ...]
    table: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """All that stands on the pages."""

    title: str
    dates: str
    headline: PaperLine
    seats: tuple[Seat, ...]
    sections: tuple[PaperSection, ...]


def paper(record: Record, dossier: Dossier) -> Paper:
    """The paper of a dossier: the newest of each list, as many as two pages take."""
    name = namer(record, dossier, dossier.as_of or newest(dossier))
    st = standing(record, dossier, name=name)
    sections = (
        PaperSection("Drafts", "", _drafts(dossier, name)),
        PaperSection(f"Positions on {st.title}" if st.draft else "Positions", "", _positions(st, name), table=True),
        PaperSection("Forecast", "from the Council's votes and the statements", _forecast(st, name)),
        PaperSection("Figures by source", "", _figures(dossier, name)),
        PaperSection("Said word for word", "", _quotes(dossier, name)),
        PaperSection("Claims and who makes them", "", _claims(dossier, name)),
        PaperSection("Timeline, the newest last", "", _timeline(dossier, name)),
        PaperSection("Precedents", "the Council's record, not the documents", _precedents(st)),
    )
    kept = tuple(s for s in sections if s.lines or (s.table and st.seats))
    lead = note(st.draft.versions[-1].source) if st.draft else _dates(dossier)
    return Paper(dossier.name, _dates(dossier), PaperLine(st.headline(name), lead), st.seats, kept)


def newest(dossier: Dossier) -> date | None:
    """The day of the newest document."""
    return dossier.episodes[0].end if dossier.episodes else None


def _dates(dossier: Dossier) -> str:
    day = newest(dossier)
    text = f"{dossier.sources} document{'' if dossier.sources == 1 else 's'}, the newest of {day or 'no known date'}"
    return f"as of {dossier.as_of}; {text}" if dossier.as_of else text


def note(source: Source) -> str:
    """A footnote: publisher, day and words of a source, and the reference to look it up by."""
    where = ", ".join(str(p) for p in (source.publisher, source.published or "no date") if p)
    judged = f", {source.judgement} by a person" if source.judgement else ""
    words = source.text if len(source.text) <= LONGEST_NOTE else source.text[: LONGEST_NOTE - 1].rsplit(" ", 1)[0] + " …"
    return f"{where}{judged}: “{words}” [{source.ref}]"


def _drafts(dossier: Dossier, name: Name) -> tuple[PaperLine, ...]:
    found = []
    for d in dossier.drafts[:DRAFTS]:
        sponsors = f"; sponsors: {', '.join(name(s) for s in d.sponsors)}" if d.sponsors else ""
        symbol = f" ({d.symbol})" if d.symbol else ""
        days = f"; {d.first_day}" + (f" to {d.last_day}" if d.last_day != d.first_day else "") if d.first_day else ""
        outcome = fate(d, dossier.situation, dossier.as_of)
        title = draft_name(d, dossier.situation, name)
        told = decided_words(title, outcome, name) if outcome else f"{title}{symbol}: {status_word(d.status)}"
        text = capital(f"{told}{sponsors}{days}")
        found.append(PaperLine(text, note(d.versions[-1].source)))
        provisions = list(dict.fromkeys((p, v.source.ref) for v in d.versions for p in v.provisions))
        found += [PaperLine(f"“{words}”", f"[{ref}]", 1) for words, ref in provisions[-3:]]
    return tuple(found)


def stance(entry: PositionEntry, name: Name, to_come: bool) -> str:
    """A position in words."""
    text = phrase(entry.stance, negated=entry.negated, to_come=to_come)
    text += f" {name(entry.addressee)}" if entry.addressee else ""
    text += f", condition: “{entry.condition}”" if entry.condition else ""
    text += f", according to {name(entry.reported_by)}" if entry.reported_by else ""
    return ("changed sides: " if entry.reversal else "") + text


def _positions(st: Standing, name: Name) -> tuple[PaperLine, ...]:
    entries = sorted(st.said.items(), key=lambda item: (item[1].stance != "threatens_veto", name(item[0])))
    return tuple(
        PaperLine(f"{name(a)}: {stance(e, name, st.outcome is None)} ({long_day(e.day)})", note(e.source))
        for a, e in entries[:POSITIONS]
    )


def _forecast(st: Standing, name: Name) -> tuple[PaperLine, ...]:
    if st.forecast is None:
        return (PaperLine(f"None: {st.no_forecast}.", "the record's documents"),)
    s = st.forecast.shares
    by = ", ".join(f"{name(m)} {percent(p)}" for m, p in st.forecast.vetoed_by.items() if p > 0.02)
    vetoes = f"; a veto by {by}" if by else ""
    text = f"If {st.title} is put to the vote, as of {long_day(st.forecast.as_of)}: {told_chances(s)}{vetoes}"
    first = PaperLine(text, f"fitted on votes before {st.forecast.fitted_before}")
    return (first, *(PaperLine(r.text, r.source.text, 1) for r in st.forecast.reasons[:4]))


def _figures(dossier: Dossier, name: Name) -> tuple[PaperLine, ...]:
    found = []
    for series in dossier.figures:
        p = series.points[-1]
        bound = "" if p.bound == "exact" else p.bound.replace("_", " ") + " "
        count = f"{p.value:,.10g}" + (f" to {p.upper:,.10g}" if p.upper is not None else "")
        what = series.unit if series.unit == series.what else f"{series.unit} {series.what}"
        by = name(series.by) if series.by else "source not named"
        found.append((p.day, PaperLine(f"{by}: {bound}{count} {what} ({p.day or 'no date'})", note(p.source))))
    found.sort(key=lambda pair: str(pair[0] or ""), reverse=True)
    return tuple(line for _, line in found[:FIGURES])


def _quotes(dossier: Dossier, name: Name) -> tuple[PaperLine, ...]:
    direct = [q for q in dossier.quotes if q.kind != "indirect"][:QUOTES]
    who = [", ".join(p for p in (q.name or name(q.speaker), q.role) if p) for q in direct]
    return tuple(PaperLine(f"{w}: {q.source.text}", note(q.source)) for w, q in zip(who, direct, strict=True))


def _claims(dossier: Dossier, name: Name) -> tuple[PaperLine, ...]:
    found = []
    for c in dossier.claims[:CLAIMS]:
        about = f" ({name(c.about)})" if c.about else ""
        denied = f", denied by {name(c.denied_by)}" if c.denied_by else ""
        found.append(PaperLine(f"{name(c.actor)}, {c.kind}{about}{denied}: “{c.source.text}”", note(c.source)))
    return tuple(found)


def _timeline(dossier: Dossier, name: Name) -> tuple[PaperLine, ...]:
    found = []
    for t in dossier.timeline[-TIMELINE:]:
        actor, _, rest = t.text.partition(" ")
        told = f"{name(actor)} {rest}" if t.what == "position" else t.text
        found.append(PaperLine(f"{t.day} {told}", note(t.source)))
    return tuple(found)


def _precedents(st: Standing) -> tuple[PaperLine, ...]:
    found = []
    for p in st.precedents[:PRECEDENTS]:
        by = f" by {p.by}" if p.by else ""
        found.append(PaperLine(f"{p.day} {p.title}: {status_word(p.outcome)}{by}{f' ({p.tally})' if p.tally else ''}", p.label))
    return tuple(found)


def to_pdf(made: Paper) -> bytes:
    """The PDF file. UsageError where the package typst is not installed."""
    from horseshoe.brief.pdf import compiled

    def line(one: PaperLine) -> dict[str, object]:
        return {"text": visible(one.text), "depth": one.depth, "note": visible(one.note)}

    data: dict[str, object] = {
        "kind": "Dossier",
        "title": visible(made.title),
        "published": made.dates,
        "headline": line(made.headline),
        "seats": bool(made.seats),
        "sections": [
            {"table": s.table, "title": visible(s.title), "rests": s.rests, "lines": [line(one) for one in s.lines]}
            for s in made.sections
        ],
        "warnings": [],
    }
    return compiled(data, made.seats)


def to_html(made: Paper) -> str:
    """One self-contained HTML file: no script, nothing loaded, all text escaped, sources as numbered notes linked both ways."""
    notes: list[str] = []

    def line(one: PaperLine) -> str:
        notes.append(one.note)
        n = len(notes)
        return f'{escape(one.text)}<sup><a href="#note-{n}" id="line-{n}" aria-label="Source {n}">{n}</a></sup>'

    headline = f'<p class="headline">{line(made.headline)}</p>'
    sections = []
    for s in made.sections:
        figure = f"<figure>{draw_svg(made.seats)}</figure>" if s.table and made.seats else ""
        rests = f" <small>{escape(s.rests)}</small>" if s.rests else ""
        items = "".join(f'<li class="depth-{one.depth}">{line(one)}</li>' for one in s.lines)
        sections.append(f"<section><h2>{escape(s.title)}{rests}</h2>{figure}<ul>{items}</ul></section>")
    listed = "".join(
        f'<li id="note-{n}">{escape(text)} <a href="#line-{n}" aria-label="Back to line {n}">↑</a></li>'
        for n, text in enumerate(notes, 1)
    )
    style = STYLE
    for variable, colour in PRINT_COLOURS.items():
        style = style.replace(variable, colour)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(made.title)}: dossier</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<style>{PAGE}{style}</style></head>\n<body><main><p><small>Dossier · {escape(made.dates)}</small></p>\n"
        f"<h1>{escape(made.title)}</h1>\n{headline}\n{''.join(sections)}\n"
        f"<section><h2>Sources</h2><ol>{listed}</ol></section></main></body></html>\n"
    )


PAGE = """
body{margin:0;background:#fff;color:#111;font:16px/1.45 system-ui,sans-serif}main{max-width:50rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.05rem;border-bottom:1px solid #999;margin:1.2rem 0 .3rem}
small{color:#555;font-weight:400}
.headline{font-size:1.15rem;font-weight:600}ul,ol{padding-left:1.4rem;margin:.3rem 0}
.depth-1{margin-left:1.3rem;list-style:circle}
a{color:#0b4f9e}ol{font-size:.85rem}li{overflow-wrap:anywhere}figure{margin:.5rem 0}
@media print{body{font-size:10pt}li,figure{break-inside:avoid}h2{break-after:avoid}}
"""
