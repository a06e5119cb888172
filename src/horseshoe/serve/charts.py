"""Charts drawn on the server as SVG; classes only, styled by the page's sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from horseshoe.record.dossier_types import FigurePoint, FigureSeries

WIDTH, LEFT, TOP, ROW = 440, 2, 4, 42
MARKS = {"at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< ", "about": "≈ "}


def figures_chart(series: Sequence[FigureSeries], name: Callable[[str | None], str]) -> str:
    """Rival counts of one thing: a row for each source and day, the bar up to the count, an arrow where it is only a bound."""
    rows = [(s, p) for s in series for p in s.points if p.day]
    rows.sort(key=lambda r: (r[1].day, r[0].by or ""))
    top = max((p.upper or p.value for _, p in rows), default=1) or 1
    height = TOP * 2 + ROW * len(rows)
    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(_told(rows, name))}">']
    for n, (one, point) in enumerate(rows):
        y = TOP + n * ROW
        reach = (WIDTH - 2 * LEFT - 30) * (point.upper or point.value) / top
        words = (
            f"{point.day} · {name(one.by) if one.by else 'no source named'}: {number(point.value, point.upper, point.bound)}"
        )
        parts.append(f'<text x="{LEFT}" y="{y + 13}">{escape(words)}</text>')
        parts.append(f'<rect class="bar" x="{LEFT}" y="{y + 18}" width="{max(reach, 1):.1f}" height="12"/>')
        if point.upper:
            low = (WIDTH - 2 * LEFT - 30) * point.value / top
            parts.append(f'<line class="bound" x1="{LEFT + low:.1f}" x2="{LEFT + low:.1f}" y1="{y + 15}" y2="{y + 33}"/>')
        if point.bound in ("at_least", "more_than"):
            x = LEFT + max(reach, 1)
            parts.append(f'<path class="arrow" d="M{x:.1f} {y + 18}l12 6l-12 6z"/>')
        if point.bound in ("at_most", "less_than"):
            x = LEFT + max(reach, 1)
            parts.append(f'<path class="arrow" d="M{x + 12:.1f} {y + 18}l-12 6l12 6z"/>')
    parts.append("</svg>")
    return "".join(parts)


def number(value: float, upper: float | None, bound: str) -> str:
    """A count with its bounds."""
    text = f"{MARKS.get(bound, '')}{value:,.10g}"
    return text + (f" to {upper:,.10g}" if upper is not None else "")


def _told(rows: Sequence[tuple[FigureSeries, FigurePoint]], name: Callable[[str | None], str]) -> str:
    told = [f"{name(s.by) if s.by else 'no source'}: {number(p.value, p.upper, p.bound)} on {p.day}" for s, p in rows]
    return "Counts by source: " + "; ".join(told)
