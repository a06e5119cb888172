"""What a forecast says: plain frozen dataclasses."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from horseshoe.forecast.members.votes import Vote
from horseshoe.model import Span


@dataclass(frozen=True, slots=True)
class Shares:
    """Chances of the three outcomes, given that the draft is put to the vote; they sum to one."""

    adopted: float
    vetoed: float
    failed: float


@dataclass(frozen=True, slots=True)
class MemberForecast:
    """A member's vote: chances that sum to one; `votes` is the conformal set that holds the vote in nine cases of ten."""

    id: str
    name: str
    permanent: bool
    yes: float
    no: float
    abstain: float
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of votes: expected, and the shortest interval that holds at least nine tenths of the chance."""

    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The expected tally."""

    yes: Count
    no: Count
    abstain: Count


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: words of a text (`span`), the Council's record, or a table of relations; `text` tells it."""

    kind: Literal["span", "record", "relation", "description"]
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that moved the forecast: the chance of a veto is higher by `effect` with it than without it."""

    text: str
    effect: float
    source: Source


@dataclass(frozen=True, slots=True)
class Change:
    """What would move the forecast, and to where."""

    text: str
    shares: Shares


@dataclass(frozen=True, slots=True)
class Forecast:
    """How a vote would go as of a day, given that the draft is put to the vote."""

    label: str
    situation: str
    sponsors: tuple[str, ...]
    acts: tuple[str, ...]
    as_of: date
    shares: Shares
    vetoed_by: dict[str, float]
    members: tuple[MemberForecast, ...]
    tally: Tally
    reasons: tuple[Reason, ...]
    by_record: Shares
    by_statements: Shares | None
    changes: tuple[Change, ...]
    fitted_before: int
    warnings: tuple[str, ...] = ()


def as_json(f: Forecast) -> dict[str, Any]:
    """A forecast as plain data (docs/forecast.md); spans become offsets."""
    data = asdict(f)
    data["as_of"] = f.as_of.isoformat()
    for reason, plain in zip(f.reasons, data["reasons"], strict=True):
        span = reason.source.span
        plain["source"]["span"] = [span.start, span.end] if span else None
    return data
