"""Station: quotes."""

from horseshoe.model import Quote
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_quotes(parsed: Parsed, known: Known) -> tuple[Quote, ...]:
    """Find the quotes of a parsed text."""
    return ()
