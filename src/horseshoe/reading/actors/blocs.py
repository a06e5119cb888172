"""The state of an actor, and the id of its seat on a day; who belonged to a bloc stands in `horseshoe.council.blocs`."""

from __future__ import annotations

from datetime import date

from horseshoe.council.states import CHINA_SEATED, RUSSIA_SEATED


def state_of(actor: str) -> str:
    """The state's id of an organ ("SYR:authorities" -> "SYR"); any other id comes back."""
    return actor.split(":", 1)[0]


def council_seat(actor: str, day: date) -> str:
    """The id under which the Council's tables know an actor's seat on a day: RUS or SUN by date, CHN for both Chinas."""
    state = state_of(actor)
    if state in ("RUS", "SUN"):
        return "RUS" if day >= RUSSIA_SEATED else "SUN"
    return "CHN" if state == "TWN" and day < CHINA_SEATED else state
