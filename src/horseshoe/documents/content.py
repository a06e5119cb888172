"""What every loader hands back: the plain text and what the file itself says of its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """Plain text with its metadata. `published` is a stated publication date, `created` only the stamp of the file's making."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    created: date | None = None
    warnings: tuple[str, ...] = ()
