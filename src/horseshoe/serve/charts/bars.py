"""Rival counts of one thing, as rows with bars: who counts, how many, on which day; the page's sheet styles them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.brief.wording import BOUNDS

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import FigurePoint, FigureSeries, Source

WIDTH, HEIGHT, ARROW = 100.0, 8, 4  # of a bar's drawing; room for the arrow of a bound


@dataclass(frozen=True, slots=True)
class Bar:
    """A count of one source on one day; `drawing` is its bar as SVG, with an arrow where the count is only a bound."""

    by: str
    day: date
    count: str
    source: Source
    drawing: str


def bars(series: Sequence[FigureSeries], name: Callable[[str | None], str]) -> list[Bar]:
    """The rows of one thing that is counted, oldest first, their bars on one scale."""
    rows = dated(series)
    top = max((p.upper or p.value for _, p in rows), default=1) or 1
    return [
        Bar(
            name(s.by) if s.by else "no source named",
            p.day,
            number(p.value, p.upper, p.bound),
            p.source,
            _bar(p, top),
        )
        for s, p in rows
        if p.day
    ]


def dated(series: Sequence[FigureSeries]) -> list[tuple[FigureSeries, FigurePoint]]:
    """The counts that bear a day, oldest first."""
    rows = [(s, p) for s in series for p in s.points if p.day]
    return sorted(rows, key=lambda r: (r[1].day, r[0].by or ""))


def number(value: float, upper: float | None, bound: str) -> str:
    """A count with its bounds, in words: "at least 80", "1,000 to 2,000"."""
    text = f"{BOUNDS.get(bound, '')}{value:,.10g}"
    return text + (f" to {upper:,.10g}" if upper is not None else "")


def _bar(point: FigurePoint, top: float) -> str:
    reach = max((WIDTH - ARROW) * (point.upper or point.value) / top, 0.5)
    parts = [f'<rect class="bar" x="0" y="1" width="{reach:.2f}" height="{HEIGHT - 2}"/>']
    if point.upper:
        low = (WIDTH - ARROW) * point.value / top
        parts.append(f'<rect class="bound" x="{low:.2f}" y="0" width="0.6" height="{HEIGHT}"/>')
    if point.bound in ("at_least", "more_than"):
        parts.append(f'<path class="arrow" d="M{reach:.2f} 1l3 3l-3 3z"/>')
    if point.bound in ("at_most", "less_than"):
        parts.append(f'<path class="arrow" d="M{reach + 3:.2f} 1l-3 3l3 3z"/>')
    inner = "".join(parts)
    return f'<svg class="bars" viewBox="0 0 {WIDTH:.0f} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">{inner}</svg>'
