"""A page as text for a terminal of 100 columns; every line ends with what it rests on, `[start-end]` or a reference."""

from __future__ import annotations

import textwrap

from horseshoe.brief.drawing.horseshoe import KEY, draw
from horseshoe.brief.model import Line, Page, Section

WIDTH = 100
SHOWN = 5  # lines a section shows before it says how many more there are; some show other numbers
OTHER = {"decides": 10, "forecast": 3, "precedents": 3, "events": 3, "quotes": 4, "claims": 2, "figures": 4}
SCREEN = 50  # rows of a terminal, within which a briefing of a wire story stays
LEAST = 1_000  # characters that it may take of a story that is shorter
# what gives up lines where it would not fit, the first one first, down to so many lines
CUT = (
    ("events", 1),
    ("claims", 1),
    ("figures", 2),
    ("quotes", 2),
    ("precedents", 2),
    ("drafts", 3),
    ("positions", 2),
    ("forecast", 1),
    ("since", 1),
)
# then the drawing where it takes the screen, then whole sections
GONE = (
    ("events", 0),
    ("claims", 0),
    ("quotes", 1),
    ("council", 0),
    ("figures", 0),
    ("drafts", 1),
    ("positions", 1),
    ("quotes", 0),
    ("precedents", 0),
    ("positions", 0),
    ("since", 0),
    ("forecast", 0),
    ("decides", 5),
)

OF_TEXT = "[start-end]: characters of the text. … and (+n): --all and the other formats show it whole."
OF_RECORD = "[…]: the reference to correct a statement by. … and (+n): --all and the other formats show it whole."
ROWS = 2  # rows a line takes before it is cut short

RESTS = {
    "document": "",
    "record": "  (the Council's record, not the document)",
    "rule": "  (the Charter)",
    "forecast": "  (a forecast, given that it is put to the vote)",
}


def references(line: Line) -> str:
    """What a line rests on, e.g. `[476-722]` or `[S/2011/612]`; at most two spans are shown, of many documents the newest."""
    spans = [f"{s.start}-{s.end}" for s in line.spans[:2]]
    return "[" + ", ".join([*spans, *(n.ref for n in line.notes[:1]), *line.record[:2]]) + "]"


def visible(text: str) -> str:
    """Text on one line, with control and direction-changing characters shown as `\\u202e`, never sent to the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(text.split()))


def wrap(line: Line, width: int = WIDTH, most: int | None = None) -> list[str]:
    """One line of the briefing as at most `most` rows of text, the reference at the end; what is left out is shown as …"""
    text, ref = visible(line.text), _solid(references(line))
    rows = _rows(f"{text} {ref}", line, width)
    if most and len(rows) > most:
        room = most * (width - 6 - 4 * line.depth) - len(ref) - 4
        cut = text[:room].rpartition(" ")[0] or text[:room]
        while len(rows) > most and cut:
            rows = _rows(f"{cut} … {ref}", line, width)
            cut = cut.rpartition(" ")[0]
    return [row.replace("\xa0", " ").replace("\u2011", "-") for row in rows]


def _solid(reference: str) -> str:
    """A reference that textwrap does not break; `wrap` turns it back."""
    return reference.replace(" ", "\xa0").replace("-", "\u2011")


def _rows(text: str, line: Line, width: int) -> list[str]:
    indent = "  " + "    " * line.depth
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent + ("- " if line.depth == 0 else "· "),
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )


def render_section(section: Section, shown: int | None = SHOWN) -> list[str]:
    """A section's title and its first `shown` lines, each cut to ROWS rows (all of all lines where None)."""
    if shown == 0:
        return []
    lines = section.lines if shown is None else section.lines[:shown]
    rows = [section.title.upper() + RESTS[section.rests]]
    for line in lines:
        rows.extend(wrap(line, most=None if shown is None else ROWS))
    if len(lines) < len(section.lines):
        rows[-1] = rows[-1] if len(rows[-1]) > WIDTH - 12 else f"{rows[-1]}  (+{len(section.lines) - len(lines)})"
    return rows


def render(brief: Page, shown: int | None = SHOWN) -> str:
    """The whole page as plain text; ends with a newline. With `shown` it keeps to a screen, and a briefing below its story."""
    rows = [f"{visible(brief.title)[: WIDTH - len(brief.dated) - 3]} · {brief.dated}", ""]
    if brief.document is None:
        rows = [visible(brief.title), *textwrap.wrap(visible(brief.dated), WIDTH), ""]
    rows += textwrap.wrap(f"{visible(brief.headline.text)} {references(brief.headline)}", WIDTH)
    end = ["", *(f"warning: {visible(w)}" for w in brief.warnings)] if brief.warnings else []
    if shown is not None and brief.sections:
        end += ["", OF_TEXT if brief.document else OF_RECORD]
    counts = _counts(brief, shown, rows + end) if shown is not None else {}
    for section in brief.sections:
        if shown is None:
            rows.append("")
        rows += _with_drawing(section, brief, counts.get(section.key))
    return "\n".join(rows + end) + "\n"


def _with_drawing(section: Section, brief: Page, shown: int | None) -> list[str]:
    drawing = [*draw(brief.seats, WIDTH - 2), KEY] if section.key == "council" and brief.seats and shown != 0 else []
    return [*render_section(section, shown), *drawing]


def _counts(brief: Page, shown: int, around: list[str]) -> dict[str, int]:
    """How many lines each section shows, so that all fits the screen with the rows around it and is shorter than the story."""
    counts = {s.key: min(len(s.lines), OTHER.get(s.key, shown)) for s in brief.sections}

    def fits() -> bool:
        rows = [*around, *(row for s in brief.sections for row in _with_drawing(s, brief, counts[s.key]))]
        story = _ink([brief.document.text]) if brief.document else len(rows) * WIDTH
        return len(rows) <= SCREEN and _ink(rows) < max(LEAST, story)

    for key, least in (*CUT, *GONE):
        while counts.get(key, 0) > least and not fits():
            counts[key] -= 1
    return counts


def _ink(rows: list[str]) -> int:
    """Characters without white space."""
    return sum(len(word) for row in rows for word in row.split())
