"""The reliability plot of the shipped backtest (forecast/data/calibration.json, written by docs/backtest.md's command)."""

from __future__ import annotations

import functools
import json
import math
from importlib.resources import files
from typing import Any

SIDE, MARGIN = 360, 40


@functools.cache
def shipped_calibration() -> dict[str, Any]:
    """The rows of the calibration table for a veto, the drawing, and what it is about; empty rows where none is shipped."""
    path = files("horseshoe.forecast").joinpath("data", "calibration.json")
    if not path.is_file():
        return {"rows": [], "chart": "", "about": ""}
    data = json.loads(path.read_text(encoding="utf-8"))
    bins = [b for b in data["calibration"] if b["outcome"] == "vetoed" and b["n"]]
    rows = [
        {
            "range": f"{b['low']:.1f} to {b['high']:.1f}",
            "n": b["n"],
            "forecast": f"{b['said']:.3f}",
            "happened": f"{b['happened']:.3f}",
            "interval": "{:.2f} to {:.2f}".format(*wilson(b["happened"], b["n"])),
        }
        for b in bins
    ]
    return {"rows": rows, "chart": plot(bins), "about": data["about"]}


def wilson(share: float, n: int, z: float = 1.6448536269514722) -> tuple[float, float]:
    """The interval that holds a share of `n` cases nine times in ten (Wilson, 1927)."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def plot(bins: list[dict[str, Any]]) -> str:
    """Forecast across, happened up, the diagonal where both agree; a dot a bin with its count."""
    size = SIDE + 2 * MARGIN

    def x(p: float) -> float:
        return MARGIN + SIDE * p

    def y(p: float) -> float:
        return MARGIN + SIDE * (1 - p)

    told = "; ".join(f"forecast {b['said']:.2f}, happened {b['happened']:.2f}, {b['n']} votes" for b in bins)
    parts = [
        f'<svg class="chart" viewBox="0 0 {size} {size}" role="img" aria-label="Reliability: {told}">',
        f'<path class="axis" fill="none" d="M{x(0)} {y(1)}V{y(0)}H{x(1)}M{x(0)} {y(0)}L{x(1)} {y(1)}"/>',
    ]
    for p in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{x(p)}" y="{y(0) + 18}" text-anchor="middle">{p:.1f}</text>')
        parts.append(f'<text x="{x(0) - 8}" y="{y(p) + 4}" text-anchor="end">{p:.1f}</text>')
    parts.append(f'<text x="{x(0.5)}" y="{y(0) + 34}" text-anchor="middle">chance of a veto that was forecast</text>')
    parts.append(f'<text x="{x(0)}" y="{y(1) - 12}">share that was vetoed</text>')
    for b in bins:
        parts.append(f'<circle class="dot" cx="{x(b["said"]):.1f}" cy="{y(b["happened"]):.1f}" r="6"/>')
        parts.append(f'<text x="{x(b["said"]) + 9:.1f}" y="{y(b["happened"]) + 14:.1f}">{b["n"]}</text>')
    parts.append("</svg>")
    return "".join(parts)
