"""How much of an input is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on hostile or careless input; sizes in bytes, times in seconds."""

    file_bytes: int = 50_000_000
    text_characters: int = 20_000_000  # of the plain text, after unpacking
    unpacked_bytes: int = 200_000_000  # of a .docx once unzipped
    zip_members: int = 5_000
    pdf_pages: int = 5_000
    markup_depth: int = 2_000  # of nested HTML elements
    seconds: float = 60.0  # for unpacking one document
    fetch_seconds: float = 30.0  # for a whole download, redirects included
    redirects: int = 5


DEFAULT_LIMITS = Limits()
READING_SECONDS = 60.0  # for one document in a worker process, loading included


def human_size(size: int) -> str:
    """A size in bytes as people write it: `50 MB`."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:.3g} {unit}"
    return f"{size} bytes"
