"""The charts of the analysis page as SVG, drawn on the server; classes only, so that the page's sheet colours them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from horseshoe.votes.agreement import Agreement
    from horseshoe.votes.ideal_points import IdealPoints

Name = Callable[[str], str]
CELL, NAMES, HEAD = 32, 150, 120  # of the map
SHADES = (0.5, 0.6, 0.7, 0.8, 0.9)  # agreement from which a cell has the next shade
WIDTH, ROW = 760, 24
PERMANENT = ("USA", "GBR", "FRA", "CHN", "RUS", "SUN")  # from the ground of a bar to its top

STYLE = """
text{font:13px system-ui,sans-serif;fill:#111}
.grid{stroke:#ccc}
.axis{stroke:#555}
.interval{stroke:#0b4f9e;stroke-width:6;opacity:.35}
.dot{fill:#0b4f9e}
.h0{fill:#b4402f}
.h1{fill:#d9796b}
.h2{fill:#efc3ba}
.h3{fill:#dbe6dc}
.h4{fill:#a4d0b5}
.h5{fill:#2f7d54}
.none{fill:#eee}
.light{fill:#fff}
.dark{fill:#000}
.v-SUN{fill:#8c2f22}
.v-RUS{fill:#c4533f}
.v-CHN{fill:#e0b04a}
.v-FRA{fill:#7f9fc4}
.v-GBR{fill:#3f6ea3}
.v-USA{fill:#1d3f66}
"""


def heat_map(found: Agreement, order: Sequence[str], name: Name, least: int) -> str:
    """A square of cells, one a pair, shaded and numbered by agreement in per cent; empty below `least` shared votes."""
    at = {m: n for n, m in enumerate(found.members)}
    width, height = NAMES + CELL * len(order) + 80, HEAD + CELL * len(order) + 8
    words = "Agreement between members in per cent; the table of all pairs is the CSV below"
    parts = [f'<svg class="chart matrix" viewBox="0 0 {width} {height}" role="img" aria-label="{words}">']
    for n, member in enumerate(order):
        x, y = NAMES + CELL * n + CELL / 2, HEAD + CELL * n + CELL / 2
        label = escape(name(member))
        parts.append(f'<text x="{NAMES - 8}" y="{y + 4}" text-anchor="end">{label}</text>')
        parts.append(f'<text transform="translate({x + 4},{HEAD - 8}) rotate(-50)">{label}</text>')
        parts += [
            _cell(found, at[member], at[other], NAMES + CELL * k, HEAD + CELL * n, least) for k, other in enumerate(order)
        ]
    return "".join((*parts, "</svg>"))


def _cell(found: Agreement, i: int, j: int, x: float, y: float, least: int) -> str:
    share, shared = float(found.share[i, j]), int(found.shared[i, j])
    told = i != j and shared >= least and not math.isnan(share)
    shade = sum(share >= s for s in SHADES) if told else 0
    css = f"h{shade}" if told else "none"
    cell = f'<rect class="{css}" x="{x}" y="{y}" width="{CELL - 2}" height="{CELL - 2}"/>'
    if not told:
        return cell
    ink = "light" if shade in (0, 5) else "dark"
    number = f'<text class="{ink}" x="{x + CELL / 2 - 1}" y="{y + CELL / 2 + 4}" text-anchor="middle">{100 * share:.0f}</text>'
    return f"{cell}{number}"


def intervals(found: IdealPoints, name: Name) -> str:
    """A row a member: its ideal point and the interval that holds it nine times in ten, left to right."""
    low, high = found.interval()
    rows = sorted(zip(found.members, found.point, low, high, strict=True), key=lambda r: float(r[1]))
    least, most = float(low.min()), float(high.max())
    height = ROW * len(rows) + 16

    def x(value: float) -> float:
        return NAMES + 10 + (WIDTH - NAMES - 40) * (value - least) / ((most - least) or 1)

    words = "Ideal points with their intervals; the numbers are the CSV below"
    parts = [f'<svg class="chart ideal" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{words}">']
    parts.append(f'<line class="grid" x1="{x(0):.1f}" x2="{x(0):.1f}" y1="0" y2="{height}"/>')
    for n, (member, point, a, b) in enumerate(rows):
        y = 14 + ROW * n
        parts.append(f'<text x="{NAMES - 8}" y="{y + 4}" text-anchor="end">{escape(name(member))}</text>')
        parts.append(f'<line class="interval" x1="{x(float(a)):.1f}" x2="{x(float(b)):.1f}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="dot" cx="{x(float(point)):.1f}" cy="{y}" r="5"/>')
    return "".join((*parts, "</svg>"))


def stacked(rows: Sequence[tuple[int, Sequence[tuple[str, int]]]], name: Name) -> str:
    """A bar a year of how many proposals each permanent member blocked; one that two blocked counts for both."""
    first, last = rows[0][0], rows[-1][0]
    top = max(sum(n for _, n in by) for _, by in rows)
    left, bottom, tall = 40, 250, 220
    wide = (WIDTH - left - 10) / (last - first + 1)
    told = f"Vetoes by year and member, {first} to {last}; the numbers are the CSV below"
    parts = [f'<svg class="chart years" viewBox="0 0 {WIDTH} {bottom + 62}" role="img" aria-label="{told}">']
    for value in range(0, top + 1, 5):
        y = bottom - tall * value / top
        parts.append(f'<line class="grid" x1="{left}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{value}</text>')
    for year, by in rows:
        x, y, cast = left + wide * (year - first), float(bottom), dict(by)
        for member in PERMANENT:
            if n := cast.get(member, 0):
                y -= tall * n / top
                title = f"<title>{year}, {escape(name(member))}: {n}</title>"
                size = f'width="{wide - 1:.1f}" height="{tall * n / top:.1f}"'
                parts.append(f'<rect class="v-{member}" x="{x:.1f}" y="{y:.1f}" {size}>{title}</rect>')
    for year in range(first - first % 10 + 10, last + 1, 10):
        parts.append(f'<text x="{left + wide * (year - first + 0.5):.1f}" y="{bottom + 18}" text-anchor="middle">{year}</text>')
    for n, member in enumerate(reversed(PERMANENT)):
        x = left + 120 * n
        parts.append(f'<rect class="v-{member}" x="{x}" y="{bottom + 36}" width="12" height="12"/>')
        parts.append(f'<text x="{x + 17}" y="{bottom + 47}">{escape(SHORT[member])}</text>')
    return "".join((*parts, "</svg>"))


SHORT = {
    "SUN": "Soviet Union",
    "RUS": "Russia",
    "CHN": "China",
    "FRA": "France",
    "GBR": "United Kingdom",
    "USA": "United States",
}


def standalone(drawing: str) -> str:
    """A drawing as a file of its own, with its colours."""
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(">", f"><style>{STYLE}</style>", 1)
