"""A page as a PDF: vector drawings, sources as footnotes, two pages at most. The text goes to Typst as data, never as code."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from horseshoe.brief.drawing.svg import LEGEND, standalone_svg
from horseshoe.brief.model import Line, Page, Section
from horseshoe.brief.render.terminal import RESTS, visible
from horseshoe.brief.wording import quoted
from horseshoe.errors import UsageError

LONGEST_NOTE = 180  # characters of a source's words that a footnote shows
PAGES = 2
# sections that give up a line where the pages would not hold them, the first one first, down to so many lines
CUT = (
    ("events", 1),
    ("timeline", 3),
    ("claims", 1),
    ("figures", 3),
    ("quotes", 2),
    ("positions", 3),
    ("precedents", 2),
    ("says", 4),
    ("decides", 6),
    ("recommends", 3),
    ("drafts", 2),
    ("quotes", 0),
    ("events", 0),
    ("claims", 0),
    ("figures", 0),
    ("says", 1),
    ("decides", 1),
)


def render(page: Page) -> bytes:
    """The PDF file, of at most PAGES pages; a section that is cut says how many lines it leaves out.

    UsageError where the package typst is not installed.
    """
    import pypdfium2

    counts = {s.key: len(s.lines) for s in page.sections}
    least = dict(CUT)
    made = compiled(page)
    with pypdfium2.PdfDocument(made) as whole:
        pages = len(whole)
    for share in (0.75, 0.5, 0.3, 0.0):  # of what a section may give up, what it keeps
        if pages <= PAGES:
            break
        kept = {k: min(n, max(least.get(k, n), round(n * share))) for k, n in counts.items()}
        made = compiled(shortened(page, kept))
        with pypdfium2.PdfDocument(made) as whole:
            pages = len(whole)
    return made


def shortened(page: Page, kept: dict[str, int]) -> Page:
    """The page with so many lines of each section; what is left out is counted in the section's title."""
    sections = []
    for s in page.sections:
        left = len(s.lines) - kept[s.key]
        title = f"{s.title} ({left} more)" if left and kept[s.key] else s.title
        if kept[s.key]:
            sections.append(replace(s, title=title, lines=s.lines[: kept[s.key]]))
    return replace(page, sections=tuple(sections))


def compiled(page: Page) -> bytes:
    """The template filled with a page, however long. UsageError where the package typst is not installed."""
    try:
        import typst
    except ImportError as error:
        fix = "pip install 'horseshoe[pdf]'"
        raise UsageError("needs the package typst", where="--format pdf", fix=fix) from error
    template = files("horseshoe.brief").joinpath("data", "brief.typ").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "brief.typ").write_text(template, encoding="utf-8")
        (root / "brief.json").write_text(json.dumps(_data(page)), encoding="utf-8")
        if page.seats:
            (root / "table.svg").write_text(standalone_svg(page.seats), encoding="utf-8")
        made: bytes = typst.compile(str(root / "brief.typ"), root=folder)
    return made


def _data(page: Page) -> dict[str, object]:
    dated = f"published {page.dated}" if page.document and page.document.published else page.dated
    shown = [words for mark, (_, words) in LEGEND.items() if mark.strip()]
    marks = [mark for mark in LEGEND if mark.strip()]
    return {
        "kind": page.kind,
        "title": visible(page.title),
        "published": dated,
        "headline": _line(page.headline),
        "seats": bool(page.seats),
        "legend": "   ".join(f"{m} {w}" for m, w in zip(marks, shown, strict=True)) + "   square: permanent member",
        "sections": [_section(s) for s in page.sections],
        "warnings": [visible(w) for w in page.warnings],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "table": section.key == "council",
        "title": visible(section.title),
        "rests": RESTS[section.rests].strip(),
        "lines": [_line(line) for line in section.lines],
    }


def _line(line: Line) -> dict[str, object]:
    notes = [f"Characters {s.start}–{s.end}: {quoted(_short(visible(s.text)))}" for s in line.spans[:2]]
    notes += [f"{visible(n.where)}: {quoted(_short(visible(n.words)))} [{n.ref}]" for n in line.notes[:2]]
    notes += [visible(r) for r in line.record]
    return {"text": visible(line.text), "depth": line.depth, "note": "; ".join(notes)}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1].rsplit(" ", 1)[0] + " …"
