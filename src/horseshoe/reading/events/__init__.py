"""Station: events."""

from horseshoe.model import Event
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_events(parsed: Parsed, known: Known) -> tuple[Event, ...]:
    """Find the events of a parsed text."""
    return ()
