"""The functions of `import horseshoe as hs`, beside `Record` and `load`: `read`, `forecast_vote`, `members_on`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from horseshoe.errors import UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.council.members import Member
    from horseshoe.forecast.described import Described
    from horseshoe.forecast.result import Forecast
    from horseshoe.model import DocumentKind, Reading


def read(text: str, *, published: date | str | None = None, kind: DocumentKind | None = None, path: str = "-") -> Reading:
    """The reading of a text: who says what on which draft, every item with its span in `text`.

    `published` (a date, or text as 2012-02-01) dates words such as "yesterday"; without it the text's own dateline does.
    """
    from horseshoe.documents import from_text
    from horseshoe.reading import read_document

    return read_document(from_text(text, path=path, published=_day(published), kind=kind))


def forecast_vote(what: Reading | Described, *, as_of: date | str | None = None) -> Forecast:
    """How the vote on a reading's draft, or on a described draft, would go as of a day."""
    from horseshoe.forecast import forecast_draft, forecast_reading
    from horseshoe.model import Reading as ReadingType

    if isinstance(what, ReadingType):
        return forecast_reading(what, _day(as_of))
    if as_of is not None:
        raise UsageError("a described draft has a day of its own", where="as_of", fix="set Described.day")
    return forecast_draft(what)


def members_on(day: date | str) -> tuple[Member, ...]:
    """The members of the Security Council on a day, in the order of their English names."""
    from horseshoe.council import members

    found = _day(day)
    assert found is not None
    return members.members_on(found)


def _day(value: date | str | None) -> date | None:
    return parse_day(value) if isinstance(value, str) else value
