"""Station: claims."""

from horseshoe.model import Claim
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_claims(parsed: Parsed, known: Known) -> tuple[Claim, ...]:
    """Find the claims of a parsed text."""
    return ()
