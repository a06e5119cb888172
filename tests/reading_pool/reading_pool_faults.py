"""What a worker does in the tests of the pool: it reads nothing, and the document's name says which fault to make."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from horseshoe.model import Document, Reading
from horseshoe.reading.llm import choose


class QuickReader:
    """Reads nothing, and needs no model for it."""

    def look_ahead(self, documents: Sequence[Document]) -> None:
        """Die of a document that bears no neighbours; fail at one that is no good."""
        for document in documents:
            if document.path == "shy":
                os._exit(4)
            if document.path == "sour":
                raise ZeroDivisionError

    def read(self, document: Document) -> Reading:
        """The reading of a document."""
        return Reading(document)


choose.choose_reader = lambda *_: QuickReader()  # type: ignore[assignment]


def finish(reading: Reading) -> str:
    """The document's name, after the fault that it asks for."""
    match reading.document.path.split():
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["exit"]:
            os._exit(3)
        case ["hang", mark]:
            Path(mark).write_text(str(os.getpid()))
            time.sleep(600)
        case ["fault"]:
            raise ZeroDivisionError("two\nlines")
        case ["memory"]:
            raise MemoryError
        case ["once", mark] if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return reading.document.path
