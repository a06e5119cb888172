"""What a document is called on the pages: its own words, never a path."""

from __future__ import annotations

LONGEST = 120  # characters of a first line that is taken for a headline
UNTITLED = "Untitled text"


def title_of(title: str | None, text: str) -> str:
    """Its title, else its first line, as far as it goes; "Untitled text" for a text without a word."""
    if title and title.strip():
        return " ".join(title.split())
    first = next((line.strip() for line in text.splitlines() if any(c.isalnum() for c in line)), "")
    if len(first) <= LONGEST:
        return first or UNTITLED
    return f"{first[:LONGEST].rsplit(' ', 1)[0]} …"
