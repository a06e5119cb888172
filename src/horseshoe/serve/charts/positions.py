"""Positions over time as an SVG: a row an actor, a mark a stance, with the letters of the horseshoe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from horseshoe.brief.drawing.svg import LEGEND
from horseshoe.brief.words import short_day
from horseshoe.stances import row_of

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import PositionEntry

WIDTH, NAMES, ROW, TOP, EDGE = 960, 190, 34, 34, 24
MOST = 24  # actors drawn


def positions_chart(
    positions: Mapping[str, Sequence[PositionEntry]], members: Sequence[str], name: Callable[[str | None], str]
) -> str:
    """The chart; members of the Council first, then those who spoke most. "" where no position bears a day."""
    rows = {a: dated for a, es in positions.items() if (dated := [e for e in es if e.day])}
    if not rows:
        return ""
    order = sorted(rows, key=lambda a: (a not in members, -len(rows[a]), name(a)))[:MOST]
    days = [e.day for a in order for e in rows[a] if e.day]
    first, last = min(days), max(days)
    height = TOP + ROW * len(order) + 8
    parts = [
        f'<svg class="chart over-time" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Positions of {len(order)} actors, {short_day(first)} to {short_day(last)}; the table below lists them">'
    ]
    for day in ticks(first, last):
        x = place(day, first, last)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height}"/>')
        parts.append(f'<text x="{x:.1f}" y="{TOP - 14}" text-anchor="{anchor(x)}">{short_day(day)}</text>')
    for n, actor in enumerate(order):
        y = TOP + ROW * n + ROW / 2
        weight = ' class="permanent"' if actor in members else ""
        parts.append(f'<line class="grid" x1="{NAMES}" x2="{WIDTH}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="{NAMES - 10}" y="{y + 5}" text-anchor="end"{weight}>{escape(short(name(actor)))}</text>')
        parts += [_mark(e, x, y) for e, x in spread(rows[actor], first, last)]
    parts.append("</svg>")
    return "".join(parts)


def place(day: date, first: date, last: date) -> float:
    """Where a day stands across; the middle where there is only one."""
    whole = (last - first).days
    share = (day - first).days / whole if whole else 0.5
    return NAMES + EDGE + share * (WIDTH - NAMES - 2 * EDGE)


def spread(entries: Sequence[PositionEntry], first: date, last: date) -> list[tuple[PositionEntry, float]]:
    """The entries with their places, a repeated stance of one day once, neighbours moved apart as far as there is room."""
    shown: dict[tuple[date | None, str], PositionEntry] = {}
    for e in entries:
        shown.setdefault((e.day, e.stance), e)
    found: list[tuple[PositionEntry, float]] = []
    for e in shown.values():
        x = place(e.day or first, first, last)
        if found and x - found[-1][1] < 22:
            x = min(found[-1][1] + 22, WIDTH - EDGE / 2)
        found.append((e, x))
    return found


def ticks(first: date, last: date) -> list[date]:
    """At most five days, evenly apart, both ends included."""
    whole = (last - first).days
    steps = min(4, whole) or 1
    return sorted({date.fromordinal(first.toordinal() + whole * n // steps) for n in range(steps + 1)})


def anchor(x: float) -> str:
    """How a tick's label is set so that it stays inside."""
    return "end" if x > WIDTH - 60 else "start" if x < NAMES + EDGE + 5 else "middle"


def short(text: str) -> str:
    """A name that fits beside the chart."""
    return text if len(text) <= 24 else text[:23] + "…"


def _mark(entry: PositionEntry, x: float, y: float) -> str:
    row = row_of(entry.stance)
    letter, words = row.mark, row.words
    when = short_day(entry.day) if entry.day else "no date"
    told = escape(f"{when}: {words}" + (" (changed sides)" if entry.reversal else ""))
    ring = f'<circle class="turned" cx="{x:.1f}" cy="{y}" r="14"/>' if entry.reversal else ""
    dot = f'<circle class="dot-seat" cx="{x:.1f}" cy="{y}" r="10"/>'
    return (
        f'<g class="stance {LEGEND[letter][0]}"><title>{told}</title>{ring}{dot}'
        f'<text class="letter" x="{x:.1f}" y="{y + 5}" text-anchor="middle">{letter}</text></g>'
    )
