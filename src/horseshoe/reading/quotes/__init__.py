"""Who says what, in direct, indirect and mixed speech (docs/quotes.md)."""

from horseshoe.reading.quotes.station import find_quotes

__all__ = ["find_quotes"]
