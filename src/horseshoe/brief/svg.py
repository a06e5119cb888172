"""The horseshoe as an SVG drawing: named seats, each stance a colour, a pattern and a letter, so that no one needs colour."""

from __future__ import annotations

import math
from html import escape

from horseshoe.brief.horseshoe import mark, stance_words
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
    title = "The Council's table: " + "; ".join(f"{s.name} {stance_words(s) or 'nothing stated'}" for s in seats)
    rows = [
        f'<svg class="horseshoe" viewBox="{-MARGIN} 0 {WIDTH + 2 * MARGIN} {HEIGHT}" role="img" '
        'aria-labelledby="horseshoe-title">',
        f'<title id="horseshoe-title">{escape(title)}</title><defs>{PATTERNS}</defs>{TABLE}',
    ]
    rows += [_seat(seat, x, y) for seat, (x, y) in zip(seats, seat_points(len(seats)), strict=True)]
    rows.append("</svg>")
    return "".join(rows)


def _seat(seat: Seat, x: float, y: float) -> str:
    css, _ = LEGEND[mark(seat)]
    dx = x - CENTRE
    # Names stand outside the table, away from its middle, so that neighbours do not touch.
    if abs(dx) > RADIUS * 0.75:
        anchor, tx, ty = ("end", x - 22, y + 5) if dx < 0 else ("start", x + 22, y + 5)
    elif abs(dx) > 20:
        anchor, tx, ty = ("end", x - 12, y - 22) if dx < 0 else ("start", x + 12, y - 22)
    else:
        anchor, tx, ty = "middle", x, y - 28
    name = escape(seat.name + (" (President)" if seat.president else ""))
    weight = ' class="permanent"' if seat.permanent else ""
    shape = (
        f'<rect x="{x - 14:.1f}" y="{y - 14:.1f}" width="28" height="28" rx="3" class="seat {css}"/>'
        if seat.permanent
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="14" class="seat {css}"/>'
    )
    letter = f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" class="letter">{escape(mark(seat).strip())}</text>'
    label = f'<text x="{tx:.1f}" y="{ty:.1f}" text-anchor="{anchor}"{weight}>{name}</text>'
    return f'<g data-state="{escape(seat.state)}">{shape}{letter}{label}</g>'


STYLE = """
.horseshoe{max-width:720px;width:100%;height:auto;font:14px system-ui,sans-serif}
.horseshoe text{fill:var(--ink)}.horseshoe .permanent{font-weight:700}
.horseshoe .letter{font-weight:700;fill:#000;stroke:#fff;stroke-width:3px;paint-order:stroke}
.seat{stroke:var(--ink);stroke-width:1.5}.horseshoe .table{fill:none;stroke:var(--line);stroke-width:38}
.seat.none{fill:var(--paper)}.seat.for{fill:#7fc8a0}.seat.open{fill:#e8d27a}
.seat.veto{fill:url(#p-veto)}.seat.against{fill:url(#p-against)}.seat.abstain{fill:url(#p-abstain)}
.ink-veto{fill:#e06a5a}.ink-against{fill:#f0a080}.ink-abstain{fill:#b9c4d6}.stripe{fill:#fff;opacity:.75}
"""

PRINT_COLOURS = {"var(--ink)": "#000000", "var(--paper)": "#ffffff", "var(--line)": "#d8d4c8"}


def standalone_svg(seats: tuple[Seat, ...]) -> str:
    """The drawing as a file of its own: name space, size and colours for print inside."""
    style = STYLE.replace("system-ui,sans-serif", "DejaVu Sans Mono, monospace").replace("14px", "12px")
    for name, colour in PRINT_COLOURS.items():
        style = style.replace(name, colour)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
    return draw_svg(seats).replace("<svg ", opening, 1).replace("<defs>", f"<style>{style}</style><defs>", 1)
