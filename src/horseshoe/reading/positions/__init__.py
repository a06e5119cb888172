"""Station: positions."""

from horseshoe.model import Position
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_positions(parsed: Parsed, known: Known) -> tuple[Position, ...]:
    """Find the positions of a parsed text."""
    return ()
