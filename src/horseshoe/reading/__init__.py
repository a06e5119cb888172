"""What one text says, word for word where: one parse, then a row of stations, each `(parsed, known) -> items`."""

from horseshoe.reading.start import import_spacy

import_spacy()

from horseshoe.reading.reader import Reader, read_document  # noqa: E402

__all__ = ["Reader", "read_document"]
