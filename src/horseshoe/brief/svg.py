"""The horseshoe as an SVG drawing: named seats, each stance a colour, a pattern and a letter, so that no one needs colour."""

from __future__ import annotations

import math
from html import escape

from horseshoe.brief.horseshoe import mark, stance_words
from horseshoe.brief.model import Seat

WIDTH, HEIGHT = 720, 400

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


def seat_points(count: int) -> list[tuple[float, float]]:
    """Where the seats stand, left arm's open end first: a straight arm, a half circle, a straight arm; SVG units."""
    cx, radius, top, arm = WIDTH / 2, 160.0, 205.0, 130.0
    total = 2 * arm + math.pi * radius
    points = []
    for i in range(count):
        s = total * i / max(count - 1, 1)
        if s < arm:
            points.append((cx - radius, top + arm - s))
        elif s <= arm + math.pi * radius:
            angle = math.pi - (s - arm) / radius
            points.append((cx + radius * math.cos(angle), top - radius * math.sin(angle)))
        else:
            points.append((cx + radius, top + (s - arm - math.pi * radius)))
    return points


def draw_svg(seats: tuple[Seat, ...]) -> str:
    """The drawing as one `<svg>` element; classes are styled by STYLE or by the page that holds it."""
    title = "The Council's table: " + "; ".join(f"{s.name} {stance_words(s) or 'nothing stated'}" for s in seats)
    rows = [
        f'<svg class="horseshoe" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="horseshoe-title">',
        f'<title id="horseshoe-title">{escape(title)}</title><defs>{PATTERNS}</defs>',
    ]
    for seat, (x, y) in zip(seats, seat_points(len(seats)), strict=True):
        rows.append(_seat(seat, x, y))
    rows.append("</svg>")
    return "".join(rows)


def _seat(seat: Seat, x: float, y: float) -> str:
    css, _ = LEGEND[mark(seat)]
    dx = x - WIDTH / 2
    # Names stand outside the table: left of the left arm, right of the right arm, above the bend.
    if y > 120:
        anchor, tx, ty = ("end", x - 22, y + 5) if dx < 0 else ("start", x + 22, y + 5)
    else:
        anchor, tx, ty = ("end" if dx < -60 else "start" if dx > 60 else "middle"), x + dx * 0.12, y - 24
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
.seat{stroke:var(--ink);stroke-width:1.5}
.seat.none{fill:var(--paper)}.seat.for{fill:#7fc8a0}.seat.open{fill:#e8d27a}
.seat.veto{fill:url(#p-veto)}.seat.against{fill:url(#p-against)}.seat.abstain{fill:url(#p-abstain)}
.ink-veto{fill:#e06a5a}.ink-against{fill:#f0a080}.ink-abstain{fill:#b9c4d6}.stripe{fill:#fff;opacity:.75}
"""
