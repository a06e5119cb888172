"""What a worker does with a reading in the tests of the pool: the document's name says which fault to make."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from horseshoe.model import Reading
from horseshoe.reading.parse import load_model


def finish(reading: Reading) -> str:
    """The document's name, after the fault that it asks for."""
    match reading.document.path.split():
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["exit"]:
            os._exit(3)
        case ["hang"]:
            time.sleep(600)
        case ["fault"]:
            raise ZeroDivisionError("two\nlines")
        case ["memory"]:
            raise MemoryError
        case ["once", mark] if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return reading.document.path


def note(reading: Reading) -> tuple[int, int]:
    """This process and how often it has loaded a model; the document's number goes into the file that its name gives."""
    path, number = reading.document.path.split()
    with Path(path).open("a") as file:
        file.write(f"{number} ")
    return os.getpid(), load_model.cache_info().misses
