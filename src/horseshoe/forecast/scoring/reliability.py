"""The reliability plot: what was said against what happened, by decile, one panel an outcome, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SIZE, GAP = 200, 50


def reliability_svg(bins: Sequence[dict[str, Any]]) -> str:
    """The plot of calibration bins (outcome, said, happened, n). A dot grows with n; on the diagonal all is as said."""
    outcomes = list(dict.fromkeys(b["outcome"] for b in bins))
    width, height = GAP + len(outcomes) * (SIZE + GAP), SIZE + 2 * GAP
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">']
    parts.append("<title>Reliability of the forecast: what was said and what happened, by decile</title>")
    for k, outcome in enumerate(outcomes):
        left = GAP + k * (SIZE + GAP)
        parts += _panel(outcome, [b for b in bins if b["outcome"] == outcome and b["n"]], left)
    return "\n".join([*parts, "</svg>\n"])


def _panel(outcome: str, bins: Sequence[dict[str, Any]], left: int) -> list[str]:
    top, bottom = GAP, GAP + SIZE
    found = [
        f'<rect x="{left}" y="{top}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#888"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{left + SIZE}" y2="{top}" stroke="#bbb"/>',
        f'<text x="{left}" y="{top - 8}">{outcome}</text>',
        f'<text x="{left}" y="{bottom + 16}">said 0</text>',
        f'<text x="{left + SIZE}" y="{bottom + 16}" text-anchor="end">1</text>',
    ]
    for b in bins:
        x, y, r = left + SIZE * b["said"], bottom - SIZE * b["happened"], 2 + min(12.0, b["n"] ** 0.5 / 3)
        label = f"{b['n']} forecasts: said {b['said']:.2f}, happened {b['happened']:.2f}"
        found.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#1f5fa8" fill-opacity="0.7"><title>{label}</title></circle>'
        )
    return found
