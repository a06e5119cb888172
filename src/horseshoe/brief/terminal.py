"""The briefing as text for a terminal of 100 columns; every line ends with the characters it rests on, `[start-end]`."""

from __future__ import annotations

import textwrap

from horseshoe.brief.horseshoe import KEY, draw
from horseshoe.brief.model import Brief, Line, Section

WIDTH = 100
SHOWN = 6  # lines a section shows before it says how many more there are

RESTS = {"document": "", "record": "  (the Council's record, not the document)", "rule": "  (the Charter)"}


def references(line: Line) -> str:
    """What a line rests on, e.g. `[476-722]` or `[S/2011/612]`; at most two spans are shown."""
    spans = [f"{s.start}-{s.end}" for s in line.spans[:2]]
    return "[" + ", ".join([*spans, *line.record[:2]]) + "]"


def visible(text: str) -> str:
    """Text on one line, with control and direction-changing characters shown as `\\u202e`, never sent to the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(text.split()))


def wrap(line: Line, width: int = WIDTH) -> list[str]:
    """One line of the briefing as lines of text at most `width` wide, the reference at the end."""
    indent = "  " + "    " * line.depth
    mark = "- " if line.depth == 0 else "· "
    ref = references(line).replace(" ", "\xa0").replace("-", "\u2011")
    rows = textwrap.wrap(
        f"{visible(line.text)} {ref}",
        width,
        initial_indent=indent + mark,
        subsequent_indent=indent + "  ",
        break_long_words=True,
        break_on_hyphens=False,
    )
    return [row.replace("\xa0", " ").replace("\u2011", "-") for row in rows]


def render_section(section: Section, shown: int | None = SHOWN) -> list[str]:
    """A section's title and its first `shown` lines (all where None)."""
    lines = section.lines if shown is None else section.lines[:shown]
    rows = [section.title.upper() + RESTS[section.rests]]
    for line in lines:
        rows.extend(wrap(line))
    if len(lines) < len(section.lines):
        rows.append(f"  … {len(section.lines) - len(lines)} more (--format html, markdown or json shows all)")
    return rows


def render(brief: Brief, shown: int | None = SHOWN) -> str:
    """The whole briefing as plain text; ends with a newline."""
    d = brief.document
    published = d.published.isoformat() if d.published else "date not known"
    title = visible(d.title or d.path)
    rows = [f"{title[: WIDTH - len(published) - 3]} · {published}", ""]
    rows += textwrap.wrap(f"{visible(brief.headline.text)} {references(brief.headline)}", WIDTH)
    for section in brief.sections:
        rows += ["", *render_section(section, shown)]
        if section.key == "council":
            rows += [*draw(brief.seats, WIDTH - 2), KEY] if brief.seats else []
    if brief.warnings:
        rows += ["", *(f"warning: {visible(w)}" for w in brief.warnings)]
    return "\n".join(rows) + "\n"
