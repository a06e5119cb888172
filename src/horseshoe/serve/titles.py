"""What a document is called on the pages."""

from __future__ import annotations

LONGEST = 120  # characters of a first line that is taken for a headline


def title_of(title: str | None, text: str, path: str) -> str:
    """Its title, else the first line where that stands apart and is short, else its path."""
    if title:
        return title
    first, _, rest = text.lstrip().partition("\n")
    if first.strip() and len(first) <= LONGEST and (not rest or rest.startswith(("\n", "\r"))):
        return first.strip()
    return path
