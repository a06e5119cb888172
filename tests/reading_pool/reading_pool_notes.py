"""What a worker does with a reading in the tests that ask in which order documents are read, by whom, with which model."""

from __future__ import annotations

import os
from pathlib import Path

from horseshoe.model import Reading
from horseshoe.reading.parse import load_model


def note(reading: Reading) -> tuple[int, int]:
    """This process and how often it has loaded a model; the document's number goes into the file that its name gives."""
    path, number = reading.document.path.split()
    with Path(path).open("a") as file:
        file.write(f"{number} ")
    return os.getpid(), load_model.cache_info().misses
