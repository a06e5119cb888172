"""What one text says, word for word where: one parse, then a row of stations, each `(parsed, known) -> items`."""

from horseshoe.reading.reader import Reader, read_document

__all__ = ["Reader", "read_document"]
