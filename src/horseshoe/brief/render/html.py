"""A page as one self-contained HTML file: a briefing beside its source text, a dossier with its sources as numbered notes.

No script, nothing loaded from elsewhere, all text escaped. A line's link is `#s-START-END`; the style sheet marks every stretch
of the text that the linked span covers.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from horseshoe.brief.drawing.svg import LEGEND, STYLE, draw_svg
from horseshoe.brief.model import Line, Page, Section
from horseshoe.brief.render.terminal import RESTS
from horseshoe.brief.source import BriefSource, Piece, SourceText, key
from horseshoe.brief.wording import quoted
from horseshoe.text import show_page

Shown = Callable[[Line], str]


def render(brief: Page) -> str:
    """The whole file."""
    return _briefing(brief) if brief.document else _dossier(brief)


def _briefing(brief: Page) -> str:
    source = BriefSource(brief)

    def line(one: Line) -> str:
        return _line(one, source)

    text = f'<h2>Source text</h2>\n<div class="text">{_text(source)}</div>'
    beside = f'<section class="source" aria-label="Source text">{text}</section>'
    return _whole(brief, f"Published: {brief.dated}", _body(brief, line) + beside, _style(source))


def _dossier(brief: Page) -> str:
    notes: list[str] = []

    def line(one: Line) -> str:
        marks = []
        for told in (*(f"{n.where}: {quoted(n.words)} [{n.ref}]" for n in one.notes), *one.record):
            notes.append(told)
            n = len(notes)
            marks.append(f'<sup><a href="#note-{n}" id="line-{n}" aria-label="Source {n}">{n}</a></sup>')
        return _escaped(one.text) + "".join(marks)

    body = _body(brief, line)
    listed = "".join(
        f'<li id="note-{n}">{_escaped(text)} <a href="#line-{n}" aria-label="Back to line {n}">↑</a></li>'
        for n, text in enumerate(notes, 1)
    )
    return _whole(brief, brief.dated, f'{body}<section class="sources"><h2>Sources</h2><ol>{listed}</ol></section>', "")


def _body(brief: Page, line: Shown) -> str:
    headline = f'<p class="headline">{line(brief.headline)}</p>\n'
    warnings = "".join(f'<p class="warning">Warning: {_escaped(w)}</p>' for w in brief.warnings)
    sections = "\n".join(_section(s, brief, line) for s in brief.sections)
    return f'<section class="brief" aria-label="{brief.kind}">{headline}{warnings}{sections}</section>\n'


def _whole(brief: Page, dated: str, main: str, style: str) -> str:
    title = _escaped(brief.title)
    wide = "" if brief.document else ' class="one"'
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}: {brief.kind.lower()}</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<style>{PAGE_STYLE}{STYLE}{style}</style></head>\n<body>\n"
        f"<header><h1>{title}</h1><p>{_escaped(dated)}</p></header>\n<main{wide}>\n{main}\n</main></body></html>\n"
    )


def _escaped(text: str) -> str:
    """Text as it stands in the page: nothing of it is markup, and nothing of it turns the direction of the line around it."""
    return html.escape(show_page(text))


def _section(section: Section, brief: Page, line: Shown) -> str:
    items = "".join(f'<li class="depth-{one.depth}">{line(one)}</li>' for one in section.lines)
    rests = _escaped(RESTS[section.rests].strip())
    drawing = ""
    if section.key == "council" and brief.seats:
        drawing = f"<figure>{draw_svg(brief.seats)}<figcaption>{_legend()}</figcaption></figure>"
    note = f' <span class="rests">{rests}</span>' if rests else ""
    return (
        f'<section class="rests-{section.rests}"><h2>{_escaped(section.title)}{note}</h2>{drawing}<ul>{items}</ul></section>\n'
    )


def _legend() -> str:
    words = "; ".join(f"{mark} {text}" for mark, (_, text) in LEGEND.items() if mark != " ")
    return f"Square seats are permanent members. {_escaped(words)}; an empty seat has stated nothing here."


def _line(line: Line, source: BriefSource) -> str:
    number = source.number(line)
    links = "".join(
        f' <a class="ref" href="#s-{s.start}-{s.end}" title="Show these words in the source">{s.start}–{s.end}</a>'
        for s in line.spans
    )
    record = "".join(f' <cite class="ref">{_escaped(r)}</cite>' for r in line.record)
    return f'<span id="line-{number}">{_escaped(line.text)}</span>{links}{record}'


def _style(source: SourceText) -> str:
    """One rule a span: when it is the page's target, every stretch it covers is marked."""
    keys = [key(s) for s in source.used]
    return "".join(f"body:has(#s-{k}:target) .c-{k}{{background:var(--hit);color:#000}}" for k in keys)


def _text(source: SourceText) -> str:
    """The source as HTML, spans marked, each followed by links back to the lines that rest on it."""
    return "".join(_piece(piece) for piece in source.pieces())


def _piece(piece: Piece) -> str:
    made = "".join(f'<a id="{a}"></a>' for a in piece.anchors)
    text = _escaped(piece.text)
    made += f'<mark class="{" ".join(f"c-{k}" for k in piece.keys)}">{text}</mark>' if piece.keys else text
    if piece.back:
        links = " ".join(f'<a href="#line-{n}" title="Back to line {n} of the briefing">{n}</a>' for n in piece.back)
        made += f'<sup class="back">{links}</sup>'
    return made


PAGE_STYLE = """
:root{--paper:#fdfcf8;--ink:#1b1b1b;--soft:#5a5a5a;--mark:#fff1b8;--hit:#ffc94d;--line:#c9c4b4;--link:#0b4f9e}
@media (prefers-color-scheme:dark){:root{
--paper:#16181c;--ink:#ececec;--soft:#b0b0b0;--mark:#3d3714;--hit:#ffc94d;
--line:#444;--link:#8ec1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:1400px;margin:0 auto;padding:0 1rem}
h1{font-size:1.4rem;margin:1rem 0 .2rem}h2{font-size:1rem;margin:1.2rem 0 .3rem;border-bottom:1px solid var(--line)}
.headline{font-size:1.2rem;font-weight:600}
.rests{font-weight:400;color:var(--soft);font-size:.85rem}
.rests-record ul,.rests-rule ul{border-left:4px double var(--line)}
ul{margin:.3rem 0;padding-left:1.4rem}.depth-1{margin-left:1.5rem;list-style:circle}
a{color:var(--link)}.ref{font-size:.75rem;white-space:nowrap}
cite.ref{font-style:normal;border:1px solid var(--line);padding:0 .3em;border-radius:3px}
.warning{border:2px solid;padding:.4rem .6rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;font:1rem/1.7 Georgia,serif}
mark{background:var(--mark);color:inherit}
.back a{text-decoration:none;padding:0 .1em}
figure{margin:.5rem 0}figcaption{color:var(--soft);font-size:.85rem}
main.one{max-width:50rem}.sources ol{font-size:.85rem;overflow-wrap:anywhere}
@media (min-width:60rem){main:not(.one){display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2rem}
.source{position:sticky;top:0;max-height:100vh;overflow:auto}}
@media print{main:not(.one){display:block}h2{break-after:avoid}li,figure{break-inside:avoid}
.source{max-height:none;overflow:visible;position:static}}
"""
