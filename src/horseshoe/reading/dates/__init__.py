"""Station: dates."""

from horseshoe.model import DateMention
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_dates(parsed: Parsed, known: Known) -> tuple[DateMention, ...]:
    """Find the dates of a parsed text."""
    return ()
