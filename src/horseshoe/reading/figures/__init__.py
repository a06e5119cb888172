"""Counts, with bounds, what is counted, where, over what period and who counts (docs/figures.md)."""

from __future__ import annotations

from horseshoe.model import Figure
from horseshoe.reading.figures.build import Builder
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_figures(parsed: Parsed, known: Known) -> tuple[Figure, ...]:
    """Figures in text order. Dates, symbols, numbers of resolutions and tallies of votes are no figures."""
    return tuple(Builder(parsed, known).figures())


__all__ = ["find_figures"]
