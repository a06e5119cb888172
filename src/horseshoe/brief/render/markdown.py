"""A page as Markdown; each line's evidence stands in a footnote, in the document's own words."""

from __future__ import annotations

import re

from horseshoe.brief.drawing.horseshoe import draw
from horseshoe.brief.model import Line, Page
from horseshoe.brief.render.terminal import RESTS, visible
from horseshoe.brief.wording import quoted


def escape(text: str) -> str:
    """Text as Markdown shows it: marks that would mean something are escaped, HTML never passes."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", visible(text))


def render(brief: Page) -> str:
    """The whole page as one Markdown document; ends with a newline."""
    notes: list[str] = []

    def note(line: Line) -> str:
        marks = []
        for span in line.spans:
            notes.append(f"{escape(span.text)} (characters {span.start}–{span.end})")
            marks.append(f"[^{len(notes)}]")
        for told in line.notes:
            notes.append(f"{escape(told.where)}: {escape(quoted(told.words))} {escape(f'[{told.ref}]')}")
            marks.append(f"[^{len(notes)}]")
        if line.record:
            notes.append("Record: " + escape("; ".join(line.record)))
            marks.append(f"[^{len(notes)}]")
        return "".join(marks)

    dated = f"Published: {brief.dated}" if brief.document else escape(brief.dated)
    rows = [f"# {escape(brief.title)}", "", dated, ""]
    rows += [f"**{escape(brief.headline.text)}**{note(brief.headline)}"]
    for section in brief.sections:
        rows += ["", f"## {section.title}{RESTS[section.rests]}", ""]
        rows += ["    " * line.depth + f"- {escape(line.text)}{note(line)}" for line in section.lines]
        if section.key == "council" and brief.seats:
            rows += ["", "```text", *draw(brief.seats), "```"]
    rows += ["", *(f"> Warning: {escape(w)}" for w in brief.warnings), ""]
    rows += [f"[^{i}]: {text}" for i, text in enumerate(notes, 1)]
    return "\n".join(rows).rstrip() + "\n"
