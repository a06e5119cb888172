"""Station: drafts."""

from horseshoe.model import Draft
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_drafts(parsed: Parsed, known: Known) -> tuple[Draft, ...]:
    """Find the drafts of a parsed text."""
    return ()
