"""What `import horseshoe as hs` offers beside `hs.Record` and `hs.load`: `read`, `forecast`, `council` (docs/python.md)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from horseshoe.errors import UsageError

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


def forecast(what: Reading | Described, *, as_of: date | str | None = None) -> Forecast:
    """How the vote on a reading's draft, or on a described draft, would go as of a day."""
    from horseshoe.forecast import forecast_draft, forecast_reading
    from horseshoe.model import Reading as ReadingType

    if isinstance(what, ReadingType):
        return forecast_reading(what, _day(as_of))
    if as_of is not None:
        raise UsageError("a described draft has a day of its own", where="as_of", mend="set Described.day")
    return forecast_draft(what)


def council(day: date | str) -> tuple[Member, ...]:
    """The members of the Security Council on a day, in the order of their English names."""
    from horseshoe.council.members import members_on

    found = _day(day)
    assert found is not None
    return members_on(found)


def _day(value: date | str | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date", mend="write it as YYYY-MM-DD, e.g. 2012-02-01") from error


def make_callable(module: str, function: Callable[..., Any]) -> None:
    """Let a package be called like a function: `hs.council` is both the package and the question put to it."""

    class CallableModule(ModuleType):
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

    sys.modules[module].__class__ = CallableModule
