"""What a worker does with a reading in the tests of the pool: the document's name says which fault to make."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from horseshoe.model import Reading


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
