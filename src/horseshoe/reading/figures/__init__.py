"""Station: figures."""

from horseshoe.model import Figure
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_figures(parsed: Parsed, known: Known) -> tuple[Figure, ...]:
    """Find the figures of a parsed text."""
    return ()
