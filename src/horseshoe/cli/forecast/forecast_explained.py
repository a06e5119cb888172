"""The explanation of a forecast, drawn for a terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from horseshoe.forecast.explain import Explanation, Precedent

WIDTH = 40
SHOWN = 0.005


def show(e: Explanation, day: date) -> None:
    """Print the tally's distribution, each member's reasons and the precedents."""
    from rich.console import Console

    from horseshoe.brief.words import percent

    out = Console(highlight=False)
    out.print(f"Votes in favour, as of {day}:")
    top = max(e.yes)
    for k, chance in enumerate(e.yes):
        if chance >= SHOWN:
            out.print(f"  {k:2d} {'█' * max(1, round(WIDTH * chance / top))} {100 * chance:.0f}%", markup=False)
    out.print("Why each member votes so (change of its chance to vote yes):")
    for m in sorted(e.members, key=lambda m: m.yes):
        chances = f"yes {percent(m.yes)}, no {percent(m.no)}, abstain {percent(m.abstain)}"
        out.print(f"  {m.name}: {chances}", markup=False)
        for r in m.reasons:
            out.print(f"    {100 * r.effect:+.0f} points: {r.text}", markup=False)
    out.print("Nearest on record before:")
    for p in e.precedents:
        out.print(f"  {p.date} {p.symbol} {p.title}: {p.outcome}{_tally(p)} [{p.alike}]", markup=False)


def _tally(p: Precedent) -> str:
    """The counts that are on record; one that is not stands as a question mark."""
    return "" if p.yes is None else " " + "-".join("?" if n is None else str(n) for n in (p.yes, p.no, p.abstain))
