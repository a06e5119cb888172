"""Station: actors."""

from horseshoe.model import Actor
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_actors(parsed: Parsed, known: Known) -> tuple[Actor, ...]:
    """Find the actors of a parsed text."""
    return ()
