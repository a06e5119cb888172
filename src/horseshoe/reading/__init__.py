"""What one text says, word for word where: one parse, then a row of stations, each `(parsed, known) -> items`.

spaCy is imported with the reader, by its first use, not with this package: most of its modules read without a parse.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from horseshoe.reading.reader import Reader, read_document

__all__ = ["Reader", "read_document"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from horseshoe.reading import reader

    return getattr(reader, name)
