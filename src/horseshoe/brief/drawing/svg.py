"""The horseshoe as an SVG drawing: named seats, each stance a colour, a pattern and a letter, so that no one needs colour."""

from __future__ import annotations

import math
from html import escape

from horseshoe.brief.drawing.horseshoe import mark, stance_words
from horseshoe.brief.model import Seat

WIDTH, HEIGHT = 720, 385
MARGIN = 40  # room for long names beside the arms

# mark -> (css class, words of the legend)
LEGEND: dict[str, tuple[str, str]] = {
    "V": ("veto", "veto or threat of one"),
    "-": ("against", "against"),
    "o": ("abstain", "abstains"),
    "?": ("open", "undecided"),
    "*": ("open", "urges others"),
    "+": ("for", "for"),
    " ": ("none", "nothing stated"),
}

PATTERNS = (
    '<pattern id="p-veto" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="ink-veto"/><rect width="2" height="6" class="stripe"/></pattern>'
    '<pattern id="p-against" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="ink-against"/><rect width="6" height="2" class="stripe"/></pattern>'
    '<pattern id="p-abstain" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect width="7" height="7" class="ink-abstain"/><circle cx="3.5" cy="3.5" r="1.5" class="stripe"/></pattern>'
)


CENTRE, RADIUS, TOP, ARM = WIDTH / 2, 178.0, 240.0, 120.0  # of the table, in SVG units
TABLE = f'<path class="table" d="M{CENTRE - RADIUS} {TOP + ARM}V{TOP}a{RADIUS} {RADIUS} 0 0 1 {2 * RADIUS} 0v{ARM}"/>'


def seat_points(count: int) -> list[tuple[float, float]]:
    """Where the seats stand, left arm's open end first: a straight arm, a half circle, a straight arm; SVG units."""
    bend = math.pi * RADIUS
    points = []
    for i in range(count):
        s = (2 * ARM + bend) * i / max(count - 1, 1)
        if s < ARM:
            points.append((CENTRE - RADIUS, TOP + ARM - s))
        elif s <= ARM + bend:
            angle = math.pi - (s - ARM) / RADIUS
            points.append((CENTRE + RADIUS * math.cos(angle), TOP - RADIUS * math.sin(angle)))
        else:
            points.append((CENTRE + RADIUS, TOP + s - ARM - bend))
    return points


def draw_svg(seats: tuple[Seat, ...]) -> str:
    """The drawing as one `<svg>` element; classes are styled by STYLE or by the page that holds it."""
    title = "The Council's table: " + "; ".join(_told(s) for s in seats)
    rows = [
        f'<svg class="horseshoe" viewBox="{-MARGIN} 0 {WIDTH + 2 * MARGIN} {HEIGHT}" role="img" '
        'aria-labelledby="horseshoe-title">',
        f'<title id="horseshoe-title">{escape(title)}</title><defs>{PATTERNS}</defs>{TABLE}',
    ]
    rows += [_seat(seat, x, y) for seat, (x, y) in zip(seats, seat_points(len(seats)), strict=True)]
    rows.append("</svg>")
    return "".join(rows)


def _told(seat: Seat) -> str:
    return f"{seat.name}{' (President)' if seat.president else ''} {stance_words(seat) or 'nothing stated'}"


def _seat(seat: Seat, x: float, y: float) -> str:
    css, _ = LEGEND[mark(seat)]
    weight = ' class="permanent"' if seat.permanent else ""
    letter = f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" class="letter">{escape(mark(seat).strip())}</text>'
    tx, ty, anchor = _outside(x, y)
    label = f'<text x="{tx:.1f}" y="{ty:.1f}" text-anchor="{anchor}"{weight}>{escape(seat.name)}</text>'
    ring = _shape(seat, x, y, 18, "ring") if seat.president else ""
    shape = _shape(seat, x, y, 14, f"seat {css}")
    return f'<g data-state="{escape(seat.state)}">{ring}{shape}{letter}{label}{_inside(seat, x, y)}</g>'


def _shape(seat: Seat, x: float, y: float, half: float, css: str) -> str:
    """A square for a permanent member, a circle for an elected one."""
    if seat.permanent:
        return f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" height="{2 * half}" rx="3" class="{css}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half}" class="{css}"/>'


def _outside(x: float, y: float) -> tuple[float, float, str]:
    """Where a name stands: outside the table, away from its middle, so that neighbours do not touch."""
    dx = x - CENTRE
    if abs(dx) > RADIUS * 0.75:
        return (x - 24, y + 5, "end") if dx < 0 else (x + 24, y + 5, "start")
    if abs(dx) > 20:
        return (x - 12, y - 22, "end") if dx < 0 else (x + 12, y - 22, "start")
    return x, y - 27, "middle"


def _inside(seat: Seat, x: float, y: float) -> str:
    """Regional group and presidency, on the table's inner side."""
    words = [(w, css) for w, css in ((seat.group, "group"), ("President" if seat.president else None, "presides")) if w]
    if y > TOP:
        left = x < CENTRE
        tx, anchor = (x + 24, "start") if left else (x - 24, "end")
        gaps = ("", ' dx="6"')
        inner = "".join(f'<tspan class="{css}"{gaps[n]}>{w}</tspan>' for n, (w, css) in enumerate(words))
        return f'<text x="{tx:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" class="side">{inner}</text>' if words else ""
    found = []
    steep = abs(x - CENTRE) > RADIUS * 0.5
    anchor = ("start" if x < CENTRE else "end") if steep else "middle"
    for n, (word, css) in enumerate(words):
        share = (RADIUS - (22 if steep else 32) - 16 * n) / RADIUS
        tx, ty = CENTRE + (x - CENTRE) * share, TOP + (y - TOP) * share + 4
        found.append(f'<text x="{tx:.1f}" y="{ty:.1f}" text-anchor="{anchor}" class="side {css}">{word}</text>')
    return "".join(found)


STYLE = """
.horseshoe{max-width:720px;width:100%;height:auto;font:14px system-ui,sans-serif}
.horseshoe text{fill:var(--ink)}.horseshoe .permanent{font-weight:700}
.horseshoe .letter{font-weight:700;fill:#000;stroke:#fff;stroke-width:3px;paint-order:stroke}
.horseshoe .side{font-size:.72em}.horseshoe .presides{font-weight:700}.ring{fill:none;stroke:var(--ink);stroke-width:1.5}
.seat{stroke:var(--ink);stroke-width:1.5}.horseshoe .table{fill:none;stroke:var(--line);stroke-width:38}
.seat.none{fill:var(--paper)}.seat.for{fill:#7fc8a0}.seat.open{fill:#e8d27a}
.seat.veto{fill:url(#p-veto)}.seat.against{fill:url(#p-against)}.seat.abstain{fill:url(#p-abstain)}
.ink-veto{fill:#e06a5a}.ink-against{fill:#f0a080}.ink-abstain{fill:#b9c4d6}.stripe{fill:#fff;opacity:.75}
"""

PRINT_COLOURS = {"var(--ink)": "#000000", "var(--paper)": "#ffffff", "var(--line)": "#d8d4c8"}


def standalone_svg(seats: tuple[Seat, ...]) -> str:
    """The drawing as a file of its own: name space, size and colours for print inside."""
    style = STYLE.replace("system-ui,sans-serif", "Noto Sans, DejaVu Sans, Liberation Sans, DejaVu Sans Mono").replace(
        "14px", "12px"
    )
    style = style.replace(";stroke:#fff;stroke-width:3px;paint-order:stroke", "")  # print draws the edge over the letter
    for name, colour in PRINT_COLOURS.items():
        style = style.replace(name, colour)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
    return draw_svg(seats).replace("<svg ", opening, 1).replace("<defs>", f"<style>{style}</style><defs>", 1)
