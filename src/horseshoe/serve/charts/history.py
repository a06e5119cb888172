"""The forecast of a draft over time as an SVG: the chances, and below them the votes in favour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from horseshoe.brief.words import chances, percent, short_day, status_word
from horseshoe.council.rule import MAJORITY, SEATS
from horseshoe.serve.charts.positions import ticks

if TYPE_CHECKING:
    from horseshoe.brief.situation.history import Moment
    from horseshoe.brief.situation.standing import Outcome

WIDTH, LEFT, RIGHT, TOP = 760, 54, 178, 16
CHANCE, GAP, VOTES = 220, 52, 110  # heights of the upper drawing, of the room between, of the lower one
BOTTOM = TOP + CHANCE + GAP + VOTES
LINES = (("adopted", "adopted"), ("vetoed", "vetoed"), ("failed", "not adopted, no veto"))
APART = 16  # labels at the right end


def history_chart(moments: Sequence[Moment], outcome: Outcome | None) -> str:
    """The chart; "" for fewer than two days, which make no line."""
    if len(moments) < 2:
        return ""
    first = moments[0].day
    last = max(moments[-1].day, outcome.day) if outcome and outcome.day else moments[-1].day
    told = f"Forecasts from {short_day(first)} to {short_day(moments[-1].day)}; the table below lists them"
    parts = [f'<svg class="chart history" viewBox="0 0 {WIDTH} {BOTTOM + 30}" role="img" aria-label="{told}">']
    parts += _frame(first, last)
    end = across(last, first, last)
    for key, words in LINES:
        points = [(across(m.day, first, last), _up(getattr(m.shares, key))) for m in moments]
        parts.append(f'<path class="l-{key}" d="{_steps(points)}H{end:.1f}"/>')
        parts += [
            f'<circle class="d-{key}" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{short_day(m.day)}: {words} '
            f"{chances(m.shares)[key]}</title></circle>"
            for (x, y), m in zip(points, moments, strict=True)
        ]
    parts += _ends(moments[-1], end)
    parts += _votes(moments, first, last)
    if outcome and outcome.day:
        parts += _outcome(outcome, across(outcome.day, first, last))
    parts.append("</svg>")
    return "".join(parts)


def across(day: date, first: date, last: date) -> float:
    """Where a day stands."""
    return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """A line that stays where it is until the next document."""
    (x, y), *rest = points
    return f"M{x:.1f} {y:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in rest)


def _up(chance: float) -> float:
    return TOP + CHANCE * (1 - chance)


def _seat(votes: float) -> float:
    return BOTTOM - VOTES * votes / SEATS


def _frame(first: date, last: date) -> list[str]:
    parts = []
    for n in range(5):
        y = _up(n / 4)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent(n / 4)}</text>')
    for n in (0, MAJORITY, SEATS):
        y, css = _seat(n), "needed" if n == MAJORITY else "grid"
        parts.append(f'<line class="{css}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{n}</text>')
    parts.append(
        f'<text x="{LEFT}" y="{BOTTOM - VOTES - 14}" class="head">Votes in favour; bars hold nine chances in ten</text>'
    )
    parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{_seat(MAJORITY) + 4:.1f}">nine are needed</text>')
    days = ticks(first, last)
    for day in days if len(days) < 5 else (days[0], days[2], days[-1]):
        x = across(day, first, last)
        parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 22}" text-anchor="middle">{short_day(day)}</text>')
    return parts


def _ends(last: Moment, x: float) -> list[str]:
    """The names of the lines at their right ends, kept apart, each with its last chance."""
    told = chances(last.shares)
    rows = sorted((_up(getattr(last.shares, key)), key, words) for key, words in LINES)
    places = [rows[0][0]]
    for y, _, _ in rows[1:]:
        places.append(max(y, places[-1] + APART))
    over = max(0.0, places[-1] - (TOP + CHANCE))
    return [
        f'<text class="t-{key}" x="{x + 9:.1f}" y="{y - over + 4:.1f}">{told[key]} {words}</text>'
        for y, (_, key, words) in zip(places, rows, strict=True)
    ]


def _votes(moments: Sequence[Moment], first: date, last: date) -> list[str]:
    parts = []
    for m in moments:
        x, yes = across(m.day, first, last), m.tally.yes
        parts.append(f'<line class="interval" x1="{x:.1f}" x2="{x:.1f}" y1="{_seat(yes.high):.1f}" y2="{_seat(yes.low):.1f}"/>')
        parts.append(
            f'<circle class="d-votes" cx="{x:.1f}" cy="{_seat(yes.expected):.1f}" r="4"><title>{short_day(m.day)}: '
            f"{yes.low} to {yes.high} votes in favour</title></circle>"
        )
    return parts


def _outcome(outcome: Outcome, x: float) -> list[str]:
    words = escape(f"{status_word(outcome.status)} {outcome.tally}".strip())
    found = [f'<line class="happened" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{BOTTOM}"/>']
    found.append(f'<text class="happened" x="{x + 8:.1f}" y="{BOTTOM - VOTES - 14}">{words}</text>')
    yes = outcome.tally.partition("-")[0]
    if yes.isdigit():
        y = _seat(int(yes))
        found.append(
            f'<path class="happened-votes" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"><title>{yes} in favour</title></path>'
        )
    return found
