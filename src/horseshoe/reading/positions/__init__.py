"""Who stands where on which draft, who asks what of whom, on what condition, when, by whose account."""

from __future__ import annotations

from horseshoe.model import Position
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed
from horseshoe.reading.positions.criticism import criticisms
from horseshoe.reading.positions.settle import settle
from horseshoe.reading.positions.sponsors import sponsorships
from horseshoe.reading.positions.stances import stances
from horseshoe.reading.positions.undecided import undecided
from horseshoe.reading.positions.urging import urgings
from horseshoe.reading.who import Who
from horseshoe.stances import DECIDED


def find_positions(parsed: Parsed, known: Known) -> tuple[Position, ...]:
    """The positions that a text tells, in text order, with what is foretold, possible or denied marked as such."""
    who = Who(parsed, known)
    voted = [d.id for d in known.drafts if d.status in (*DECIDED, "put_to_vote")]
    targets = Targets(
        parsed, ((d.id, m) for d in known.drafts for m in d.mentions), voted, (d.id for d in known.drafts if d.several)
    )
    found = [
        *sponsorships(known, parsed),
        *stances(parsed, who, targets, known),
        *urgings(parsed, who, targets),
        *criticisms(parsed, who, targets),
        *undecided(parsed, who, targets),
    ]
    return settle(found, known)
