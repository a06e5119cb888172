"""The briefing as a PDF: vector drawings, sources as footnotes. The text goes to Typst as data, never as code."""

from __future__ import annotations

import json
import tempfile
from importlib.resources import files
from pathlib import Path

from horseshoe.brief.model import Brief, Line, Seat
from horseshoe.brief.svg import standalone_svg
from horseshoe.brief.terminal import RESTS, visible
from horseshoe.errors import UsageError

LONGEST_NOTE = 220  # characters of a span that a footnote shows


def render(brief: Brief) -> bytes:
    """The PDF file. UsageError where the package typst is not installed."""
    return compiled(_data(brief), brief.seats)


def compiled(data: dict[str, object], seats: tuple[Seat, ...]) -> bytes:
    """The template filled with `data` (keys as brief.typ reads them). UsageError where the package typst is not installed."""
    try:
        import typst
    except ImportError as error:
        raise UsageError("needs the package typst", where="--format pdf", mend="install horseshoe[pdf]") from error
    template = files("horseshoe.brief").joinpath("data", "brief.typ").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "brief.typ").write_text(template, encoding="utf-8")
        (root / "brief.json").write_text(json.dumps(data), encoding="utf-8")
        if seats:
            (root / "table.svg").write_text(standalone_svg(seats), encoding="utf-8")
        made: bytes = typst.compile(str(root / "brief.typ"), root=folder)
    return made


def _data(brief: Brief) -> dict[str, object]:
    d = brief.document
    return {
        "kind": "Briefing",
        "title": visible(d.title or d.path),
        "published": f"published {d.published}" if d.published else "date not known",
        "headline": _line(brief.headline),
        "seats": bool(brief.seats),
        "sections": [
            {
                "table": s.key == "council",
                "title": s.title,
                "rests": RESTS[s.rests].strip(),
                "lines": [_line(line) for line in s.lines],
            }
            for s in brief.sections
        ],
        "warnings": [visible(w) for w in brief.warnings],
    }


def _line(line: Line) -> dict[str, object]:
    notes = [f"Characters {s.start}–{s.end}: “{_short(visible(s.text))}”" for s in line.spans[:2]]
    notes += [visible(r) for r in line.record]
    return {"text": visible(line.text), "depth": line.depth, "note": "; ".join(notes)}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1].rsplit(" ", 1)[0] + " …"
